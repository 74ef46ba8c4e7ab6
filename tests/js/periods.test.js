/** The four-week grid and a person's one number in it. */
import "./world.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, localTime, periodOf, valueIn } from "../../ladeapp/static/js/diary/periods.js";

const DAY = 86_400_000;
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

test("every day of thirty years stands in the period that counting weeks by hand gives", () => {
  let monday = Date.UTC(2014, 11, 29); // the Monday of 2015-W01
  let year = 2015;
  let week = 1;
  while (year < 2045) {
    const period = `${year}-P${String(Math.min(13, Math.floor((week - 1) / 4) + 1)).padStart(2, "0")}`;
    for (let day = 0; day < 7; day += 1) assert.equal(periodOf(iso(monday + day * DAY)), period);
    monday += 7 * DAY;
    week += 1;
    const thursday = new Date(monday + 3 * DAY).getUTCFullYear();
    if (thursday !== year) [year, week] = [thursday, 1];
  }
});

test("new year's night belongs to the ISO year, and week 53 to the thirteenth period", () => {
  assert.equal(periodOf("2026-12-31"), "2026-P13"); // week 53
  assert.equal(periodOf("2027-01-03"), "2026-P13");
  assert.equal(periodOf("2027-01-04"), "2027-P01");
  assert.equal(periodOf("2024-12-30"), "2025-P01");
});

test("a period's first and last day are its own and their neighbours are not", () => {
  for (const period of ["2026-P01", "2026-P07", "2026-P13", "2027-P01", "2032-P13"]) {
    const { first, last } = daysOf(period);
    assert.equal(periodOf(first), period);
    assert.equal(periodOf(last), period);
    assert.notEqual(periodOf(iso(Date.parse(first) - DAY)), period);
    assert.notEqual(periodOf(iso(Date.parse(last) + DAY)), period);
  }
  assert.deepEqual(daysOf("2026-P07"), { first: "2026-06-15", last: "2026-07-12" });
  assert.deepEqual(daysOf("2026-P13"), { first: "2026-11-30", last: "2027-01-03" });
});

test("what is no day is refused", () => {
  for (const day of ["2026-02-30", "2026-6-1", "", "today", "2026-13-01"]) assert.throws(() => periodOf(day), RangeError);
});

test("her number is the mean of her own loads, half rounded up", () => {
  const entries = (...loads) => loads.map((load) => ({ day: "2026-06-20", load }));
  assert.equal(valueIn(entries(7), "2026-P07"), 7);
  assert.equal(valueIn(entries(6, 7), "2026-P07"), 7);
  assert.equal(valueIn(entries(6, 6, 7), "2026-P07"), 6);
  assert.equal(valueIn(entries(0, 0, 1), "2026-P07"), 0);
  assert.equal(valueIn(entries(10, 10), "2026-P07"), 10);
});

test("not today, another period's and removed entries do not count; nothing left is no number", () => {
  const entries = [
    { day: "2026-06-20", load: null }, { day: "2026-06-14", load: 9 }, { day: "2026-06-20", load: 9, deleted: true }, { deleted: true },
  ];
  assert.equal(valueIn(entries, "2026-P07"), null);
  assert.equal(valueIn([...entries, { day: "2026-06-21", load: 0 }], "2026-P07"), 0);
});

test("after a night shift the day is the one on her own wall, summer and winter", () => {
  assert.deepEqual(localTime(new Date("2026-06-30T22:30:00Z")), { day: "2026-07-01", at: "2026-07-01T00:30:00+02:00" });
  assert.deepEqual(localTime(new Date("2026-12-31T22:59:59Z")), { day: "2026-12-31", at: "2026-12-31T23:59:59+01:00" });
});
