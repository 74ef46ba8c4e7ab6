// @ts-check
/** Sending what waits: one flusher at a time, only for the diary's owner, and nothing is dropped that was not received. */

import { send, session } from "../cellar/api.js";
import { isEntry } from "./entries.js";
import { handOver, waiting } from "./handled.js";
import { contributionBody, markRefused, marks, periodIn, plan, reminderIn, struck } from "./outbox.js";
import { kept, records } from "./records.js";
import { sendRecovery } from "./recovery.js";
import { change, databaseOf, Gone, phone } from "./store.js";
import { note, saveVault, syncOf } from "./vault.js";
/** @typedef {import("../cellar/api.js").Answer} Answer */
/** @typedef {import("../cellar/api.js").Session} Session */
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("./outbox.js").Step} Step */

/** opening: the app was opened; hurry: the page is going away, undo is over. @typedef {{opening?: boolean, hurry?: boolean}} How */
/** failed: try again by and by; wait: not before this many ms, asked for by the server or by undo. @typedef {{failed: boolean, wait: number}} Outcome */

const LONGEST_WAIT_MS = 60 * 60_000;
/** @type {Outcome} */
const DONE = { failed: false, wait: 0 };

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * @param {Book} book
 * @param {How} [how]
 * @returns {Promise<Outcome>}
 */
export function flush(book, how = {}) {
  const mine = () => alone(() => flushed(book, how));
  const result = turn.then(mine, mine);
  turn = result;
  return result.catch((error) => {
    if (error instanceof Gone) return DONE; // wiped while we were sending
    throw error;
  });
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
const alone = (work) => globalThis.navigator?.locks ? navigator.locks.request("ladeapp-flush", work) : work();

/** @param {Book} book @param {How} how @returns {Promise<Outcome>} */
async function flushed(book, { opening = false, hurry = false }) {
  const now = Date.now();
  const { retryAt = 0 } = await syncOf(book.owner);
  if (now < retryAt) return { failed: true, wait: retryAt - now };
  const asked = await session();
  if (!asked.session) return outcomeOf(book, asked, now);
  const someoneElse = asked.session.person.key !== book.owner;
  await note(book.owner, { signIn: false, someoneElse });
  if (someoneElse) return DONE;
  await rememberFacts(asked.session);
  for await (const answer of answers(book, asked.session, opening, hurry ? Infinity : now)) {
    const outcome = await outcomeOf(book, answer, now);
    if (outcome.failed) return outcome;
  }
  const undoable = [...await marks(book.owner, "period"), ...await marks(book.owner, "handled")].filter(({ after }) => after > now);
  return undoable.length ? { failed: false, wait: Math.min(...undoable.map(({ after }) => after)) - now } : DONE;
}

/** One after the other. @param {Book} book @param {Session} told @param {boolean} opening @param {number} until marks are ripe @returns {AsyncGenerator<Answer | null>} */
async function* answers(book, told, opening, until) {
  yield saveVault(book, { opening, now: Date.now() }); // first: another phone of hers may have changed what is to be told
  yield sendRecovery(book);
  for (const step of await stepsFor(book, told, until)) yield take(book, step, until);
  for (const mark of await waiting(book.owner, until)) yield handOver(book.owner, mark);
  if ((await marks(book.owner, "survey")).length) yield* (await import("../effect/sending.js")).surveys(book); // few have one, so it comes alone
}

/**
 * Did the server put us off? Then the rest waits too.
 * @param {Book} book
 * @param {Answer | null} answer
 * @param {number} now
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(book, answer, now) {
  if (!answer) return DONE;
  if (answer.status === 401) await note(book.owner, { signIn: true });
  if (answer.status === 401) return { failed: true, wait: LONGEST_WAIT_MS };
  if (answer.status !== 0 && answer.status !== 412 && answer.status !== 429 && answer.status < 500) return DONE;
  const wait = askedToWait(answer.response?.headers.get("Retry-After") ?? null, now);
  if (wait) await note(book.owner, { retryAt: now + wait });
  return { failed: true, wait };
}

/** @param {string | null} header seconds or a date @param {number} now @returns {number} ms */
function askedToWait(header, now) {
  if (!header) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : 0;
}

/** @param {Book} book @param {Session} told @param {number} now @returns {Promise<Step[]>} */
async function stepsFor(book, told, now) {
  const [entries, meta, outbox, periods] = await Promise.all([
    records(book, "entries"), records(book, "meta"), records(book, "outbox"), marks(book.owner, "period"),
  ]);
  const { steps, done } = plan(told, {
    entries: entries.filter(isEntry),
    memories: new Set(meta.filter(({ value }) => value).map(({ id }) => id)),
    marks: new Map(periods.map((mark) => [periodIn(mark), mark])),
    sent: new Map(outbox.map(({ id, value, key }) => [id.slice("sent/".length), { value, key }])),
  }, now);
  await change(databaseOf(book.owner), done.map(struck));
  return steps;
}

/**
 * One period's number, told or taken back, with the reminder it answers. After a close (409) there is nothing to say and nothing to show.
 * @param {Book} book
 * @param {Step} step
 * @param {number} until
 * @returns {Promise<Answer>}
 */
async function take(book, { verb, period, value, key }, until) {
  const now = Date.now();
  const seen = (await marks(book.owner, "period")).filter((mark) => periodIn(mark) === period);
  const [handled] = value === null ? [] : await waiting(book.owner, until);
  const body = value === null ? null : contributionBody(value, handled && reminderIn(handled));
  const answer = await send(verb, `/api/contributions/${period}`, body, { as: book.owner, keepalive: true });
  const database = databaseOf(book.owner);
  const id = `sent/${period}`;
  if (answer.status === 204 || (value === null && answer.status === 404)) { // there is nothing to take back where there is no such period
    const told = value === null
      ? { store: "outbox", key: id, to: () => undefined }
      : await kept(book, "outbox", /** @type {any} */ ({ id, changed: now, value, key }));
    await change(database, [told, ...seen.map(struck), ...(handled ? [struck(handled)] : [])]);
  } else if (answer.status === 409) {
    await change(database, seen.map(struck));
  } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429) {
    const { slug = "", title = "" } = answer.problem ?? {};
    await change(database, [markRefused(period, now, { status: answer.status, slug, title })]);
  }
  return answer;
}

/** What the phone may know without coverage, unless it has been wiped meanwhile. @param {Session} told */
const rememberFacts = ({ person, word, counts_from, periods }) =>
  phone.update("facts", (old) => old && { ...person, word, counts_from, periods });
