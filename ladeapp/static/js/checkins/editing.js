// @ts-check
/** One check-in opened again: its numbers, tags and note, kept together by one tap or deleted, each to be undone. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { KINDS } from "../diary/index.js";
import { choice, chosenIn, note, tags } from "./fields.js";
import { capital, charge, entryWhen, loadOf } from "./say.js";
import { offerUndo } from "./undo.js";

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("../diary/entries.js").Entry} Entry */

const LOADS = /** @type {(number | null)[]} */ ([...Array(11).keys(), null]);
const CHARGES = [null, 0, 1, 2, 3, 4];

/** @param {Diary} diary @param {Entry} entry */
export function edit(diary, entry) {
  const loads = choice("entry-load", word("load"), LOADS.map((value) => [text(value), value === null ? loadOf({ ...entry, load: null }) : String(value)]), text(entry.load));
  const charges = choice("entry-charge", word("charge"),
    CHARGES.map((value) => [text(value), value === null ? word("skipped") : capital(charge(value))]), text(entry.charge));
  const shifts = choice("entry-shift", word("which_shift"), [["", word("no_shift")], ...KINDS.map((kind) => /** @type {[string, string]} */ ([kind, word(`kind_${kind}`)]))], entry.shift ?? "");
  const weighed = tags("weighed", entry.weighed);
  const charged = tags("charged", entry.charged);
  const notes = note(entry.note);
  const remove = h("button", { class: "ds-button", "data-variant": "tertiary", type: "button", click: removed }, word("delete"));
  const dialog = h("dialog", { class: "ds-dialog", "data-placement": "bottom", "aria-labelledby": "entry-when", close: () => dialog.remove() },
    h("h2", { id: "entry-when" }, capital(entryWhen(entry))),
    h("form", { class: "form", method: "dialog", submit: saved }, h("div", { class: "two" }, loads.field, charges.field),
      shifts.field,
      h("details", { open: entry.note !== "" || entry.weighed.length + entry.charged.length > 0 },
        h("summary", null, word("more")), h("div", { class: "form" }, weighed, charged, notes)),
      h("div", { class: "actions" }, h("button", { class: "ds-button", type: "submit" }, word("done")), remove)));
  document.body.append(dialog);
  dialog.showModal();

  async function saved() {
    const area = /** @type {HTMLTextAreaElement} */ (notes.querySelector("textarea"));
    const news = {
      load: value(loads.select), charge: value(charges.select), shift: /** @type {import("../diary/entries.js").Kind | null} */ (shifts.select.value || null), weighed: chosenIn(weighed), charged: chosenIn(charged), note: area.value,
    };
    if (Object.entries(news).every(([key, now]) => text(now) === text(entry[/** @type {keyof typeof news} */ (key)] ?? null))) return;
    await diary.changeEntry(entry.id, news);
    offerUndo(word("changed"), () => diary.undo());
  }

  async function removed() {
    dialog.close();
    await diary.removeEntry(entry.id);
    offerUndo(word("removed"), () => diary.undo());
  }
}

/** @param {unknown} value */
const text = (value) => (value === null ? "" : String(value));

/** @param {HTMLSelectElement} select */
const value = (select) => (select.value === "" ? null : Number(select.value));
