// @ts-check
/** Pages that show one of several parts, and fields that say what is wrong with them. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

/** Show this part and no other, and let its heading be read. @param {string} name */
export function showPart(name) {
  for (const part of document.querySelectorAll("[data-part]")) {
    if (part instanceof HTMLElement) part.hidden = part.dataset.part !== name;
  }
  const heading = document.querySelector(`[data-part="${name}"] h1`);
  if (heading instanceof HTMLElement) heading.focus();
}

/** @param {string} id of an input @returns {HTMLInputElement} */
export function input(id) {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${id}`);
  return found;
}

/** Say below a field what is wrong, or, without a key, nothing any more. @param {string} id @param {string} [key] */
export function say(id, key) {
  const line = find(`#${id}-error`);
  line.textContent = key ? word(key) : "";
  line.hidden = !key;
  const field = input(id);
  if (!key) return field.removeAttribute("aria-invalid");
  field.setAttribute("aria-invalid", "true");
  field.focus();
}
