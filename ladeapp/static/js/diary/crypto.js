// @ts-check
/**
 * The diary key and what it closes. AES-GCM-256 throughout; a sealed thing is nonce (12) ‖ ciphertext ‖ tag (16),
 * and each is bound to its owner and place, so that none can be moved or passed off as another.
 *
 * The key is born as 32 bytes, wrapped (by the recovery code, by this phone's device key), imported as
 * non-extractable, and its bytes are zeroed. Only linking a phone and renewing the code unwrap it again.
 */

import { joined, random, utf8 } from "./bytes.js";
import { secretIn } from "./code.js";
/** @typedef {import("./bytes.js").Bytes} Bytes */

const AES = { name: "AES-GCM", length: 256 };
const NONCE = 12;
export const OVERHEAD = NONCE + 16;

/** The key does not open this: another key, another place, or it has been touched. */
export class Unopened extends Error {
  name = "Unopened";
}

/** @param {...string} parts @returns {Bytes} what a sealed thing is bound to */
export const boundTo = (...parts) => utf8(["ladeapp", ...parts].join("\u001f"));

/**
 * @param {CryptoKey} key
 * @param {Bytes} content
 * @param {Bytes} bound
 * @returns {Promise<Bytes>}
 */
export async function seal(key, content, bound) {
  const iv = random(NONCE);
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, content);
  return joined(iv, new Uint8Array(closed));
}

/**
 * @param {CryptoKey} key
 * @param {Bytes} sealed
 * @param {Bytes} bound
 * @returns {Promise<Bytes>}
 * @throws {Unopened}
 */
export async function open(key, sealed, bound) {
  try {
    const how = { name: "AES-GCM", iv: sealed.subarray(0, NONCE), additionalData: bound };
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.subarray(NONCE)));
  } catch {
    throw new Unopened("sealed by another key, for another place, or altered");
  }
}

/** @returns {Bytes} the bytes of a new diary key; whoever asks must zero them */
export const newKeyBytes = () => random(32);

/** @param {Bytes} bytes @returns {Promise<CryptoKey>} for daily use; it cannot be read out again */
export const dailyKey = (bytes) => crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);

/** @returns {Promise<CryptoKey>} a key of this phone that never leaves it */
export const newDeviceKey = () => /** @type {Promise<CryptoKey>} */ (
  crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]));

/**
 * The diary key closed by a recovery code.
 * @param {string} owner person key
 * @param {Bytes} bytes the diary key
 * @param {Bytes} secret the recovery code's sixteen bytes
 * @returns {Promise<{wrapped: Bytes, salt: Bytes}>}
 */
export async function wrapByCode(owner, bytes, secret) {
  const salt = random(32);
  return { salt, wrapped: await seal(await wrapKey(secret, salt), bytes, boundTo(owner, "recovery")) };
}

/**
 * The diary key's bytes again; whoever asks must zero them.
 * @param {string} owner person key
 * @param {Bytes} wrapped
 * @param {Bytes} salt
 * @param {string} typed the recovery code as typed
 * @returns {Promise<Bytes>}
 * @throws {Unopened | import("./code.js").Mistyped}
 */
export async function unwrapByCode(owner, wrapped, salt, typed) {
  const secret = secretIn(typed);
  try {
    return await open(await wrapKey(secret, salt), wrapped, boundTo(owner, "recovery"));
  } finally {
    secret.fill(0);
  }
}

/**
 * What the code's holder can show the server without showing the code. No salt: a person who has
 * forgotten her password knows only the code, and 128 random bits need none.
 * @param {Bytes} secret
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function proofOf(secret) {
  const proof = await crypto.subtle.deriveBits(hkdf(new Uint8Array(32), "recovery proof"), await material(secret, "deriveBits"), 256);
  return new Uint8Array(proof);
}

/** @param {Bytes} bytes @returns {Promise<Bytes>} */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** @param {Bytes} secret @param {Bytes} salt */
async function wrapKey(secret, salt) {
  return crypto.subtle.deriveKey(hkdf(salt, "recovery wrap"), await material(secret, "deriveKey"), AES, false, ["encrypt", "decrypt"]);
}

/** @param {Bytes} secret @param {KeyUsage} use */
const material = (secret, use) => crypto.subtle.importKey("raw", secret, "HKDF", false, [use]);

/** @param {Bytes} salt @param {string} info */
const hkdf = (salt, info) => ({ name: "HKDF", hash: "SHA-256", salt, info: boundTo(info) });
