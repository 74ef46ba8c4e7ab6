// @ts-check
/** The phone's own copy of her shifts, sealed in the diary, so that a check-in without coverage knows which one it was about. */

import { send } from "../cellar/api.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/entries.js").Kind} Kind */
/** @typedef {{start: string, end: string, kind: Kind}} Shift start and end with offset */

const MEMORY = "shifts/own";
const HOUR_MS = 3_600_000;
const SOON_AFTER_MS = 12 * HOUR_MS; // a check-in is about a shift that ended at most this long ago
const LATE_MS = 8 * 24 * HOUR_MS;
const FORGOTTEN_MS = 2 * 24 * HOUR_MS; // what ended later than this ago the server still has, or somebody took it away
const BEGUN_MS = 2 * HOUR_MS; // one that has just begun is not yet what she checks in about

/** @param {Diary} diary @returns {Promise<Shift[]>} the oldest first */
export const ownShifts = async (diary) => (await diary.recall(MEMORY)) ?? [];

/**
 * Ask the server, when it is the diary's owner who is signed in. Without coverage what is known stays.
 * @param {Diary} diary
 * @returns {Promise<Shift[]>}
 */
export async function freshShifts(diary) {
  const known = await ownShifts(diary);
  const answer = await send("GET", "/api/shifts");
  const told = answer.ok ? await answer.response?.json().catch(() => null) : null;
  if (told?.person !== diary.owner) return known;
  const shifts = together(known, told.shifts, Date.now());
  if (JSON.stringify(shifts) !== JSON.stringify(known)) await diary.remember(MEMORY, shifts.length ? shifts : null);
  return shifts;
}

/**
 * What the server has, and of what it has forgotten already the last eight days, for a check-in made late. All deleted there is all gone.
 * @param {readonly Shift[]} known
 * @param {readonly Shift[]} told
 * @param {number} now
 */
export function together(known, told, now) {
  const begins = Date.parse(told[0]?.start ?? "");
  const before = known.filter(({ end }) => Date.parse(end) < begins && now - Date.parse(end) < LATE_MS && now - Date.parse(end) > FORGOTTEN_MS);
  return [...before, ...told];
}

/**
 * Which shift a check-in made now is about: the one that ended last, at most twelve hours ago, or the one that runs.
 * @param {readonly Shift[]} shifts
 * @param {Date} now
 * @returns {Shift | null}
 */
export function shiftNow(shifts, now) {
  const at = now.getTime();
  const running = shifts.find(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end));
  if (running && at - Date.parse(running.start) >= BEGUN_MS) return running;
  const ended = shifts.filter(({ end }) => Date.parse(end) <= at && at - Date.parse(end) <= SOON_AFTER_MS);
  return latest(ended) ?? running ?? null;
}

/**
 * The same for a day of which only the date is known: the shift that ended on it last, else the one that began on it.
 * @param {readonly Shift[]} shifts
 * @param {string} day on the workplace's wall, "2026-11-25"
 * @returns {Shift | null}
 */
export function shiftOn(shifts, day) {
  const ended = shifts.filter(({ end }) => end.startsWith(day));
  return latest(ended) ?? latest(shifts.filter(({ start }) => start.startsWith(day))) ?? null;
}

/** @param {readonly Shift[]} shifts */
const latest = (shifts) => [...shifts].sort((a, b) => Date.parse(a.end) - Date.parse(b.end)).at(-1);
