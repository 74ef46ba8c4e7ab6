// @ts-check
/** At every start, whatever page it begins with: what came while the app was closed is taken in, and push is mended. */

import { openDiary } from "../diary/index.js";
import { easeOff } from "./easing.js";
import { SCALE } from "./open.js";
import { bringIn, closeOver, forgetAsking, handOn, ledHere, noteOpened, openReminders } from "./reminders.js";
import { repair } from "./subscription.js";

const AGAIN_MS = 60_000;

/** @type {Promise<void> | null} */
let started = null;
let last = 0;

/** Once for each page, and again when she comes back to it after a while. */
export function start() {
  if (!started) listen();
  started ??= run();
  return started;
}

async function run() {
  last = Date.now();
  const diary = await openDiary();
  await noteOpened();
  await bringIn(diary);
  const led = ledHere();
  if (led && location.pathname !== SCALE) await handOn(diary, led); // coming was all it asked for
  const known = await openReminders(diary?.owner);
  await closeOver(known);
  if (known.told) await easeOff(known, ((await diary?.entries()) ?? []).map(({ at }) => Date.parse(at)));
  await repair();
}

function listen() {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < AGAIN_MS) return;
    forgetAsking();
    started = run();
  });
  navigator.serviceWorker?.addEventListener("message", async ({ data }) => {
    if (data?.type === "answered") await bringIn(await openDiary());
  });
}
