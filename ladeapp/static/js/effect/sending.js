// @ts-check
/** A round's numbers on their way: told when there is coverage, told again when a key was lost, taken back when she says so. */

import { send } from "../cellar/api.js";
import { recall } from "../diary/memories.js";
import { contributionBody, marks, struck } from "../diary/outbox.js";
import { kept, records } from "../diary/records.js";
import { change, databaseOf, phone } from "../diary/store.js";
import { memoryOf, steps } from "./wave.js";
/** @typedef {import("../cellar/api.js").Answer} Answer */
/** @typedef {import("../diary/records.js").Book} Book */
/** @typedef {import("./wave.js").Running} Running */

const FACTS = "note/survey";

/**
 * What the phone knows without coverage: what it was last told, undefined when it never has been; and the version that has been received.
 * @param {string} owner
 * @returns {Promise<{running?: Running | null, received?: string}>}
 */
export async function known(owner) {
  const facts = await phone.get(FACTS);
  return facts?.owner === owner ? facts : {};
}

/** Ask what runs, and remember it. @param {string} owner @returns {Promise<Answer & {running?: Running | null}>} */
export async function ask(owner) {
  const answer = await send("GET", "/api/survey");
  if (!answer.ok || !answer.response) return answer;
  const { running } = await answer.response.json();
  const { received } = await known(owner);
  await phone.set({ [FACTS]: { owner, running, received } });
  return { ...answer, running };
}

/** Whoever has opened the page asks at every opening, answered or not, until it is over. @param {string} wave @param {number} now */
export const markSeen = (wave, now) => ({
  store: "outbox", key: `survey/${wave}`, to: (/** @type {any} */ old) => ({ id: `survey/${wave}`, since: old?.since ?? now, after: 0, touched: (old?.touched ?? 0) + 1 }),
});

/**
 * One answer of the server after the other; the first that fails ends it, and the next flush tries again.
 * @param {Book} book
 * @returns {AsyncGenerator<Answer>}
 */
export async function* surveys(book) {
  const asked = await ask(book.owner);
  yield asked;
  if (!asked.ok) return;
  const { running = null } = asked;
  const over = (await marks(book.owner, "survey")).filter(({ id }) => id !== `survey/${running?.wave}`);
  await change(databaseOf(book.owner), over.map(struck));
  if (!running) return;
  const outbox = await records(book, "outbox");
  const sent = new Map(outbox.map(({ id, value, key }) => [id.slice("sent/".length), { value, key }]));
  const given = await recall(book, memoryOf(running));
  for (const step of steps(running.scales, given, sent)) {
    const answer = await take(book, step);
    yield answer;
    if (answer.status !== 204) return;
  }
  await phone.set({ [FACTS]: { owner: book.owner, running, received: given?.version } });
}

/** @param {Book} book @param {import("./wave.js").Step} step @returns {Promise<Answer>} */
async function take(book, { verb, period, value, key }) {
  const body = value === null ? null : contributionBody(value);
  const answer = await send(verb, `/api/contributions/${period}`, body, { as: book.owner, keepalive: true });
  if (answer.status !== 204) return answer;
  const id = `sent/${period}`;
  const told = value === null
    ? { store: "outbox", key: id, to: () => undefined }
    : await kept(book, "outbox", /** @type {any} */ ({ id, changed: Date.now(), value, key }));
  await change(databaseOf(book.owner), [told]);
  return answer;
}
