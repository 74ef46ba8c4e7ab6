// @ts-check
/** What the own curve shows of each day; pure. */

import { KINDS } from "../diary/index.js";
/** @typedef {import("../diary/entries.js").Entry} Entry */
/**
 * load    mean of the day's numbers, one decimal, or null    charge  what was left at its last answer, 0–4, or null
 * rested  a "not today" and no number                       word    the last word, where there is no number
 * @typedef {{day: string, load: number | null, charge: number | null, rested: boolean, word: import("../diary/entries.js").Word | null}} Point
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
    const word = loads.length ? null : here.filter((entry) => entry.word).at(-1)?.word ?? null;
    return {
      day,
      load: loads.length ? mean(loads) : null,
      charge: here.filter(({ charge }) => charge !== null).at(-1)?.charge ?? null,
      rested: here.length > 0 && !loads.length && !word,
      word,
    };
  });
}

/** Fewer check-ins than this say nothing about a kind of shift. */
export const ENOUGH = 4;

/**
 * load  mean, one decimal    charge  mean of what was left, 0–4 with one decimal, or null when too few told    count  numbers in it
 * @typedef {{kind: import("../diary/entries.js").Kind, load: number, charge: number | null, count: number}} OfKind
 */

/**
 * What each kind of shift has weighed since `day`; nothing until two kinds can be held against each other.
 * @param {readonly Entry[]} entries
 * @param {string} day
 * @returns {OfKind[]} day, evening, night
 */
export function byShift(entries, day) {
  const recent = entries.filter((entry) => entry.day >= day && entry.load !== null);
  const kinds = KINDS.flatMap((kind) => {
    const here = recent.filter(({ shift }) => shift === kind);
    if (here.length < ENOUGH) return [];
    const charges = here.flatMap(({ charge }) => (charge === null ? [] : [charge]));
    const charge = charges.length < ENOUGH ? null : mean(charges);
    return [{ kind, load: mean(here.flatMap(({ load }) => (load === null ? [] : [load]))), charge, count: here.length }];
  });
  return kinds.length < 2 ? [] : kinds;
}

/** @param {readonly number[]} numbers at least one @returns {number} one decimal */
const mean = (numbers) => Math.round((numbers.reduce((sum, number) => sum + number, 0) / numbers.length) * 10) / 10;

/** The step of the ramp that a mean is drawn in. @param {number} load @returns {number} 0–10 */
export const step = (load) => Math.floor(load + 0.5);
