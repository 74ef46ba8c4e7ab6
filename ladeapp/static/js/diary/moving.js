// @ts-check
/** A diary that began under a key of its own goes over to the one that her other phones have: nothing is lost, all is to be sent again. */

import { markChanged } from "./outbox.js";
import { kept, records } from "./records.js";
import { put } from "./store.js";
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("./store.js").Change} Change */

/**
 * @param {Book} old
 * @param {Book} book the same owner's, with the key from now on
 * @param {number} now ms
 * @returns {Promise<Change[]>} to be made together with the change of keys
 */
export async function rekeyed(old, book, now) {
  const stores = /** @type {const} */ (["entries", "meta", "outbox"]);
  const changes = await Promise.all(stores.map(async (store) => {
    const all = await records(old, store);
    const rows = await Promise.all(all.map((record) => kept(book, store, record)));
    return store === "outbox" ? rows : [...rows, ...all.map(({ id }) => markChanged(store, id, now))];
  }));
  return [...changes.flat(), put("outbox", "sync", { id: "sync" })];
}
