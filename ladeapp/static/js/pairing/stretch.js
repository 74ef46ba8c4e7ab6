// @ts-check
/** What a heavy stretch is; pure. */

/** @typedef {{day: string, load: number | null}} Answered */

export const HEAVY = 7; // of 10
export const STRETCH_DAYS = 7;
const OFTEN = 3;

/**
 * Whether somebody has carried much: at least three heavy check-ins in the seven days up to today.
 * @param {Answered[]} entries
 * @param {string} today local day
 */
export function isHeavyStretch(entries, today) {
  const before = daysBefore(today, STRETCH_DAYS);
  return entries.filter(({ day, load }) => load !== null && load >= HEAVY && day > before && day <= today).length >= OFTEN;
}

/** @param {string} day @param {number} count @returns {string} */
export function daysBefore(day, count) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}
