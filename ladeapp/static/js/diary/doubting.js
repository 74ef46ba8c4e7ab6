// @ts-check
/** What the server may have been told without this phone; comes alone, as few ever take an answer back. */

import { kept, records } from "./records.js";
import { change, databaseOf } from "./store.js";

/**
 * She takes back what this phone has told the server, and what it knows nothing of: a shared machine, or a phone that is lost, may have told it.
 * @param {import("./records.js").Book} book
 * @param {readonly string[]} periods
 */
export async function doubtSent(book, periods) {
  const sent = new Set((await records(book, "outbox")).map(({ id }) => id));
  const unknown = periods.map((period) => `sent/${period}`).filter((id) => !sent.has(id));
  const doubts = unknown.map((id) => kept(book, "outbox", /** @type {any} */ ({ id, changed: Date.now(), value: null, key: "" })));
  await change(databaseOf(book.owner), await Promise.all(doubts));
}
