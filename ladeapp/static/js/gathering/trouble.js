// @ts-check
/** One quiet line when something did not get through. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

/**
 * @param {import("../cellar/api.js").Answer | null} answer null takes the line away, unless there is something to say
 * @param {string} [sentence]
 */
export function trouble(answer, sentence = answer ? told(answer) : "") {
  const line = find("[data-trouble]");
  find("span", line).textContent = sentence;
  line.hidden = !sentence;
}

/** @param {import("../cellar/api.js").Answer} answer */
export function told({ status, problem }) {
  if (status === 0) return word("gathering_offline");
  if (status === 401) return word("gathering_signed_out");
  return problem?.detail || word("gathering_failed");
}
