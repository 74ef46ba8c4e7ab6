// @ts-check
/** Days, moments and answers in the person's words. */

import { word } from "../cellar/words.js";
import { weekday, weekOf } from "./days.js";

/** @typedef {import("./days.js").Span} Span */
/** @typedef {import("../diary/entries.js").Entry} Entry */

/** @param {string} day "lørdag 22. november" */
export const date = (day) => word("date", { weekday: weekdayName(day), day: Number(day.slice(8)), month: monthName(day) });

/** @param {string} day "22. november" */
export const dayMonth = (day) => word("day_month", { day: Number(day.slice(8)), month: monthName(day) });

/** @param {string} at local moment with offset; "07.42", by the clock it was answered by */
export const time = (at) => word("time", { hours: at.slice(11, 13), minutes: at.slice(14, 16) });

/** @param {Date} moment on the phone's own clock; "lørdag 22. november kl. 07.42" */
export function moment(moment) {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString();
  return word("at", { day: date(local.slice(0, 10)), time: time(local) });
}

/** @param {Entry} entry */
export const entryWhen = ({ day, at, late }) => (late || at.slice(0, 10) !== day ? date(day) : word("at", { day: date(day), time: time(at) }));

/** @param {string} day "man" */
export const shortWeekday = (day) => capital(weekdayName(day).slice(0, 3));

/** @param {string} day "Ons 18. november" */
export const shortDate = (day) => `${shortWeekday(day)} ${dayMonth(day)}`;

/** @param {Span} span @param {readonly string[]} days "uke 47", "november 2026" */
export function range(span, days) {
  const [first = ""] = days;
  return span === "week" ? word("week_of", { week: weekOf(first) }) : `${capital(monthName(first))} ${first.slice(0, 4)}`;
}

/** @param {string} first @param {string} last "16.–22. november" */
export function firstToLast(first, last) {
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  return word("days", { first: sameMonth ? word("day_alone", { day: Number(first.slice(8)) }) : dayMonth(first), last: dayMonth(last) });
}

/** @param {number | null} load */
export const load = (load) => (load === null ? word("not_today") : number(load));

/** @param {Entry} entry the number, or what she said instead */
export const loadOf = ({ load: number, word: instead }) => (instead ? word("without_number", { word: word(`word_${instead}`) }) : load(number));

/** @param {number | null} charge */
export const charge = (charge) => (charge === null ? word("none") : word(`charge_${charge}`));

/** @param {number | null} load @param {string} team its word for a working day; "Vakta: 7" */
export const said = (load, team) => (load === null ? word("not_today") : word(`answer_${team}`, { load }));

/** @param {Entry} entry @param {string} team "Vakta: 7 · batteri: halvfullt" */
export function answered(entry, team) {
  const battery = entry.charge === null ? [] : [word("battery_is", { level: charge(entry.charge) })];
  return [said(entry.load, team), ...battery, ...(entry.late ? [entryWhen(entry)] : [])].join(" · ");
}

/** @param {number} value "6,5" */
export const number = (value) => value.toLocaleString([document.documentElement.lang, "nb"]);

/** @param {string} sentence */
export const capital = (sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** @param {string} day */
const weekdayName = (day) => word("weekdays").split(",")[weekday(day)] ?? "";

/** @param {string} day */
const monthName = (day) => word("months").split(",")[Number(day.slice(5, 7)) - 1] ?? "";
