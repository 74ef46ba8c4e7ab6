// @ts-check
/** One small experiment at a time, pure: which runs, which are over, and when it is time to look back. */

/** @typedef {"structure" | "people" | "fewer" | "challenge"} Way */
/** @typedef {{happened: "yes" | "partly" | "no", gave: number | null, words: string, next: "keep" | "change" | "stop"}} Review gave: 0–4 batteries */
/**
 * begun: milliseconds since 1970; days as "2026-11-27". look: when she wants to look back. ended without a review: put aside.
 * @typedef {{type: "experiment", id: string, way: Way, about: string, what: string, when: string, who: string, sign: string,
 *   begun: number, began: string, look: string | null, ended: string | null, review: Review | null}} Experiment
 */

export const WAYS = /** @type {Way[]} */ (["structure", "people", "fewer", "challenge"]);

/**
 * Two phones without coverage can each begin one; then the later runs, and the other is put aside. Every phone sees the same.
 * @param {readonly any[]} kept whatever the diary holds
 * @returns {{running: Experiment | null, history: Experiment[]}} history: what is over or put aside, the latest first
 */
export function standing(kept) {
  const all = kept.filter(isExperiment).sort((a, b) => b.begun - a.begun || (a.id < b.id ? -1 : 1));
  const running = all.find(({ ended }) => ended === null) ?? null;
  return { running, history: all.filter((one) => one !== running) };
}

/** @param {readonly any[]} kept @param {string} today @returns {Experiment | null} the one to look back on by now */
export function due(kept, today) {
  const { running } = standing(kept);
  return running?.look && running.look <= today ? running : null;
}

/** @param {Experiment} experiment @param {Review} review @param {string} today @returns {Experiment} */
export const reviewed = (experiment, review, today) => ({ ...experiment, review, ended: today });

/** The same plan as a beginning for the next. @param {Experiment} before */
export const again = ({ way, about, what, when, who, sign }) => ({ way, about, what, when, who, sign });

/** @param {any} value @returns {value is Experiment} */
const isExperiment = (value) => value?.type === "experiment" && WAYS.includes(value.way) && typeof value.what === "string"
  && typeof value.begun === "number";
