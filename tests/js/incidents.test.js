/** A follow-up that waits on the phone: what an answer means for it, and when it is too old to be news. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fateOf, isOver } from "../../ladeapp/static/js/incidents/start.js";

const answer = (status) => ({ ok: status >= 200 && status < 300, status });

test("it waits while nobody answers, and while the server cannot", () => {
  for (const status of [0, 403, 429, 500, 503]) assert.equal(fateOf(answer(status)), "waiting");
});

test("it is sent, or the person is told what to do instead", () => {
  assert.equal(fateOf(answer(204)), "sent");
  assert.equal(fateOf(answer(401)), "sign_in");
  assert.equal(fateOf(answer(409)), "no_team");
  assert.equal(fateOf(answer(422)), "failed");
});

test("after a week it is no news any more", () => {
  assert.equal(isOver("2026-03-27", "2026-04-03"), false);
  assert.equal(isOver("2026-03-27", "2026-04-04"), true);
  assert.equal(isOver("2026-12-30", "2027-01-02"), false);
});
