/** A round of short questions on the phone: what is met, what is told, and that once more changes nothing. */
import { begun, door, isOver, memoryOf, steps } from "../../ladeapp/static/js/effect/wave.js";
import { aPhone, clockAt, NURSE, Server } from "./world.js";
import assert from "node:assert/strict";
import { test } from "node:test";

const scale = (name, more = {}) => ({ scale: name, period: `2026-E1-${name}`, counted: true, key: "k1", ...more });
const running = (more = {}) => ({
  wave: "2026-E1", months: 0, closes: "2026-07-15T10:00:00Z", group: "Team A", counted: true, is_asked: true, scales: [scale("strain"), scale("given")], ...more,
});
const given = (values, state = "given") => ({ ...begun(running()), state, values });

test("whoever is not asked is told why", () => {
  assert.equal(door(null), "none");
  assert.equal(door(running({ scales: [] })), "none");
  assert.equal(door(running({ is_asked: false, counted: false })), "few");
  assert.equal(door(running({ counted: false })), "uncounted");
  assert.equal(door(running()), "asked");
});

test("one number for each part that is answered, and nothing for one that is left out", () => {
  assert.deepEqual(steps(running().scales, given({ strain: 4, given: null }), new Map()), [{ verb: "PUT", period: "2026-E1-strain", value: 4, key: "k1" }]);
});

test("nothing is sent before she says so, nor of what she has only ticked", () => {
  assert.deepEqual(steps(running().scales, given({}, "begun"), new Map()), []);
  assert.deepEqual(steps(running().scales, null, new Map()), []);
});

test("what has been received is not sent again; under another key it is; a changed one too", () => {
  const sent = new Map([["2026-E1-strain", { value: 4, key: "k1" }]]);
  assert.deepEqual(steps(running().scales, given({ strain: 4 }), sent), []);
  assert.equal(steps([scale("strain", { key: "k2" })], given({ strain: 4 }), sent).length, 1);
  assert.equal(steps(running().scales, given({ strain: 5 }), sent)[0].value, 5);
});

test("taken back, every number that was sent is deleted, and no other", () => {
  const sent = new Map([["2026-E1-strain", { value: 4, key: "k1" }]]);
  assert.deepEqual(steps(running().scales, given({ strain: 4, given: 3 }, "withdrawn"), sent), [{ verb: "DELETE", period: "2026-E1-strain", value: null, key: "k1" }]);
  assert.equal(steps(running().scales, given({ strain: null }), sent)[0].verb, "DELETE");
});

test("whoever is not counted, and a number whose key is lost just now, send nothing", () => {
  assert.deepEqual(steps([scale("strain", { counted: false }), scale("given", { key: null })], given({ strain: 4, given: 3 }), new Map()), []);
});

test("a round is over at its close", () => {
  assert.equal(isOver(running(), Date.parse("2026-07-15T09:59:59Z")), false);
  assert.equal(isOver(running(), Date.parse("2026-07-15T10:00:00Z")), true);
  assert.equal(memoryOf(running()), "survey/2026-E1 2026-07-15T10:00:00Z");
});

const told = (key = "k1") => running({ scales: [scale("strain", { key }), scale("given", { key })] });

async function answering(server) {
  clockAt();
  const phone = await aPhone();
  const { diary } = await phone.createDiary(NURSE);
  const { change, databaseOf } = await import("../../ladeapp/static/js/diary/store.js");
  const { markSeen } = await import("../../ladeapp/static/js/effect/sending.js");
  server.instead = (_method, url) => (url === "/api/survey" ? Response.json({ running: server.running }) : undefined);
  await change(databaseOf(NURSE.key), [markSeen("2026-E1", Date.now())]);
  return diary;
}

test("without coverage it lies on the phone; then it goes, once, and after a lost key again by itself", async () => {
  const server = new Server();
  server.running = told();
  const diary = await answering(server);
  const whole = server.instead;
  server.instead = () => "no coverage";
  await diary.remember(memoryOf(running()), given({ strain: 10, given: 0 }));
  await diary.flush();
  assert.equal(server.said("PUT", "/api/contributions/2026-E1").length, 0);
  server.instead = whole;
  await diary.flush();
  await diary.flush();
  const put = server.said("PUT", "/api/contributions/2026-E1");
  assert.deepEqual(put.map(({ url, body }) => [url, body]), [
    ["/api/contributions/2026-E1-strain", '{"value": 10}'], ["/api/contributions/2026-E1-given", '{"value": 0 }'],
  ]);
  server.running = told("k2");
  await diary.flush();
  assert.equal(server.said("PUT", "/api/contributions/2026-E1").length, 4);
  await diary.remember(memoryOf(running()), given({ strain: 10, given: 0 }, "withdrawn"));
  await diary.flush();
  assert.equal(server.said("DELETE", "/api/contributions/2026-E1").length, 2);
});

test("what was given to one round goes into no later one, not even when the house was put back and calls it the same", async () => {
  const server = new Server();
  server.running = told();
  const diary = await answering(server);
  await diary.remember(memoryOf(server.running), given({ strain: 10, given: 0 }));
  await diary.flush();
  assert.equal(server.said("PUT", "/api/contributions/2026-E1").length, 2);
  server.running = { ...told("k2"), closes: "2026-09-16T10:00:00Z" };
  await diary.flush();
  assert.equal(server.said("PUT", "/api/contributions/2026-E1").length, 2);
});

test("when the round is over the phone asks no more", async () => {
  const server = new Server();
  server.running = told();
  const diary = await answering(server);
  await diary.flush();
  server.running = null;
  await diary.flush();
  const asked = server.said("GET", "/api/survey").length;
  await diary.flush();
  assert.equal(server.said("GET", "/api/survey").length, asked);
});
