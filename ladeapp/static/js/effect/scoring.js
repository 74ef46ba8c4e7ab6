// @ts-check
/** How answers become a number, pure: here on the phone, and nowhere else. What an instrument is: ladeapp/effect/instruments.py. */

/**
 * scoring  of the answered items, after reversing    times  what that is multiplied by    least  how many must be answered
 * lowest, highest  the ends of the score, not of one answer
 * @typedef {{items: readonly {key: string, reverse?: boolean}[], options: readonly {value: number}[], scoring: "mean" | "sum", times: number,
 *   least: number, lowest: number, highest: number}} Instrument
 */
/** By item key; null, or not there, is a question passed over. @typedef {Record<string, number | null | undefined>} Answers */

/**
 * @param {Instrument} instrument
 * @param {Answers} answers
 * @returns {number | null} from lowest to highest, unrounded; null when too few items are answered
 * @throws {RangeError} for an answer that the instrument does not offer
 */
export function score({ items, options, scoring, times, least }, answers) {
  const values = options.map(({ value }) => value);
  const ends = Math.min(...values) + Math.max(...values);
  const counted = items.flatMap(({ key, reverse }) => {
    const answer = answers[key] ?? null;
    if (answer === null) return [];
    if (!values.includes(answer)) throw new RangeError(`${key} has no answer ${answer}`);
    return [reverse ? ends - answer : answer];
  });
  if (counted.length < least) return null;
  const sum = counted.reduce((whole, value) => whole + value, 0);
  return times * (scoring === "sum" ? sum : sum / counted.length);
}

/**
 * The score on the scale that a released number has.
 * @param {Instrument} instrument
 * @param {number | null} number what score() gave
 * @returns {number | null} a whole 0–10, rounded half up; high stays high, also where higher means worse
 * @throws {RangeError} for a score outside the instrument
 */
export function whole({ lowest, highest }, number) {
  if (number === null) return null;
  if (!(number >= lowest && number <= highest)) throw new RangeError(`no score: ${number}`);
  const tenths = (10 * (number - lowest)) / (highest - lowest);
  return Math.floor(tenths + 0.5 + 1e-9); // a mean of three may miss its half by the last bit
}
