// @ts-check
/** Each kind of question: what is answered on the page, the same in words, and how it is put back. */

import { find } from "../cellar/dom.js";

/** value null: not answered. @typedef {{value: any, said: string}} Answered */
/** @typedef {{read: (part: HTMLElement) => Answered, put: (part: HTMLElement, value: any) => void}} Kind */

const NONE = { value: null, said: "" };

/** @param {ParentNode} within @returns {HTMLInputElement[]} */
const inputs = (within) => [...within.querySelectorAll("input")];

/** What stands beside it. @param {HTMLInputElement} input */
const label = (input) => input.closest("label")?.textContent?.trim() ?? "";

/** @param {HTMLElement} part @returns {HTMLElement[]} */
const options = (part) => [...part.querySelectorAll("[data-option]")].filter((each) => each instanceof HTMLElement);

/** @param {HTMLElement} part */
const field = (part) => /** @type {HTMLTextAreaElement} */ (find("textarea", part));

/** @type {Kind} */
const text = {
  read(part) {
    const value = field(part).value;
    return value.trim() ? { value, said: value.trim() } : NONE;
  },
  put(part, value) {
    field(part).value = value ?? "";
  },
};

/** @type {Kind} */
const chosen = {
  read(part) {
    const those = inputs(part).filter(({ checked }) => checked);
    return those.length ? { value: those.map(({ value }) => Number(value)), said: those.map(label).join(", ") } : NONE;
  },
  put(part, value) {
    for (const input of inputs(part)) input.checked = (value ?? []).includes(Number(input.value));
  },
};

/** @type {Kind} */
const rank = {
  read(part) {
    if (!("ranked" in part.dataset)) return NONE; // nobody has put it in this order
    const order = options(part);
    const said = order.map((each, at) => `${at + 1}. ${find(".grow", each).textContent}`).join(", ");
    return { value: order.map(({ dataset }) => Number(dataset.option)), said };
  },
  put(part, value) {
    const wanted = value ?? options(part).map((_, at) => at);
    const byNumber = new Map(options(part).map((each) => [Number(each.dataset.option), each]));
    const list = find("ol", part);
    for (const number of wanted) list.append(byNumber.get(number) ?? "");
    if (value) part.dataset.ranked = "";
    else delete part.dataset.ranked;
  },
};

/** @type {Kind} */
const sort = {
  read(part) {
    const sorted = options(part).flatMap((each) => inputs(each).filter(({ checked }) => checked).map((input) =>
      ({ option: Number(each.dataset.option), pile: Number(input.value), name: input.dataset.pile ?? "", what: find("legend", each).textContent ?? "" })));
    if (!sorted.length) return NONE;
    const piles = [...new Set(sorted.map(({ name }) => name))];
    const said = piles.map((pile) => `${pile}: ${sorted.filter(({ name }) => name === pile).map(({ what }) => what).join(", ")}`).join(". ");
    return { value: Object.fromEntries(sorted.map(({ option, pile }) => [option, pile])), said };
  },
  put(part, value) {
    for (const each of options(part)) {
      for (const input of inputs(each)) input.checked = value?.[each.dataset.option ?? ""] === Number(input.value);
    }
  },
};

/** @type {Record<string, Kind>} */
export const KINDS = { text, choice: chosen, scale: chosen, rank, sort };
