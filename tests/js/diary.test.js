/** A person and the diary on her phone. */
import { aPhone, clockAt, COLLEAGUE, NOW, NURSE, pass, problem, Server } from "./world.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { serialize } from "node:v8";

let server;
beforeEach(() => {
  clockAt();
  server = new Server();
});

async function kari() {
  const phone = await aPhone();
  const { diary, recoveryCode } = await phone.createDiary(NURSE);
  return { phone, diary, recoveryCode };
}
const loads = async (diary) => (await diary.entries()).map(({ load }) => load);

test("a new phone has no diary", async () => {
  const phone = await aPhone();
  assert.equal(await phone.openDiary(), null);
  assert.equal(await phone.openDiary(NURSE.key), null);
  assert.equal(await phone.phone(), null);
});

test("she checks in without coverage, and the app opened cold without coverage shows it", async () => {
  const { phone, diary } = await kari();
  server.instead = () => "no coverage";
  const heard = server.heard.length;
  const entry = await diary.saveCheckIn({ load: 7 });
  assert.equal(server.heard.length, heard, "saving waits for nothing");
  assert.deepEqual(entry, {
    id: entry.id, at: "2026-07-01T07:40:00+02:00", day: "2026-07-01", load: 7, charge: null,
    weighed: [], charged: [], note: "", late: false, shift: null, changed: NOW,
  });
  const again = await aPhone();
  phone.use();
  assert.deepEqual(await (await again.openDiary()).entries(), [entry]);
});

test("two taps at the same moment are both kept", async () => {
  const { diary } = await kari();
  const { id } = await diary.saveCheckIn({ load: 7 });
  await Promise.all([diary.changeEntry(id, { charge: 2 }), diary.changeEntry(id, { weighed: ["grief"] }), diary.changeEntry(id, { note: "x" })]);
  const [entry] = await diary.entries();
  assert.deepEqual([entry.load, entry.charge, entry.weighed, entry.note], [7, 2, ["grief"], "x"]);
});

test("undo takes back the whole check-in, with the battery she added to it", async () => {
  const { diary } = await kari();
  const { id } = await diary.saveCheckIn({ load: 7 });
  pass(3000);
  await diary.changeEntry(id, { charge: 2 });
  assert.equal(await diary.undo(), true);
  assert.deepEqual(await diary.entries(), []);
  assert.equal(await diary.undo(), false);
});

test("undo of a later change brings back what was before it, and of a removal the entry", async () => {
  const { diary } = await kari();
  const { id } = await diary.saveCheckIn({ load: 7, note: "first" });
  pass(60_000);
  await diary.changeEntry(id, { load: 2 });
  await diary.undo();
  assert.deepEqual(await loads(diary), [7]);
  pass(60_000);
  await diary.removeEntry(id);
  assert.deepEqual(await diary.entries(), []);
  await diary.undo();
  assert.equal((await diary.entries())[0].note, "first");
});

test("a value that no page offers is refused and nothing is saved", async () => {
  const { diary } = await kari();
  const wrong = [
    { load: 11 }, { load: -1 }, { load: 2.5 }, { load: "7" }, { charge: 5 }, { weighed: "grief" }, { weighed: Array(41).fill("x") },
    { note: "x".repeat(4001) }, { day: "yesterday" }, { late: "yes" },
  ];
  for (const answer of wrong) await assert.rejects(diary.saveCheckIn(answer), RangeError);
  assert.deepEqual(await diary.entries(), []);
  await assert.rejects(diary.changeEntry("no-such", { load: 1 }), RangeError);
});

test("when the phone drops the store's connection the save is tried once more", async () => {
  const { phone, diary } = await kari();
  phone.indexedDB.dropped = 1;
  await diary.saveCheckIn({ load: 4 });
  assert.deepEqual(await loads(diary), [4]);
});

test("what lies in the phone's store is sealed: no load, tag or note in clear", async () => {
  const { phone, diary } = await kari();
  await diary.saveCheckIn({ load: 7, weighed: ["canary-tag"], note: "canary-note" });
  await diary.remember("reflection/one", "canary-thought");
  const all = [...phone.indexedDB.bases.values()].flatMap(({ stores }) =>
    [...stores].filter(([name]) => name !== "keys").flatMap(([, { rows }]) => [...rows.values()]));
  assert.ok(!serialize(all).toString("latin1").includes("canary"));
});

test("an entry moved to another's place in the store does not open", async () => {
  const { phone, diary } = await kari();
  const a = await diary.saveCheckIn({ load: 1 });
  const b = await diary.saveCheckIn({ load: 2 });
  const { rows } = phone.indexedDB.bases.get(`ladeapp-${NURSE.key}`).stores.get("entries");
  rows.set(a.id, { ...rows.get(b.id), id: a.id });
  await assert.rejects(diary.entries(), phone.Unopened);
});

test("on a new phone her code brings the diary back, and any other does not", async () => {
  const { diary, recoveryCode } = await kari();
  await diary.saveCheckIn({ load: 7, note: "mine" });
  await diary.flush();
  const other = await aPhone();
  const wrong = (await import("../../ladeapp/static/js/diary/code.js")).spelled(new Uint8Array(16).fill(9));
  assert.equal(await other.diaryAtServer(), true);
  await assert.rejects(other.unlockOnNewPhone(wrong), other.Unopened);
  await assert.rejects(other.unlockOnNewPhone("ABC"), other.Mistyped);
  assert.equal(await other.openDiary(), null, "nothing is left of the tries");
  const there = await other.unlockOnNewPhone(recoveryCode.toLowerCase());
  assert.equal((await there.entries())[0].note, "mine");
  assert.equal((await there.state()).provedRecovery, true);
});

test("without coverage, or signed out, a code unlocks nothing and says why", async () => {
  const { recoveryCode } = await kari();
  const other = await aPhone();
  server.instead = () => "no coverage";
  await assert.rejects(other.unlockOnNewPhone(recoveryCode), { name: "NotReached", status: 0 });
  server.instead = () => problem(401, "signed-out");
  await assert.rejects(other.unlockOnNewPhone(recoveryCode), { name: "NotReached", status: 401 });
});

test("a second diary is never made beside the first, on the phone or at the server", async () => {
  const { phone } = await kari();
  await assert.rejects(phone.createDiary(NURSE), phone.DiaryExists);
  const other = await aPhone();
  await assert.rejects(other.createDiary(NURSE), other.DiaryExists);
  server.instead = () => "no coverage";
  await assert.rejects(other.createDiary(NURSE), other.NotReached);
});

test("when every phone and the code are lost she can begin anew, and only by saying so", async () => {
  const { diary } = await kari();
  await diary.saveCheckIn({ load: 7 });
  await diary.flush();
  const other = await aPhone();
  const { diary: anew, recoveryCode } = await other.createDiary(NURSE, { replace: true });
  assert.equal((await anew.state()).recoverySent, true);
  const third = await aPhone();
  assert.deepEqual(await (await third.unlockOnNewPhone(recoveryCode)).entries(), []);
});

test("a new code holds once she has typed it back, and then the old one opens nothing", async () => {
  const { phone, diary, recoveryCode } = await kari();
  const next = await diary.newRecoveryCode();
  await (await aPhone()).unlockOnNewPhone(recoveryCode);
  phone.use();
  assert.equal(await diary.useRecoveryCode(next, recoveryCode), false);
  assert.equal((await diary.state()).provedRecovery, false);
  assert.equal(await diary.useRecoveryCode(next, next.code.toLowerCase()), true);
  assert.equal((await diary.state()).provedRecovery, true);
  const other = await aPhone();
  await assert.rejects(other.unlockOnNewPhone(recoveryCode), other.Unopened);
  await other.unlockOnNewPhone(next.code);
});

test("wherever the line breaks while the code is renewed, one of her two papers opens the diary, and trying again ends it", async () => {
  for (const arrives of [false, true]) {
    server = new Server();
    const { phone, diary, recoveryCode } = await kari();
    const next = await diary.newRecoveryCode();
    server.instead = (method, url) => {
      if (method !== "PUT" || !url.endsWith("vault-keys")) return undefined;
      if (arrives) server["PUT vault-keys"](server.heard.at(-1).body);
      return "no coverage";
    };
    await assert.rejects(diary.useRecoveryCode(next, next.code), phone.NotReached);
    server.instead = () => undefined;
    await (await aPhone()).unlockOnNewPhone(arrives ? next.code : recoveryCode);
    phone.use();
    assert.equal(await diary.useRecoveryCode(next, next.code), true);
    await (await aPhone()).unlockOnNewPhone(next.code);
  }
});

test("a code is renewed only after signing in anew, and until then the old one holds", async () => {
  const { diary, recoveryCode } = await kari();
  server.instead = (method, url) => (method === "PUT" && url.endsWith("vault-keys") ? problem(403, "sign-in-anew") : undefined);
  const next = await diary.newRecoveryCode();
  await assert.rejects(diary.useRecoveryCode(next, next.code), { name: "NotReached", status: 403, slug: "sign-in-anew" });
  await (await aPhone()).unlockOnNewPhone(recoveryCode);
});

test("the server keeps only a hash of the proof that replaces a forgotten password", async () => {
  const { phone, recoveryCode } = await kari();
  const proof = await phone.recoveryProof(recoveryCode);
  const hash = await crypto.subtle.digest("SHA-256", Buffer.from(proof, "base64url"));
  assert.equal(server.keys.get("recovery").proof, Buffer.from(hash).toString("base64url"));
});

test("a wiped phone holds nothing of her, not even when a flush was under way", async () => {
  const { phone, diary } = await kari();
  await diary.saveCheckIn({ load: 7 });
  const sending = diary.flush();
  await diary.wipe();
  await sending;
  assert.equal(await phone.openDiary(), null);
  assert.deepEqual([...phone.indexedDB.bases.keys()], ["ladeapp"]);
  assert.equal(phone.indexedDB.bases.get("ladeapp").stores.get("phone").rows.size, 0);
});

test("a colleague who signs in on her phone gets a diary of her own, and Kari finds hers again", async () => {
  const { phone, diary } = await kari();
  await diary.saveCheckIn({ load: 7 });
  await diary.flush({ hurry: true });
  server.person = COLLEAGUE;
  server.vault = null;
  server.keys.clear();
  const { diary: amirs } = await phone.createDiary(COLLEAGUE);
  assert.deepEqual(await amirs.entries(), []);
  const back = await phone.openDiary(NURSE.key);
  assert.deepEqual(await loads(back), [7]);
  assert.equal((await phone.phone()).key, NURSE.key);
});

test("she takes everything with her in one file", async () => {
  const { diary } = await kari();
  await diary.saveCheckIn({ load: 7, charged: ["laughed"], note: "mine" });
  await diary.remember("reflection/one", { text: "thought" });
  const file = JSON.parse(JSON.stringify(await diary.exportAll()));
  assert.equal(file.entries[0].note, "mine");
  assert.deepEqual(file.memories, [{ id: "reflection/one", value: { text: "thought" } }]);
  assert.deepEqual(await diary.recall("reflection/one"), { text: "thought" });
  assert.equal(await diary.recall("reflection/two"), null);
});

test("the phone keeps notes of its own that survive a wipe", async () => {
  const { phone, diary } = await kari();
  await phone.setPhoneNote("install-put-away", true);
  await diary.wipe();
  assert.equal(await phone.phoneNote("install-put-away"), true);
});
