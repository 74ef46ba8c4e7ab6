// @ts-check
/** After a heavy stretch the phone suggests a pause from listening. It reads the diary, tells nobody, and changes nothing by itself. */

import { localTime, openDiary, phoneNote, setPhoneNote } from "../diary/index.js";

/** @typedef {{day: string, load: number | null}} Answered */

export const HEAVY = 7; // of 10
export const STRETCH_DAYS = 7;
const OFTEN = 3;
const PUT_AWAY = "pause-put-away";

/**
 * Whether somebody has carried much: at least three heavy check-ins in the seven days up to today.
 * @param {Answered[]} entries
 * @param {string} today local day
 */
export function isHeavyStretch(entries, today) {
  const since = daysBefore(today, STRETCH_DAYS - 1);
  return entries.filter(({ day, load }) => load !== null && load >= HEAVY && day >= since && day <= today).length >= OFTEN;
}

/** Show the suggestion where the card has a place for it: only somebody who can listen now has one. */
export async function suggestPause() {
  const place = document.querySelector("[data-pause]");
  if (!(place instanceof HTMLElement)) return;
  const diary = await openDiary();
  if (!diary) return;
  const today = localTime(new Date()).day;
  const rested = await phoneNote(PUT_AWAY);
  if ((rested && rested > daysBefore(today, STRETCH_DAYS)) || !isHeavyStretch(await diary.entries(), today)) return;
  place.querySelector("[data-pause-later]")?.addEventListener("click", () => {
    place.hidden = true;
    setPhoneNote(PUT_AWAY, today);
  });
  place.hidden = false;
}

/** @param {string} day @param {number} count @returns {string} */
function daysBefore(day, count) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}
