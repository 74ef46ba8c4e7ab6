// @ts-check
/** The sum follows what is typed, and the address with it. Without this the form is sent and says the same. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { draw } from "./bars.js";
import { days, evenDays, evenPoints, parsed, saving } from "./scenario.js";

/** @typedef {import("./scenario.js").Scenario} Scenario */

const MOST = 1_000_000_000n;
const form = /** @type {HTMLFormElement} */ (find("[data-sum]"));
const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });

if (document.querySelector("[data-result]")) form.addEventListener("input", follow);

function follow() {
  const typed = read();
  find("[data-unread]").hidden = typed !== null;
  if (!typed) return;
  for (const once of document.querySelectorAll("[data-once]")) /** @type {HTMLElement} */ (once).hidden = true;
  tell(typed);
  const said = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  history.replaceState(history.state, "", `${location.pathname}?${said}`);
}

/** @param {Scenario} typed */
function tell(typed) {
  const left = saving(typed) - typed.programme;
  say("about", word("about", { kroner: shown(saving(typed)) }));
  say("sum", word(typed.refunded ? "sum_refunded" : "sum", {
    employees: shown(typed.employees), workdays: shown(typed.workdays, 1), points: shown(typed.points, 2), cost: shown(typed.cost),
  }));
  say("days", word("days", { days: shown(days(typed)) }));
  const points = evenPoints(typed);
  const fewer = evenDays(typed);
  say("even", points === null || fewer === null ? word("never") : word("even", { points: shown(points, 2), days: shown(fewer) }));
  say("left", word(left < 0n ? "lacking" : "left", { kroner: shown(left < 0n ? -left : left) }));
  find("[data-even]").hidden = typed.programme === 0n;
  draw(/** @type {Element} */ (document.querySelector("[data-picture]")), typed, shown);
}

/** @returns {Scenario | null} null where something cannot be read */
function read() {
  const employees = typedIn("employees", 0, 1n, 100_000n);
  const workdays = typedIn("workdays", 1, 10n, 3_660n);
  const points = typedIn("points", 2, 0n, 10_000n);
  const cost = typedIn("cost", 0, 0n, MOST);
  const rate = typedIn("rate", 2, 0n, 10_000n, 10_000n);
  const programme = typedIn("programme", 0, 0n, MOST, 0n);
  const share = typedIn("share", 1, 0n, 1_000n);
  const refund = typedIn("refund", 0, 0n, MOST);
  if (employees === null || workdays === null || points === null || cost === null) return null;
  if (rate === null || programme === null || share === null || refund === null || points > rate) return null;
  const refunded = /** @type {HTMLInputElement} */ (form.elements.namedItem("refunded")).checked;
  return { employees, workdays, points, cost, programme, refunded, share, refund };
}

/**
 * @param {string} name
 * @param {number} places
 * @param {bigint} least
 * @param {bigint} most
 * @param {bigint} [empty] what nothing typed stands for, where that is allowed
 */
function typedIn(name, places, least, most, empty) {
  const text = /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;
  return empty !== undefined && !text.trim() ? empty : parsed(text, places, least, most);
}

/** @param {bigint} value @param {number} [places] in units of 10^-places */
function shown(value, places = 0) {
  return places ? numbers.format(Number(value) / 10 ** places) : numbers.format(value);
}

/** @param {string} name @param {string} text */
function say(name, text) {
  find(`[data-out="${name}"]`).textContent = text;
}
