// @ts-check
/** What is typed and not kept is not lost by another button of the page, nor by leaving it; see hse/_unsaved.html. */

import { find } from "./dom.js";

const note = find("[data-unsaved]");
let sent = false;

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (unkept().some((other) => other !== form)) {
    event.preventDefault();
    form.before(note);
    note.hidden = false;
  } else sent = true;
});
window.addEventListener("pageshow", () => sent = false);
window.addEventListener("beforeunload", (event) => {
  if (!sent && unkept().length) event.preventDefault();
});

/** The forms that say something else than what is kept; words in one that came back with an error do. */
function unkept() {
  return [...document.forms].filter((form) => [...form.elements].some(form.querySelector(".ds-alert") ? isWritten : isChanged));
}

/** @param {Element} field */
function isWritten(field) {
  return field.matches("textarea, input[type=text]") && /** @type {HTMLInputElement} */ (field).value !== "";
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  return field instanceof HTMLInputElement && (field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}
