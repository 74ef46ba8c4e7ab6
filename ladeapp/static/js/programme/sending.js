// @ts-check
/** Sending a film: what is too large, or has no captions, is not sent at all; while it goes a line says so. The server says the same. */

import { find } from "../cellar/dom.js";

const form = document.querySelector("[data-film]");

if (form instanceof HTMLFormElement) {
  const film = fileField(form, "film");
  const captions = fileField(form, "captions");
  const isTooLarge = () => (film.files?.[0]?.size ?? 0) > Number(form.dataset.largest);
  const isAlone = () => Boolean(film.files?.length) && !captions.files?.length;
  form.addEventListener("change", () => { find("[data-too-large]", form).hidden = !isTooLarge(); });
  form.addEventListener("submit", (event) => {
    find("[data-too-large]", form).hidden = !isTooLarge();
    find("[data-alone]", form).hidden = isTooLarge() || !isAlone();
    if (isTooLarge() || isAlone()) {
      event.preventDefault();
      (isTooLarge() ? film : captions).focus();
      return;
    }
    find("[data-sending]", form).hidden = false;
  });
}

/**
 * @param {HTMLFormElement} within
 * @param {string} name
 * @returns {HTMLInputElement}
 */
function fileField(within, name) {
  const found = within.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${name}`);
  return found;
}
