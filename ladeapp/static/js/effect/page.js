// @ts-check
/** Scales for oneself: asked, counted and drawn here on the phone, kept in the diary where there is one; with coverage or without. */

import { announce } from "../cellar/announce.js";
import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { show } from "../crafting/fields.js";
import { offerUndo } from "../crafting/undoing.js";
import { openDiary } from "../diary/index.js";
import { ask } from "./asking.js";
import { drop, everything, keep, measured, ofScale } from "./kept.js";
import { dayYear, picture, said } from "./picture.js";
import { score } from "./scoring.js";
/** @typedef {import("./kept.js").Measure} Measure */
/**
 * One of the page's instruments, as instruments.py tells it.
 * @typedef {{key: string, title: string, stem: string, language: string | null, items: {key: string, text: string, reverse: boolean}[],
 *   options: {value: number, text: string}[], scoring: "mean" | "sum", times: number, least: number, lowest: number, highest: number,
 *   higherMeans: "better" | "worse", talk: number | null, low: string, high: string, limits: string}} Shown
 */

/** @type {Shown[]} */
const scales = JSON.parse(find("#instruments").textContent ?? "[]");
/** Where there is no diary: until she leaves the page. @type {Measure[]} */
let fleeting = [];
/** @type {Shown | null} */
let open = null;

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
for (const place of document.querySelectorAll("[data-begin]")) place.addEventListener("click", () => choose(place.getAttribute("data-begin") ?? ""));
find("[data-again]").addEventListener("click", () => open && begin(open));
find("[data-list]").addEventListener("click", back);
find("[data-print]").addEventListener("click", () => window.print());
diary?.addEventListener("change", draw);
await draw();
await diary?.flush({ opening: true });

/** The list, and the number that is open, as the diary has them now. */
async function draw() {
  const kept = await all();
  for (const scale of scales) {
    const last = ofScale(kept, scale).at(-1);
    find(`[data-last="${scale.key}"]`).textContent = last ? word("scale_last", { day: dayYear(last.day), score: said(last.score) }) : word("scale_new", { n: scale.items.length });
  }
  if (open && !find("[data-part=result]").hidden) tell(open, ofScale(kept, open));
}

/** @returns {Promise<any[]>} */
async function all() {
  return diary ? everything(diary) : fleeting;
}

/** @param {string} key */
async function choose(key) {
  const scale = scales.find((one) => one.key === key);
  if (!scale) return;
  open = scale;
  if (ofScale(await all(), scale).length) await result(scale);
  else begin(scale);
}

/** @param {Shown} scale @param {import("./scoring.js").Answers} [answers] */
function begin(scale, answers) {
  find("[data-few]").textContent = "";
  show("ask");
  ask(scale, (given) => finish(scale, given), back, answers);
}

/** @param {Shown} scale @param {import("./scoring.js").Answers} answers */
async function finish(scale, answers) {
  const number = score(scale, answers);
  if (number === null) {
    begin(scale, answers);
    const n = scale.items.length;
    return announce(find("[data-few]").textContent = scale.least === n ? word("scale_all", { n }) : word("scale_few", { least: scale.least, n }), "assertive");
  }
  const measure = measured(scale.key, answers, number, new Date());
  if (diary) await keep(diary, measure);
  else fleeting = [...fleeting, measure];
  await result(scale);
  announce(word(diary ? "scale_kept" : "scale_not_kept"));
}

/** @param {Shown} scale */
async function result(scale) {
  show("result");
  tell(scale, ofScale(await all(), scale));
  await draw();
  scrollTo(0, 0);
  find("[data-title]").focus({ preventScroll: true });
}

/** @param {Shown} scale @param {Measure[]} measures the oldest first */
function tell(scale, measures) {
  const last = measures.at(-1);
  if (!last) return back();
  const { lowest, highest, talk } = scale;
  find("[data-title]").textContent = scale.title;
  find("[data-number]").textContent = said(last.score);
  find("[data-day]").textContent = dayYear(last.day);
  find("[data-range]").textContent = word(`scale_${scale.higherMeans}`, { lowest, highest });
  find("[data-picture]").replaceChildren(picture(scale, measures));
  find("[data-means]").replaceChildren(h("li", null, word("scale_low", { lowest, words: scale.low })), h("li", null, word("scale_high", { highest, words: scale.high })));
  find("[data-limits]").textContent = scale.limits;
  find("[data-talk]").hidden = talk === null || (scale.higherMeans === "better" ? last.score > talk : last.score < talk);
  for (const about of document.querySelectorAll("[data-about]")) about.toggleAttribute("hidden", about.getAttribute("data-about") !== scale.key);
  find("[data-before]").replaceChildren(...[...measures].reverse().map(row));
}

/** @param {Measure} measure */
function row(measure) {
  const words = `${dayYear(measure.day)}: ${said(measure.score)}`;
  return h("li", null, h("div", { class: "row" }, h("span", { class: "grow" }, words), h("button", {
    class: "ds-button no-print", "data-variant": "tertiary", type: "button", "aria-label": word("remove_of", { words }), click: () => remove(measure, words),
  }, word("remove"))));
}

/** @param {Measure} measure @param {string} words */
async function remove(measure, words) {
  if (diary) await drop(diary, measure);
  else fleeting = fleeting.filter(({ id }) => id !== measure.id);
  await draw();
  offerUndo(words, async () => {
    if (diary) await keep(diary, measure);
    else fleeting = [...fleeting, measure];
    await draw();
  }, find(open ? "[data-title]" : "[data-heading]"));
}

function back() {
  const from = open?.key;
  open = null;
  show("list");
  scrollTo(0, 0);
  (from ? find(`[data-begin="${from}"]`) : find("[data-heading]")).focus({ preventScroll: true });
}
