// @ts-check
/** A second phone gets the diary: what the one that has it does, what the new one does, and the box at the server between them. */

import { send } from "../cellar/api.js";
import { agreed, newPair, newTen, stretched } from "./agreeing.js";
import { base64url, fromBase64url } from "./bytes.js";
import { boundTo, open, seal, sha256 } from "./crypto.js";
import { receivedBook } from "./keys.js";
import { NotReached, recoveryAtServer, withKeyBytes } from "./recovery.js";
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("../cellar/api.js").Person} Person */
/** offer: a key's digest until it is answered, then the key. @typedef {{tag: string, offer: string, reply: string | null, wrapped: string | null}} Box */

export const LINK_MS = 5 * 60_000; // as at the server, which is the judge of it
const LOOK_MS = 1500;

/** It came to nothing, and nothing has changed. why: "none" is waiting, it is "other" characters, "used", or a "shared" machine. */
export class LinkOver extends Error {
  name = "LinkOver";

  /** @param {"none" | "other" | "used" | "shared"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * The phone that has the diary shows ten characters.
 * @param {{owner: string}} whose
 * @returns {Promise<{code: string, reply: () => Promise<{number: string, handOver: () => Promise<boolean>} | null>, stop: () => Promise<unknown>}>}
 *   reply: the number to hold against the new phone's, or null when the time is up; handOver: whether it was fetched
 * @throws {NotReached}
 */
export async function offeredLink({ owner }) {
  const code = newTen();
  const { tag, salt } = await stretched(owner, code);
  const { own, point: offer } = await newPair();
  const until = Date.now() + LINK_MS;
  await laid("PUT", "/api/link", { tag, offer: await sha256(offer) }, owner);

  async function reply() {
    const box = await looked(tag, until, (seen) => Boolean(seen.reply));
    if (!box?.reply) return null;
    const replied = fromBase64url(box.reply);
    await laid("POST", "/api/link/offer", { tag, offer }, owner); // only now: whoever answers has chosen without knowing the number
    const { key, number } = await agreed(own, replied, { owner, salt, offer, reply: replied });
    return { number, handOver: () => handOver(key) };
  }

  /** @param {CryptoKey} key */
  async function handOver(key) {
    const wrapped = await withKeyBytes(owner, (bytes) => seal(key, bytes, boundTo(owner, "link")));
    await laid("POST", "/api/link/key", { tag, wrapped }, owner);
    await looked(tag, until, () => false);
    return Date.now() < until;
  }

  return { code, reply, stop: () => send("DELETE", "/api/link", null, { as: owner }) };
}

/**
 * The new phone has been given the ten characters.
 * @param {Person} person who is signed in
 * @param {string} typed
 * @returns {Promise<{number: string, received: () => Promise<Book | null>}>} received: null when she said no, or the time is up
 * @throws {import("./code.js").Mistyped | LinkOver | NotReached}
 */
export async function repliedLink(person, typed) {
  const owner = person.key;
  const { tag, salt } = await stretched(owner, typed);
  const box = await look();
  if (!box) throw new LinkOver("none");
  if (box.tag !== base64url(tag)) throw new LinkOver("other");
  const recovery = await recoveryAtServer();
  const { own, point: reply } = await newPair();
  const until = Date.now() + LINK_MS;
  await laid("POST", "/api/link/reply", { tag, reply }, owner);
  const shown = await looked(tag, until, (seen) => seen.offer !== box.offer);
  const offer = fromBase64url(shown?.offer ?? "");
  if (base64url(await sha256(offer)) !== box.offer) throw new LinkOver("used");
  const { key, number } = await agreed(own, offer, { owner, salt, offer, reply });

  async function received() {
    const full = await looked(tag, until, ({ wrapped }) => Boolean(wrapped));
    if (!full?.wrapped) return null;
    const bytes = await open(key, fromBase64url(full.wrapped), boundTo(owner, "link"));
    try {
      const book = await receivedBook(person, bytes, recovery);
      await send("DELETE", "/api/link", null, { as: owner });
      return book;
    } finally {
      bytes.fill(0);
    }
  }

  return { number, received };
}

/**
 * Look again and again until there is what is wanted; without coverage too, which may come back.
 * @param {import("./bytes.js").Bytes} tag of the box that is meant
 * @param {number} until ms
 * @param {(box: Box) => boolean} wanted
 * @returns {Promise<Box | null>} null when the box is gone
 */
async function looked(tag, until, wanted) {
  while (Date.now() < until) {
    const box = await look().catch(() => undefined);
    if (box === null || (box && box.tag !== base64url(tag))) return null;
    if (box && wanted(box)) return box;
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
  return null;
}

/** @returns {Promise<Box | null>} @throws {NotReached} */
async function look() {
  const answer = await send("GET", "/api/link");
  if (answer.status === 404) return null;
  const box = answer.status === 200 ? await answer.response?.json().catch(() => null) : null;
  if (!box) throw new NotReached(answer.status === 200 ? 0 : answer.status);
  return box;
}

/**
 * @param {string} method
 * @param {string} url
 * @param {Record<string, import("./bytes.js").Bytes>} parts
 * @param {string} owner
 */
async function laid(method, url, parts, owner) {
  const body = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, base64url(bytes)]));
  const answer = await send(method, url, body, { as: owner });
  if (answer.status === 204) return;
  if (answer.status === 409) throw new LinkOver("used");
  if (answer.problem?.slug === "shared") throw new LinkOver("shared");
  throw new NotReached(answer.status, answer.problem?.slug);
}
