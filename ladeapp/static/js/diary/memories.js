// @ts-check
/** Small things beside the entries that follow her to every phone: in "meta", sealed and merged like entries. */

import { stampAfter } from "./merge.js";
import { markChanged } from "./outbox.js";
import { kept, opened } from "./records.js";
import { change, databaseOf, read } from "./store.js";
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("./records.js").Memory} Memory */

/**
 * @param {Book} book
 * @param {string} id "<room>/<name>"
 * @param {any} value anything that JSON holds; null forgets
 */
export async function remember(book, id, value) {
  const now = Date.now();
  const before = await read(databaseOf(book.owner), "meta", id);
  /** @type {Memory} */
  const memory = { id, value, changed: stampAfter(before, now) };
  await change(databaseOf(book.owner), [await kept(book, "meta", memory), markChanged("meta", id, now)]);
}

/**
 * @param {Book} book
 * @param {string} id
 * @returns {Promise<any>} null when there is none
 */
export async function recall(book, id) {
  const row = await read(databaseOf(book.owner), "meta", id);
  return row ? (await opened(book, "meta", row)).value ?? null : null;
}

/** She has typed her recovery code back once. */
export const PROVED = "recovery/proved";
