// @ts-check
/** One question at a time, answered with one tap; back and past without losing what is answered. */

import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
/** @typedef {import("./scoring.js").Answers} Answers */
/** @typedef {import("./page.js").Shown} Shown */

const LONG = 90; // characters that take more than three lines on a small phone

/**
 * @param {Shown} scale
 * @param {(answers: Answers) => void} done
 * @param {() => void} leave she went back from the first question
 * @param {Answers} [answers] as far as she has come
 */
export function ask(scale, done, leave, answers = {}) {
  let at = 0;
  find("[data-back]").onclick = () => (at ? go(at - 1) : leave());
  find("[data-pass]").onclick = () => answer(null);
  go(0);

  /** @param {number} to */
  function go(to) {
    const item = scale.items[at = to];
    if (!item) return done(answers);
    find("[data-place]").textContent = word("scale_place", { title: scale.title, n: at + 1, of: scale.items.length });
    const [stem, question] = [find("[data-stem]"), find("[data-question]")];
    [stem.textContent, question.textContent] = [scale.stem, item.text];
    question.toggleAttribute("data-long", item.text.length > LONG);
    for (const said of [stem, question, find("[data-answers]")]) said.lang = scale.language ?? document.documentElement.lang;
    find("[data-answers]").replaceChildren(...scale.options.map(({ value, text }) => h("button", {
      class: "answer", type: "button", "aria-pressed": String(answers[item.key] === value), click: () => answer(value),
    }, text)));
    scrollTo(0, 0);
    question.focus({ preventScroll: true });
  }

  /** @param {number | null} value */
  function answer(value) {
    const item = scale.items[at];
    if (item) answers = { ...answers, [item.key]: value };
    go(at + 1);
  }
}
