// @ts-check
/** The page of one experiment: plan it, let it run, look back. What is half written waits in the diary. */

import { announce } from "../cellar/announce.js";
import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { again, reviewed, standing } from "./experiments.js";
import { fill, refuse, show, value } from "./fields.js";
import { numbered } from "./map.js";
import { draft, drop, everything, keep, keepDraft, newId, today, whileWriting } from "./shelf.js";
import { facts, ideas, offer, ready, tried } from "./telling.js";
import { offerUndo } from "./undoing.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("./experiments.js").Experiment} Experiment */

const plan = /** @type {HTMLFormElement} */ (find("[data-plan]"));
const review = /** @type {HTMLFormElement} */ (find("[data-review]"));
const TOLD = ["about", "way", "what", "when", "who", "sign", "look"];
/** @type {Experiment | null} */
let running = null;
let reviewing = false;

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
if (diary) await begin(diary);

/** @param {Diary} diary */
async function begin(diary) {
  plan.addEventListener("submit", (event) => { event.preventDefault(); start(diary); });
  plan.addEventListener("change", () => ideas(plan));
  whileWriting(plan, () => keepDraft(diary, "plan", told()));
  review.addEventListener("submit", (event) => { event.preventDefault(); lookBack(diary); });
  find("[data-look-back]").addEventListener("click", () => { reviewing = true; fill(review, {}); draw(diary, "[data-title]"); });
  find("[data-later]").addEventListener("click", () => { reviewing = false; draw(diary, "[data-title]"); });
  find("[data-suggest]").addEventListener("click", () => { if (running) suggest(running, diary); });
  reviewing = location.hash === "#review";
  await offerPlan(diary, (await draft(diary, "plan")) ?? {});
  diary.addEventListener("change", () => draw(diary));
  await draw(diary);
  await diary.flush({ opening: true });
}

/** The plan's form, with what is on the map to choose from. @param {Diary} diary @param {Record<string, any>} begun */
async function offerPlan(diary, begun) {
  offer(plan, numbered(await everything(diary)), begun.about);
  fill(plan, begun);
  ideas(plan);
}

/** @param {Diary} diary @param {string} [focus] */
async function draw(diary, focus) {
  const { running: now, history } = standing(await everything(diary));
  running = now;
  if (!running) reviewing = false;
  show(!running ? "plan" : reviewing ? "review" : "running");
  if (running) for (const place of ["[data-running]", "[data-reviewing]"]) find(place).replaceChildren(...facts(running));
  find("[data-look-back]").dataset.variant = running && ready(running, today()) ? "primary" : "secondary";
  find("[data-history]").hidden = history.length === 0;
  find("[data-tried]").replaceChildren(...history.map((one) => tried(one, acts(one, diary))));
  if (focus) {
    scrollTo(0, 0);
    find(focus).focus();
  }
}

function told() {
  return Object.fromEntries(TOLD.map((name) => [name, value(plan, name)]));
}

/** @param {Diary} diary */
async function start(diary) {
  const { about = "", way = "", what = "", when = "", who = "", sign = "", look = "" } = told();
  if (!plan.querySelector('[name="about"]:checked')) return refuse(plan, "about", word("choose_thing"));
  if (!way) return refuse(plan, "way", word("choose_way"));
  if (!what) return refuse(plan, "what", word("write_what"));
  await keepDraft(diary, "plan", null);
  await keep(diary, /** @type {Experiment} */ ({
    type: "experiment", id: newId(), way, about, what, when, who, sign, begun: Date.now(), began: today(), look: look || null, ended: null, review: null,
  }));
  await draw(diary, "[data-title]");
  announce(word("started"));
}

/** @param {Diary} diary */
async function lookBack(diary) {
  if (!running) return;
  const [happened, next, gave] = [value(review, "happened"), value(review, "next"), value(review, "gave")];
  if (!happened) return refuse(review, "happened", word("choose_happened"));
  if (!next) return refuse(review, "next", word("choose_next"));
  const words = value(review, "words");
  const over = reviewed(running, /** @type {any} */ ({ happened, gave: gave === "" ? null : Number(gave), words, next }), today());
  reviewing = false;
  await keep(diary, over);
  await offerPlan(diary, next === "change" ? again(over) : {});
  await draw(diary, "[data-title]");
  announce(word("reviewed"));
}

/** What can be done with one that is over. @param {Experiment} one @param {Diary} diary */
function acts(one, diary) {
  const act = (/** @type {string} */ name, /** @type {() => void} */ click) => h("button", {
    class: "ds-button", "data-variant": "tertiary", type: "button", "aria-label": word(`${name}_of`, { words: one.what }), click,
  }, word(name));
  return h("p", { class: "thing-acts" }, act("suggest", () => suggest(one, diary)), act("remove", () => remove(one, diary)));
}

/** @param {Experiment} one @param {Diary} diary */
async function remove(one, diary) {
  await drop(diary, one);
  offerUndo(one.what, () => keep(diary, one), find("[data-title]"));
}

/** Her plan as a first draft of a suggestion, after what she has begun: she writes it over, sees it, and sends it herself. @param {Experiment} one @param {Diary} diary */
async function suggest({ what }, diary) {
  const begun = (await draft(diary, "suggestion"))?.words ?? "";
  await keepDraft(diary, "suggestion", { words: [begun, word("draft", { what })].filter(Boolean).join("\n\n") });
  location.assign("/crafting/suggestion");
}
