// @ts-check
/** The reminders that a check-in answers. Saving waits for no news of them; what is told after the tap is answered by it all the same. */

import { answeredBy } from "../push/open.js";
import { closeOver, knownReminders, ledHere, openReminders } from "../push/reminders.js";
import { startOf } from "./shift.js";

/** @type {import("../push/reminders.js").Known} */
let known = { per_week: 0, open: [], told: false };
/** The last check-in on this page. @type {{day: string | undefined, at: number, ids: string[]} | null} */
let made = null;

/** What the phone knows at once, and what the server says if there is coverage. @param {import("../diary/diary.js").Diary} diary */
export async function learnReminders(diary) {
  known = await knownReminders(diary.owner);
  known = await openReminders(diary.owner);
  if (!made) return;
  const { day, at, ids } = made;
  const more = answers(day, at).filter((id) => !ids.includes(id));
  for (const id of more) await diary.handOn(id, at);
  takeDown(more);
}

/** @param {string} [day] only for an answer that comes late @returns {string[]} their ids */
export function answeredNow(day) {
  const at = Date.now();
  made = { day, at, ids: answers(day, at) };
  return made.ids;
}

/** They need not be on the lock screen any more. @param {string[]} ids */
export const takeDown = (ids) => closeOver(known, ids);

/** @param {string | undefined} day @param {number} now */
const answers = (day, now) => answeredBy(known.open, { from: ledHere(), shift: startOf(day), now });
