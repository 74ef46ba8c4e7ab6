// @ts-check
/** The shared screen: one slide at a time, its clock, and the keys. Where it is survives a reload, on this screen alone. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { onTap, put, stayAwake } from "../stations/stage.js";
import { clock } from "../stations/telling.js";
import { followCard } from "./card.js";
import { followRound, forgetRound } from "./round.js";
import { after, begun, left, longer, toggled } from "./time.js";

const KEY = `gathering/${find("[data-meeting]").dataset.meeting}`;
const MINUTE = 60_000;
const slides = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".slide")]);
const KEYS = /** @type {Record<string, string>} */ ({ ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", " ": "pause", "+": "more" });

/** at: index of the slide. @typedef {{at: number, time: import("./time.js").Time}} Where */

/** @type {Where} */
let where = remembered() ?? { at: 0, time: begun(lengthOf(0)) };
let rung = left(where.time, Date.now()) === 0;

/** @type {Record<string, () => void>} */
const acts = {
  next: () => go(where.at + 1),
  back: () => go(where.at - 1),
  pause: () => set(toggled(where.time, Date.now())),
  more: () => set(longer(where.time, MINUTE, Date.now())),
  finish,
};

onTap((what) => acts[what]?.());
document.addEventListener("keydown", (event) => {
  const what = KEYS[event.key];
  if (!what || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("textarea, input") || (event.key === " " && target?.closest("button, a"))) return;
  event.preventDefault();
  acts[what]?.();
});
followRound();
followCard(KEY);
show(false);
setInterval(tick, 250);
void stayAwake();

/** @param {number} to */
function go(to) {
  if (!slides[to]) return;
  const same = slides[to]?.dataset.step === slides[where.at]?.dataset.step;
  where = { at: to, time: same ? where.time : after(where.time, lengthOf(to), Date.now()) };
  rung = same && rung;
  show(true);
}

/** @param {import("./time.js").Time} time */
function set(time) {
  where = { ...where, time };
  rung = left(time, Date.now()) === 0;
  tick();
  keep();
}

/** @param {boolean} moved */
function show(moved) {
  for (const [at, slide] of slides.entries()) slide.hidden = at !== where.at;
  const last = where.at === slides.length - 1;
  find("[data-of]").textContent = word("gathering_of", { n: where.at + 1, of: slides.length });
  find('[data-do="back"]').toggleAttribute("disabled", where.at === 0);
  const next = find('[data-do="next"]');
  next.toggleAttribute("disabled", last);
  next.dataset.variant = slides[where.at]?.querySelector("[data-do]") ? "secondary" : "primary"; // one thing to do next
  if (moved) {
    find("h2", slides[where.at]).focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  tick();
  keep();
}

function tick() {
  const rest = left(where.time, Date.now());
  const stands = where.time.ends === null;
  document.querySelector("[data-ring]")?.setAttribute("stroke-dasharray", `${(rest / where.time.total).toFixed(4)} 1`);
  put(find("[data-ring-time]"), clock(Math.ceil(rest / 1000)));
  find(".ring").classList.toggle("paused", stands);
  const fresh = stands && rest === where.time.total;
  put(find('[data-do="pause"]'), word(fresh ? "gathering_start" : stands ? "gathering_resume" : "gathering_pause"));
  put(find("[data-time]"), rest === 0 ? word("gathering_over") : stands && !fresh ? word("gathering_paused") : "");
  if (rest === 0 && !rung) announce(word("gathering_over"));
  rung = rest === 0;
}

/** @param {number} at */
function lengthOf(at) {
  return Number(slides[at]?.dataset.minutes) * MINUTE;
}

function keep() {
  sessionStorage.setItem(KEY, JSON.stringify(where));
}

/** @returns {Where | null} */
function remembered() {
  const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  return found && slides[found.at] ? found : null;
}

async function finish() {
  await forgetRound();
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEY)) sessionStorage.removeItem(key);
  location.assign(find("header a", document).getAttribute("href") ?? "/");
}
