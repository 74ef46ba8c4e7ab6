// @ts-check
/** This week at a glance, at once after a check-in. */

import { h } from "../cellar/dom.js";
import { localTime } from "../diary/index.js";
import { daysIn } from "./days.js";
import { picture } from "./picture.js";
import { range } from "./say.js";
import { points } from "./series.js";

/** @param {HTMLElement} card @param {import("../diary/diary.js").Diary} diary */
export async function showWeek(card, diary) {
  const days = daysIn("week", localTime(new Date()).day);
  const here = (await diary.entries()).filter(({ day }) => days.includes(day));
  const place = /** @type {HTMLElement} */ (card.querySelector("[data-week]"));
  place.replaceChildren(h("figure", { class: "curve" }, picture(points(days, here), range("week", days))));
}
