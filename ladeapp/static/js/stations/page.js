// @ts-check
/** One's own phone in a station of two: the server's state, followed by a clock that never jumps. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { follow } from "./live.js";
import { move as moved, position } from "./machine.js";
import { coverage, mark, onPage, onTap, show, speak, stayAwake, turnRing } from "./stage.js";

const TICK_MS = 200;
const LATE_MS = 3 * 60_000;

const { protocol, state: first } = onPage();
const steps = protocol.steps;
const [you, other] = first.you === "a" ? ["a", "b"] : ["b", "a"];
const name = first.names[other];

let confirmed = anchored(first, 0);
let state = confirmed;
/** What only this phone knows: how far its owner has come with the questions. @type {Record<string, boolean>} */
const mine = { ready: first.ready.includes(you), fits: false, little: false };
let spoken = -1;
let line = "ok";

const live = follow(first.id, hear, (now) => { tellLine(now); draw(); });
onTap(tapped);
stayAwake();
setInterval(draw, TICK_MS);
draw();

/**
 * The server's word is taken unless something newer has been heard.
 * @param {import("./live.js").Told} told
 * @param {number} age
 */
function hear(told, age) {
  if (told.version < confirmed.version) return;
  confirmed = state = anchored(told, age);
  draw();
}

/**
 * @param {import("./live.js").Told} told
 * @param {number} age
 * @returns {import("./machine.js").State}
 */
function anchored(told, age) {
  const now = performance.now();
  const since = now - told.elapsed_ms - (told.paused ? 0 : age);
  return { step: told.step, since, pausedAt: told.paused ? now : null, ready: told.ready, ending: told.ended, version: told.version };
}

/** @param {string} what */
async function tapped(what) {
  const { step } = position(state, steps, performance.now());
  if (what === "stop" || what === "alone-yes") return leave("stop", step);
  if (what === "close-more") return leave("done", step);
  if (what === "fits") mine.fits = true;
  if (what === "close-little") mine.little = true;
  if (what === "alone-no") answer("ready", step);
  if (what === "close-yes" || what === "little-done") answer("done", step);
  if (what === "pause" || what === "resume" || what === "next") await steer(what, step);
  draw();
}

/**
 * My answer stands on this phone at once, and reaches the server when it can.
 * @param {"ready" | "done"} kind
 * @param {number} step
 */
function answer(kind, step) {
  mine[kind] = true;
  live.move(kind, step);
}

/**
 * The clock obeys at once, and is put right if the tap did not get through.
 * @param {"pause" | "resume" | "next"} kind
 * @param {number} step
 */
async function steer(kind, step) {
  state = moved(state, steps, kind, /** @type {"a" | "b"} */ (you), step, performance.now());
  draw();
  if (await live.move(kind, step)) return;
  state = confirmed;
  if (line === "offline") coverage("offline_tap");
}

/**
 * To the numbers, whether the other can be told now or not.
 * @param {"stop" | "done"} kind
 * @param {number} step
 */
async function leave(kind, step) {
  await Promise.race([live.move(kind, step), new Promise((enough) => setTimeout(enough, 800))]);
  live.leave();
  location.assign("/help");
}

function draw() {
  const at = position(state, steps, performance.now());
  const step = steps[at.step];
  if (!step) return;
  if (at.step !== spoken) enter(at.step, step);
  if (state.ending === "stopped" || line === "over") return show("stopped");
  if (mine.done || state.ending === "done") return show("done");
  if (step.kind === "gate") {
    find("[data-late]").hidden = at.elapsed < LATE_MS;
    return show(mine.ready ? "waiting" : mine.fits ? "alone" : "fits");
  }
  if (step.kind === "close") {
    mine.done = state.ready.includes(/** @type {"a" | "b"} */ (you));
    return show(mine.little ? "little" : "close");
  }
  turnRing(step.seconds * 1000 - at.elapsed, step.seconds, at.paused);
  show("talk");
}

/**
 * @param {number} index
 * @param {import("./stage.js").Step} step
 */
function enter(index, step) {
  const my = step.seat === you;
  const [say, also] = step.both ?? (my ? step.share : step.listen) ?? ["", ""];
  const title = step.seat ? word(`${step.kind}_${my ? "mine" : "theirs"}`, { name }) : step.kind === "turn" ? word("turn") : "";
  speak(index, steps.length, { title, say, also });
  if (spoken >= 0) mark([title, say]);
  spoken = index;
}

/** @param {import("./live.js").Line} now */
function tellLine(now) {
  if (now === line) return;
  if (now === "ok") announce(word("online"));
  line = now;
  coverage(now === "offline" || now === "signed_out" ? now : null);
}
