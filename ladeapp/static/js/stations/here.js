// @ts-check
/** One phone between two people: the same station, run whole on the phone, with no server at all. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { begin, move, position } from "./machine.js";
import { mark, onPage, onTap, show, speak, stayAwake, turnRing } from "./stage.js";

const TICK_MS = 200;
const KEPT = "station-here"; // survives a reload, not the closing of the app; holds no answer

const { protocol } = onPage();
const steps = protocol.steps;
let state = restored() ?? begin(performance.now());
let fits = false;
let little = false;
let help = false; // somebody needs it; asked to the end all the same, so that nobody sees who
let spoken = -1;

onTap(tapped);
stayAwake();
setInterval(draw, TICK_MS);
addEventListener("pagehide", keep);
draw();

/** @param {string} what */
function tapped(what) {
  const now = performance.now();
  const { step } = position(state, steps, now);
  /** @type {"a" | "b"} */
  const turn = state.step === step && state.ready.includes("a") ? "b" : "a";
  if (what === "stop") return leave();
  if (what === "fits") fits = true;
  if (what === "alone-yes" || what === "close-more") help = true;
  if (what === "close-little") little = true;
  if (what === "alone-yes" || what === "alone-no") answer("ready", turn, step, now);
  if (what.startsWith("close-")) answer("done", turn, step, now);
  if (what === "little-done") little = false;
  if (what === "pause" || what === "resume" || what === "next") state = move(state, steps, what, "a", step, now);
  draw();
}

/**
 * @param {"ready" | "done"} kind
 * @param {"a" | "b"} seat
 * @param {number} step
 * @param {number} now
 */
function answer(kind, seat, step, now) {
  state = move(state, steps, kind, seat, step, now);
  if (seat === "b" && help) leave();
}

function leave() {
  sessionStorage.removeItem(KEPT);
  removeEventListener("pagehide", keep);
  location.assign("/help");
}

function draw() {
  const at = position(state, steps, performance.now());
  const step = steps[at.step];
  if (!step) return;
  if (at.step !== spoken) enter(at.step, step);
  const second = state.step === at.step && state.ready.includes("a");
  if (state.ending) {
    sessionStorage.removeItem(KEPT);
    return show(little ? "little" : "done");
  }
  if (step.kind === "gate") {
    tell("[data-alone]", second ? "alone_b" : "alone_a");
    return show(fits || second ? "alone" : "fits");
  }
  if (step.kind === "close") {
    tell("[data-closing]", second ? "close_b" : "close_a");
    return show("close");
  }
  turnRing(step.seconds * 1000 - at.elapsed, step.seconds, at.paused);
  show("talk");
}

/**
 * @param {number} index
 * @param {import("./stage.js").Step} step
 */
function enter(index, step) {
  const [say, also] = step.both ?? (step.kind === "mirror" ? step.listen : step.share) ?? ["", ""];
  const title = step.seat ? word(`${step.kind}_here_${step.seat}`) : step.kind === "turn" ? word("turn") : "";
  speak(index, steps.length, { title, say, also });
  if (spoken >= 0) mark([title, say]);
  spoken = index;
}

/**
 * @param {string} where
 * @param {string} key
 */
function tell(where, key) {
  const element = find(where);
  if (element.textContent !== word(key)) element.textContent = word(key);
}

/** Where the clock is, by the wall's time: this page's own clock ends with it. */
function keep() {
  if (state.ending) return;
  const { since, pausedAt } = state;
  const ahead = Date.now() - performance.now();
  sessionStorage.setItem(KEPT, JSON.stringify({ ...state, since: since + ahead, pausedAt: pausedAt === null ? null : pausedAt + ahead }));
}

/** @returns {import("./machine.js").State | null} */
function restored() {
  const kept = sessionStorage.getItem(KEPT);
  if (!kept) return null;
  const found = JSON.parse(kept);
  if (found.step === 0) return null; // the gate is asked anew
  const ahead = Date.now() - performance.now();
  return { ...found, since: found.since - ahead, pausedAt: found.pausedAt === null ? null : found.pausedAt - ahead };
}
