// @ts-check
/** After a heavy stretch the phone suggests a pause from listening. It reads the diary, tells nobody, and changes nothing by itself. */

import { localTime, openDiary, phoneNote, setPhoneNote } from "../diary/index.js";
import { daysBefore, isHeavyStretch, STRETCH_DAYS } from "./stretch.js";

const PUT_AWAY = "pause-put-away";

/** Show the suggestion where the card has a place for it: only somebody who can listen now has one. */
export async function suggestPause() {
  const place = document.querySelector("[data-pause]");
  if (!(place instanceof HTMLElement)) return;
  const diary = await openDiary();
  if (!diary) return;
  const today = localTime(new Date()).day;
  const putAway = await phoneNote(PUT_AWAY);
  if ((putAway && putAway > daysBefore(today, STRETCH_DAYS)) || !isHeavyStretch(await diary.entries(), today)) return;
  place.querySelector("[data-pause-later]")?.addEventListener("click", () => {
    place.hidden = true;
    setPhoneNote(PUT_AWAY, today);
  });
  place.hidden = false;
}
