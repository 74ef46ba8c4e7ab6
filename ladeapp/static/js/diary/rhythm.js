// @ts-check
/** When a page sends: at its opening, when coverage or the person comes back, and when undo is over. */

import { UNDO_MS } from "./outbox.js";
/** @typedef {import("./sync.js").How} How */
/** @typedef {import("./sync.js").Outcome} Outcome */

const SHORTEST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;
const JUST_AFTER_MS = 100;

/** @param {EventTarget & {flush(how?: How): Promise<Outcome>}} diary it dispatches "saved" */
export function keepInStep(diary) {
  if (typeof document === "undefined") return;
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let undo;

  /** @param {How} [how] */
  const run = async (how) => {
    const { failed, wait } = await diary.flush(how);
    failures = failed ? failures + 1 : 0;
    clearTimeout(again);
    if (failed || wait) again = setTimeout(run, Math.max(wait + JUST_AFTER_MS, failed ? pauseAfter(failures) : 0));
  };
  const undoIsOver = (/** @type {How | undefined} */ how) => {
    clearTimeout(undo);
    undo = undefined;
    return run(how);
  };

  diary.addEventListener("saved", () => {
    clearTimeout(undo);
    undo = setTimeout(undoIsOver, UNDO_MS + JUST_AFTER_MS);
  });
  addEventListener("online", () => run());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") run();
    else if (undo) undoIsOver({ hurry: true });
  });
  setTimeout(run, 0, { opening: !document.referrer.startsWith(`${location.origin}/`) });
}

/** Half to all of 10 s, 20 s, 40 s … 15 min, so that a ward's phones do not come back at once. @param {number} failures */
const pauseAfter = (failures) => Math.min(SHORTEST_MS * 2 ** failures, LONGEST_MS) * (0.5 + Math.random() / 2);
