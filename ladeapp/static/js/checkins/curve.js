// @ts-check
/** The own curve: a week or a month as a picture, and the same numbers as a table where each can be changed. */

import { h, svg } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { localTime } from "../diary/index.js";
import { daysIn, neighbour } from "./days.js";
import { edit } from "./editing.js";
import { diamond, picture } from "./picture.js";
import { charge, entryWhen, firstToLast, load, loadOf, range, shortDate, time } from "./say.js";
import { points, step } from "./series.js";

/** @typedef {import("./days.js").Span} Span */
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/entries.js").Entry} Entry */

const SPANS = /** @type {Span[]} */ (["week", "month"]);

/**
 * @param {HTMLElement} place emptied and filled
 * @param {Diary} diary
 */
export async function showCurve(place, diary) {
  /** @type {Span} */
  let span = "week";
  let day = localTime(new Date()).day;
  let seen = "";
  const tabs = SPANS.map((name) => h("button", {
    role: "tab", type: "button", id: `curve-${name}`, "aria-controls": "curve-panel", click: () => choose(name), keydown: arrows,
  }, word(name)));
  const panel = h("div", { role: "tabpanel", id: "curve-panel", class: "stack" });
  const head = h("div", { class: "split curve-head" });
  const figure = h("figure", { class: "curve" });
  const table = h("div", { class: "wide" });
  const numbers = h("details", null, h("summary", null, word("numbers")), table);
  const withoutNumber = h("span", { hidden: true }, svg("svg", { viewBox: "0 0 14 14" }, svg("path", { class: "curve-word", d: diamond(7, 7, 6) })), word("a_word"));
  panel.append(head, figure, legend(withoutNumber), numbers);
  const whole = h("div", { class: "ds-tabs" }, h("div", { role: "tablist", "aria-label": word("range") }, tabs), panel);

  /** @param {Span} name */
  function choose(name) {
    span = name;
    draw();
  }

  /** @param {KeyboardEvent} event */
  function arrows(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    choose(span === "week" ? "month" : "week");
    tabs[SPANS.indexOf(span)]?.focus();
  }

  /** @param {number} by */
  function move(by) {
    day = neighbour(span, day, by);
    draw();
    /** @type {HTMLElement | null} */ (head.querySelector(by < 0 ? "[data-before]" : "[data-after]:enabled") ?? head.querySelector("[data-before]"))?.focus();
  }

  async function draw() {
    const entries = await diary.entries();
    const now = JSON.stringify([span, day, entries]);
    if (now === seen) return;
    seen = now;
    if (!entries.length) return place.replaceChildren(nothing());
    if (!whole.isConnected) place.replaceChildren(whole);
    const days = daysIn(span, day);
    const here = entries.filter((entry) => days.includes(entry.day));
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(SPANS[index] === span));
      tab.tabIndex = SPANS[index] === span ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `curve-${span}`);
    head.replaceChildren(...heading(span, days, days.includes(localTime(new Date()).day), move));
    withoutNumber.hidden = !here.some((entry) => entry.word);
    figure.replaceChildren(picture(points(days, here), range(span, days)));
    const focused = document.activeElement?.getAttribute("data-entry");
    table.replaceChildren(tableOf(span, days, here, diary));
    /** @type {HTMLElement | null} */ (focused ? table.querySelector(`[data-entry="${focused}"]`) : null)?.focus();
  }

  diary.addEventListener("change", draw);
  await draw();
}

/** @param {Span} span @param {string[]} days @param {boolean} latest @param {(by: number) => void} move */
function heading(span, days, latest, move) {
  const arrow = (/** @type {number} */ by, /** @type {string} */ path) => h("button", {
    class: "ds-button", "data-variant": "tertiary", type: "button", "aria-label": word(by < 0 ? "before" : "after"),
    [by < 0 ? "data-before" : "data-after"]: true, disabled: by > 0 && latest, click: () => move(by),
  }, svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: path })));
  const below = span === "week" ? h("small", { class: "soft" }, firstToLast(days[0] ?? "", days.at(-1) ?? "")) : null;
  return [arrow(-1, "m15 18-6-6 6-6"), h("h2", { "aria-live": "polite" }, range(span, days), below && h("br"), below), arrow(1, "m9 18 6-6-6-6")];
}

/** @param {Span} span @param {string[]} days @param {Entry[]} entries @param {Diary} diary */
function tableOf(span, days, entries, diary) {
  if (!entries.length) return h("p", { class: "soft" }, word("empty_range"));
  const row = (/** @type {Entry} */ entry) => h("tr", null,
    h("th", { scope: "row" }, h("button", {
      class: "ds-button entry", "data-variant": "tertiary", type: "button", "data-entry": entry.id,
      "aria-label": word("change_of", { when: entryWhen(entry) }), click: () => edit(diary, entry),
    }, shortDate(entry.day)), h("small", { class: "soft" }, entry.late ? word("late") : word("clock", { time: time(entry.at) }))),
    h("td", null, entry.load === null ? loadOf(entry) : h("span", { class: `swatch ramp-${step(entry.load)}` }, load(entry.load))),
    h("td", null, charge(entry.charge)));
  return h("table", { class: "ds-table" },
    h("caption", { class: "visually-hidden" }, word("entries", { range: range(span, days) })),
    h("thead", null, h("tr", null, ...["day", "load", "charge"].map((name) => h("th", { scope: "col" }, word(name))))),
    h("tbody", null, [...entries].sort(latestFirst).map(row)));
}

/** @param {Entry} a @param {Entry} b */
const latestFirst = (a, b) => b.day.localeCompare(a.day) || Date.parse(b.at) - Date.parse(a.at);

/** @param {HTMLElement} more what is there only sometimes */
function legend(more) {
  return h("p", { class: "legend", "aria-hidden": "true" },
    h("span", null, svg("svg", { viewBox: "0 0 14 14" }, svg("circle", { class: "curve-load ramp-6", cx: 7, cy: 7, r: 6 })), word("load")),
    h("span", null, svg("svg", { viewBox: "0 0 14 14" }, svg("rect", { class: "curve-charge", x: 4, y: 1, width: 6, height: 12, rx: 2 })), word("charge")),
    h("span", null, svg("svg", { viewBox: "0 0 14 14" }, svg("line", { class: "curve-none", x1: 7, x2: 7, y1: 1, y2: 13 })), word("not_today")), more);
}

function nothing() {
  return h("div", { class: "empty" }, h("h2", null, word("empty_title")), h("p", null, word("empty")),
    h("a", { class: "ds-button", href: "/check-in" }, word("check_in")));
}
