// @ts-check
/** Whether messages arrive, in words: what this phone itself remembers, and nothing the server would have to keep. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote } from "../diary/index.js";
import { REACHED } from "./reminders.js";

const DAY_MS = 86_400_000;
const WEEK = 7;

/** The lines below "it is on". @returns {Promise<HTMLElement[]>} */
export async function health() {
  const reached = (await phoneNote(REACHED)) ?? {};
  const checked = Date.parse((await phoneNote("push"))?.day ?? "");
  return [
    said(reached),
    Number.isNaN(checked) ? "" : word("push_checked", { when: dayOf(checked) }),
    "standalone" in navigator ? word("push_tap_opens") : "", // an iPhone shows no buttons
  ].filter(Boolean).map((line) => h("p", { class: "small soft" }, line));
}

/** @param {{reminder?: number, message?: number}} reached ms */
function said({ reminder, message }) {
  if (reminder) return word("push_reached_reminder", { when: when(reminder) });
  return message ? word("push_reached_message", { when: when(message) }) : word("push_reached_none");
}

/** "i går kl. 15.12" @param {number} ms */
function when(ms) {
  const at = new Date(ms);
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return word("push_when_at", { when: dayOf(ms), time: word("push_time", { hours: two(at.getHours()), minutes: two(at.getMinutes()) }) });
}

/** "i dag", "på fredag", "3. november" @param {number} ms */
function dayOf(ms) {
  const at = new Date(ms);
  const ago = Math.round((noon(new Date()) - noon(at)) / DAY_MS);
  if (ago <= 0) return word("push_when_today");
  if (ago === 1) return word("push_when_yesterday");
  if (ago < WEEK) return word("push_when_weekday", { weekday: nth("push_weekdays", (at.getDay() + 6) % WEEK) });
  return word("push_when_date", { day: at.getDate(), month: nth("push_months", at.getMonth()) });
}

/** @param {Date} day */
const noon = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate(), 12).getTime();

/** @param {string} list @param {number} index */
const nth = (list, index) => word(list).split(",")[index] ?? "";
