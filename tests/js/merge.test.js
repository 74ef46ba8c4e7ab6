/** Two phones of one person, merged in any order, any number of times. */
import { chance } from "./world.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { later, merge, stampAfter } from "../../ladeapp/static/js/diary/merge.js";

const HISTORIES = 400;

/** A phone's records after a random life; few ids and few moments, so that they collide. */
function history(dice) {
  const records = Array.from({ length: dice(12) }, () => {
    const stamp = { id: `entry-${dice(6)}`, changed: dice(5) };
    return dice(4) ? { ...stamp, load: dice(11), weighed: ["sorg", "tid"].slice(dice(3)) } : { ...stamp, deleted: true };
  });
  return merge([], records);
}

test("it does not matter whose phone merges into whose", () => {
  const dice = chance(1);
  for (let turn = 0; turn < HISTORIES; turn += 1) {
    const [a, b] = [history(dice), history(dice)];
    assert.deepEqual(merge(a, b), merge(b, a));
  }
});

test("it does not matter in which order three phones meet", () => {
  const dice = chance(2);
  for (let turn = 0; turn < HISTORIES; turn += 1) {
    const [a, b, c] = [history(dice), history(dice), history(dice)];
    assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)));
  }
});

test("merging again changes nothing", () => {
  const dice = chance(3);
  for (let turn = 0; turn < HISTORIES; turn += 1) {
    const [a, b] = [history(dice), history(dice)];
    assert.deepEqual(merge(a, a), a);
    assert.deepEqual(merge(merge(a, b), b), merge(a, b));
  }
});

test("no entry is lost: every id of either phone is in the merged one, with its last change", () => {
  const dice = chance(4);
  for (let turn = 0; turn < HISTORIES; turn += 1) {
    const [a, b] = [history(dice), history(dice)];
    for (const record of [...a, ...b]) {
      const kept = merge(a, b).find(({ id }) => id === record.id);
      assert.ok(!later(record, kept));
    }
  }
});

test("what she removed on one phone stays removed when the other still has it", () => {
  const kept = { id: "a", changed: 5, load: 7 };
  const removed = { id: "a", changed: 6, deleted: true };
  assert.deepEqual(merge([kept], [removed]), [removed]);
  assert.deepEqual(merge([{ ...kept, changed: 6 }], [removed]), [removed]);
});

test("what she changed after removing it elsewhere comes back", () => {
  assert.deepEqual(merge([{ id: "a", changed: 7, load: 3 }], [{ id: "a", changed: 6, deleted: true }]), [{ id: "a", changed: 7, load: 3 }]);
});

test("two versions of the same moment differ only in the order of their words: they are one", () => {
  const [a, b] = [{ id: "a", changed: 1, load: 3, charge: 2 }, { charge: 2, load: 3, changed: 1, id: "a" }];
  assert.ok(!later(a, b) && !later(b, a));
});

test("a phone whose clock went back still changes last what it changes last", () => {
  assert.equal(stampAfter({ id: "a", changed: 1000 }, 500), 1001);
  assert.equal(stampAfter(undefined, 500), 500);
});
