/** What leaves the phone for the team's number, when, and what is kept when it cannot. */
import { aPhone, clockAt, COLLEAGUE, json, NOW, NURSE, P07, pass, problem, Server } from "./world.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { contributionBody, plan } from "../../ladeapp/static/js/diary/outbox.js";

const UNDO = 10_000;
const P08 = { id: "2026-P08", first_day: "2026-07-13", last_day: "2026-08-09", closes: "2026-08-12T10:00:00Z", counted: true, key: "key-b" };
let server;
let phone;
let diary;
beforeEach(async () => {
  clockAt();
  server = new Server();
  phone = await aPhone();
  ({ diary } = await phone.createDiary(NURSE));
});

const told = () => server.said("PUT", "/api/contributions").map(({ url, body }) => [url.slice(-8), JSON.parse(body).value]);
const takenBack = () => server.said("DELETE", "/api/contributions").length;
const onlyContributions = (answer) => { server.instead = (method, url) => (method !== "GET" && url.includes("contributions") ? answer : undefined); };
async function checkIn(load, day) {
  const entry = await diary.saveCheckIn(day ? { load, day } : { load });
  pass(UNDO);
  return entry;
}

test("her number is sent once, sealed in as many bytes for 0 as for 10", async () => {
  await checkIn(7);
  await diary.flush();
  await diary.flush();
  await diary.flush({ opening: true });
  assert.deepEqual(told(), [["2026-P07", 7]]);
  assert.equal(server.said("PUT", "/api/contributions")[0].body, '{"value": 7 }');
  assert.deepEqual([0, 7, 10].map((value) => contributionBody(value).length), [13, 13, 13]);
  assert.deepEqual((await diary.state()).unsent, 0);
});

test("nothing is sent while she can still undo, and nothing at all when she does", async () => {
  await diary.saveCheckIn({ load: 7 });
  pass(UNDO - 1);
  const outcome = await diary.flush();
  assert.deepEqual(outcome, { failed: false, wait: 1 });
  await diary.undo();
  pass(UNDO);
  await diary.flush();
  assert.deepEqual(told(), []);
  assert.equal(takenBack(), 0);
  assert.equal((await diary.state()).unsent, 0);
});

test("when the page goes away undo is over and it is sent at once", async () => {
  await diary.saveCheckIn({ load: 7 });
  await diary.flush({ hurry: true });
  assert.deepEqual(told(), [["2026-P07", 7]]);
  assert.equal(server.said("PUT", "/api/contributions")[0].keepalive, true);
});

test("each check-in goes into the period of its own day, and a later one makes a new mean", async () => {
  server.periods = [P07, P08];
  clockAt(Date.parse("2026-07-13T07:40:00+02:00"));
  await checkIn(9);
  await checkIn(4, "2026-07-12");
  await diary.flush();
  await checkIn(7, "2026-07-12");
  await diary.flush();
  assert.deepEqual(told(), [["2026-P07", 4], ["2026-P08", 9], ["2026-P07", 6]]);
});

test("not today says nothing to the team", async () => {
  await checkIn(null);
  await diary.flush();
  assert.deepEqual(told(), []);
  assert.equal((await diary.state()).unsent, 0);
});

test("when she removes her only check-in the number is taken back, once", async () => {
  const { id } = await checkIn(7);
  await diary.flush();
  await diary.removeEntry(id);
  pass(UNDO);
  await diary.flush();
  await diary.flush();
  assert.equal(takenBack(), 1);
  assert.equal(server.contributions.size, 0);
});

test("she withdraws her answer, keeps her check-in, and may let it in again", async () => {
  await checkIn(7);
  await diary.flush();
  assert.deepEqual((await diary.answers())[0], { period: "2026-P07", last_day: "2026-07-12", closes: P07.closes, value: 7, withdrawn: false, sent: true });
  await diary.withdraw("2026-P07");
  assert.equal(takenBack(), 1);
  await checkIn(9);
  await diary.flush();
  assert.deepEqual((await diary.answers())[0], { period: "2026-P07", last_day: "2026-07-12", closes: P07.closes, value: 8, withdrawn: true, sent: true });
  assert.equal(server.contributions.size, 0);
  await diary.withdraw("2026-P07", false);
  assert.equal(server.contributions.get("2026-P07"), 8);
});

test("she stays out of every period's number, unseen, and comes back with what she has", async () => {
  await checkIn(7);
  await diary.flush();
  await diary.pause(true);
  assert.equal(await diary.isPaused(), true);
  assert.equal(server.contributions.size, 0);
  await checkIn(9);
  await diary.flush();
  await diary.flush({ opening: true });
  assert.equal(server.contributions.size, 0);
  assert.deepEqual(told(), [["2026-P07", 7]]);
  const [answer] = await diary.answers();
  assert.deepEqual([answer?.withdrawn, answer?.sent, (await diary.state()).unsent], [true, true, 0]);
  await diary.pause(false);
  assert.equal(server.contributions.get("2026-P07"), 8);
});

async function staysOutWithoutCoverage() {
  server.instead = () => "no coverage";
  await diary.pause(true);
  assert.equal((await diary.answers())[0]?.sent, false);
  server.instead = () => undefined;
  await diary.flush();
  assert.equal(server.contributions.size, 0);
}

test("she stays out without coverage too, and the next period as well", async () => {
  await checkIn(7);
  await diary.flush();
  await staysOutWithoutCoverage();
  server.periods = [P08];
  pass(28 * 86_400_000);
  await checkIn(8);
  await diary.flush({ opening: true });
  assert.equal(server.contributions.size, 0);
});

test("what a shared machine or a lost phone has told is taken back too, once, and only when she says so", async () => {
  await diary.flush();
  server.contributions.set("2026-P07", 9);
  await diary.flush({ opening: true });
  server.instead = () => "no coverage";
  await diary.pause(true);
  await diary.pause(false);
  server.instead = () => undefined;
  await diary.flush({ opening: true });
  assert.equal(takenBack(), 0);
  await staysOutWithoutCoverage();
  assert.equal((await diary.answers())[0]?.sent, true);
  await checkIn(7);
  await diary.flush();
  await diary.flush({ opening: true });
  assert.equal(takenBack(), 1);
  await diary.pause(false);
  assert.equal(server.contributions.get("2026-P07"), 7);
  server.contributions.set("2026-P07", 2);
  await diary.withdraw("2026-P07");
  assert.equal(server.contributions.size, 0);
});

test("when the server has lost the period's key the phone sends again by itself", async () => {
  await checkIn(7);
  await diary.flush();
  server.periods = [{ ...P07, key: "key-new" }];
  await diary.flush({ opening: true });
  await diary.flush({ opening: true });
  assert.deepEqual(told(), [["2026-P07", 7], ["2026-P07", 7]]);
});

test("a lead, who is never counted, sends nothing and sees no error", async () => {
  server.periods = [{ ...P07, counted: false, key: null }];
  server.counts_from = null;
  await checkIn(7);
  assert.deepEqual(await diary.flush(), { failed: false, wait: 0 });
  const { unsent, refused } = await diary.state();
  assert.deepEqual([told(), unsent, refused], [[], 0, []]);
});

test("before she counts, and after the close, nothing is sent and no error shown", async () => {
  server.counts_from = "2026-P08";
  await checkIn(7);
  await diary.flush();
  server.counts_from = "2026-P07";
  server.periods = [P08];
  await diary.flush();
  assert.deepEqual(told(), []);
  server.periods = [P07];
  onlyContributions(problem(409, "closed"));
  await diary.flush();
  const { unsent, refused } = await diary.state();
  assert.deepEqual([unsent, refused], [0, []]);
});

test("the first check-in before the period has opened is sent when it opens", async () => {
  server.periods = [];
  await checkIn(7);
  await diary.flush();
  server.periods = [P07];
  await diary.flush();
  assert.deepEqual(told(), [["2026-P07", 7]]);
});

test("without coverage it is kept, the oldest is known, and it arrives once when coverage is back", async () => {
  server.instead = () => "no coverage";
  await diary.saveCheckIn({ load: 7 });
  pass(3 * 86_400_000);
  await diary.saveCheckIn({ load: 8 });
  pass(UNDO);
  assert.deepEqual(await diary.flush(), { failed: true, wait: 0 });
  const { unsent, oldestUnsent, signInNeeded } = await diary.state();
  assert.deepEqual([unsent, oldestUnsent, signInNeeded], [2, new Date(NOW), false]);
  server.instead = () => undefined;
  await Promise.all([diary.flush(), diary.flush(), diary.flush({ opening: true })]);
  assert.deepEqual(told(), [["2026-P07", 8]]);
  assert.equal((await diary.state()).oldestUnsent, null);
});

test("coverage lost after the server took it: it is told again, and stands there once", async () => {
  await checkIn(7);
  server.instead = (method, url) => {
    if (!url.includes("contributions")) return undefined;
    server.contributions.set("2026-P07", 7);
    return "no coverage";
  };
  await diary.flush();
  assert.equal((await diary.state()).unsent, 1);
  server.instead = () => undefined;
  await diary.flush();
  assert.deepEqual([...server.contributions], [["2026-P07", 7]]);
  assert.equal((await diary.state()).unsent, 0);
});

for (const status of [429, 500, 502, 503]) {
  test(`a server that answers ${status} gets it later, and not before the time it asks for`, async () => {
    await checkIn(7);
    onlyContributions(problem(status, "busy", { "Retry-After": "120" }));
    assert.deepEqual(await diary.flush(), { failed: true, wait: 120_000 });
    server.instead = () => undefined;
    pass(119_000);
    const heard = server.heard.length;
    assert.deepEqual(await diary.flush(), { failed: true, wait: 1000 });
    assert.equal(server.heard.length, heard);
    pass(1000);
    await diary.flush();
    assert.deepEqual(server.contributions.get("2026-P07"), 7);
    assert.deepEqual((await diary.state()).refused, []);
  });
}

test("a date in Retry-After is understood, and no server puts her off for more than an hour", async () => {
  await checkIn(7);
  onlyContributions(problem(503, "busy", { "Retry-After": new Date(Date.now() + 60_000).toUTCString() }));
  assert.equal((await diary.flush()).wait, 60_000);
  pass(60_000);
  onlyContributions(problem(503, "busy", { "Retry-After": "999999" }));
  assert.equal((await diary.flush()).wait, 3_600_000);
});

test("signed out: it is kept, she is asked to sign in, and it follows when she has", async () => {
  await checkIn(7);
  server.person = null;
  await diary.flush();
  assert.equal((await diary.state()).signInNeeded, true);
  assert.equal((await diary.state()).unsent, 1);
  server.person = NURSE;
  server.csrf = "token-2";
  await diary.flush({ opening: true });
  assert.deepEqual(told().at(-1), ["2026-P07", 7]);
  assert.equal((await diary.state()).signInNeeded, false);
});

test("an old token is renewed once and the number arrives", async () => {
  await checkIn(7);
  let renewed = false;
  server.instead = (method) => {
    if (method === "PUT" && !renewed) { // the token grew old between asking and sending
      server.csrf = "token-2";
      renewed = true;
    }
    return undefined;
  };
  await diary.flush();
  assert.equal(server.contributions.get("2026-P07"), 7);
});

test("with another person signed in nothing of hers is sent", async () => {
  await checkIn(7);
  server.person = COLLEAGUE;
  const puts = server.said("PUT", "").length;
  await diary.flush();
  assert.equal(server.said("PUT", "").length, puts);
  assert.equal((await diary.state()).someoneElse, true);
  assert.equal((await phone.phone()).name, NURSE.name);
});

test("nor when the other signs in between her session and her number", async () => {
  await checkIn(7);
  server.instead = (method, url) => {
    if (method === "PUT" && url === "/api/vault") [server.person, server.csrf] = [COLLEAGUE, "token-of-amir"];
    return undefined;
  };
  const before = server.vault;
  await diary.flush();
  assert.equal(server.vault, before);
  assert.equal(server.contributions.size, 0);
  assert.ok(!server.said("PUT", "").some(({ headers }) => headers["X-CSRFToken"] === "token-of-amir"));
});

test("what the server refuses is kept and shown; she may try again", async () => {
  await checkIn(7);
  onlyContributions(problem(422, "value"));
  await diary.flush();
  await diary.flush();
  assert.equal(told().length, 1, "it is not hammered");
  const { refused, unsent } = await diary.state();
  assert.deepEqual([refused, unsent], [[{ period: "2026-P07", status: 422, slug: "value", title: "No" }], 1]);
  server.instead = () => undefined;
  await diary.retry("2026-P07");
  assert.equal(server.contributions.get("2026-P07"), 7);
  assert.deepEqual((await diary.state()).refused, []);
});

test("or let it be, and a new check-in is tried anew", async () => {
  await checkIn(7);
  onlyContributions(problem(404, "unknown-period"));
  await diary.flush();
  await diary.withdraw("2026-P07");
  assert.deepEqual((await diary.state()).refused, []);
  server.instead = () => undefined;
  await diary.withdraw("2026-P07", false);
  await checkIn(9);
  await diary.flush();
  assert.equal(server.contributions.get("2026-P07"), 8);
});

test("a redirect, or a café's own page instead of our server, is no answer", async () => {
  await checkIn(7);
  server.instead = (method, url) => (url === "/api/session" ? new Response("<html>log on</html>") : undefined);
  assert.equal((await diary.flush()).failed, true);
  server.instead = (method, url) => (url.includes("contributions") ? json({ hello: 1 }) : undefined);
  await diary.flush();
  assert.equal((await diary.state()).unsent, 1, "only 204 is a receipt");
});

test("two flushes at once send one after the other, and tell the server one thing once", async () => {
  await checkIn(7);
  let under = 0;
  let most = 0;
  const { fetch } = globalThis;
  globalThis.fetch = async (...how) => {
    most = Math.max(most, (under += 1));
    try { return await fetch(...how); } finally { under -= 1; }
  };
  await Promise.all([diary.flush(), diary.flush(), diary.flush()]);
  assert.equal(most, 1);
  assert.deepEqual(told(), [["2026-P07", 7]]);
});

test("a change made while the old number is on its way is sent afterwards", async () => {
  const { id } = await checkIn(7);
  let changed;
  server.instead = (method, url) => {
    if (method === "PUT" && url.includes("contributions") && !changed) changed = diary.changeEntry(id, { load: 1 });
    return undefined;
  };
  await diary.flush();
  await changed;
  assert.equal((await diary.state()).unsent, 1);
  pass(UNDO);
  await diary.flush();
  assert.deepEqual(told(), [["2026-P07", 7], ["2026-P07", 1]]);
});

test("what is already told and still true needs nothing, whatever marks lie about", () => {
  const mark = { id: "period/2026-P07", since: 1, after: 0, touched: 1 };
  const known = {
    entries: [{ day: "2026-07-01", load: 7 }], memories: new Set(),
    marks: new Map([["2026-P07", mark]]), sent: new Map([["2026-P07", { value: 7, key: "key-a" }]]),
  };
  const session = { periods: [P07], counts_from: "2026-P07" };
  assert.deepEqual(plan(session, known, NOW), { steps: [], done: [mark] });
  assert.deepEqual(plan({ ...session, periods: [{ ...P07, key: null }] }, known, NOW), { steps: [], done: [] });
});
