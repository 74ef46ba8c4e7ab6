/** How answers become numbers: reversed, missing, and on the scale of a released number. The shipped scales: tests/effect/test_scoring.py. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { measured, ofScale } from "../../ladeapp/static/js/effect/kept.js";
import { score, whole } from "../../ladeapp/static/js/effect/scoring.js";

const ONE_TO_FIVE = [1, 2, 3, 4, 5].map((value) => ({ value }));
const STRAIN = { key: "strain", scoring: "mean", times: 1, least: 3, lowest: 1, highest: 5, options: ONE_TO_FIVE, items: [{ key: "a" }, { key: "b" }, { key: "c" }, { key: "d", reverse: true }] };
const SUM = { scoring: "sum", times: 4, least: 2, lowest: 0, highest: 40, options: [5, 4, 3, 2, 1, 0].map((value) => ({ value })), items: [{ key: "a" }, { key: "b" }] };
const HUNDREDS = { scoring: "mean", times: 1, least: 4, lowest: 0, highest: 100, options: [100, 75, 50, 25, 0].map((value) => ({ value })),
  items: [..."abcdef"].map((key) => ({ key })).concat({ key: "g", reverse: true }) };

test("a reversed item changes ends, and the middle stays the middle", () => {
  assert.equal(score(STRAIN, { a: 5, b: 5, c: 5, d: 1 }), 5);
  assert.equal(score(STRAIN, { a: 1, b: 1, c: 1, d: 5 }), 1);
  assert.equal(score(STRAIN, { a: 5, b: 5, c: 5, d: 5 }), 4);
  assert.equal(score(STRAIN, { a: 3, b: 3, c: 3, d: 3 }), 3);
});

test("what is passed over does not count, and too little gives no number, never a guess", () => {
  assert.equal(score(STRAIN, { a: 2, b: 4, c: null, d: 3 }), 3);
  assert.equal(score(STRAIN, { a: 2, b: 4 }), null);
  assert.equal(score(STRAIN, {}), null);
  assert.equal(score(SUM, { a: 5 }), null);
});

test("an answer that is not offered is refused, and so is nothing at all in its place", () => {
  for (const odd of [0, 6, 2.5, "3", NaN, true]) assert.throws(() => score(STRAIN, { a: odd, b: 1, c: 1, d: 1 }), RangeError);
  assert.equal(score(STRAIN, { a: 1, b: 1, c: 1, d: undefined, e: 5 }), 1);
});

test("the sum of the order does not matter: values may be shown from the highest", () => {
  assert.equal(score(SUM, { a: 5, b: 3 }), 32);
  assert.equal(score(SUM, { a: 0, b: 0 }), 0);
});

test("a scale from 0 to 100 with a reversed seventh item, and at least four answered", () => {
  assert.equal(score(HUNDREDS, { a: 75, b: 75, c: 50, d: 50, e: 25, f: 25, g: 50 }), 50);
  assert.equal(score(HUNDREDS, { a: 100, b: 100, c: 100, d: 100, e: 100, f: 100, g: 0 }), 100);
  assert.equal(score(HUNDREDS, { a: 100, b: 50, g: 100 }), null);
  assert.equal(score(HUNDREDS, { a: 100, b: 50, c: 50, g: 100 }), 50);
});

test("a whole number from 0 to 10, rounded half up, the direction kept", () => {
  assert.deepEqual([1, 2, 3, 4, 5].map((number) => whole(STRAIN, number)), [0, 3, 5, 8, 10]);
  assert.deepEqual([0, 2, 50, 52, 96, 100].map((number) => whole({ ...HUNDREDS }, number)), [0, 0, 5, 5, 10, 10]);
  assert.equal(whole(STRAIN, null), null);
  for (const odd of [0.9, 5.1, NaN]) assert.throws(() => whole(STRAIN, odd), RangeError);
});

test("every possible answering lands between the ends, and half is never lost to a last bit", () => {
  const three = { ...STRAIN, items: STRAIN.items.slice(1) };
  for (const b of [1, 2, 3, 4, 5]) for (const c of [1, 2, 3, 4, 5]) for (const d of [1, 2, 3, 4, 5]) {
    const sum = b + c + (6 - d); // exactly: (sum / 3 - 1) / 4 * 10 = (10 sum - 30) / 12
    assert.equal(whole(three, score(three, { b, c, d })), Math.floor((10 * sum - 30 + 6) / 12));
  }
});

test("the diary's answerings of one scale, the oldest first; what is odd, or from a later version, is left out", () => {
  const at = (text, number, id = text) => ({ ...measured("strain", { a: 1 }, number, new Date(text)), id });
  const [old, young] = [at("2026-11-01T08:00:00Z", 2), at("2026-11-20T08:00:00Z", 4)];
  const odd = [null, 7, { type: "measure" }, { ...old, scale: "who5" }, { ...old, score: 9 }, { ...old, score: "2" }, { ...old, day: "soon" }, { ...old, made: "2026" }, { ...old, type: "other" }];
  assert.deepEqual(ofScale([young, ...odd, old], STRAIN).map(({ score: number }) => number), [2, 4]);
});
