// @ts-check
/** One touch of an entry, on the phone when it returns: the record, the vault's mark and the periods' in one go. */

import { isEntry } from "./entries.js";
import { markChanged, markHandled, markPeriod } from "./outbox.js";
import { periodOf } from "./periods.js";
import { kept, opened } from "./records.js";
import { change, databaseOf, read } from "./store.js";
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("./records.js").EntryRecord} EntryRecord */

/**
 * @param {Book} book
 * @param {EntryRecord | undefined} before
 * @param {EntryRecord} after
 * @param {number} now
 * @param {readonly string[]} [reminders] those it answers
 */
export async function write(book, before, after, now, reminders = []) {
  const days = [before, after].flatMap((record) => (record && isEntry(record) ? [record.day] : []));
  await change(databaseOf(book.owner), [
    await kept(book, "entries", after),
    markChanged("entries", after.id, now),
    ...[...new Set(days.map(periodOf))].map((period) => markPeriod(period, now)),
    ...reminders.map((reminder) => markHandled(reminder, now)),
  ]);
}

/**
 * @param {Book} book
 * @param {string} id
 * @returns {Promise<EntryRecord>}
 * @throws {RangeError} when there never was such an entry
 */
export async function recordOf(book, id) {
  const row = await read(databaseOf(book.owner), "entries", id);
  if (!row) throw new RangeError("no such entry");
  return opened(book, "entries", row);
}

/** Also one that was removed. @param {Book} book @param {string} id @returns {Promise<boolean>} */
export const hasRecord = async (book, id) => Boolean(await read(databaseOf(book.owner), "entries", id));
