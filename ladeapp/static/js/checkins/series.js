// @ts-check
/** What the own curve shows of each day; pure. */

/** @typedef {import("../diary/entries.js").Entry} Entry */
/**
 * load    mean of the day's numbers, one decimal, or null    charge  what was left at its last answer, 0–4, or null
 * rested  a "not today" and no number
 * @typedef {{day: string, load: number | null, charge: number | null, rested: boolean}} Point
 */

/**
 * One point for every day, empty ones too.
 * @param {readonly string[]} days
 * @param {readonly Entry[]} entries the oldest first
 * @returns {Point[]}
 */
export function points(days, entries) {
  return days.map((day) => {
    const here = entries.filter((entry) => entry.day === day);
    const loads = here.flatMap(({ load }) => (load === null ? [] : [load]));
    return {
      day,
      load: loads.length ? Math.round((loads.reduce((sum, load) => sum + load, 0) / loads.length) * 10) / 10 : null,
      charge: here.filter(({ charge }) => charge !== null).at(-1)?.charge ?? null,
      rested: here.length > 0 && !loads.length,
    };
  });
}

/** The step of the ramp that a mean is drawn in. @param {number} load @returns {number} 0–10 */
export const step = (load) => Math.floor(load + 0.5);
