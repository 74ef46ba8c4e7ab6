/** What the phone knows of her reminders: who answers which, offline too, and when it asks for fewer. */
import { aPhone, clockAt, COLLEAGUE, NOW, NURSE, pass, problem, Server } from "./world.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { contributionBody } from "../../ladeapp/static/js/diary/outbox.js";
import { answeredBy, half, judged, reminderIn } from "../../ladeapp/static/js/push/open.js";
import { easeOff, saidFewer, settleFewer } from "../../ladeapp/static/js/push/easing.js";
import { ANSWERS, bringIn, forgetAsking, forgetReminders, openReminders, SEEN } from "../../ladeapp/static/js/push/reminders.js";

const [A, B, C] = ["a", "b", "c"].map((one) => `${one.repeat(8)}-0000-4000-8000-000000000000`);
const MINUTE = 60_000;
const DAY = 86_400_000;
const iso = (ms) => new Date(ms).toISOString();
const after = (id, more = {}) => ({ id, kind: "after_shift", due: iso(NOW - MINUTE), expires: iso(NOW + 20 * MINUTE), shift: iso(NOW - 9 * 60 * MINUTE), ...more });
let server;
let phone;
let diary;
beforeEach(async () => {
  clockAt();
  forgetAsking();
  server = new Server();
  phone = await aPhone();
  ({ diary } = await phone.createDiary(NURSE));
});

const numbers = () => server.said("PUT", "/api/contributions").map(({ body }) => body);
const handled = () => server.said("POST", "/api/reminders").map(({ url }) => url.slice("/api/reminders/".length, -"/handled".length));
const answered = (id, more = {}) => phone.changePhoneNote(ANSWERS, (old = []) => [...old, { id, at: NOW, owner: NURSE.key, asked: true, ...more }]);
const waiting = () => phone.phoneNote(ANSWERS);

test("with her number goes the reminder it answers, and its length says nothing of the number", async () => {
  await diary.saveCheckIn({ load: 7 }, [A]);
  pass(10_000);
  await diary.flush();
  assert.deepEqual(numbers(), [`{"value": 7 , "reminder": "${A}"}`]);
  assert.deepEqual(handled(), []);
  assert.equal(new Set([0, 7, 10].map((value) => contributionBody(value, A).length)).size, 1);
  await diary.flush({ opening: true });
  assert.equal(numbers().length, 1);
});

test("of several one goes with the number and the rest by themselves; not today goes by itself too", async () => {
  await diary.saveCheckIn({ load: 7 }, [A, B]);
  await diary.flush({ hurry: true });
  assert.equal(JSON.parse(numbers()[0]).reminder, A);
  assert.deepEqual(handled(), [B]);
  await diary.saveCheckIn({ load: null }, [C]);
  pass(10_000);
  await diary.flush();
  assert.deepEqual([numbers().length, handled()], [1, [B, C]]);
});

test("taking the check-in back leaves the reminder handled", async () => {
  await diary.saveCheckIn({ load: 7 }, [A]);
  await diary.undo();
  pass(10_000);
  assert.equal((await diary.flush()).wait, 0);
  assert.deepEqual([numbers(), handled()], [[], [A]]);
});

test("without coverage it waits, is sent once, and what the server does not want is let go", async () => {
  server.instead = () => "no coverage";
  await diary.saveCheckIn({ load: null }, [A, B]);
  pass(10_000);
  assert.equal((await diary.flush()).failed, true);
  server.instead = (method, url) => (url.includes(A) ? problem(404, "unknown") : undefined);
  await diary.flush();
  await diary.flush();
  assert.deepEqual(handled().slice(-2), [A, B]);
  assert.equal(handled().length, 2);
});

test("when her number is refused the reminder is still told of", async () => {
  server.instead = (method, url) => (method === "PUT" && url.includes("contributions") ? problem(409, "closed") : undefined);
  await diary.saveCheckIn({ load: 7 }, [A]);
  await diary.flush({ hurry: true });
  assert.deepEqual(handled(), [A]);
});

test("not today on the lock screen stands in the diary of that day, once, however often it is brought in", async () => {
  await answered(A);
  clockAt(NOW + 2 * DAY);
  server.instead = () => "no coverage";
  await Promise.all([bringIn(diary), bringIn(diary)]);
  const [entry, ...more] = await diary.entries();
  assert.deepEqual([entry.id, entry.at, entry.day, entry.load, entry.late, more], [A, "2026-07-01T07:40:00+02:00", "2026-07-01", null, false, []]);
  assert.equal(await diary.undo(), false, "it is no touch of this page");
  assert.deepEqual(await waiting(), []);
  server.instead = () => undefined;
  await diary.flush();
  assert.deepEqual([handled(), numbers()], [[A], []]);
});

test("what the worker has told the server already is not told again, and a check-in of the day outweighs not today", async () => {
  await diary.saveCheckIn({ load: 4 });
  await answered(A, { told: true });
  await bringIn(diary);
  assert.deepEqual([(await diary.entries()).map(({ load }) => load), handled()], [[4], []]);
});

test("not today on a reminder that asks for no number leaves the diary alone", async () => {
  await answered(A, { asked: false });
  await bringIn(diary);
  assert.deepEqual([await diary.entries(), handled()], [[], [A]]);
});

test("a word is kept without a number, is no part of the team's, and gives way to a number", async () => {
  await diary.saveCheckIn({ load: 4 });
  await answered(A, { word: "heavy" });
  await bringIn(diary);
  const word = (await diary.entries()).find(({ id }) => id === A);
  assert.deepEqual([word.word, word.load], ["heavy", null]);
  await diary.flush({ hurry: true });
  assert.deepEqual(numbers(), ['{"value": 4 }']);
  assert.ok(!server.heard.some(({ body }) => typeof body === "string" && /heavy|word/.test(body)));
  const changed = await diary.changeEntry(A, { load: 8 });
  assert.deepEqual([changed.load, changed.word], [8, null]);
  await assert.rejects(diary.saveCheckIn({ load: 3, word: "heavy" }), RangeError);
  await assert.rejects(diary.saveCheckIn({ load: null, word: "terrible" }), RangeError);
});

test("another's answers stay where they are", async () => {
  await answered(A, { owner: COLLEAGUE.key });
  await bringIn(diary);
  assert.deepEqual([await diary.entries(), (await waiting()).length, handled()], [[], 1, []]);
});

test("what is open is known without coverage, and another's is not taken for hers", async () => {
  server.reminders.open = [after(A)];
  assert.deepEqual((await openReminders(NURSE.key)).open, [after(A)]);
  forgetAsking();
  server.instead = () => "no coverage";
  assert.deepEqual(await openReminders(NURSE.key), { owner: NURSE.key, per_week: 3, open: [after(A)], told: false });
  forgetAsking();
  server.instead = () => undefined;
  server.person = COLLEAGUE;
  server.reminders.open = [after(B)];
  assert.deepEqual((await openReminders(NURSE.key)).open, [after(A)]);
  await forgetReminders();
  forgetAsking();
  assert.deepEqual((await openReminders(NURSE.key)).open, []);
});

test("a check-in answers the reminder that led to it, the one of its shift, and those that have come", () => {
  const shift = "2026-06-30T22:00:00+02:00";
  const open = [
    after(A, { due: iso(NOW + MINUTE), shift: "2026-06-30T20:00:00Z" }), after(B, { due: iso(NOW + MINUTE) }),
    after(C, { kind: "mid_shift", shift }), { ...after(C), expires: iso(NOW) },
  ];
  assert.deepEqual(answeredBy(open, { from: null, shift, now: NOW }), [A]);
  assert.deepEqual(answeredBy(open, { from: C, shift: null, now: NOW }), [C]);
  assert.deepEqual(answeredBy([after(A), after(B)], { from: B, shift: null, now: NOW }), [B, A]);
  assert.equal(reminderIn(`https://ladeapp.example/check-in?reminder=${A}`), A);
  assert.equal(reminderIn("/check-in?reminder=1%27"), null);
});

const seen = (shown, more = {}) => ({ shown, path: "/check-in", ...more });
const known = (more = {}) => ({ open: [], checkIns: [], ignored: 0, now: NOW, ...more });

test("three in a row that were left lying are enough; one that was touched, or a check-in soon after, begins anew", () => {
  const three = { [A]: seen(NOW - 3 * DAY), [B]: seen(NOW - 2 * DAY), [C]: seen(NOW - DAY) };
  assert.deepEqual(judged(three, known()), { ignored: 0, fewer: true, over: [A, B, C] });
  assert.equal(judged({ ...three, [B]: seen(NOW - 2 * DAY, { touched: true }) }, known()).ignored, 1);
  assert.equal(judged(three, known({ checkIns: [NOW - DAY + 60 * MINUTE] })).ignored, 0);
  assert.equal(judged({ [C]: three[C] }, known({ ignored: 2 })).fewer, true);
  assert.deepEqual(judged(three, known({ open: [after(C)] })), { ignored: 2, fewer: false, over: [A, B] }, "an open one is not judged");
  assert.deepEqual(judged({ [A]: seen(NOW - MINUTE) }, known()), { ignored: 0, fewer: false, over: [] }, "nor one that has just come");
  assert.deepEqual(judged({ [A]: seen(NOW - DAY, { path: "/stations" }) }, known({ ignored: 2 })), { ignored: 2, fewer: false, over: [A] });
  assert.deepEqual([1, 2, 3, 7].map(half), [1, 1, 1, 3]);
});

test("half as many is asked for once, said, and taken back by a tap", async () => {
  await phone.setPhoneNote(SEEN, Object.fromEntries([A, B, C].map((id, day) => [id, seen(NOW - (day + 1) * DAY)])));
  server.reminders.per_week = 5;
  await easeOff(await openReminders(NURSE.key), []);
  assert.equal(server.reminders.per_week, 2);
  assert.deepEqual(await saidFewer(), { from: 5, to: 2 });
  forgetAsking();
  await easeOff(await openReminders(NURSE.key), []);
  assert.equal(server.said("PUT", "/api/reminders").length, 1);
  assert.equal(await settleFewer(true), true);
  assert.deepEqual([server.reminders.per_week, await saidFewer()], [5, undefined]);
});

test("without coverage nothing is asked and nothing forgotten; where she has one a week there is nothing to say", async () => {
  const all = Object.fromEntries([A, B, C].map((id, day) => [id, seen(NOW - (day + 1) * DAY)]));
  await phone.setPhoneNote(SEEN, all);
  const fresh = await openReminders(NURSE.key);
  server.instead = () => "no coverage";
  await easeOff(fresh, []);
  assert.deepEqual([await phone.phoneNote(SEEN), await saidFewer()], [all, undefined]);
  server.instead = () => undefined;
  await easeOff({ ...fresh, per_week: 1 }, []);
  assert.deepEqual([await phone.phoneNote(SEEN), await saidFewer(), server.reminders.per_week], [{}, undefined, 3]);
});
