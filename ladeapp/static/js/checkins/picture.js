// @ts-check
/** The own curve's picture: load as dots of the ramp on a line, the battery as small columns below. */

import { svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { number, shortWeekday } from "./say.js";
import { step } from "./series.js";

/** @typedef {import("./series.js").Point} Point */

const LEFT = 30;
const RIGHT = 308;
const TOP = 16;
const UNIT = 10;
const BASE = TOP + 10 * UNIT;
const SLOT = { top: 136, height: 24, step: 5.5 };
const TICK = 178;

/**
 * @param {readonly Point[]} points one for each day
 * @param {string} range which week or month it is
 * @returns {SVGSVGElement}
 */
export function picture(points, range) {
  const week = points.length <= 7;
  const place = (/** @type {number} */ index) => Math.round(LEFT + ((index + 0.5) * (RIGHT - LEFT)) / points.length);
  return svg("svg", { viewBox: "0 0 320 184", role: "img", "aria-label": heard(points, range) },
    [0, 5, 10].flatMap((load) => [
      svg("line", { class: "curve-grid", x1: LEFT, x2: RIGHT, y1: height(load), y2: height(load) }),
      svg("text", { class: "curve-axis", x: 12, y: height(load) + 4, "text-anchor": "middle" }, load),
    ]),
    line(points, place),
    points.flatMap((point, index) => [
      ...(week ? [tick(place(index), shortWeekday(point.day))] : [1, 8, 15, 22, 29].includes(index + 1) ? [tick(place(index), index + 1)] : []),
      ...dot(point, place(index), week),
      ...column(point.charge, place(index), week),
    ]));
}

/** What a listener gets instead. @param {readonly Point[]} points @param {string} range */
function heard(points, range) {
  const list = points.flatMap(({ day, load, word: instead }) => (load === null && !instead ? []
    : [`${shortWeekday(day)} ${Number(day.slice(8))}: ${instead ? word(`word_${instead}`) : number(Number(load))}`]));
  return word("picture", { range, list: list.join(", ") || word("empty_range") });
}

/** @param {readonly Point[]} points @param {(index: number) => number} place */
function line(points, place) {
  const path = points.flatMap(({ load }, index) => (load === null ? [] : [`${place(index)},${height(load)}`]));
  return svg("polyline", { class: "curve-line", points: path.join(" ") });
}

/** @param {Point} point @param {number} x @param {boolean} large */
function dot({ load, rested, word: instead }, x, large) {
  if (instead) return [svg("path", { class: "curve-word", d: diamond(x, BASE + 10, large ? 6 : 3.5) })]; // below the scale: it has no place on it
  if (load === null) return rested ? [svg("line", { class: "curve-none", x1: x, x2: x, y1: BASE - 7, y2: BASE + 5 })] : [];
  const around = svg("circle", { class: `curve-load ramp-${step(load)}`, cx: x, cy: height(load), r: large ? 12 : 4.5 });
  if (!large) return [around];
  const label = { class: `curve-number ramp-${step(load)}`, x, y: height(load) + 4, "text-anchor": "middle" };
  return [around, svg("text", label, number(load))];
}

/** @param {number} x @param {number} y @param {number} size */
export const diamond = (x, y, size) => `M${x - size} ${y}l${size} ${-size} ${size} ${size} ${-size} ${size}z`;

/** @param {number | null} charge @param {number} x @param {boolean} large */
function column(charge, x, large) {
  if (charge === null) return [];
  const width = large ? 12 : 6;
  const tall = 2 + charge * SLOT.step;
  return [
    ...(large ? [svg("rect", { class: "curve-slot", x: x - width / 2, y: SLOT.top, width, height: SLOT.height, rx: 3.5 })] : []),
    svg("rect", { class: "curve-charge", x: x - width / 2, y: SLOT.top + SLOT.height - tall, width, height: tall, rx: large ? 3.5 : 2 }),
  ];
}

/** @param {number} x @param {string | number} text */
const tick = (x, text) => svg("text", { class: "curve-axis", x, y: TICK, "text-anchor": "middle" }, text);

/** @param {number} load */
const height = (load) => BASE - load * UNIT;
