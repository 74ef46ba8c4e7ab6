// @ts-check
/** What may be added to a check-in, built from the words on the page: tags and a note. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { NOTE_CHARACTERS } from "../diary/index.js";

/** @typedef {import("../diary/entries.js").Entry} Entry */
/** @typedef {"weighed" | "charged"} Kind */

/** @type {Record<Kind, string[]>} */
const TAGS = {
  weighed: ["grief", "suffering", "aggression", "hiding", "moral", "time", "unclear", "alone", "colleagues"],
  charged: ["colleague", "thanks", "mattered", "managed", "laughter", "time", "break", "learned"],
};

/**
 * @param {Kind} kind
 * @param {readonly string[]} chosen
 * @param {(tags: string[]) => void} [changed]
 */
export function tags(kind, chosen, changed = () => undefined) {
  const group = h("fieldset", { class: "ds-fieldset", "data-tags-of": kind },
    h("legend", { class: "ds-label" }, word(kind)),
    h("div", { class: "chips" }, TAGS[kind].map((tag) => h("label", { class: "chip" },
      h("input", { type: "checkbox", value: tag, checked: chosen.includes(tag) }),
      h("span", null, word(`${kind}_${tag}`))))));
  group.addEventListener("change", () => changed(chosenIn(group)));
  return group;
}

/** @param {ParentNode} group */
export const chosenIn = (group) =>
  [...group.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);

/**
 * @param {string} text
 * @param {(text: string) => void} [changed] a moment after the last letter, and at once when she moves on
 */
export function note(text, changed = () => undefined) {
  const area = h("textarea", {
    class: "ds-input", id: "note", rows: 3, maxlength: NOTE_CHARACTERS, "aria-describedby": "note-stays", autocomplete: "off",
  });
  area.value = text;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let kept = text;
  const keep = () => {
    clearTimeout(timer);
    if (area.value !== kept) changed(kept = area.value);
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 400);
  });
  area.addEventListener("change", keep);
  addEventListener("pagehide", keep);
  return h("div", { class: "ds-field" },
    h("label", { class: "ds-label", for: "note" }, word("note")),
    h("p", { "data-field": "description", id: "note-stays" }, word("note_stays")), area);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {readonly (readonly [string, string])[]} options value and words
 * @param {string} chosen
 */
export function choice(id, label, options, chosen) {
  const select = h("select", { class: "ds-input", id },
    options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)));
  return { select, field: h("div", { class: "ds-field" }, h("label", { class: "ds-label", for: id }, label), select) };
}
