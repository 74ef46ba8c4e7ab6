// @ts-check
/**
 * What has yet to leave the phone, as intents and never as requests.
 *
 * Rows: "changed/…" a record whose newest version is not in the vault yet; "period/2026-P07" the team's number may
 * need my new value; "sent/2026-P07" what the server was last told (sealed); "handled/<id>" a reminder that is done with;
 * "survey/2026-E1" she has seen what is asked, see effect/sending.js; "sync" how it went. What to send is worked
 * out from entries and session each time, so a mark that was lost, or a merge from another phone, changes nothing.
 */

import { valueIn } from "./periods.js";
import { databaseOf, readAll } from "./store.js";
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("../cellar/api.js").Period} Period */

/** since: ms, the oldest unsent; after: not before this ms; touched: grows with each change. */
/** @typedef {{id: string, since: number, after: number, touched: number, refused?: Refusal}} Mark */
/** @typedef {{status: number, slug: string, title: string}} Refusal */
/** @typedef {{value: number | null, key: string}} Sent what the server was told, under which period key; see doubting.js for null */
/** @typedef {{verb: "PUT" | "DELETE", period: string, value: number | null, key: string}} Step */
/** @typedef {{entries: readonly any[], memories: ReadonlySet<string>, marks: ReadonlyMap<string, Mark>, sent: ReadonlyMap<string, Sent>}} Known */

/** Undo is offered this long, and nothing is sent to the team's number before it has passed. */
export const UNDO_MS = 10_000;

/** @param {string} store @param {string} id @param {number} now @returns {Change} */
export const markChanged = (store, id, now) => marked(`changed/${store}/${id}`, now, 0);

/** @param {string} period @param {number} now @param {number} [wait] @returns {Change} */
export const markPeriod = (period, now, wait = UNDO_MS) => marked(`period/${period}`, now, now + wait);

/** A reminder she has answered: told with her number if one goes, else by itself. @param {string} reminder @param {number} now @param {number} [wait] @returns {Change} */
export const markHandled = (reminder, now, wait = UNDO_MS) => marked(`handled/${reminder}`, now, now + wait);

/** @param {string} id @param {number} now @param {number} after @returns {Change} */
function marked(id, now, after) {
  return {
    store: "outbox",
    key: id,
    to: (old) => ({ id, since: old?.since ?? now, after, touched: (old?.touched ?? 0) + 1 }),
  };
}

/** Strike a mark, unless something has happened to it since it was read. @param {Mark} mark @returns {Change} */
export const struck = (mark) =>
  ({ store: "outbox", key: mark.id, to: (old) => (old && old.touched !== mark.touched ? old : undefined) });

/** @param {string} period @param {number} now @param {Refusal} refused @returns {Change} */
export const markRefused = (period, now, refused) => ({
  store: "outbox",
  key: `period/${period}`,
  to: (old) => ({ ...(old ?? { id: `period/${period}`, since: now, after: 0, touched: 0 }), refused }),
});

/**
 * @param {string} owner
 * @param {"changed" | "period" | "handled" | "survey"} kind
 * @returns {Promise<Mark[]>}
 */
export async function marks(owner, kind) {
  return (await readAll(databaseOf(owner), "outbox")).filter((row) => row.id.startsWith(`${kind}/`));
}

/** The memory that keeps her out of the team's number of this period, by her own choice. @param {string} period */
export const withdrawn = (period) => `withdrawn/${period}`;

/** The memory that keeps her out of every period's number for as long as it stands. */
export const PAUSED = "withdrawn/every";

/** @param {Mark} mark */
export const reminderIn = (mark) => mark.id.slice("handled/".length);

/** @param {Mark} mark */
export const periodIn = (mark) => mark.id.slice("period/".length);

/**
 * What to send now, and which marks need nothing more. Periods that are not open, or in which she is not
 * counted, get nothing and cause no error; a refused one waits for the person; a fresh one for undo to pass.
 * @param {{periods: readonly Period[], counts_from: string | null}} session
 * @param {Known} known
 * @param {number} now ms
 * @returns {{steps: Step[], done: Mark[]}}
 */
export function plan(session, known, now) {
  const counted = session.periods.filter(({ id, counted: yes }) => yes && (session.counts_from ?? "") <= id);
  const open = new Set(counted.map(({ id }) => id));
  const done = [...known.marks.values()].filter((mark) => !open.has(periodIn(mark)));
  /** @type {Step[]} */
  const steps = [];
  for (const { id, key } of counted) {
    const mark = known.marks.get(id);
    if (key === null || mark?.refused || (mark && now < mark.after)) continue;
    const step = stepFor(id, key, known);
    if (step) steps.push(step);
    else if (mark) done.push(mark);
  }
  return { steps, done };
}

/**
 * @param {string} period
 * @param {string} key
 * @param {Known} known
 * @returns {Step | null}
 */
function stepFor(period, key, { entries, memories, sent }) {
  const out = memories.has(PAUSED) || memories.has(withdrawn(period));
  const value = out ? null : valueIn(entries, period);
  const last = sent.get(period);
  if (value === null) return last && (out || last.value !== null) ? { verb: "DELETE", period, value, key } : null;
  if (last?.value === value && last.key === key) return null;
  return { verb: "PUT", period, value, key };
}

/**
 * The body of a contribution: as long for 0 as for 10.
 * @param {number} value
 * @param {string} [reminder] the one it answers
 */
export const contributionBody = (value, reminder) =>
  `{"value": ${String(value).padEnd(2)}${reminder ? `, "reminder": "${reminder}"` : ""}}`;
