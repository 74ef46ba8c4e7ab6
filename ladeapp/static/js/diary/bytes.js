// @ts-check
/** Bytes as text and together; every array here owns a plain ArrayBuffer. */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {number} count @returns {Bytes} */
export const random = (count) => crypto.getRandomValues(new Uint8Array(count));

/** @param {string} text @returns {Bytes} */
export const utf8 = (text) => new TextEncoder().encode(text);

/**
 * @param {Uint8Array} bytes
 * @returns {string} throws TypeError if they are no UTF-8
 */
export const text = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** @param {...Uint8Array} parts @returns {Bytes} */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {Uint8Array} bytes @returns {string} base64url without padding */
export function base64url(bytes) {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} encoded base64url, padded or not @returns {Bytes} */
export function fromBase64url(encoded) {
  const characters = atob(encoded.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
