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
 * word    a word from the lock screen instead of a number; never together with one, and no part of any number
 * @typedef {{id: string, at: string, day: string, load: number | null, charge: number | null, weighed: string[],
 *   charged: string[], note: string, late: boolean, changed: number, shift?: Kind | null, word?: Word | null, deleted?: false}} Entry
 */
/** @typedef {"day" | "evening" | "night"} Kind */
/** @typedef {"light" | "heavy"} Word */
/** @typedef {{id: string, changed: number, deleted: true}} Tombstone what remains of a removed entry */
/** @typedef {Partial<Omit<Entry, "id" | "changed" | "deleted">>} Answer */

export const NOTE_CHARACTERS = 4000;
export const KINDS = /** @type {Kind[]} */ (["day", "evening", "night"]);
const WORDS = ["light", "heavy"];
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
 * What was answered on the lock screen, as often as one likes: the reminder's id is the entry's, so it is there once, on all her phones.
 * @param {{id: string, at: number, word?: Word | null}} answered at: ms
 * @param {Date} now
 * @returns {Entry}
 */
export function answeredEntry({ id, at, word }, now) {
  const entry = newEntry({ ...localTime(new Date(at)), ...(word ? { word } : {}) }, now);
  return { ...entry, id };
}

/**
 * A number takes the place of a word.
 * @param {Entry} entry
 * @param {Answer} answer only what changes
 * @param {Date} now
 * @returns {Entry}
 */
export function changedEntry(entry, answer, now) {
  const numbered = entry.word && typeof answer.load === "number" ? { word: null } : {};
  return checked({ ...entry, ...numbered, ...answer, id: entry.id, changed: stampAfter(entry, now.getTime()) });
}

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
  if (entry.word && (entry.load !== null || !WORDS.includes(entry.word))) throw new RangeError("a word is light or heavy, without a number");
  return entry;
}

/** @param {unknown} value @param {number} top */
const isScale = (value, top) => value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= top);

/** @param {unknown} tags */
const areTags = (tags) => Array.isArray(tags) && tags.length <= TAGS
  && tags.every((tag) => typeof tag === "string" && tag.length <= TAG_CHARACTERS);
