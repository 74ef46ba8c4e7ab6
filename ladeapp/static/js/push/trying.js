// @ts-check
/** A test message: ordered, and then waited for, so that the phone itself says whether it came. */

import { test } from "./subscription.js";

const PATIENCE_MS = 45_000;
const MANY = 429;

/**
 * @param {(key: string) => void} say each step, by its word
 */
export async function tryOut(say) {
  const came = new Promise((done) => {
    navigator.serviceWorker.addEventListener("message", function heard({ data }) {
      if (data?.type !== "reached") return;
      navigator.serviceWorker.removeEventListener("message", heard);
      done("push_arrived");
    });
  });
  const { ok, status } = await test();
  if (!ok) return say(status === MANY ? "push_try_often" : "push_try_failed");
  say("push_tried");
  const late = new Promise((done) => { setTimeout(() => done("push_not_arrived"), PATIENCE_MS); });
  Promise.race([came, late]).then(say);
}
