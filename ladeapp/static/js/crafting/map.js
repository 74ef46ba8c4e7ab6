// @ts-check
/** The energy map, pure: what stands on it, in which order, and where in the picture. */

/** @typedef {"resource" | "challenge" | "hindrance" | "missing"} Kind what gives: resources, challenges; what drains: hindrances, lacks */
/** strength, influence: 1–5. made: milliseconds since 1970. @typedef {{type: "thing", id: string, kind: Kind, words: string, strength: number, influence: number, made: number}} Thing */
/** @typedef {Thing & {n: number}} Numbered */
/** @typedef {{thing: Numbered, x: number, y: number, r: number}} Placed */

export const KINDS = /** @type {Kind[]} */ (["resource", "challenge", "hindrance", "missing"]);
export const MOST = 24; // things on a map; more is no picture
export const WORDS_MOST = 80; // characters
export const SIZE = { width: 320, height: 306, left: 22, right: 316, line: 146, first: 21, step: 25 };
const COLUMN = (SIZE.right - SIZE.left) / 5;
const RADIUS = 12;

/** @param {{kind: string}} thing */
export const isSource = ({ kind }) => kind === "resource" || kind === "challenge";

/**
 * What the map shows, numbered from 1: what gives before what drains, the strongest first, then what can be influenced most.
 * @param {readonly any[]} kept whatever the diary holds; what is no thing, or from a later version, is left out
 * @returns {Numbered[]}
 */
export function numbered(kept) {
  const things = kept.filter(isThing).sort((a, b) => (
    Number(isSource(b)) - Number(isSource(a)) || b.strength - a.strength || b.influence - a.influence || a.made - b.made || (a.id < b.id ? -1 : 1)));
  return things.map((thing, index) => ({ ...thing, n: index + 1 }));
}

/**
 * Where each stands: further from the line the stronger, further right the more she can influence. What stands alike stands side by side.
 * @param {readonly Numbered[]} things
 * @returns {Placed[]}
 */
export function placed(things) {
  return things.map((thing) => {
    const alike = things.filter((other) => samePlace(other, thing));
    const room = COLUMN / alike.length;
    const x = SIZE.left + (thing.influence - 1) * COLUMN + room * (alike.indexOf(thing) + 0.5);
    const away = SIZE.first + (thing.strength - 1) * SIZE.step;
    return { thing, x: Math.round(x * 10) / 10, y: SIZE.line + (isSource(thing) ? -away : away), r: Math.min(RADIUS, Math.round(room * 5) / 10) };
  });
}

/**
 * The step of the load ramp for what drains: heavier is deeper.
 * @param {{strength: number}} thing
 */
export const depth = ({ strength }) => strength * 2;

/** @param {Numbered} a @param {Numbered} b */
const samePlace = (a, b) => isSource(a) === isSource(b) && a.strength === b.strength && a.influence === b.influence;

/** @param {any} value @returns {value is Thing} */
const isThing = (value) => value?.type === "thing" && KINDS.includes(value.kind) && typeof value.words === "string"
  && [value.strength, value.influence].every((step) => Number.isInteger(step) && step >= 1 && step <= 5);
