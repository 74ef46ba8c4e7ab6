// Which shift a check-in is about: known on the phone, kept in the diary, told to nobody.
import { aPhone, clockAt, COLLEAGUE, NURSE, Server } from "./world.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { byShift } from "../../ladeapp/static/js/checkins/series.js";
import { freshShifts, ownShifts, shiftNow, shiftOn, together } from "../../ladeapp/static/js/shifts/own.js";

const shift = (start, end, kind) => ({ start: `2026-${start}:00+02:00`, end: `2026-${end}:00+02:00`, kind });
const NIGHT = shift("06-30T21:30", "07-01T07:30", "night");
const SHIFTS = [shift("06-28T14:30", "06-28T22:00", "evening"), NIGHT, shift("07-02T07:00", "07-02T15:00", "day")];
const at = (moment) => kindNow(SHIFTS, new Date(`2026-${moment}:00+02:00`));
const kindNow = (shifts, now) => shiftNow(shifts, now)?.kind ?? null;
const kindOn = (shifts, day) => shiftOn(shifts, day)?.kind ?? null;
const entry = (shift, load, charge = null, day = "2026-07-01") => ({ day, shift, load, charge });

test("a check-in is about the shift that ended last, or the one that runs", () => {
  assert.equal(at("07-01T07:40"), "night");
  assert.equal(at("07-01T19:29"), "night");
  assert.equal(at("07-01T19:31"), null); // twelve hours are over
  assert.equal(at("07-01T05:00"), "night"); // it runs
  assert.equal(at("07-02T07:10"), "day"); // it has just begun, and nothing ended lately
  assert.equal(at("06-25T12:00"), null);
  const double = [shift("07-01T14:30", "07-01T22:00", "evening"), shift("07-02T07:00", "07-02T15:00", "day")];
  assert.equal(kindNow(double, new Date("2026-07-02T07:15:00+02:00")), "evening"); // on the way in, about yesterday
  assert.equal(kindNow(double, new Date("2026-07-02T10:00:00+02:00")), "day");
});

test("late, only the day is known", () => {
  assert.equal(kindOn(SHIFTS, "2026-07-01"), "night");
  assert.equal(kindOn(SHIFTS, "2026-06-30"), "night"); // it began then, and none ended
  assert.equal(kindOn(SHIFTS, "2026-06-29"), null);
});

test("the phone knows her shifts without coverage, and never another's", async () => {
  clockAt();
  const server = new Server();
  const phone = await aPhone();
  const { diary } = await phone.createDiary(NURSE);
  server.shifts = SHIFTS;
  await freshShifts(diary);
  server.instead = () => "no coverage";
  assert.deepEqual(await freshShifts(diary), SHIFTS);
  server.instead = () => undefined;
  server.person = COLLEAGUE;
  server.shifts = [];
  assert.deepEqual(await freshShifts(diary), SHIFTS);
  server.person = NURSE;
  await freshShifts(diary); // she deleted them all
  assert.deepEqual(await ownShifts(diary), []);
});

test("what the server has forgotten is remembered for a late answer, and nothing else", () => {
  const now = Date.parse("2026-07-02T16:00:00+02:00");
  assert.deepEqual(together(SHIFTS, SHIFTS.slice(1), now), SHIFTS);
  assert.deepEqual(together(SHIFTS, [], now), []);
  assert.deepEqual(together(SHIFTS, SHIFTS.slice(2), now), [SHIFTS[0], SHIFTS[2]]); // the night was taken away
  assert.deepEqual(together(SHIFTS, SHIFTS.slice(1), now + 9 * 86_400_000), SHIFTS.slice(1));
});

test("an entry says its kind of shift, old ones need not, and nothing else is taken", async () => {
  clockAt();
  new Server();
  const { diary } = await (await aPhone()).createDiary(NURSE);
  const { id } = await diary.saveCheckIn({ load: 7, shift: "night" });
  assert.equal((await diary.saveCheckIn({ load: 3 })).shift, null);
  assert.equal((await diary.changeEntry(id, { charge: 1 })).shift, "night");
  await diary.changeEntry(id, { shift: undefined });
  assert.equal((await diary.changeEntry(id, { charge: 2 })).shift, undefined); // as an entry from before
  await assert.rejects(diary.changeEntry(id, { shift: "canary" }), RangeError);
  await diary.changeEntry(id, { shift: "day" });
  assert.deepEqual((await diary.exportAll()).entries.map(({ shift }) => shift).sort(), ["day", null].sort());
});

test("it follows her to her other phone", async () => {
  clockAt();
  const server = new Server();
  const first = await aPhone();
  const { diary, recoveryCode } = await first.createDiary(NURSE);
  server.shifts = SHIFTS;
  await freshShifts(diary);
  await diary.saveCheckIn({ load: 7, shift: "night" });
  await diary.flush({ opening: true });
  const second = await aPhone();
  const there = await second.unlockOnNewPhone(recoveryCode);
  assert.deepEqual((await there.entries()).map(({ shift }) => shift), ["night"]);
  assert.deepEqual(await ownShifts(there), SHIFTS);
});

test("two kinds with four numbers each can be held against each other, and fewer say nothing", () => {
  const nights = [8, 9, 7, 8].map((load) => entry("night", load, 1));
  const days = [4, 5, 4, 5].map((load) => entry("day", load));
  assert.deepEqual(byShift([...nights, ...days], "2026-01-01"), [
    { kind: "day", load: 4.5, charge: null, count: 4 }, { kind: "night", load: 8, charge: 1, count: 4 },
  ]);
  assert.deepEqual(byShift([...nights, ...days.slice(1), entry("day", null)], "2026-01-01"), []);
  assert.deepEqual(byShift([...nights, ...days, entry(undefined, 5), entry(null, 5)], "2026-07-02"), []);
});
