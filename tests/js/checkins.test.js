// The own curve's days and points, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysIn, neighbour, plus, weekday, weekOf } from "../../ladeapp/static/js/checkins/days.js";
import { points, step } from "../../ladeapp/static/js/checkins/series.js";

const entry = (day, load, charge = null) => ({ day, load, charge });

test("a week runs from Monday to Sunday, also over New Year", () => {
  assert.deepEqual(daysIn("week", "2027-01-01").at(0), "2026-12-28");
  assert.deepEqual(daysIn("week", "2027-01-01").at(-1), "2027-01-03");
  assert.equal(weekday("2026-11-22"), 6);
});

test("weeks are numbered as Norwegian calendars number them", () => {
  assert.deepEqual(["2026-11-22", "2026-12-31", "2027-01-01", "2027-01-04", "2021-01-03"].map(weekOf), [47, 53, 53, 1, 53]);
});

test("a month has as many days as it has, and its neighbours are months", () => {
  assert.deepEqual(["2026-02-10", "2028-02-10", "2026-11-22"].map((day) => daysIn("month", day).length), [28, 29, 30]);
  assert.equal(neighbour("month", "2026-01-31", -1), "2025-12-01");
  assert.equal(neighbour("month", "2026-12-31", 1), "2027-01-01");
  assert.equal(neighbour("week", "2026-11-22", -1), "2026-11-15");
});

test("a day has 24 hours here even when the clocks are moved", () => {
  assert.equal(plus("2026-03-28", 2), "2026-03-30");
  assert.equal(plus("2026-10-24", 2), "2026-10-26");
});

test("two shifts in a day are drawn as their mean, with what was left at the last", () => {
  const [monday, tuesday, wednesday] = points(["2026-11-16", "2026-11-17", "2026-11-18"], [
    entry("2026-11-16", 6, 3), entry("2026-11-16", 7, 1), entry("2026-11-17", null),
  ]);
  assert.deepEqual(monday, { day: "2026-11-16", load: 6.5, charge: 1, rested: false, word: null });
  assert.deepEqual(tuesday, { day: "2026-11-17", load: null, charge: null, rested: true, word: null });
  assert.deepEqual(wednesday, { day: "2026-11-18", load: null, charge: null, rested: false, word: null });
});

test("a mean is drawn in the step of the ramp it is nearest to", () => {
  assert.deepEqual([0, 0.4, 6.5, 9.7, 10].map(step), [0, 0, 7, 10, 10]);
});

test("a word from the lock screen is no number and no not today, and gives way to a number", () => {
  const worded = { ...entry("2026-11-17", null), word: "heavy" };
  const [alone] = points(["2026-11-17"], [entry("2026-11-17", null), worded]);
  assert.deepEqual(alone, { day: "2026-11-17", load: null, charge: null, rested: false, word: "heavy" });
  const [both] = points(["2026-11-17"], [worded, entry("2026-11-17", 6)]);
  assert.deepEqual([both.load, both.word], [6, null]);
});
