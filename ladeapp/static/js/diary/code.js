// @ts-check
/**
 * The recovery code as a person meets it: nine groups of three characters, 128 random bits and seven that check.
 *
 * The 135 bits are Crockford base32 (no I, L, O, U). Read as one number they are a multiple of 127, so that
 * every single wrong character and every swap of two neighbours is noticed before anything is tried.
 */

import { random } from "./bytes.js";
/** @typedef {import("./bytes.js").Bytes} Bytes */

export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS = 27;
const CHECK = 127n;

/** The typed code cannot be right: a character too few, too many or wrong. */
export class Mistyped extends Error {
  name = "Mistyped";
}

/** @returns {Bytes} sixteen new random bytes */
export const newSecret = () => random(16);

/**
 * @param {Bytes} secret sixteen bytes
 * @returns {string} "7ZK-Q4M-…", nine groups
 */
export function spelled(secret) {
  const number = secret.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const shifted = number * 128n;
  const checked = shifted + (CHECK - (shifted % CHECK)) % CHECK;
  const characters = Array.from({ length: CHARACTERS }, (_, place) =>
    ALPHABET[Number((checked >> BigInt(5 * (CHARACTERS - 1 - place))) & 31n)]).join("");
  return characters.replace(/.{3}(?=.)/g, "$&-");
}

/**
 * What was typed as it was made: case, spaces and hyphens do not matter, O is 0, I and L are 1.
 * @param {string} typed
 * @param {number} count of characters
 * @returns {string}
 * @throws {Mistyped}
 */
export function charactersIn(typed, count) {
  const characters = typed.toUpperCase().replace(/[\s\u2010-\u2015.-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (characters.length !== count) throw new Mistyped("length");
  if ([...characters].some((character) => !ALPHABET.includes(character))) throw new Mistyped("character");
  return characters;
}

/**
 * The secret behind a typed recovery code.
 * @param {string} typed
 * @returns {Bytes} sixteen bytes
 * @throws {Mistyped}
 */
export function secretIn(typed) {
  let number = 0n;
  for (const character of charactersIn(typed, CHARACTERS)) number = number * 32n + BigInt(ALPHABET.indexOf(character));
  if (number % CHECK !== 0n) throw new Mistyped("check");
  const secret = new Uint8Array(16);
  for (let place = 15, rest = number >> 7n; place >= 0; place -= 1, rest >>= 8n) secret[place] = Number(rest & 255n);
  return secret;
}
