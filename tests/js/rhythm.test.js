/** When an open page sends by itself. */
import { aPhone, clockAt, NOW, NURSE, Server } from "./world.js";
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { keepInStep } from "../../ladeapp/static/js/diary/rhythm.js";

/** What a page is to the rhythm: a document, a window's events, and a diary that counts. */
let page;
let asked;
let outcome;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: NOW });
  globalThis.document = Object.assign(new EventTarget(), { referrer: "", visibilityState: "visible" });
  globalThis.location = { origin: "https://ladeapp.example" };
  page = new EventTarget();
  globalThis.addEventListener = page.addEventListener.bind(page);
  asked = [];
  outcome = { failed: false, wait: 0 };
});
afterEach(() => {
  delete globalThis.document;
  mock.timers.reset();
});

const passing = async (ms) => {
  mock.timers.tick(ms);
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};
function aDiary() {
  const diary = new EventTarget();
  diary.flush = async (how) => {
    asked.push(how);
    return outcome;
  };
  keepInStep(diary);
  return diary;
}
const show = (visibilityState) => {
  document.visibilityState = visibilityState;
  document.dispatchEvent(new Event("visibilitychange"));
};

test("it sends at its opening; going on to the next page is no new opening", async () => {
  aDiary();
  await passing(0);
  document.referrer = "https://ladeapp.example/check-in";
  aDiary();
  await passing(0);
  assert.deepEqual(asked, [{ opening: true }, { opening: false }]);
});

test("it sends when coverage comes back and when she comes back", async () => {
  aDiary();
  await passing(0);
  page.dispatchEvent(new Event("online"));
  show("hidden");
  show("visible");
  assert.equal(asked.length, 3);
});

test("after a save it waits for undo to pass, each touch anew", async () => {
  const diary = aDiary();
  await passing(0);
  diary.dispatchEvent(new Event("saved"));
  await passing(9000);
  diary.dispatchEvent(new Event("saved"));
  await passing(9000);
  assert.equal(asked.length, 1);
  await passing(2000);
  assert.equal(asked.length, 2);
});

test("when she puts the phone away right after a save it sends at once", async () => {
  const diary = aDiary();
  await passing(0);
  diary.dispatchEvent(new Event("saved"));
  show("hidden");
  assert.deepEqual(asked.at(-1), { hurry: true });
  await passing(60_000);
  assert.equal(asked.length, 2);
});

test("after a failure it tries again, ever more seldom, and stops when it has arrived", async () => {
  outcome = { failed: true, wait: 0 };
  aDiary();
  await passing(0);
  for (let minute = 0; minute < 60; minute += 1) await passing(60_000);
  assert.ok(asked.length > 5 && asked.length < 20, String(asked.length));
  outcome = { failed: false, wait: 0 };
  await passing(20 * 60_000);
  const { length } = asked;
  await passing(60 * 60_000);
  assert.equal(asked.length, length);
});

test("it waits as long as the server asks, and until undo on another page has passed", async () => {
  outcome = { failed: true, wait: 3_600_000 };
  aDiary();
  await passing(0);
  await passing(3_599_000);
  assert.equal(asked.length, 1);
  outcome = { failed: false, wait: 4000 };
  await passing(2000);
  assert.equal(asked.length, 2);
  outcome = { failed: false, wait: 0 };
  await passing(5000);
  assert.equal(asked.length, 3);
});
