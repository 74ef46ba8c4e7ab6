// @ts-check
/** The reminders that a check-in answers, learnt when the page opens, so that saving waits for nothing. */

import { answeredBy } from "../push/open.js";
import { closeOver, ledHere, openReminders } from "../push/reminders.js";
import { startOf } from "./shift.js";

/** @type {import("../push/reminders.js").Known} */
let known = { per_week: 0, open: [], told: false };

/** What the phone knows, and what the server says if there is coverage. @param {import("../diary/diary.js").Diary} diary */
export function learnReminders({ owner }) {
  openReminders(owner).then((told) => { known = told; });
}

/** @param {string} [day] only for an answer that comes late @returns {string[]} their ids */
export const answeredNow = (day) => answeredBy(known.open, { from: ledHere(), shift: startOf(day), now: Date.now() });

/** They need not be on the lock screen any more. @param {string[]} ids */
export const takeDown = (ids) => closeOver(known, ids);
