/** A second phone gets the diary by ten characters and a number, and the server that carries it learns nothing. */
import { aPhone, clockAt, NURSE, Server } from "./world.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { agreed, newPair, newTen, stretched } from "../../ladeapp/static/js/diary/agreeing.js";
import { random } from "../../ladeapp/static/js/diary/bytes.js";
import { Mistyped } from "../../ladeapp/static/js/diary/code.js";

let server;
beforeEach(() => {
  clockAt();
  server = new Server();
});

const loads = async (diary) => (await diary.entries()).map(({ load }) => load).sort();
const later = () => new Promise(setImmediate);

/** Kari's phone with its diary and a 7 in it. */
async function anOldPhone() {
  const old = await aPhone();
  const { diary } = await old.createDiary(NURSE);
  await diary.saveCheckIn({ load: 7, note: "canary" });
  await diary.flush({ hurry: true });
  return { old, diary };
}

/** Both phones in turn, as two hands would; what is between them may be touched on the way. */
async function linked(old, diary, next, between = () => undefined) {
  old.use();
  const link = await old.offerLink(diary);
  next.use();
  between();
  const replying = next.replyToLink(link.code.toLowerCase().replace("-", " "));
  replying.catch(() => undefined); // told below
  while (!server.link.reply) await later();
  between();
  old.use();
  const asked = await link.reply();
  next.use();
  const reply = await replying;
  old.use();
  return { link, reply, asked, finish: async () => {
    const handing = asked.handOver();
    while (!server.link?.wrapped) await later();
    next.use();
    return [await reply.received(), await handing];
  } };
}

test("the second phone has the same diary, both show one number, and nothing is left in between", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const { link, reply, asked, finish } = await linked(old, diary, next);
  assert.match(reply.number, /^\d{4}$/);
  assert.equal(asked.number, reply.number);
  const [second, fetched] = await finish();
  assert.equal(fetched, true);
  assert.deepEqual((await second.entries()).map(({ load, note }) => [load, note]), [[7, "canary"]]);
  assert.equal(server.link, null);
  await second.saveCheckIn({ load: 2 });
  await second.flush({ hurry: true });
  old.use();
  await diary.flush({ opening: true });
  assert.deepEqual(await loads(diary), [2, 7]);
  const heard = server.heard.map(({ url, body }) => url + Buffer.from(body ?? "").toString("latin1")).join("\n");
  for (const secret of [link.code, link.code.replace("-", ""), "canary"]) assert.ok(!heard.includes(secret));
});

test("it asks for nothing that a phone without the ten characters has: other ones are noticed before anything is sent", async () => {
  const { old, diary } = await anOldPhone();
  await old.offerLink(diary);
  const next = await aPhone();
  await assert.rejects(next.replyToLink("AAAAA-AAAAA"), { name: "LinkOver", why: "other" });
  await assert.rejects(next.replyToLink("AAAAA-AAAA"), Mistyped);
  await assert.rejects(next.replyToLink("AAAAA-AAAAU"), Mistyped);
  assert.equal(server.link.reply, null);
});

test("whoever answers in her phone's place is betrayed by the number, and can open nothing", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const mallory = await newPair();
  const { reply, asked, finish } = await linked(old, diary, next, () => {
    if (server.link.reply) server.link.reply = Buffer.from(mallory.point).toString("base64url");
  });
  assert.notEqual(asked.number, reply.number);
  await assert.rejects(finish(), { name: "Unopened" });
  next.use();
  assert.equal(await next.openDiary(), null, "nothing was begun on the new phone");
});

test("whoever has the ten characters too cannot try keys until the numbers are the same: the first is shown after the second is laid", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const offers = [];
  const { asked } = await linked(old, diary, next, () => offers.push(server.link.offer));
  const point = Buffer.from(server.link.offer, "base64url");
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", point)).toString("base64url");
  assert.deepEqual([point.length, offers], [65, [digest, digest]]);
  assert.match(asked.number, /^\d{4}$/);
});

test("a first key that is not the one that was promised is refused by the new phone", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const mallory = await newPair();
  await assert.rejects(linked(old, diary, next, () => {
    const hers = Buffer.from(mallory.point).toString("base64url");
    server.instead = (method, url) => (method === "GET" && url === "/api/link" && server.link.offer.length === hers.length
      ? Response.json({ ...server.link, offer: hers }) : undefined);
  }), { name: "LinkOver", why: "used" });
  next.use();
  assert.equal(await next.openDiary(), null);
});

test("the number depends on the ten characters, on both keys and on who she is", async () => {
  const [a, b, c] = [await newPair(), await newPair(), await newPair()];
  const { salt } = await stretched(NURSE.key, "7ZKQ4-MB1TX");
  const known = { owner: NURSE.key, salt, offer: a.point, reply: b.point };
  const { number } = await agreed(a.own, b.point, known);
  assert.equal((await agreed(b.own, a.point, known)).number, number);
  const others = [{ ...known, salt: random(32) }, { ...known, reply: c.point }, { ...known, offer: c.point }, { ...known, owner: "somebody" }];
  for (const other of others) assert.notEqual((await agreed(a.own, b.point, other)).number, number);
  assert.match(newTen(), /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
});

test("used, ended, stopped, or for somebody else: it is said, and nothing has changed", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  await assert.rejects(next.replyToLink(newTen()), { name: "LinkOver", why: "none" });
  old.use();
  const link = await old.offerLink(diary);
  next.use();
  const replying = next.replyToLink(link.code);
  replying.catch(() => undefined); // told below
  while (!server.link.reply) await later();
  const third = await aPhone();
  await assert.rejects(third.replyToLink(link.code), { name: "LinkOver", why: "used" });
  old.use();
  await link.stop();
  next.use();
  await assert.rejects(replying, { name: "LinkOver", why: "used" });
  old.use();
  assert.equal(await link.reply(), null);
  third.use();
  assert.equal(await third.openDiary(), null);
});

test("she says no: the new phone hears only that it is over", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const { link, reply } = await linked(old, diary, next);
  await link.stop();
  next.use();
  assert.equal(await reply.received(), null);
  assert.equal(await next.openDiary(), null);
});

test("the line is gone on the way and comes back: the key is still there, and she has it", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const { reply, asked } = await linked(old, diary, next);
  const handing = asked.handOver();
  while (!server.link?.wrapped) await later();
  let lost = 1;
  server.instead = (method, url) => (method === "GET" && url === "/api/link" && lost-- > 0 ? "no coverage" : undefined);
  next.use();
  assert.deepEqual(await loads(await reply.received()), [7]);
  await handing;
});

test("a diary that this phone began by itself goes into the other's, and nothing of either is lost", async () => {
  const { old, diary } = await anOldPhone();
  const next = await aPhone();
  const { vault, keys } = server;
  Object.assign(server, { vault: null, keys: new Map() });
  const { diary: own } = await next.createDiary(NURSE);
  Object.assign(server, { vault, keys }); // both phones were new at the same moment, and the other was first
  await own.saveCheckIn({ load: 3, note: "mine" });
  const { id } = await own.saveCheckIn({ load: 9 });
  await own.removeEntry(id);
  await own.remember("stations/balance", 4);
  await own.flush({ hurry: true });
  assert.equal((await own.state()).vault.problem, "unreadable");
  const [second] = await (await linked(old, diary, next)).finish();
  assert.deepEqual(await loads(second), [3, 7]);
  assert.equal(await second.recall("stations/balance"), 4);
  assert.deepEqual([(await second.state()).vault.problem, (await second.state()).unsent], [null, 0]);
  old.use();
  await diary.flush({ opening: true });
  assert.deepEqual((await diary.entries()).map(({ note }) => note).sort(), ["canary", "mine"]);
});

test("the recovery code, too, brings such a diary in", async () => {
  const first = await aPhone();
  const { diary, recoveryCode } = await first.createDiary(NURSE);
  await diary.saveCheckIn({ load: 7 });
  await diary.flush({ hurry: true });
  const { vault, keys } = server;
  Object.assign(server, { vault: null, keys: new Map() });
  const next = await aPhone();
  const { diary: own } = await next.createDiary(NURSE);
  Object.assign(server, { vault, keys });
  await own.saveCheckIn({ load: 3 });
  await own.flush({ hurry: true });
  assert.deepEqual(await loads(await next.unlockOnNewPhone(recoveryCode)), [3, 7]);
});

test("a phone that has the diary in order has no need of it", async () => {
  const { old, diary } = await anOldPhone();
  const { code } = await old.offerLink(diary);
  await assert.rejects(old.replyToLink(code), { name: "DiaryExists" });
});
