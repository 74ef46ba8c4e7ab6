// @ts-check
/** What is folded away after a check-in: tags, a note, and the day it was about; each kept as it is touched. */

import { announce } from "../cellar/announce.js";
import { word } from "../cellar/words.js";
import { localTime } from "../diary/index.js";
import { plus } from "./days.js";
import { choice, note, tags } from "./fields.js";
import { capital, date } from "./say.js";
import { shiftOf } from "./shift.js";

/** @typedef {import("../diary/entries.js").Entry} Entry */
/** @typedef {import("../diary/entries.js").Answer} Answer */

const DAYS_BACK = 7;

/**
 * @param {HTMLElement} tagPlace
 * @param {HTMLElement} dayPlace
 * @param {Entry} entry
 * @param {(more: Answer) => Promise<void>} add
 */
export function fold(tagPlace, dayPlace, entry, add) {
  const keep = async (/** @type {Answer} */ more) => {
    await add(more);
    announce(word("kept"));
  };
  tagPlace.replaceChildren(
    tags("weighed", entry.weighed, (weighed) => keep({ weighed })),
    tags("charged", entry.charged, (charged) => keep({ charged })),
    note(entry.note, (text) => keep({ note: text })));
  dayPlace.replaceChildren(dayChoice(entry, keep));
}

/** @param {Entry} entry @param {(more: Answer) => Promise<void>} keep */
function dayChoice(entry, keep) {
  const today = localTime(new Date()).day;
  const days = Array.from({ length: DAYS_BACK + 1 }, (_, back) => plus(today, -back));
  const name = (/** @type {string} */ day, /** @type {number} */ back) =>
    back === 0 ? word("today") : back === 1 ? `${word("yesterday")}, ${date(day)}` : capital(date(day));
  const { select, field } = choice("which-day", word("which_day"), days.map((day, back) => [day, name(day, back)]), entry.day);
  select.addEventListener("change", () => {
    const late = select.value !== today;
    keep({ day: select.value, late, shift: shiftOf(late ? select.value : undefined) });
  });
  return field;
}
