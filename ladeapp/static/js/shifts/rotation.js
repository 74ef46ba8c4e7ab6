// @ts-check
/** Tapping a rotation: a tile turns on the spot, weeks come and go; the form goes to the server only when it is kept. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

const LETTERS = "deno";
const MOVES = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 });
const weeks = find("[data-weeks]");
const pattern = /** @type {HTMLInputElement} */ (document.querySelector('[name="pattern"]'));
const length = /** @type {HTMLSelectElement} */ (find("#weeks"));
const first = /** @type {HTMLSelectElement} */ (find("#first"));
const beginnings = [...first.options];

for (const tile of tiles()) tile.tabIndex = tile.value === "0" ? 0 : -1;
weeks.addEventListener("click", (event) => {
  const tile = tileIn(event);
  if (!tile) return;
  event.preventDefault();
  turn(tile, LETTERS[(LETTERS.indexOf(tile.dataset.kind ?? "o") + 1) % LETTERS.length] ?? "o");
});
weeks.addEventListener("focusin", (event) => {
  for (const tile of tiles()) tile.tabIndex = tile === tileIn(event) ? 0 : -1;
});
weeks.addEventListener("keydown", (event) => {
  const tile = tileIn(event);
  if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = [...LETTERS].find((each) => word(`letter_${each}`).charAt(0).toLowerCase() === event.key.toLowerCase());
  if (event.key in MOVES) tiles()[Number(tile.value) + (MOVES[event.key] ?? 0)]?.focus();
  else if (letter) turn(tile, letter);
  else return;
  event.preventDefault();
});
length.addEventListener("change", resize);
first.addEventListener("change", markThisWeek);

/** @param {HTMLButtonElement} tile @param {string} letter */
function turn(tile, letter) {
  dress(tile, letter);
  pattern.value = tiles().map(({ dataset }) => dataset.kind).join("");
  announce(tile.getAttribute("aria-label") ?? "");
}

/** @param {HTMLButtonElement} tile @param {string} letter */
function dress(tile, letter) {
  const week = Math.floor(Number(tile.value) / 7) + 1;
  tile.dataset.kind = letter;
  tile.setAttribute("aria-label", word("tile", { weekday: tile.dataset.weekday ?? "", week, shift: word(`shift_${letter}`) }));
  find("b", tile).textContent = word(`letter_${letter}`);
}

function resize() {
  const wanted = Number(length.value);
  while (weeks.children.length > wanted) weeks.lastElementChild?.remove();
  while (weeks.children.length < wanted) weeks.append(anotherWeek(weeks.children.length));
  pattern.value = tiles().map(({ dataset }) => dataset.kind).join("");
  const chosen = first.value;
  first.replaceChildren(...beginnings.filter(({ dataset }) => Number(dataset.week) <= wanted));
  first.value = chosen;
  if (first.selectedIndex < 0) first.selectedIndex = 0;
  markThisWeek();
}

function markThisWeek() {
  const now = Number(first.selectedOptions[0]?.dataset.week);
  for (const [index, mark] of weeks.querySelectorAll("[data-now]").entries()) mark.toggleAttribute("hidden", index + 1 !== now);
}

/** All days off. @param {number} index 0 is the first */
function anotherWeek(index) {
  const week = /** @type {HTMLElement} */ (weeks.firstElementChild?.cloneNode(true));
  const heading = find("h2", week);
  heading.id = `week-${index + 1}`;
  find("[data-name]", heading).textContent = word("rotation_week", { week: index + 1 });
  week.setAttribute("aria-labelledby", heading.id);
  for (const [place, tile] of week.querySelectorAll("button").entries()) {
    tile.value = String(7 * index + place);
    tile.id = `day-${tile.value}`;
    tile.tabIndex = -1;
    dress(tile, "o");
  }
  return week;
}

function tiles() {
  return [...weeks.querySelectorAll("button")];
}

/** @param {Event} event */
function tileIn({ target }) {
  return target instanceof Element ? target.closest("button") : null;
}
