/** The energy map, the experiments and the suggestion: what can be decided without a page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { again, due, reviewed, standing } from "../../ladeapp/static/js/crafting/experiments.js";
import { isSource, numbered, placed, SIZE } from "../../ladeapp/static/js/crafting/map.js";
import { body, cleaned, fate, left } from "../../ladeapp/static/js/crafting/sealed.js";
import { merge } from "../../ladeapp/static/js/diary/merge.js";

const thing = (id, kind, strength, influence, made = 1) => ({ type: "thing", id, kind, words: id, strength, influence, made });
const experiment = (id, begun, more = {}) => ({ type: "experiment", id, way: "fewer", about: "", what: id, when: "", who: "", sign: "", begun, began: "2026-11-01", look: null, ended: null, review: null, ...more });
const REVIEW = { happened: "yes", gave: 3, words: "", next: "keep" };
const ids = (list) => list.map(({ id }) => id);

test("what gives comes before what drains, the strongest first, and numbers have no gaps", () => {
  const map = numbered([thing("a", "hindrance", 5, 1), thing("b", "challenge", 2, 5), thing("c", "resource", 4, 1), thing("d", "missing", 5, 4)]);
  assert.deepEqual(ids(map), ["c", "b", "d", "a"]);
  assert.deepEqual(map.map(({ n }) => n), [1, 2, 3, 4]);
});

test("what is no thing, or from a later version, is left out and nothing falls over", () => {
  const odd = [null, "x", { type: "draft" }, experiment("e", 1), thing("a", "weather", 3, 3), thing("b", "resource", 6, 3), thing("c", "resource", 3, 2.5), { ...thing("d", "resource", 1, 1), words: 7 }];
  assert.deepEqual(numbered([...odd, thing("ok", "resource", 1, 1)]).map(({ id }) => id), ["ok"]);
});

test("above the line gives, below drains; further out is stronger, further right more to influence", () => {
  const at = Object.fromEntries(placed(numbered([thing("weak", "resource", 1, 1), thing("strong", "resource", 5, 5), thing("drain", "missing", 5, 1)])).map(({ thing: { id }, x, y }) => [id, { x, y }]));
  assert.ok(at.strong.y < at.weak.y && at.weak.y < SIZE.line && SIZE.line < at.drain.y);
  assert.ok(at.weak.x < at.strong.x);
  assert.equal(at.weak.x, at.drain.x);
});

test("every mark lies within the picture and none on another, however many stand alike", () => {
  const many = Array.from({ length: 6 }, (_, n) => thing(`t${n}`, "hindrance", 4, 4));
  for (const things of [many, [1, 2, 3, 4, 5].flatMap((s) => [1, 2, 3, 4, 5].map((i) => thing(`${s}${i}`, "challenge", s, i)))]) {
    const marks = placed(numbered(things));
    for (const { x, y, r } of marks) assert.ok(x - r >= SIZE.left - 0.1 && x + r <= SIZE.right + 0.1 && y - r >= 0 && y + r <= SIZE.height);
    for (const a of marks) for (const b of marks) if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= a.r + b.r - 0.2);
  }
});

test("challenges give and hindrances drain, though both are demands", () => {
  assert.deepEqual(["resource", "challenge", "hindrance", "missing"].map((kind) => isSource({ kind })), [true, true, false, false]);
});

test("one experiment runs at a time", () => {
  assert.equal(standing([]).running, null);
  const { running, history } = standing([experiment("old", 1, { ended: "2026-11-03", review: REVIEW }), experiment("new", 2)]);
  assert.equal(running.id, "new");
  assert.deepEqual(ids(history), ["old"]);
});

test("two phones without coverage have each begun one: every phone lets the later run", () => {
  const one = [experiment("a", 5)], other = [experiment("b", 6)];
  for (const kept of [[...one, ...other], [...other, ...one]]) {
    assert.equal(standing(kept).running.id, "b");
    assert.deepEqual(ids(standing(kept).history), ["a"]);
  }
  assert.equal(standing([experiment("y", 5), experiment("x", 5)]).running.id, "x");
});

test("two phones' maps go together thing by thing", () => {
  const record = (value, changed) => ({ id: `crafting/thing-${value.id}`, value, changed });
  const here = [record(thing("a", "resource", 3, 3), 1), record(thing("b", "missing", 4, 2), 2)];
  const there = [record(thing("a", "resource", 5, 3), 3), record(thing("c", "challenge", 2, 4), 2)];
  const both = numbered(merge(here, there).map(({ value }) => value));
  assert.deepEqual(both.map(({ id, strength }) => `${id}${strength}`), ["a5", "c2", "b4"]);
});

test("it is time to look back on the day she chose, not before, and not when it is over", () => {
  const kept = [experiment("a", 1, { look: "2026-11-20" })];
  assert.equal(due(kept, "2026-11-19"), null);
  assert.equal(due(kept, "2026-11-20")?.id, "a");
  assert.equal(due(kept, "2027-01-01")?.id, "a");
  assert.equal(due([reviewed(kept[0], REVIEW, "2026-11-20")], "2026-11-20"), null);
  assert.equal(due([experiment("b", 1)], "2026-11-20"), null);
});

test("what is changed begins again with the same plan and nothing of the review", () => {
  const over = reviewed(experiment("a", 1, { when: "kveld" }), REVIEW, "2026-11-20");
  assert.equal(over.ended, "2026-11-20");
  assert.deepEqual(again(over), { way: "fewer", about: "", what: "a", when: "kveld", who: "", sign: "" });
});

test("what is sent has one length, whatever the words", () => {
  const sizes = ["a", "æ".repeat(600), "😀".repeat(600), "\"\n\\".repeat(200), "x".repeat(600)].map((words) => new TextEncoder().encode(body(words)).length);
  assert.deepEqual(new Set(sizes), new Set([4000]));
  assert.deepEqual(JSON.parse(body("Hei \"du\"")), { words: "Hei \"du\"" });
});

test("a character is a character, also an emoji; what is shown is what is read", () => {
  assert.equal(left("😀".repeat(600), 600), 0);
  assert.equal(left("x".repeat(601), 600), -1);
  assert.equal(cleaned("  en\r\nto\r "), "en\nto");
  assert.equal(cleaned("a\u030a"), "å");
});

test("by the key's name a phone knows what became of hers", () => {
  assert.equal(fate("k", null), "unknown");
  assert.equal(fate("k", { key: "k", delivered: [] }), "waits");
  assert.equal(fate("k", { key: "n", delivered: ["j", "k"] }), "delivered");
  assert.equal(fate("k", { key: "n", delivered: ["j"] }), "lost");
});
