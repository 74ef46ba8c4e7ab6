// @ts-check
/** The recovery code at work: its wrapped key at the server, renewing it, proving it, and the proof for a lost password. */

import { send } from "../cellar/api.js";
import { base64url, fromBase64url } from "./bytes.js";
import { Mistyped, newSecret, secretIn, spelled } from "./code.js";
import * as crypt from "./crypto.js";
import { change, databaseOf, put, read } from "./store.js";
/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./records.js").Book} Book */
/** @typedef {import("../cellar/api.js").Answer} Answer */
/** sent: the server has it. @typedef {{wrapped: Bytes, salt: Bytes, proof?: Bytes, sent: boolean}} Recovery */
/** @typedef {{code: string, recovery: Omit<Recovery, "sent">}} NewCode */

/** The server did not do what this needs; nothing has changed. status 0: no coverage; slug "sign-in-anew": a fresh sign-in first. */
export class NotReached extends Error {
  name = "NotReached";

  /** @param {number} status @param {string} [slug] */
  constructor(status, slug = "") {
    super(`status ${status} ${slug}`);
    this.status = status;
    this.slug = slug;
  }
}

/**
 * The wrapped key the server keeps for whoever is signed in.
 * @returns {Promise<{wrapped: Bytes, salt: Bytes} | null>}
 * @throws {NotReached}
 */
export async function recoveryAtServer() {
  const answer = await send("GET", "/api/vault-keys");
  const body = answer.status === 200 ? await answer.response?.json().catch(() => null) : null;
  if (!body) throw new NotReached(answer.status === 200 ? 0 : answer.status);
  const kept = body.keys.find((/** @type {{kind: string}} */ { kind }) => kind === "recovery");
  return kept ? { wrapped: fromBase64url(kept.wrapped), salt: fromBase64url(kept.salt) } : null;
}

/**
 * A new code, to be written down first: until `useCode` it opens nothing, and the old one all it did.
 * @param {Book} book
 * @returns {Promise<NewCode>}
 */
export const newCode = ({ owner }) => withKeyBytes(owner, (bytes) => codeFor(owner, bytes));

/**
 * The new code in the old one's place, in one step at the server. Again does no harm, so that an answer lost on the way costs nothing.
 * @param {Book} book
 * @param {NewCode} next
 * @throws {NotReached} with status 0 either of the two may hold; otherwise the old one does
 */
export async function useCode({ owner }, { recovery }) {
  const answer = await putRecovery(owner, recovery);
  if (answer.status !== 204) throw new NotReached(answer.status, answer.problem?.slug);
  await change(databaseOf(owner), [put("keys", "recovery", { ...recovery, sent: true })]);
}

/**
 * Is it this code that was typed?
 * @param {string} owner
 * @param {Pick<Recovery, "wrapped" | "salt">} recovery
 * @param {string} typed
 * @returns {Promise<boolean>}
 */
export async function codeOpens(owner, { wrapped, salt }, typed) {
  try {
    (await crypt.unwrapByCode(owner, wrapped, salt, typed)).fill(0);
    return true;
  } catch (error) {
    if (error instanceof Mistyped || error instanceof crypt.Unopened) return false;
    throw error;
  }
}

/**
 * The diary key's bytes, for as long as `work` needs them.
 * @template T
 * @param {string} owner
 * @param {(bytes: Bytes) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withKeyBytes(owner, work) {
  const device = await read(databaseOf(owner), "keys", "device");
  const bytes = await crypt.open(device.key, device.wrapped, crypt.boundTo(owner, "device"));
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** What a forgotten password is replaced with. @param {string} typed @returns {Promise<string>} base64url, 32 bytes */
export async function recoveryProof(typed) {
  const secret = secretIn(typed);
  const proof = await crypt.proofOf(secret);
  secret.fill(0);
  return base64url(proof);
}

/** Hand the server the wrapped key it does not have yet. @param {Book} book @returns {Promise<Answer | null>} */
export async function sendRecovery({ owner }) {
  /** @type {Recovery} */
  const recovery = await read(databaseOf(owner), "keys", "recovery");
  const { etag } = (await read(databaseOf(owner), "outbox", "sync")) ?? {};
  if (recovery.sent || !etag) return null; // never before the vault is ours: another diary's key may lie there
  const answer = await putRecovery(owner, recovery);
  if (answer.status === 204) {
    await change(databaseOf(owner), [{
      store: "keys", key: "recovery", to: (old) => (old.salt.join() === recovery.salt.join() ? { ...old, sent: true } : old),
    }]);
  }
  return answer;
}

/** @param {string} owner @param {Omit<Recovery, "sent">} recovery */
const putRecovery = (owner, { wrapped, salt, proof }) => send("PUT", "/api/vault-keys", {
  kind: "recovery", wrapped: base64url(wrapped), salt: base64url(salt), proof: proof && base64url(proof),
}, { as: owner });

/**
 * A new code for the diary key `bytes`, and what its holder can open.
 * @param {string} owner person key
 * @param {Bytes} bytes
 * @returns {Promise<NewCode>}
 */
export async function codeFor(owner, bytes) {
  const secret = newSecret();
  const recovery = { ...(await crypt.wrapByCode(owner, bytes, secret)), proof: await crypt.sha256(await crypt.proofOf(secret)) };
  const code = spelled(secret);
  secret.fill(0);
  return { code, recovery };
}
