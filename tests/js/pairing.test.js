/** When the phone suggests a pause from listening. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysBefore, isHeavyStretch } from "../../ladeapp/static/js/pairing/stretch.js";

const TODAY = "2026-03-02";
const answered = (...loads) => loads.map((load, ago) => ({ day: daysBefore(TODAY, ago), load }));

test("three heavy check-ins in a week are a heavy stretch", () => {
  assert.equal(isHeavyStretch(answered(8, 7, 10), TODAY), true);
  assert.equal(isHeavyStretch(answered(8, 7, 6, 6, 6, 6), TODAY), false);
  assert.equal(isHeavyStretch([], TODAY), false);
});

test("not today is not heavy, and what lies more than a week back is over", () => {
  assert.equal(isHeavyStretch(answered(null, null, null, 9, 9), TODAY), false);
  assert.equal(isHeavyStretch(answered(0, 9, 0, 0, 0, 0, 9, 9, 9), TODAY), false);
  assert.equal(isHeavyStretch(answered(0, 9, 0, 0, 0, 9, 9), TODAY), true);
});

test("a day before the first of March is the last of February", () => {
  assert.equal(daysBefore("2026-03-01", 1), "2026-02-28");
  assert.equal(daysBefore("2028-03-01", 1), "2028-02-29");
});
