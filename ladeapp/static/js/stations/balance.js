// @ts-check
/** What the last six weeks' stations have given her and let her give: reckoned and drawn on the phone, known nowhere else. */

import { find, svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { localTime, openDiary } from "../diary/index.js";
import { ROOM } from "./memory.js";

/** @typedef {import("./memory.js").Memory} Memory */
/** Halves: a "yes" counts two, "a little" one. @typedef {{got: number, given: number, gotTimes: number, gaveTimes: number}} Balance */

const ALONE = "alone-1"; // nobody was there to give or to receive
const WEEKS = 6;
const UNEVEN = 4; // halves apart before a word is said of it
const [WIDTH, HALF, GAP, HEIGHT, PILLS] = [320, 160, 5, 20, 12];

/** Fill the balance on this page; it stays hidden until there is something in it. @returns {Promise<void>} */
export async function showBalance() {
  const diary = await openDiary();
  const since = new Date();
  since.setDate(since.getDate() - WEEKS * 7);
  const balance = balanceOf(diary ? await diary.recallAll(ROOM) : [], localTime(since).day);
  find("[data-balance]").hidden = balance.got + balance.given === 0;
  find("[data-balance-words]").textContent = said(balance);
  find("[data-balance-picture]").replaceChildren(picture(balance));
  find("[data-got]").textContent = often(balance.gotTimes);
  find("[data-given]").textContent = often(balance.gaveTimes);
}

/**
 * @param {Memory[]} memories
 * @param {string} since the first day that counts
 * @returns {Balance}
 */
export function balanceOf(memories, since) {
  const recent = memories.filter(({ day, protocol }) => day >= since && protocol !== ALONE);
  const sum = (/** @type {"gave" | "helped"} */ part) => recent.reduce((total, memory) => total + (memory[part] ?? 0), 0);
  const times = (/** @type {"gave" | "helped"} */ part) => recent.filter((memory) => memory[part]).length;
  return { got: sum("helped"), given: sum("gave"), gotTimes: times("helped"), gaveTimes: times("gave") };
}

/** @param {Balance} balance */
function said({ got, given }) {
  if (given - got >= UNEVEN) return word("balance_giving");
  if (got - given >= UNEVEN) return word("balance_getting");
  return word("balance_even");
}

/** @param {number} n */
const often = (n) => (n === 1 ? word("once") : word("times", { n }));

/**
 * A pair of scales lying down: pills to the left for what she got, to the right for what she gave.
 * @param {Balance} balance
 */
function picture({ got, given }) {
  const most = Math.max(got, given, PILLS);
  const step = (HALF - GAP) / most;
  const pills = (/** @type {number} */ halves, /** @type {1 | -1} */ way, /** @type {string} */ kind) =>
    Array.from({ length: Math.ceil(halves / 2) }, (_, index) => {
      const wide = (Math.min(halves - index * 2, 2) * step) - 2;
      const from = GAP + index * 2 * step;
      return svg("rect", { class: kind, y: 4, height: HEIGHT, rx: 5, width: wide.toFixed(1), x: (way > 0 ? HALF + from : HALF - from - wide).toFixed(1) });
    });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT + 8}`, "aria-hidden": "true" },
    pills(got, -1, "got"), pills(given, 1, "given"),
    svg("line", { class: "middle", x1: HALF, x2: HALF, y1: 0, y2: HEIGHT + 8 }));
}
