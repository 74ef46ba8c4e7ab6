// @ts-check
/** What pages say about sending: how much waits, since when, what was refused, and my own pending answers. */

import { isEntry } from "./entries.js";
import { PROVED, recall } from "./memories.js";
import { marks, PAUSED, periodIn, withdrawn } from "./outbox.js";
import { valueIn } from "./periods.js";
import { records } from "./records.js";
import { databaseOf, phone, read } from "./store.js";
import { syncOf } from "./vault.js";
/** @typedef {import("./records.js").Book} Book */

/**
 * unsent          check-ins, or numbers for the team, that only this phone has
 * oldestUnsent    when the oldest of them was saved
 * refused         numbers the server did not take; she may retry(period) or withdraw(period)
 * vault.problem   "unreadable": another diary's lies there; "full"; "refused"
 * recoverySent    false: the code opens nothing yet, the server does not have its wrapped key
 * provedRecovery  she has typed the code back once
 * @typedef {{unsent: number, oldestUnsent: Date | null, refused: (import("./outbox.js").Refusal & {period: string})[],
 *   signInNeeded: boolean, someoneElse: boolean, recoverySent: boolean, provedRecovery: boolean,
 *   vault: {saved: Date | null, problem: string | null}}} State
 */
/** @typedef {{period: string, last_day: string, closes: string, value: number | null, withdrawn: boolean, sent: boolean}} OwnAnswer */

/** @param {Book} book @returns {Promise<State>} */
export async function stateOf(book) {
  const [changed, waiting, sync, recovery, proved] = await Promise.all([
    marks(book.owner, "changed"), marks(book.owner, "period"), syncOf(book.owner),
    read(databaseOf(book.owner), "keys", "recovery"), recall(book, PROVED),
  ]);
  const since = [...changed, ...waiting].map((mark) => mark.since);
  return {
    unsent: Math.max(changed.length, waiting.length),
    oldestUnsent: since.length ? new Date(Math.min(...since)) : null,
    refused: waiting.flatMap((mark) => (mark.refused ? [{ period: periodIn(mark), ...mark.refused }] : [])),
    signInNeeded: Boolean(sync.signIn),
    someoneElse: Boolean(sync.someoneElse),
    recoverySent: Boolean(recovery?.sent),
    provedRecovery: Boolean(proved),
    vault: { saved: sync.saved ? new Date(sync.saved) : null, problem: sync.vaultProblem ?? null },
  };
}

/**
 * What the team's number has, or will have, of me in each open period that counts me, as last heard from the server.
 * @param {Book} book
 * @returns {Promise<OwnAnswer[]>}
 */
export async function answersOf(book) {
  const [facts, entries, outbox] = await Promise.all([phone.get("facts"), records(book, "entries"), records(book, "outbox")]);
  /** @type {import("../cellar/api.js").Period[]} */
  const periods = facts?.key === book.owner ? facts.periods ?? [] : [];
  const paused = Boolean(await recall(book, PAUSED));
  return Promise.all(periods.filter(({ counted }) => counted).map(async ({ id, last_day, closes }) => {
    const out = paused || Boolean(await recall(book, withdrawn(id)));
    const value = valueIn(entries.filter(isEntry), id);
    const told = outbox.find((row) => row.id === `sent/${id}`);
    return { period: id, last_day, closes, value, withdrawn: out, sent: out ? !told : (told?.value ?? null) === value };
  }));
}
