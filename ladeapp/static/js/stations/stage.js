// @ts-check
/** The station's screens: which one is shown, what stands on it, and how a switch is felt. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

/** @typedef {"fits" | "alone" | "waiting" | "talk" | "close" | "little" | "done" | "stopped"} Stage */
/** @typedef {[string, string]} Text large words and the smaller ones below */
/**
 * @typedef {{kind: "gate" | "share" | "mirror" | "turn" | "close", seconds: number, waits: boolean,
 *   seat: "a" | "b" | null, both?: Text, alone?: Text, share?: Text, listen?: Text}} Step
 */
/** @typedef {{key: string, steps: Step[]}} Protocol */
/** @typedef {{title: string, say: string, also: string}} Lines */

/** What came with the page. @returns {{protocol: Protocol, state?: any}} */
export function onPage() {
  return JSON.parse(find("#station").textContent ?? "");
}

/**
 * Show one screen; whoever had a button of the old one in focus is taken to the new one's heading.
 * @param {Stage} name
 */
export function show(name) {
  const stage = find(`[data-stage="${name}"]`);
  if (!stage.hidden) return;
  const left = document.activeElement?.closest(".stage") ?? document.activeElement === document.body;
  for (const other of document.querySelectorAll("[data-stage]")) /** @type {HTMLElement} */ (other).hidden = other !== stage;
  if (left) find("h1", stage).focus({ preventScroll: true });
  scrollTo(0, 0);
}

/**
 * Words of the screen where people talk, said aloud to whoever listens to the phone.
 * @param {number} index
 * @param {number} count
 * @param {Lines} lines
 */
export function speak(index, count, lines) {
  const stage = find('[data-stage="talk"]');
  find("[data-title]", stage).textContent = lines.title;
  find("[data-say]", stage).textContent = lines.say;
  find("[data-also]", stage).textContent = lines.also;
  for (const line of document.querySelectorAll("[data-stage]:not([data-stage=fits]) [data-step]")) {
    line.textContent = word("step_of", { n: index + 1, of: count });
  }
}

/**
 * @param {number} left milliseconds of the step that are left
 * @param {number} seconds its length
 * @param {boolean} paused
 */
export function turnRing(left, seconds, paused) {
  const stage = find('[data-stage="talk"]');
  const whole = Math.ceil(left / 1000);
  stage.querySelector("[data-ring]")?.setAttribute("stroke-dasharray", `${(left / 1000 / seconds).toFixed(4)} 1`);
  put(find("[data-ring-time]", stage), `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`);
  put(find("[data-over]", stage), word(paused ? "paused" : "now"));
  find(".ring", stage).classList.toggle("paused", paused);
  const button = find('[data-do="pause"], [data-do="resume"]', stage);
  button.dataset.do = paused ? "resume" : "pause";
  put(button, word(button.dataset.do));
}

/**
 * A switch: the phone buzzes where it can, and says what now.
 * @param {string[]} sentences
 */
export function mark(sentences) {
  navigator.vibrate?.([180, 120, 180]);
  announce(sentences.join(" "));
}

/**
 * One quiet line about coverage; null takes it away.
 * @param {string | null} key
 */
export function coverage(key) {
  const line = find("[data-coverage]");
  if (key) put(find("span", line), word(key));
  line.hidden = !key;
}

/**
 * The screen stays awake while the page is looked at; not every phone can.
 * @returns {Promise<void>}
 */
export async function stayAwake() {
  document.addEventListener("visibilitychange", hold);
  await hold();

  async function hold() {
    if (document.visibilityState !== "visible") return;
    await navigator.wakeLock?.request("screen").catch(() => null); // refused when the battery is low
  }
}

/**
 * Whatever is tapped, by its data-do.
 * @param {(what: string) => void} tapped
 */
export function onTap(tapped) {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (button instanceof HTMLElement && button.dataset.do) tapped(button.dataset.do);
  });
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
