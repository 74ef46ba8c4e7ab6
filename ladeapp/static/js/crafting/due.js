// @ts-check
/** The line that says that it is time to look back on an experiment, on Home and above the map; told by the diary alone. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { due } from "./experiments.js";
import { everything, today } from "./shelf.js";

/** @param {HTMLElement} place emptied; filled and shown when it is time @param {readonly any[]} kept */
export function showDue(place, kept) {
  const one = due(kept, today());
  place.hidden = one === null;
  place.replaceChildren(...(one ? [h("ul", { class: "rows" }, h("li", null, h("a", { href: "/crafting/experiment#review" },
    h("span", { class: "grow" }, word("experiment_due")))))] : [])); // not what it is: others may look at the screen
}

/** @param {HTMLElement} place @param {import("../diary/diary.js").Diary} diary */
export async function showDueOf(place, diary) {
  showDue(place, await everything(diary));
}
