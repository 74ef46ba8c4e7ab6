// @ts-check
/** One's own phone in a station of two or several: the server's state, followed by a clock that never jumps. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { anchored } from "./keeping.js";
import { follow } from "./live.js";
import { showLobby } from "./lobby.js";
import { move as moved, position } from "./machine.js";
import { ask, memoryOf } from "./memory.js";
import { coverage, mark, onPage, onTap, show, stayAwake } from "./stage.js";
import { showTalk } from "./talking.js";
import { fill, own, sizeOf, speak } from "./telling.js";

const TICK_MS = 200;

/** @type {{protocol: import("./stage.js").Protocol, state: import("./live.js").Told, owner: string}} */
const { protocol, state: first, owner } = onPage();
const steps = protocol.steps;
const size = sizeOf(protocol);
const pair = size === "two";
const { id, you } = first;
const KEPT = `station-${id}`; // survives a reload, not the closing of the app; holds that the gate is passed, no answer

let told = first;
let confirmed = anchored(first, protocol.people, 0);
let state = confirmed;
/** What only this phone knows: how far its owner has come with the questions. @type {Record<string, boolean>} */
const mine = { ready: first.ready.includes(you) || (pair && first.step > 0) || sessionStorage.getItem(KEPT) !== null, on: first.present.length > 1, fits: false, little: false };
let spoken = "";
let line = "ok";

const memory = await memoryOf(id, protocol.key, { owner });
fill(protocol);
ask(memory, { size, next: draw });
const live = follow(id, hear, (now) => { tellLine(now); draw(); });
onTap(tapped);
stayAwake();
setInterval(draw, TICK_MS);
draw();

/**
 * The server's word is taken unless something newer has been heard.
 * @param {import("./live.js").Told} news
 * @param {number} age
 */
function hear(news, age) {
  if (news.version < confirmed.version) return;
  told = news;
  confirmed = state = anchored(news, protocol.people, age);
  draw();
}

/** @param {string} what */
async function tapped(what) {
  const { step } = position(state, steps, performance.now());
  if (what === "stop" || what === "alone-yes") return leave("stop", step, "/help");
  if (what === "not-now") return stop(step);
  if (what === "leave") return leave("leave", step, "/stations");
  if (what === "close-more") return leave("done", step, "/help");
  if (what === "on") mine.on = true;
  if (what === "fits") mine.fits = true;
  if (what === "close-little") mine.little = true;
  if (what === "alone-no") answer("ready", step);
  if (what === "close-yes" || what === "little-done") answer("done", step);
  if (["pause", "resume", "next", "start", "share", "unshare"].includes(what)) await steer(/** @type {Steering} */ (what), step);
  draw();
}

/**
 * My answer stands on this phone at once, and reaches the server when it can. Who comes late answers for herself alone.
 * @param {"ready" | "done"} kind
 * @param {number} step
 */
function answer(kind, step) {
  mine[kind] = true;
  if (kind === "ready") sessionStorage.setItem(KEPT, "");
  if (kind === "done" || steps[step]?.kind === "gate") live.move(kind, step);
}

/** @typedef {"pause" | "resume" | "next" | "start" | "share" | "unshare"} Steering */
/**
 * The clock obeys at once, and is put right if the tap did not get through.
 * @param {Steering} kind
 * @param {number} step
 */
async function steer(kind, step) {
  state = moved(state, steps, kind, you, step, performance.now());
  draw();
  if (await live.move(kind, step)) return;
  state = confirmed;
  if (line === "offline") coverage("offline_tap");
}

/**
 * Away from here, whether the others can be told now or not.
 * @param {"stop" | "done" | "leave"} kind
 * @param {number} step
 * @param {string} where
 */
async function leave(kind, step, where) {
  await Promise.race([live.move(kind, step), new Promise((enough) => setTimeout(enough, 800))]);
  live.leave();
  location.assign(where);
}

/** Not now: told like any stop, and nothing is asked for that a stop to the numbers would not ask for. @param {number} step */
function stop(step) {
  mine.stopped = true;
  live.move("stop", step).then(live.leave);
  draw();
}

function draw() {
  const at = position(state, steps, performance.now());
  const step = steps[at.step];
  if (!step) return;
  if (mine.stopped || state.ending === "stopped" || line === "over") return tell("stopped");
  if (mine.done || state.ending === "done") return show("done");
  if (!mine.ready) return gate(at.elapsed);
  enter(at.step, step);
  if (state.halted) return tell("halted");
  if (step.kind === "gate") return lobby(at.elapsed);
  if (step.kind === "close") {
    mine.done = state.ready.includes(you);
    return show(mine.little ? "little" : "close");
  }
  showTalk(told, state, steps, at, size);
  show("talk");
}

/** My own way in, also when the others are under way; whoever opened it sees first how they come. @param {number} elapsed */
function gate(elapsed) {
  if (told.code && !mine.on) return lobby(elapsed);
  show(memory && !memory.asked ? "before" : mine.fits ? "alone" : "fits");
}

/** @param {number} elapsed */
function lobby(elapsed) {
  showLobby(told, state, Boolean(mine.ready), elapsed);
  show("lobby");
}

/**
 * @param {number} index
 * @param {import("./stage.js").Step} step
 */
function enter(index, step) {
  const now = `${index} ${state.sharer}`;
  if (now === spoken) return;
  const sharer = pair ? (you === "a" ? "b" : "a") : state.sharer;
  const lines = own(step, step.seat === you && pair || (!pair && state.sharer === you), (sharer && told.names[sharer]) ?? null, pair);
  speak(index, steps.length, lines);
  if (spoken && !spoken.startsWith(`${index} `)) mark([lines.title, ...lines.text]);
  spoken = now;
}

/** @param {"halted" | "stopped"} stage */
function tell(stage) {
  if (show(stage)) mark([find(`#${stage}`).textContent ?? ""]);
}

/** @param {import("./live.js").Line} now */
function tellLine(now) {
  if (now === line) return;
  if (now === "ok") announce(word("online"));
  line = now;
  coverage(now === "offline" || now === "signed_out" ? now : null);
}
