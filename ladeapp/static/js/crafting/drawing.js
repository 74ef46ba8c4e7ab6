// @ts-check
/** The energy map's picture: what gives as round marks of charge above the line, what drains as square ones of the ramp below it. */

import { svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { depth, isSource, placed, SIZE } from "./map.js";
/** @typedef {import("./map.js").Numbered} Numbered */
/** @typedef {import("./map.js").Placed} Placed */

const LABEL = SIZE.height - 6;
const REACH = SIZE.first + 4 * SIZE.step + 17; // from the line to the edge

/** @param {readonly Numbered[]} things @returns {SVGSVGElement} */
export function picture(things) {
  const list = things.map((thing) => word("picture_thing", { n: thing.n, words: thing.words, line: line(thing) })).join(" ");
  return svg("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": word("picture", { list }) },
    svg("rect", { class: "map-half", x: SIZE.left, y: SIZE.line - REACH, width: SIZE.right - SIZE.left, height: 2 * REACH, rx: 16 }),
    [1, 2, 3, 4].map((column) => {
      const x = SIZE.left + (column * (SIZE.right - SIZE.left)) / 5;
      return svg("line", { class: "map-grid", x1: x, x2: x, y1: SIZE.line - REACH, y2: SIZE.line + REACH });
    }),
    svg("line", { class: "map-line", x1: SIZE.left, x2: SIZE.right, y1: SIZE.line, y2: SIZE.line }),
    aside("axis_sources", SIZE.line - REACH / 2),
    aside("axis_leaks", SIZE.line + REACH / 2),
    svg("text", { class: "map-axis", x: SIZE.left, y: LABEL }, word("axis_little")),
    svg("text", { class: "map-axis", x: SIZE.right, y: LABEL, "text-anchor": "end" }, word("axis_much")),
    placed(things).flatMap(mark));
}

/** The same mark, small, beside its line in the list. @param {Numbered} thing */
export function badge(thing) {
  return svg("svg", { class: "map-badge", viewBox: "0 0 28 28", "aria-hidden": "true" }, mark({ thing, x: 14, y: 14, r: 13 }));
}

/** What the picture says of one, in words. @param {{kind: string, strength: number, influence: number}} thing */
export const line = ({ kind, strength, influence }) => word("thing_line", { kind: word(kind), strength, influence });

/** @param {Placed} place */
function mark({ thing, x, y, r }) {
  const step = isSource(thing) ? "" : ` ramp-${depth(thing)}`;
  const shape = isSource(thing)
    ? svg("circle", { class: "map-source", cx: x, cy: y, r })
    : svg("rect", { class: `map-leak${step}`, x: x - r, y: y - r, width: 2 * r, height: 2 * r, rx: r / 3 });
  return [shape, svg("text", { class: `map-number${step}`, x, y: y + (r < 10 ? 3 : 4.5), "text-anchor": "middle", "font-size": r < 10 ? 9 : 13 }, thing.n)];
}

/** Up along the edge. @param {string} name @param {number} y */
const aside = (name, y) => svg("text", { class: "map-axis", x: 0, y: 0, "text-anchor": "middle", transform: `translate(14 ${y}) rotate(-90)` }, word(name));
