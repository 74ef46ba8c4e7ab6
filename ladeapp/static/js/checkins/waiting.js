// @ts-check
/** A number tapped before there is a diary: why it cannot be saved yet, what to do, and the number kept meanwhile. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { line } from "./sending.js";

/** @typedef {import("./beginning.js").Why} Why */
/** @typedef {{load: number | null, day: string}} Waiting */

const KEY = "check-in waiting";
const SET_UP = "/me/phone?next=/check-in";

/** @type {Record<Why, [string, string][]>} */
const DOORS = {
  no_owner: [["/sign-in?next=/check-in", "sign_in"], ["/join", "join"]],
  has_diary: [[SET_UP, "open_diary"]],
  set_up: [[SET_UP, "set_up_phone"]],
  shared: [["/team/answer", "one_number"]],
  no_coverage_yet: [],
};

/**
 * Only this tab keeps the number; on a shared machine nothing does.
 * @param {HTMLElement} place
 * @param {Why} why
 * @param {Waiting & {said: string}} [answer]
 */
export function explain(place, why, answer) {
  const kept = answer && why !== "shared";
  if (kept) sessionStorage.setItem(KEY, JSON.stringify({ load: answer.load, day: answer.day }));
  const sentence = kept ? `${word("waits", { answer: answer.said })} ${word(why)}` : word(why);
  place.replaceChildren(line(sentence, ...DOORS[why].map(([href, words]) => h("a", { class: "tap", href }, word(words)))));
}

/** @returns {Waiting | null} handed out once */
export function takeWaiting() {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept ? JSON.parse(kept) : null;
}
