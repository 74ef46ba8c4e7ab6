// @ts-check
/** One phone, alone or between several: the same station, run whole on the phone, with no server at all. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { drop, keep, restored } from "./keeping.js";
import { begin, LETTERS, move, position } from "./machine.js";
import { ask, memoryOf } from "./memory.js";
import { known, stretched } from "./offers.js";
import { mark, onPage, onTap, put, show, stayAwake, turnRing } from "./stage.js";
import { aloud, coming, fill, sizeOf, speak } from "./telling.js";

const TICK_MS = 200;
const USUAL = "two-5";

/** @type {Record<string, import("./stage.js").Protocol>} */
const protocols = onPage().protocols;
const wished = protocols[new URLSearchParams(location.search).get("protocol") ?? USUAL] ?? protocols[USUAL];
if (!wished) throw new RangeError("no such conversation");
const protocol = stretched(wished, await known());
const steps = protocol.steps;
const size = sizeOf(protocol);
const before = restored(protocol.key);
let state = before ?? begun(size === "two" ? 2 : 1);
const memory = await memoryOf("here", protocol.key, { anew: !before });
let fits = false;
let passing = false; // the phone is on its way to the next one
let little = false;
let help = false; // somebody needs it; asked to the end all the same, so that nobody sees who
let gone = false;
let spoken = -1;

document.title = document.title.replace(/^.*(?= · )/, protocol.name);
fill(protocol);
find("[data-many]").hidden = size !== "group";
find("[data-fits]").hidden = size === "group";
ask(memory, { size, next: draw });
onTap(tapped);
stayAwake();
setInterval(draw, TICK_MS);
addEventListener("pagehide", keepState);
draw();

function keepState() {
  keep(state, protocol.key);
}

/** @param {number} many */
function begun(many) {
  return begin(performance.now(), LETTERS.slice(0, many));
}

/**
 * @param {string} what
 * @param {HTMLElement} button
 */
function tapped(what, button) {
  const now = performance.now();
  const { step } = position(state, steps, now);
  if (what === "stop") return leave("/help");
  if (what === "not-now") return leave("/stations");
  if (what === "fits") fits = true;
  if (button.dataset.n) state = begun(Number(button.dataset.n));
  if (what === "passed") passing = false;
  if (what === "alone-yes" || what === "close-more") help = true;
  if (what === "close-little") little = true;
  if (what === "alone-yes" || what === "alone-no") answer("ready", step, now);
  if (what.startsWith("close-")) answer("done", step, now);
  if (what === "little-done") little = false;
  if (what === "pause" || what === "resume" || what === "next") state = move(state, steps, what, steps[step]?.seat ?? "a", step, now);
  draw();
}

/**
 * The next one's answer. When all have given theirs, whoever needs help gets it, and nobody has seen who.
 * @param {"ready" | "done"} kind
 * @param {number} step
 * @param {number} now
 */
function answer(kind, step, now) {
  const next = state.present.find((letter) => state.step !== step || !state.ready.includes(letter));
  if (next) state = move(state, steps, kind, next, step, now);
  passing = !state.ending && position(state, steps, now).step === step;
  if (help && !passing) leave("/help");
}

/** @param {string} where */
function leave(where) {
  gone = true;
  forget();
  location.assign(where);
}

function forget() {
  drop();
  removeEventListener("pagehide", keepState);
  memory?.end();
}

function draw() {
  const at = position(state, steps, performance.now());
  const step = steps[at.step];
  if (!step || gone) return;
  if (at.step !== spoken) enter(at.step, step);
  if (state.ending) {
    forget();
    return show(little ? "little" : "done");
  }
  if (step.waits) count(state.step === at.step ? state.ready.length : 0);
  if (passing) return show("pass");
  if (step.kind === "gate") return show(gate());
  if (step.kind === "close") return show(size === "ward" ? "close-aloud" : "close");
  turnRing(step.seconds * 1000 - at.elapsed, step.seconds, at.paused, over(at.step));
  show("talk");
}

/** @returns {import("./stage.js").Stage} */
function gate() {
  if (size === "alone") return "solo";
  if (memory && !memory.asked) return "before";
  if (!fits) return "fits";
  return size === "ward" ? "aloud" : "alone";
}

/** Above the heading: in a group whoever holds the phone reads aloud, and hands it on at each step. @param {number} index */
function over(index) {
  if (size === "group") return word(index > 1 ? "pass_and_read" : "read_aloud");
  return word(size === "ward" ? "read_aloud" : "now");
}

/** @param {number} answered */
function count(answered) {
  const of = state.present.length;
  put(find("[data-alone]"), of > 2 ? word("alone_of", { n: answered + 1, of }) : word("alone_here"));
  put(find("[data-closing]"), of > 2 ? word("alone_of", { n: answered + 1, of }) : word(of === 1 ? "last" : "alone_here"));
  put(find("[data-passing]"), word("answered_of", { n: answered, of }));
}

/**
 * @param {number} index
 * @param {import("./stage.js").Step} step
 */
function enter(index, step) {
  const lines = aloud(step, size);
  speak(index, steps.length, lines);
  find("[data-next]").hidden = size === "alone";
  put(find("[data-next] span"), coming(steps[index + 1], size));
  if (spoken >= 0) mark([lines.title, ...lines.text]);
  spoken = index;
}
