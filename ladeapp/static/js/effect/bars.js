// @ts-check
/** Bars of what the sum comes to for each cost a day, as templates/effect/_picture.html draws them. */

import { svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { costs, saving } from "./scenario.js";

/** @typedef {import("./scenario.js").Scenario} Scenario */

const WIDE = 320;
const ROW = 44;

/**
 * Draw it anew.
 * @param {Element} picture
 * @param {Scenario} typed
 * @param {(value: bigint) => string} shown
 */
export function draw(picture, typed, shown) {
  const bars = costs(typed).map((cost) => ({ cost, kroner: saving(typed, cost) }));
  const most = [...bars.map((bar) => bar.kroner), typed.programme, 1n].reduce((a, b) => (a > b ? a : b));
  const along = (/** @type {bigint} */ kroner) => Math.round((10 * WIDE * Number(kroner)) / Number(most)) / 10;
  const height = bars.length * ROW + (typed.programme ? 24 : 0);
  const programme = word("programme", { kroner: shown(typed.programme) });
  picture.setAttribute("viewBox", `0 0 ${WIDE} ${height}`);
  const texts = bars.map((bar) => word("one_bar", { kroner: shown(bar.kroner), cost: shown(bar.cost) }));
  picture.setAttribute("aria-label", word("picture", { bars: texts.join(", ") }) + (typed.programme ? ` ${programme}.` : ""));
  picture.replaceChildren(
    ...bars.flatMap(({ cost, kroner }, at) => [
      svg("text", { class: "sum-label", x: 0, y: at * ROW + 14 }, word("bar", { cost: shown(cost) })),
      svg("text", { class: "sum-value", x: WIDE, y: at * ROW + 14, "text-anchor": "end" }, word("kroner", { kroner: shown(kroner) })),
      svg("rect", { class: cost === typed.cost ? "sum-bar is-own" : "sum-bar", x: 0, y: at * ROW + 20, width: along(kroner), height: 14, rx: 3 }),
    ]),
  );
  if (!typed.programme) return;
  const x = along(typed.programme);
  const line = Math.min(x, WIDE - 1);
  picture.append(
    svg("line", { class: "sum-programme", x1: line, x2: line, y1: 0, y2: height - 18 }),
    svg("text", { class: "sum-label", x, y: height - 4, "text-anchor": x > WIDE / 2 ? "end" : "start" }, programme),
  );
}
