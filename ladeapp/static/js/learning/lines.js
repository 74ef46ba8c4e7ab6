// @ts-check
/** A text as a film has it: line after line with the time each takes to be read; pure. */

/** card 0 is the cover, n + 1 what is taken along; sentence 0 is a card's title. @typedef {{card: number, sentence: number, text: string}} Said */
/** from: when it begins, in ms from the film's beginning at usual speed. @typedef {Said & {from: number, ms: number}} Line */

const WORD_MS = 340; // some 175 words a minute
const BREATH_MS = 700; // after each sentence
const SHORTEST_MS = 1800;

/** @param {string} text @returns {number} */
export const lasts = (text) => Math.max(SHORTEST_MS, text.split(/\s+/).filter(Boolean).length * WORD_MS + BREATH_MS);

/** @param {readonly Said[]} said @returns {Line[]} */
export function timed(said) {
  let from = 0;
  return said.map((each) => {
    const line = { ...each, from, ms: lasts(each.text) };
    from += line.ms;
    return line;
  });
}

/** The line that was shown so many ms before; a line is never cut into. @param {readonly Line[]} lines @param {number} at @param {number} into ms into it @param {number} ms */
export function before(lines, at, into, ms) {
  const then = (lines[at]?.from ?? 0) + into - ms;
  const found = lines.filter(({ from }) => from <= then).length - 1;
  return Math.min(Math.max(0, found), at);
}

/** Where a card's sentence is in the film; its nearest before when the text has changed since. @param {readonly Line[]} lines @param {number} card @param {number} sentence */
export function lineAt(lines, card, sentence) {
  return Math.max(0, lines.filter((line) => line.card < card || (line.card === card && line.sentence <= sentence)).length - 1);
}
