// @ts-check
/** The station's screens: which one is shown, what stands on it, and how a switch is felt. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { clock } from "./telling.js";

/**
 * @typedef {"before" | "fits" | "alone" | "solo" | "pass" | "aloud" | "lobby" | "talk" | "halted" | "close" | "close-aloud" | "little" | "done" | "stopped"} Stage
 */
/** @typedef {[string, string]} Text large words and the smaller ones below */
/** @typedef {import("./machine.js").Letter} Letter */
/**
 * seat: who shares, or is the one it is about. title: what stands where "who shares" stands otherwise.
 * @typedef {{key: string, kind: string, seconds: number, waits: boolean, seat: Letter | null, title?: string,
 *   all?: Text, alone?: Text, share?: Text, listen?: Text}} Step
 */
/**
 * people: fewest and most; phones: how it may be run; stretch: per cent of its own length.
 * @typedef {{key: string, name: string, people: [number, number], phones: ("one" | "own")[], stretch: number, rules: string[],
 *   boundary: string, about: string, minutes: number, steps: Step[]}} Protocol
 */

/** What came with the page. @returns {any} */
export function onPage() {
  return JSON.parse(find("#station").textContent ?? "");
}

/**
 * Show one screen; whoever had a button of the old one in focus is taken to the new one's heading.
 * @param {Stage} name
 * @returns {boolean} whether it was another screen until now
 */
export function show(name) {
  const stage = find(`[data-stage="${name}"]`);
  if (!stage.hidden) return false;
  const before = document.querySelector("[data-stage]:not([hidden])");
  const left = before && (document.activeElement === document.body || before.contains(document.activeElement));
  for (const other of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-stage]"))) other.hidden = other !== stage;
  if (left) find("h1", stage).focus({ preventScroll: true });
  scrollTo(0, 0);
  return true;
}

/**
 * @param {number} left milliseconds of the step that are left
 * @param {number} seconds its length
 * @param {boolean} paused
 * @param {string} [now] what stands above
 */
export function turnRing(left, seconds, paused, now = word("now")) {
  const stage = find('[data-stage="talk"]');
  const whole = Math.ceil(left / 1000);
  stage.querySelector("[data-ring]")?.setAttribute("stroke-dasharray", `${(left / 1000 / seconds).toFixed(4)} 1`);
  put(find("[data-ring-time]", stage), clock(whole));
  put(find("[data-over]", stage), paused ? word("paused") : now);
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
 * @param {(what: string, button: HTMLElement) => void} tapped
 */
export function onTap(tapped) {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (button instanceof HTMLElement && button.dataset.do) tapped(button.dataset.do, button);
  });
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
