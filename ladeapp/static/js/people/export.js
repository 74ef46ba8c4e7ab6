// @ts-check
/** The diary in clear as a file of one's own, made on the phone, with coverage or without. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { loadOf } from "../checkins/say.js";
import { answers } from "../learning/keeping.js";
import { csv } from "./csv.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/entries.js").Entry} Entry */

/** @param {Diary} diary */
const everything = async (diary) => save(JSON.stringify(await diary.exportAll(), null, 2), "json", "application/json");

/** @param {Diary} diary */
const sheet = async (diary) => save(csv([
  word("people_sheet").split(","), ...(await diary.entries()).sort(byDay).map(row), ...(await answered(diary)),
]), "csv", "text/csv;charset=utf-8");

/** Offer it where the page has buttons for it. @param {Diary} diary */
export function offerExport(diary) {
  for (const [mark, make] of /** @type {const} */ ([["[data-export]", everything], ["[data-export-sheet]", sheet]])) {
    const button = document.querySelector(mark);
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => make(diary));
  }
}

/** @param {Entry} a @param {Entry} b */
const byDay = (a, b) => a.day.localeCompare(b.day);

/** Below the check-ins, what was answered in the exercises. @param {Diary} diary @returns {Promise<string[][]>} */
async function answered(diary) {
  const all = await answers(diary);
  return all.length ? [[], word("people_sheet_answers").split(","), ...all.map(({ title, ask, said }) => [title, ask, said])] : [];
}

/** In the order of the headings. @param {Entry} entry */
function row(entry) {
  const { day, at, load, charge, shift, weighed, charged, note, late } = entry;
  const tags = (/** @type {string} */ kind, /** @type {string[]} */ chosen) => chosen.map((tag) => word(`${kind}_${tag}`)).join(", ");
  return [day, late ? "" : at.slice(11, 16), load ?? loadOf(entry), charge ?? "", shift ? word(`kind_${shift}`) : "",
    tags("weighed", weighed), tags("charged", charged), note, late ? word("late") : ""];
}

/** @param {string} text @param {string} ending @param {string} type */
function save(text, ending, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const day = new Date().toLocaleDateString("sv");
  h("a", { href: address, download: `${word("people_export_name")}-${day}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
