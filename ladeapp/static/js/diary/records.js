// @ts-check
/** The owner's records on this phone: each row is sealed under the diary key and bound to owner, store and id. */

import { text, utf8 } from "./bytes.js";
import { boundTo, open, seal } from "./crypto.js";
import { later, merge } from "./merge.js";
import { change, databaseOf, readAll } from "./store.js";
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./merge.js").Stamp} Stamp */

/** An open diary: whose, and the non-extractable key that opens it. @typedef {{owner: string, key: CryptoKey}} Book */
/** @typedef {{id: string, changed: number, sealed: import("./bytes.js").Bytes}} Row */
/** A small thing to remember on every phone of hers. @typedef {Stamp & {value?: any}} Memory */
/** @typedef {import("./entries.js").Entry | import("./entries.js").Tombstone} EntryRecord */

/**
 * Every record of a store, removed ones too.
 * @param {Book} book
 * @param {"entries" | "meta" | "outbox"} store
 * @returns {Promise<any[]>}
 */
export async function records(book, store) {
  /** @type {Row[]} */
  const rows = (await readAll(databaseOf(book.owner), store)).filter((row) => row.sealed);
  return Promise.all(rows.map((row) => opened(book, store, row)));
}

/**
 * @param {Book} book
 * @param {string} store
 * @param {Row} row
 */
export async function opened(book, store, row) {
  return JSON.parse(text(await open(book.key, row.sealed, boundTo(book.owner, store, row.id))));
}

/**
 * The change that keeps `record`, unless a later one has come in the meantime.
 * @param {Book} book
 * @param {string} store
 * @param {Stamp} record
 * @returns {Promise<Change>}
 */
export async function kept(book, store, record) {
  const sealed = await seal(book.key, utf8(JSON.stringify(record)), boundTo(book.owner, store, record.id));
  const row = { id: record.id, changed: record.changed, sealed };
  return { store, key: record.id, to: (old) => (old && old.changed > row.changed ? old : row) };
}

/**
 * Take in another phone's records; ours that are later stay.
 * @param {Book} book
 * @param {"entries" | "meta"} store
 * @param {Stamp[]} theirs
 */
export async function absorb(book, store, theirs) {
  const ours = new Map((await records(book, store)).map((record) => [record.id, record]));
  const news = merge([], theirs).filter((record) => {
    const mine = ours.get(record.id);
    return !mine || later(record, mine);
  });
  await change(databaseOf(book.owner), await Promise.all(news.map((record) => kept(book, store, record))));
}
