// @ts-check
/** One scale's numbers over time, as a drawing and in words. */

import { svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { dayMonth, number } from "../checkins/say.js";
/** @typedef {import("./kept.js").Measure} Measure */

const [LEFT, RIGHT, TOP, BASE, TICK] = [40, 304, 14, 126, 150];

/** @param {number} score at most one decimal */
export const said = (score) => number(Math.round(score * 10) / 10);

/** @param {string} day "12. november 2026" */
export const dayYear = (day) => word("day_year", { day: dayMonth(day), year: day.slice(0, 4) });

/**
 * @param {{title: string, lowest: number, highest: number}} scale
 * @param {readonly Measure[]} measures the oldest first, at least one
 * @returns {SVGSVGElement}
 */
export function picture({ title, lowest, highest }, measures) {
  const times = measures.map(({ made }) => made);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const x = (/** @type {number} */ time) => Math.round(last > first ? LEFT + 12 + ((RIGHT - LEFT - 24) * (time - first)) / (last - first) : (LEFT + RIGHT) / 2);
  const y = (/** @type {number} */ score) => BASE - ((BASE - TOP) * (score - lowest)) / (highest - lowest);
  const dots = measures.map(({ score }, index) => ({ cx: x(times[index] ?? first), cy: y(score) }));
  const list = measures.map(({ day, score }) => `${dayYear(day)}: ${said(score)}`).join(", ");
  const ends = [...new Set([measures[0]?.day ?? "", measures.at(-1)?.day ?? ""])];
  const when = new Set(ends.map((day) => day.slice(0, 4))).size > 1 ? dayYear : dayMonth;
  return svg("svg", { viewBox: "0 0 320 158", role: "img", "aria-label": word("scale_picture", { title, lowest, highest, list }) },
    [lowest, (lowest + highest) / 2, highest].flatMap((score) => [
      svg("line", { class: "curve-grid", x1: LEFT, x2: RIGHT, y1: y(score), y2: y(score) }),
      svg("text", { class: "curve-axis", x: LEFT - 10, y: y(score) + 4, "text-anchor": "end" }, said(score)),
    ]),
    svg("polyline", { class: "curve-line", points: dots.map(({ cx, cy }) => `${cx},${cy}`).join(" ") }),
    dots.map((dot) => svg("circle", { class: "scale-dot", ...dot, r: 5 })),
    ends.map((day, index) => svg("text", { class: "curve-axis", y: TICK, x: ends.length === 1 ? (LEFT + RIGHT) / 2 : index ? RIGHT : LEFT,
      "text-anchor": ends.length === 1 ? "middle" : index ? "end" : "start" }, when(day))));
}
