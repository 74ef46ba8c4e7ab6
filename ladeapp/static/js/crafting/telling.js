// @ts-check
/** How an experiment is told and chosen: the map's things and the four ways as rows, the plan as facts, what is over as a list. */

import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { WAYS } from "./experiments.js";
import { value } from "./fields.js";
/** @typedef {import("./experiments.js").Experiment} Experiment */

/**
 * The things of the map and the four ways, to choose between.
 * @param {HTMLFormElement} plan
 * @param {readonly import("./map.js").Numbered[]} things
 * @param {string} [about] what it was about before, which the map may not have any more
 */
export function offer(plan, things, about = "") {
  const words = [...new Set([...things.map((thing) => thing.words), ...(about ? [about] : [])])];
  find("[data-things]", plan).replaceChildren(...words.map((each) => choice("about", each, each)), choice("about", "", word("no_thing")));
  find("[data-ways]", plan).replaceChildren(...WAYS.map((way) => choice("way", way, word(`way_${way}`), word(`about_${way}`))));
}

/** Two examples of the way that is chosen; a tap writes one down. @param {HTMLFormElement} plan */
export function ideas(plan) {
  const way = value(plan, "way");
  find("[data-ideas]", plan).hidden = !way;
  if (way) find("[data-examples]", plan).replaceChildren(...[1, 2].map((n) => h("li", null, h("button", { type: "button", click: () => take(plan, word(`${way}_${n}`)) }, word(`${way}_${n}`)))));
}

/** @param {Experiment} experiment @returns {Node[]} */
export function facts({ way, about, what, when, who, sign, look }) {
  const rows = [["when", when], ["who", who], ["sign", sign], ["look_back", look ? day(look) : ""]].filter(([, said]) => said);
  return [
    h("h2", null, what),
    h("p", { class: "soft" }, word(`way_${way}`), about ? h("br") : null, about ? word("about_thing", { words: about }) : null),
    ...(rows.length ? [h("dl", { class: "facts" }, rows.flatMap(([name = "", said = ""]) => [h("dt", null, word(name)), h("dd", null, said)]))] : []),
  ];
}

/** @param {Experiment} experiment @param {HTMLElement} [acts] what can be done with it here */
export function tried({ way, what, began, ended, review }, acts) {
  const when = ended && ended !== began ? word("ended", { first: day(began), last: day(ended) }) : word("began", { day: day(began) });
  const said = review ? [word(`happened_${review.happened}`), review.gave === null ? "" : word("battery", { level: review.gave }), word(`next_${review.next}`)] : [word("aside")];
  return h("li", { class: "card" }, h("p", { class: "overline" }, when), h("h3", null, what), h("p", { class: "soft small" }, word(`way_${way}`)),
    h("p", null, said.filter(Boolean).join(" · ")), review?.words ? h("p", { class: "words" }, review.words) : null, acts ?? null);
}

/** Is it time to look back? @param {Experiment} experiment @param {string} today */
export const ready = ({ look }, today) => look === null || look <= today;

/** @param {string} date "2026-11-27" → "27. november" */
export const day = (date) => word("day_month", { day: Number(date.slice(8)), month: word("months").split(",")[Number(date.slice(5, 7)) - 1] ?? "" });

/** @param {HTMLFormElement} plan @param {string} example */
function take(plan, example) {
  const what = /** @type {HTMLTextAreaElement} */ (find("[name=what]", plan));
  what.value = example;
  what.dispatchEvent(new Event("change", { bubbles: true }));
  what.focus();
}

/** @param {string} name @param {string} value @param {string} label @param {string} [below] */
function choice(name, value, label, below) {
  return h("label", { class: "choice" }, h("input", { class: "ds-input", type: "radio", name, value }), h("span", null, label, below ? h("small", null, below) : null));
}
