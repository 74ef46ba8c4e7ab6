// @ts-check
/**
 * How two phones of one person agree on a key over a server that only carries; pure.
 *
 * Ten characters go from one screen to the other, past the server; two fresh ECDH keys go through it. The characters, stretched, are
 * mixed into what the keys agree on: whoever stands in between would have to guess 50 stretched bits within the five minutes, and
 * whoever reads everything later gains nothing by guessing them, for the ECDH keys are gone. The number, which both
 * phones show, is another one as soon as anything was put in between – also by somebody who has the characters: of the first key only
 * the digest is shown until the second is laid, so nobody can try keys until the numbers are the same.
 */

import { base64url, random, utf8 } from "./bytes.js";
import { ALPHABET, charactersIn } from "./code.js";
import { boundTo } from "./crypto.js";
/** @typedef {import("./bytes.js").Bytes} Bytes */
/** What both know: the stretched characters and the two public keys. @typedef {{owner: string, salt: Bytes, offer: Bytes, reply: Bytes}} Known */

const CHARACTERS = 10;
const ROUNDS = 300_000;
const TAG = 16; // bytes
const SALT = 32;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** @returns {string} "7ZKQ4-MB1TX" */
export function newTen() {
  const ten = Array.from(random(CHARACTERS), (byte) => ALPHABET[byte & 31]).join("");
  return `${ten.slice(0, 5)}-${ten.slice(5)}`;
}

/**
 * @param {string} owner person key
 * @param {string} typed the ten characters
 * @returns {Promise<{tag: Bytes, salt: Bytes}>} by the tag the new phone sees that it has the right ones
 * @throws {import("./code.js").Mistyped}
 */
export async function stretched(owner, typed) {
  const ten = await crypto.subtle.importKey("raw", utf8(charactersIn(typed, CHARACTERS)), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: boundTo(owner, "link"), iterations: ROUNDS };
  const bytes = new Uint8Array(await crypto.subtle.deriveBits(how, ten, 8 * (TAG + SALT)));
  return { tag: bytes.slice(0, TAG), salt: bytes.slice(TAG) };
}

/** A key for this once: `own` never leaves the page, `point` is for the other phone. @returns {Promise<{own: CryptoKey, point: Bytes}>} */
export async function newPair() {
  const pair = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]));
  return { own: pair.privateKey, point: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
}

/**
 * @param {CryptoKey} own
 * @param {Bytes} theirs the other phone's point
 * @param {Known} known
 * @returns {Promise<{key: CryptoKey, number: string}>} four digits that both phones show
 * @throws {DOMException} when that is no point
 */
export async function agreed(own, theirs, { owner, salt, offer, reply }) {
  const point = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, own, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey", "deriveBits"]);
  const how = (/** @type {string} */ what) => ({
    name: "HKDF", hash: "SHA-256", salt, info: boundTo(owner, what, base64url(offer), base64url(reply)),
  });
  const key = await crypto.subtle.deriveKey(how("link key"), material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const digits = new DataView(await crypto.subtle.deriveBits(how("link number"), material, 32)).getUint32(0) % 10_000;
  return { key, number: String(digits).padStart(4, "0") };
}
