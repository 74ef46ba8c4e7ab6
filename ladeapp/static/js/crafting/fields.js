// @ts-check
/** Reading and filling the forms that stand in the pages, and saying beside a field what is missing. */

import { find, h } from "../cellar/dom.js";

/** @param {HTMLFormElement} form @param {string} name @returns {string} trimmed; "" when nothing is chosen */
export const value = (form, name) => String(new FormData(form).get(name) ?? "").trim();

/** @param {HTMLFormElement} form @param {Record<string, string | number | null | undefined>} values by name; what is not told is emptied */
export function fill(form, values) {
  form.reset();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    const wanted = values[field.name];
    if (field instanceof HTMLInputElement && field.type === "radio") {
      if (wanted !== undefined) field.checked = field.value === String(wanted);
    } else field.value = wanted === undefined || wanted === null ? "" : String(wanted);
  }
  for (const error of form.querySelectorAll("[data-error]")) error.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) unmark(field);
}

/**
 * Say what is missing, where it is missing, and go there.
 * @param {HTMLFormElement} form @param {string} name @param {string} sentence
 */
export function refuse(form, name, sentence) {
  const field = find(`[name="${name}"]`, form);
  const place = /** @type {HTMLElement} */ (field.closest("fieldset, .ds-field") ?? form);
  place.querySelector("[data-error]")?.remove();
  const id = `${form.id}-${name}-error`;
  const marked = place instanceof HTMLFieldSetElement ? place : field;
  place.append(h("p", { class: "ds-validation-message", id, "data-error": true, role: "alert" }, sentence));
  if (marked === field) field.setAttribute("aria-invalid", "true");
  marked.setAttribute("aria-describedby", [marked.dataset.told ??= marked.getAttribute("aria-describedby") ?? "", id].join(" ").trim());
  form.addEventListener("input", () => { place.querySelector("[data-error]")?.remove(); unmark(marked); }, { once: true });
  field.focus();
}

/** @param {Element} field */
function unmark(field) {
  field.removeAttribute("aria-invalid");
  const told = /** @type {HTMLElement} */ (field).dataset.told;
  if (told) field.setAttribute("aria-describedby", told);
  else field.removeAttribute("aria-describedby");
}

/** One of the page's parts is shown, the others not. @param {string} name */
export function show(name) {
  for (const part of document.querySelectorAll("[data-part]")) part.toggleAttribute("hidden", part.getAttribute("data-part") !== name);
}
