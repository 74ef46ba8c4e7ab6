// @ts-check
/** The diary from the newest entry to the oldest: each can be found, changed and deleted, with coverage or without. */

import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { edit } from "../checkins/editing.js";
import { capital, charge, entryWhen, loadOf } from "../checkins/say.js";
import { openDiary } from "../diary/index.js";
import { offerExport } from "./export.js";
import { input } from "./parts.js";
/** @typedef {import("../diary/entries.js").Entry} Entry */

const STEP = 40; // entries at once
const diary = await openDiary();
const list = find("[data-entries]");
const more = find("[data-more]");
let shown = STEP;

find("[data-no-diary]").hidden = diary !== null;
find("[data-diary]").hidden = diary === null;
if (diary) {
  offerExport(diary);
  diary.addEventListener("change", draw);
  input("search").addEventListener("input", () => {
    shown = STEP;
    draw();
  });
  more.addEventListener("click", () => {
    shown += STEP;
    draw();
  });
  await draw();
  await diary.flush({ opening: true });
}

async function draw() {
  const all = ((await diary?.entries()) ?? []).sort(latestFirst);
  const found = all.filter(matching(input("search").value));
  const held = document.activeElement?.getAttribute("data-entry");
  list.replaceChildren(...found.slice(0, shown).map(row));
  find("[data-found]").textContent = all.length ? word("people_found", { n: found.length }) : word("empty_title");
  more.hidden = found.length <= shown;
  /** @type {HTMLElement | null} */ (held ? list.querySelector(`[data-entry="${held}"]`) : null)?.focus();
}

/** @param {Entry} a @param {Entry} b */
function latestFirst(a, b) {
  return b.day.localeCompare(a.day) || Date.parse(b.at) - Date.parse(a.at);
}

/** With the year, where it is not this one. @param {Entry} entry */
function when(entry) {
  const year = entry.day.slice(0, 4);
  return capital(entryWhen(entry)) + (year === String(new Date().getFullYear()) ? "" : `, ${year}`);
}

/** Each word of the search is somewhere in it. @param {string} search @returns {(entry: Entry) => boolean} */
function matching(search) {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return (entry) => {
    const text = [entryWhen(entry), entry.day, answered(entry), ...tagsOf(entry), entry.note].join(" ").toLocaleLowerCase();
    return words.every((each) => text.includes(each));
  };
}

/** @param {Entry} entry */
function tagsOf({ weighed, charged }) {
  return [...weighed.map((tag) => word(`weighed_${tag}`)), ...charged.map((tag) => word(`charged_${tag}`))];
}

/** @param {Entry} entry "Belastning: 7 · batteri: halvfullt" */
function answered(entry) {
  return [entry.load === null ? loadOf(entry) : `${word("load")}: ${entry.load}`, ...(entry.charge === null ? [] : [word("battery_is", { level: charge(entry.charge) })])].join(" · ");
}

/** @param {Entry} entry */
function row(entry) {
  const below = [answered(entry), ...tagsOf(entry)].join(" · ");
  return h("li", null, h("button", { type: "button", "data-entry": entry.id, click: () => diary && edit(diary, entry) },
    h("span", { class: "grow" }, when(entry), h("small", null, below), entry.note && h("small", { class: "note" }, entry.note))));
}
