/** The recovery code and what it, and nothing else, opens. */
import { chance, NURSE, COLLEAGUE } from "./world.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { base64url, fromBase64url, random, utf8 } from "../../ladeapp/static/js/diary/bytes.js";
import { Mistyped, newSecret, secretIn, spelled } from "../../ladeapp/static/js/diary/code.js";
import * as crypt from "../../ladeapp/static/js/diary/crypto.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

test("a code is nine groups of three, and says the same sixteen bytes however she types it", () => {
  for (const secret of [newSecret(), new Uint8Array(16), new Uint8Array(16).fill(255)]) {
    const code = spelled(secret);
    assert.match(code, /^([0-9A-HJKMNP-TV-Z]{3}-){8}[0-9A-HJKMNP-TV-Z]{3}$/);
    for (const typed of [code, code.toLowerCase(), code.replaceAll("-", " "), code.replaceAll("-", ""), ` ${code.replaceAll("0", "o").replaceAll("1", "l")} `]) {
      assert.deepEqual(secretIn(typed), secret);
    }
  }
});

test("any one wrong character is noticed, and any swap of neighbours", () => {
  const characters = [...spelled(newSecret()).replaceAll("-", "")];
  for (let place = 0; place < characters.length; place += 1) {
    for (const other of ALPHABET) {
      if (other === characters[place]) continue;
      assert.throws(() => secretIn(characters.with(place, other).join("")), Mistyped);
    }
    const [a, b] = [characters[place], characters[place + 1]];
    if (b && a !== b) assert.throws(() => secretIn(characters.with(place, b).with(place + 1, a).join("")), Mistyped);
  }
});

test("a code too short, too long, empty or with a letter there is not is noticed", () => {
  const code = spelled(newSecret());
  for (const typed of ["", code.slice(1), `${code}0`, code.replace(/^./, "U"), code.replace(/^./, "Æ"), "😀".repeat(27)]) {
    assert.throws(() => secretIn(typed), Mistyped);
  }
});

test("two hundred codes are two hundred different ones", () => {
  assert.equal(new Set(Array.from({ length: 200 }, () => spelled(newSecret()))).size, 200);
});

test("the right code opens the diary key, and another right-looking code does not", async () => {
  const [bytes, secret] = [crypt.newKeyBytes(), newSecret()];
  const { wrapped, salt } = await crypt.wrapByCode(NURSE.key, bytes, secret);
  assert.deepEqual(await crypt.unwrapByCode(NURSE.key, wrapped, salt, spelled(secret)), bytes);
  await assert.rejects(crypt.unwrapByCode(NURSE.key, wrapped, salt, spelled(newSecret())), crypt.Unopened);
  await assert.rejects(crypt.unwrapByCode(COLLEAGUE.key, wrapped, salt, spelled(secret)), crypt.Unopened);
  await assert.rejects(crypt.unwrapByCode(NURSE.key, wrapped, random(32), spelled(secret)), crypt.Unopened);
});

test("the same key wrapped twice by the same code looks different", async () => {
  const [bytes, secret] = [crypt.newKeyBytes(), newSecret()];
  const [one, two] = [await crypt.wrapByCode(NURSE.key, bytes, secret), await crypt.wrapByCode(NURSE.key, bytes, secret)];
  assert.notDeepEqual(one.wrapped, two.wrapped);
  assert.notDeepEqual(one.salt, two.salt);
});

test("the proof is the same each time, says nothing of the code, and opens nothing", async () => {
  const [bytes, secret] = [crypt.newKeyBytes(), newSecret()];
  const { wrapped } = await crypt.wrapByCode(NURSE.key, bytes, secret);
  const proof = await crypt.proofOf(secret);
  assert.equal(proof.length, 32);
  assert.deepEqual(proof, await crypt.proofOf(secret));
  assert.notDeepEqual(proof, await crypt.proofOf(newSecret()));
  await assert.rejects(crypt.open(await crypt.dailyKey(proof), wrapped, crypt.boundTo(NURSE.key, "recovery")), crypt.Unopened);
});

test("one bit touched anywhere, or another place, and a sealed entry does not open", async () => {
  const key = await crypt.dailyKey(crypt.newKeyBytes());
  const bound = crypt.boundTo(NURSE.key, "entries", "a");
  const sealed = await crypt.seal(key, utf8("canary"), bound);
  assert.deepEqual(await crypt.open(key, sealed, bound), utf8("canary"));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const touched = sealed.slice();
    touched[bit >> 3] ^= 1 << (bit & 7);
    await assert.rejects(crypt.open(key, touched, bound), crypt.Unopened);
  }
  await assert.rejects(crypt.open(key, sealed, crypt.boundTo(NURSE.key, "entries", "b")), crypt.Unopened);
  await assert.rejects(crypt.open(key, new Uint8Array(3), bound), crypt.Unopened);
});

test("neither the daily key nor the phone's key can be read out or wrapped", async () => {
  for (const key of [await crypt.dailyKey(crypt.newKeyBytes()), await crypt.newDeviceKey()]) {
    assert.equal(key.extractable, false);
    await assert.rejects(crypto.subtle.exportKey("raw", key));
  }
});

test("bytes survive their journey as text", () => {
  const dice = chance(5);
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, () => dice(256));
    assert.match(base64url(bytes), /^[\w-]*$/);
    assert.deepEqual(fromBase64url(base64url(bytes)), bytes);
  }
});
