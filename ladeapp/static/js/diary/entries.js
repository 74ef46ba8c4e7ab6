// @ts-check
/** What a check-in is and may hold; pure. Entries are never altered in place, a change makes a new one. */

import { stampAfter } from "./merge.js";
import { localTime, periodOf } from "./periods.js";

/**
 * at      local moment with offset      day     local day, which decides the period
 * load    0–10, null is "not today"     charge  0–4 of the battery, null is skipped
 * weighed, charged  tags                note    never leaves the phone in clear
 * late    answered after its day        changed milliseconds since 1970
 * shift   the kind of shift it was about, null when she had none; older entries have no such word
 * @typedef {{id: string, at: string, day: string, load: number | null, charge: number | null, weighed: string[],
 *   charged: string[], note: string, late: boolean, changed: number, shift?: Kind | null, deleted?: false}} Entry
 */
/** @typedef {"day" | "evening" | "night"} Kind */
/** @typedef {{id: string, changed: number, deleted: true}} Tombstone what remains of a removed entry */
/** @typedef {Partial<Omit<Entry, "id" | "changed" | "deleted">>} Answer */

export const NOTE_CHARACTERS = 4000;
export const KINDS = /** @type {Kind[]} */ (["day", "evening", "night"]);
const TAGS = 40;
const TAG_CHARACTERS = 60;

/**
 * @param {Answer} answer
 * @param {Date} now
 * @returns {Entry}
 * @throws {RangeError} for a value that no page of ours offers
 */
export function newEntry(answer, now) {
  const { day, at } = localTime(now);
  return checked({
    id: crypto.randomUUID(), at, day, load: null, charge: null, weighed: [], charged: [], note: "", late: false, shift: null,
    ...answer, changed: now.getTime(),
  });
}

/**
 * @param {Entry} entry
 * @param {Answer} answer only what changes
 * @param {Date} now
 * @returns {Entry}
 */
export const changedEntry = (entry, answer, now) =>
  checked({ ...entry, ...answer, id: entry.id, changed: stampAfter(entry, now.getTime()) });

/**
 * @param {{id: string, changed: number}} entry
 * @param {Date} now
 * @returns {Tombstone}
 */
export const removedEntry = (entry, now) => ({ id: entry.id, changed: stampAfter(entry, now.getTime()), deleted: true });

/** @param {Entry | Tombstone} record @returns {record is Entry} */
export const isEntry = (record) => !record.deleted;

/** @param {Entry} entry @returns {Entry} */
function checked(entry) {
  periodOf(entry.day);
  if (!isScale(entry.load, 10)) throw new RangeError("load is 0–10 or null");
  if (!isScale(entry.charge, 4)) throw new RangeError("charge is 0–4 or null");
  if (![entry.weighed, entry.charged].every(areTags)) throw new RangeError("tags are short texts");
  if (typeof entry.note !== "string" || entry.note.length > NOTE_CHARACTERS) throw new RangeError("the note is too long");
  if (typeof entry.late !== "boolean") throw new RangeError("late is true or false");
  if (entry.shift && !KINDS.includes(entry.shift)) throw new RangeError("a shift is day, evening or night, or null");
  return entry;
}

/** @param {unknown} value @param {number} top */
const isScale = (value, top) => value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= top);

/** @param {unknown} tags */
const areTags = (tags) => Array.isArray(tags) && tags.length <= TAGS
  && tags.every((tag) => typeof tag === "string" && tag.length <= TAG_CHARACTERS);
