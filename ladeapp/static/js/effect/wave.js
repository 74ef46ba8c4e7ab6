// @ts-check
/** One round of questions as the phone knows it, pure: what is asked, what she has given, and what has yet to be told. */

/** @typedef {{scale: string, period: string, counted: boolean, key: string | null}} Asked */
/** @typedef {{wave: string, months: number, closes: string, group: string | null, counted: boolean, is_asked: boolean, scales: Asked[]}} Running */
/**
 * state   begun: nothing is to be sent; given: her numbers are; withdrawn: they are taken back
 * answers by scale and item, never sent     values  whole numbers 0–10 by scale; null is left out     version  another after each change of what is to be sent
 * @typedef {{type: "survey", wave: string, closes: string, version: string, state: "begun" | "given" | "withdrawn",
 *   answers: Record<string, Record<string, number>>, values: Record<string, number | null>}} Given
 */
/** @typedef {{value: number, key: string}} Sent */
/** @typedef {{verb: "PUT" | "DELETE", period: string, value: number | null, key: string}} Step */

/** Where it lies in the diary: with its close, because a server that is put back may give another round the same name. @param {{wave: string, closes: string}} round */
export const memoryOf = ({ wave, closes }) => `survey/${wave} ${closes}`;

/** @param {Running} running @returns {Given} */
export const begun = ({ wave, closes }) => ({ type: "survey", wave, closes, version: "", state: "begun", answers: {}, values: {} });

/** What she meets: nothing is asked, her group is too small, she is not counted, or it is asked. @param {Running | null} running @returns {"none" | "few" | "uncounted" | "asked"} */
export function door(running) {
  if (!running || !running.scales.length) return "none";
  if (!running.is_asked) return "few";
  return running.counted ? "asked" : "uncounted";
}

/**
 * What to tell the server now. Nothing where it has been told already under the key that runs, so that once more changes nothing.
 * @param {readonly Asked[]} scales
 * @param {Given | null} given
 * @param {ReadonlyMap<string, Sent>} sent by period
 * @returns {Step[]}
 */
export function steps(scales, given, sent) {
  return scales.flatMap(/** @returns {Step[]} */ ({ scale, period, counted, key }) => {
    if (!counted || key === null) return [];
    const value = given?.state === "given" ? given.values[scale] ?? null : null;
    const last = sent.get(period);
    if (value === null) return last ? [{ verb: "DELETE", period, value, key }] : [];
    return last?.value === value && last.key === key ? [] : [{ verb: "PUT", period, value, key }];
  });
}

/** Whether nobody takes answers for it any more. @param {{closes: string}} wave @param {number} now ms */
export const isOver = ({ closes }, now) => Date.parse(closes) <= now;

/** Whether she has given her numbers to one that is still open. @param {readonly any[]} kept whatever the diary holds @param {number} now ms */
export const hasAnswered = (kept, now) => kept.some((one) => one?.type === "survey" && one.state === "given" && !isOver(one, now));
