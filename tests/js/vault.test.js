/** The sealed blob at the server, and two phones of one person. */
import { aPhone, clockAt, NURSE, pass, problem, Server } from "./world.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { random } from "../../ladeapp/static/js/diary/bytes.js";
import { dailyKey, newKeyBytes, Unopened } from "../../ladeapp/static/js/diary/crypto.js";
import { openVault, sealVault, VaultFull } from "../../ladeapp/static/js/diary/vault.js";

const KIB = 1024;
let server;
beforeEach(() => {
  clockAt();
  server = new Server();
});

const aBook = async (owner = NURSE.key) => ({ owner, key: await dailyKey(newKeyBytes()) });
const puts = () => server.said("PUT", "/api/vault").filter(({ url }) => url === "/api/vault");
const loads = async (diary) => (await diary.entries()).map(({ load }) => load).sort();

async function twoPhones() {
  const [a, b] = [await aPhone(), await aPhone()];
  a.use();
  const { diary: first, recoveryCode } = await a.createDiary(NURSE);
  b.use();
  return { a, b, first, second: await b.unlockOnNewPhone(recoveryCode) };
}

test("the blob is a power of two from 64 KiB whatever she has written", async () => {
  const book = await aBook();
  const withNote = (length) => ({ entries: [{ id: "a", changed: 1, note: "x".repeat(length) }], meta: [] });
  for (const [length, size] of [[0, 64], [1000, 64], [60 * KIB, 64], [64 * KIB, 128], [200 * KIB, 256], [3000 * KIB, 4096]]) {
    const blob = await sealVault(book, withNote(length));
    assert.equal(blob.length, size * KIB);
    assert.deepEqual(await openVault(book, blob), withNote(length));
  }
  await assert.rejects(sealVault(book, withNote(4096 * KIB)), VaultFull);
});

test("just at the edge one character more takes the next size, and letters count as they are stored", async () => {
  const book = await aBook();
  const size = async (note) => (await sealVault(book, { entries: [{ note }], meta: [] })).length;
  const frame = JSON.stringify({ v: 1, entries: [{ note: "" }], meta: [] }).length;
  const room = 64 * KIB - 28 - frame;
  assert.equal(await size("x".repeat(room)), 64 * KIB);
  assert.equal(await size("x".repeat(room + 1)), 128 * KIB);
  assert.equal(await size("å".repeat(room / 2 + 1)), 128 * KIB);
});

test("a vault altered, cut, of another person or under another key does not open", async () => {
  const book = await aBook();
  const blob = await sealVault(book, { entries: [], meta: [] });
  const touched = blob.slice();
  touched[40_000] ^= 1;
  await assert.rejects(openVault(book, touched), Unopened);
  await assert.rejects(openVault(book, blob.subarray(0, 32 * KIB)), Unopened);
  await assert.rejects(openVault({ ...book, owner: "somebody" }, blob), Unopened);
  await assert.rejects(openVault(await aBook(), blob), Unopened);
});

test("it is saved at every opening whether changed or not, and each time all its bytes are new", async () => {
  const { diary } = await (await aPhone()).createDiary(NURSE);
  await diary.flush({ opening: true });
  await diary.flush({ opening: true });
  assert.equal(puts().length, 3);
  const [one, two] = puts().slice(-2).map(({ body }) => body);
  const same = one.filter((byte, place) => byte === two[place]).length;
  assert.ok(same < one.length / 100);
});

test("between openings it is saved when something was written, or ten minutes have passed", async () => {
  const { diary } = await (await aPhone()).createDiary(NURSE);
  await diary.flush();
  assert.equal(puts().length, 1);
  await diary.saveCheckIn({ load: 3 });
  await diary.flush();
  assert.equal(puts().length, 2);
  pass(11 * 60_000);
  await diary.flush();
  assert.equal(puts().length, 3);
});

test("what both phones wrote without coverage is on both in the end, and nothing twice", async () => {
  const { a, b, first, second } = await twoPhones();
  a.use();
  await first.saveCheckIn({ load: 2 });
  b.use();
  await second.saveCheckIn({ load: 8 });
  await second.flush();
  a.use();
  await first.flush({ hurry: true });
  b.use();
  await second.flush({ opening: true });
  assert.deepEqual(await loads(second), [2, 8]);
  a.use();
  assert.deepEqual(await loads(first), [2, 8]);
  assert.equal((await first.state()).unsent, 0);
});

test("an entry removed on one phone does not come back from the other", async () => {
  const { a, b, first, second } = await twoPhones();
  a.use();
  const { id } = await first.saveCheckIn({ load: 2 });
  await first.flush();
  b.use();
  await second.flush({ opening: true });
  await second.removeEntry(id);
  await second.flush();
  a.use();
  await first.flush({ opening: true });
  assert.deepEqual(await loads(first), []);
});

test("an answer she takes back on one phone is not brought back by the other, which has not heard of it", async () => {
  const { a, b, first, second } = await twoPhones();
  a.use();
  await first.saveCheckIn({ load: 7 });
  await first.flush({ hurry: true });
  b.use();
  await second.flush({ opening: true });
  await second.withdraw("2026-P07");
  assert.equal(server.contributions.size, 0);
  server.heard = [];
  a.use();
  await first.saveCheckIn({ load: 9 });
  await first.flush({ hurry: true });
  assert.deepEqual(server.said("PUT", "/api/contributions"), []);
  assert.equal(server.contributions.size, 0);
});

test("what she writes while the vault is on its way is still unsent afterwards", async () => {
  const { diary, recoveryCode } = await (await aPhone()).createDiary(NURSE);
  const { id } = await diary.saveCheckIn({ load: 2 });
  let written;
  server.instead = (method, url) => {
    if (method === "PUT" && url === "/api/vault" && !written) written = diary.changeEntry(id, { charge: 1 });
    return undefined;
  };
  await diary.flush({ hurry: true });
  await written;
  assert.equal((await diary.state()).unsent, 1);
  await diary.flush({ hurry: true });
  assert.equal((await diary.state()).unsent, 0);
  const there = await (await aPhone()).unlockOnNewPhone(recoveryCode);
  assert.equal((await there.entries())[0].charge, 1);
});

test("two phones that never stop being first are given up for now, not for good", async () => {
  const { diary } = await (await aPhone()).createDiary(NURSE);
  await diary.saveCheckIn({ load: 2 });
  server.instead = (method, url) => (method === "PUT" && url === "/api/vault" ? problem(412, "conflict") : undefined);
  const before = puts().length;
  assert.equal((await diary.flush()).failed, true);
  assert.ok(puts().length - before <= 5);
  server.instead = () => undefined;
  await diary.flush({ hurry: true });
  assert.equal((await diary.state()).unsent, 0);
});

test("a vault that her key does not open is never written over, nor is its code's key", async () => {
  const phone = await aPhone();
  const stranger = { blob: random(64 * KIB), etag: '"theirs"' };
  server.vault = stranger;
  const { diary } = await phone.createDiary(NURSE);
  await diary.saveCheckIn({ load: 2 });
  await diary.flush();
  assert.deepEqual(server.vault, stranger);
  assert.equal(server.keys.size, 0);
  const { vault, recoverySent } = await diary.state();
  assert.deepEqual([vault.problem, recoverySent], ["unreadable", false]);
});

test("a server that lost the vault gets it again from the phone", async () => {
  const { diary } = await (await aPhone()).createDiary(NURSE);
  server.vault = null;
  await diary.flush({ opening: true });
  assert.ok(server.vault);
});

test("too much to fit, or refused, is said and the entries stay", async () => {
  const { diary } = await (await aPhone()).createDiary(NURSE);
  server.instead = (method, url) => (method === "PUT" && url === "/api/vault" ? problem(413, "too-large") : undefined);
  await diary.saveCheckIn({ load: 2 });
  await diary.flush();
  assert.equal((await diary.state()).vault.problem, "full");
  assert.deepEqual(await loads(diary), [2]);
});
