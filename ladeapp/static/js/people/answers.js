// @ts-check
/** My answer to the team's number: what it has of me in each open period, taking that back, and staying out altogether. */

import { dayMonth, moment } from "../checkins/say.js";
import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/state.js").OwnAnswer} OwnAnswer */

/** @param {HTMLElement} place @param {Diary} diary */
export async function showAnswers(place, diary) {
  diary.addEventListener("change", draw);
  await draw();

  async function draw() {
    const [answers, paused] = await Promise.all([diary.answers(), diary.isPaused()]);
    const held = place.contains(document.activeElement) ? document.activeElement?.id : "";
    place.replaceChildren(h("section", { class: "card stack" }, h("h2", null, word("people_answers")),
      ...(paused ? [] : answers.flatMap((answer) => lines(answer, diary))), pauseSwitch(paused, diary)));
    if (held) document.getElementById(held)?.focus(); // what she pressed is another element now
  }
}

/** @param {OwnAnswer} answer @param {Diary} diary */
function lines({ period, last_day, closes, value, withdrawn, sent }, diary) {
  const said = { day: dayMonth(last_day), value: value ?? 0, until: moment(new Date(closes)) };
  if (value === null) return [h("p", null, word("people_no_answer", said))];
  return [
    h("p", null, word(withdrawn ? "people_answer_out" : "people_answer", said), sent ? "" : ` ${word("unsent")}`),
    h("button", { class: "ds-button", "data-variant": "secondary", type: "button", id: `answer-${period}`, click: () => diary.withdraw(period, !withdrawn) },
      word(withdrawn ? "people_let_in" : "people_take_back")),
  ];
}

/** @param {boolean} paused @param {Diary} diary */
function pauseSwitch(paused, diary) {
  return h("button", { class: "switch", type: "button", role: "switch", id: "stay-out", "aria-checked": String(paused), click: () => diary.pause(!paused) },
    h("span", { class: "switch-label" }, h("b", null, word("people_stay_out")), h("small", null, word("people_stay_out_hint"))));
}
