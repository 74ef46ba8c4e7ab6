// @ts-check
/** Local days as text, "2026-06-14": the week and the month around one, and its neighbours; pure. */

const DAY_MS = 86_400_000;

/** @typedef {"week" | "month"} Span */

/** @param {string} day @param {number} by @returns {string} */
export const plus = (day, by) => iso(midnight(day) + by * DAY_MS);

/** @param {string} day @returns {number} 0 is Monday */
export const weekday = (day) => (new Date(midnight(day)).getUTCDay() + 6) % 7;

/** @param {string} day @returns {number} ISO week, 1–53 */
export function weekOf(day) {
  const thursday = plus(day, 3 - weekday(day));
  return 1 + Math.floor((midnight(thursday) - Date.UTC(Number(thursday.slice(0, 4)), 0, 1)) / (7 * DAY_MS));
}

/**
 * Every day of the week (from Monday) or the calendar month that holds `day`.
 * @param {Span} span
 * @param {string} day
 * @returns {string[]}
 */
export function daysIn(span, day) {
  const first = span === "week" ? plus(day, -weekday(day)) : `${day.slice(0, 7)}-01`;
  const count = span === "week" ? 7 : Number(plus(neighbour("month", day, 1), -1).slice(8));
  return Array.from({ length: count }, (_, index) => plus(first, index));
}

/**
 * A day in the week or month `by` steps away: the same weekday, or the month's first.
 * @param {Span} span
 * @param {string} day
 * @param {number} by
 * @returns {string}
 */
export function neighbour(span, day, by) {
  if (span === "week") return plus(day, 7 * by);
  return iso(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + by, 1));
}

/** @param {string} day */
const midnight = (day) => Date.parse(`${day}T00:00:00Z`);

/** @param {number} moment */
const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
