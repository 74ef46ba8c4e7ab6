// @ts-check
/** What is unsent, in words: where it lies, how old the oldest is, and what she can do. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { daysOf, localTime, periodOf, phone } from "../diary/index.js";
import { date, dayMonth, moment } from "./say.js";

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/state.js").State} State */

const FRESH_MS = 60_000;

/**
 * @param {HTMLElement} place
 * @param {Diary} diary
 * @param {boolean} fully right after a check-in: say also that all is well
 */
export async function showSending(place, diary, fully) {
  const state = await diary.state();
  const lines = [...troubles(state, diary), ...waiting(state, fully), ...(fully ? await counted(diary) : [])];
  if (text(lines) !== text(place.children)) place.replaceChildren(...lines); // what stands there is not read out again
}

/** @param {Iterable<Element>} lines */
const text = (lines) => [...lines].map(({ textContent }) => textContent).join("\n");

/** @param {State} state @param {Diary} diary @returns {HTMLElement[]} */
function troubles(state, diary) {
  return [
    ...(state.signInNeeded ? [line(word("sign_in_to_send"), h("a", { class: "tap", href: "/sign-in?next=/check-in" }, word("sign_in")))] : []),
    ...(state.vault.problem ? [line(word(`vault_${state.vault.problem}`), ...(state.vault.problem === "unreadable" ? [door()] : []))] : []),
    ...state.refused.map(({ period, title }) => h("div", null,
      line(word("refused", { period: word("period", { day: dayMonth(daysOf(period).last) }), title: title && `${title}.` })),
      h("div", { class: "actions" },
        button("try_again", () => diary.retry(period)), button("do_not_send", () => diary.withdraw(period))))),
  ];
}

/** Where the two diaries are brought together. */
const door = () => h("a", { class: "tap", href: "/me/phone?next=/check-in" }, word("open_diary"));

/** @param {State} state @param {boolean} fully @returns {HTMLElement[]} */
function waiting({ unsent, oldestUnsent, signInNeeded, refused }, fully) {
  if (signInNeeded || refused.length) return [];
  if (!unsent || !oldestUnsent) return fully ? [line(word("sent"))] : [];
  if (Date.now() - oldestUnsent.getTime() < FRESH_MS) return fully ? [line(word("unsent"))] : [];
  return [line(word("unsent_since", { when: moment(oldestUnsent) }))];
}

/** That she keeps out, or from when she is counted, where that is not now. @param {Diary} diary @returns {Promise<HTMLElement[]>} */
async function counted(diary) {
  if (await diary.isPaused()) return [line(word("paused"))];
  const facts = await phone();
  if (!facts?.periods) return [];
  const now = periodOf(localTime(new Date()).day);
  if (facts.counts_from && facts.counts_from > now) return [line(word("counts_from", { day: date(daysOf(facts.counts_from).first) }))];
  return facts.counts_from ? [] : [line(word("not_counted"))];
}

/** @param {string} sentence @param {...HTMLElement} links */
export const line = (sentence, ...links) => h("p", { class: "small soft" }, sentence, links.flatMap((link) => [" ", link]));

/** @param {string} words @param {() => void} act */
const button = (words, act) => h("button", { class: "ds-button", "data-variant": "secondary", type: "button", click: act }, word(words));
