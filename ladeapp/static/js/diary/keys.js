// @ts-check
/** How a diary comes to be on a phone: opened, made new, or unlocked with the recovery code. */

import * as crypt from "./crypto.js";
import { codeFor, NotReached, recoveryAtServer } from "./recovery.js";
import { secretIn } from "./code.js";
import { rekeyed } from "./moving.js";
import { databaseOf, found, Gone, phone, put, read } from "./store.js";
/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("./recovery.js").Recovery} Recovery */
/** @typedef {import("../cellar/api.js").Person} Person */

/**
 * The diary of `owner`, or of whoever this phone belongs to; null when it is not here.
 * @param {string} [owner] person key; she becomes the phone's owner
 * @returns {Promise<Book | null>}
 */
export async function openBook(owner) {
  const whose = owner ?? (await phone.get("owner"));
  if (!whose) return null;
  try {
    const key = await read(databaseOf(whose), "keys", "daily");
    if (!key) return null;
    if (owner && owner !== (await phone.get("owner"))) await phone.set({ owner, facts: { key: owner } });
    return { owner: whose, key };
  } catch (error) {
    if (error instanceof Gone) return null;
    throw error;
  }
}

/**
 * A new diary. Needs no coverage: the wrapped key follows with the first flush.
 * @param {Person} person
 * @returns {Promise<{book: Book, recoveryCode: string}>} the code is shown once and kept nowhere
 */
export async function newBook(person) {
  const bytes = crypt.newKeyBytes();
  try {
    const { code, recovery } = await codeFor(person.key, bytes);
    return { book: await settled(person, bytes, { ...recovery, sent: false }), recoveryCode: code };
  } finally {
    bytes.fill(0);
  }
}

/**
 * The diary of someone who is signed in on a phone that does not have it.
 * @param {Person} person
 * @param {string} typed
 * @returns {Promise<Book>}
 * @throws {import("./code.js").Mistyped | import("./crypto.js").Unopened | NotReached}
 */
export async function unlockedBook(person, typed) {
  secretIn(typed).fill(0);
  const recovery = await recoveryAtServer();
  if (!recovery) throw new NotReached(404);
  const bytes = await crypt.unwrapByCode(person.key, recovery.wrapped, recovery.salt, typed);
  try {
    return await settled(person, bytes, { ...recovery, sent: true });
  } finally {
    bytes.fill(0);
  }
}

/**
 * The diary that another phone of hers has handed over.
 * @param {Person} person
 * @param {Bytes} bytes
 * @param {{wrapped: Bytes, salt: Bytes} | null} recovery what the server keeps; null: nobody has a code yet
 * @returns {Promise<Book>}
 */
export async function receivedBook(person, bytes, recovery) {
  const kept = recovery ? { ...recovery, sent: true } : { ...(await codeFor(person.key, bytes)).recovery, sent: false };
  return settled(person, bytes, kept);
}

/**
 * What this phone has under another key comes along, in one go.
 * @param {Person} person
 * @param {Bytes} bytes
 * @param {Recovery} recovery
 * @returns {Promise<Book>}
 */
async function settled({ key: owner, name, language }, bytes, recovery) {
  const device = await crypt.newDeviceKey();
  const wrapped = await crypt.seal(device, bytes, crypt.boundTo(owner, "device"));
  const key = await crypt.dailyKey(bytes);
  const old = await openBook(owner);
  const moved = old ? await rekeyed(old, { owner, key }, Date.now()) : [];
  await found(owner, [put("keys", "daily", key), put("keys", "device", { key: device, wrapped }), put("keys", "recovery", recovery), ...moved]);
  const facts = (await phone.get("facts")) ?? {};
  await phone.set({ owner, facts: facts.key === owner ? facts : { key: owner, name, language } });
  globalThis.navigator?.storage?.persist?.().catch(() => false); // not waited for: Firefox asks her first, and she may not answer
  return { owner, key };
}
