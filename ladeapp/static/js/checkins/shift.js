// @ts-check
/** Which shift a check-in is about, learnt when the page opens, so that saving waits for nothing. */

import { word } from "../cellar/words.js";
import { freshShifts, ownShifts, shiftNow, shiftOn } from "../shifts/own.js";
import { time } from "./say.js";

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/entries.js").Kind} Kind */

/** @type {import("../shifts/own.js").Shift[]} */
let shifts = [];

/** What the phone knows at once, and what the server knows when it answers. @param {Diary} diary */
export async function learnShifts(diary) {
  shifts = await ownShifts(diary);
  freshShifts(diary).then((told) => { shifts = told; }, () => undefined);
}

/** @param {string} [day] only for an answer that comes late */
const about = (day) => (day ? shiftOn(shifts, day) : shiftNow(shifts, new Date()));

/** @param {string} [day] only for an answer that comes late @returns {Kind | null} */
export const shiftOf = (day) => about(day)?.kind ?? null;

/** When it began. @param {string} [day] @returns {string | null} */
export const startOf = (day) => about(day)?.start ?? null;

/** "Your shift ended at 07.30", or nothing. */
export function ended() {
  const shift = about();
  return shift && Date.parse(shift.end) <= Date.now() ? word("shift_ended", { time: time(shift.end) }) : "";
}
