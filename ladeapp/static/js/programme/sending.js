// @ts-check
/** Sending a film: what is too large is not sent at all, and while it goes a line says so. Without this file the server says the same. */

import { find } from "../cellar/dom.js";

const form = document.querySelector("[data-film]");

if (form instanceof HTMLFormElement) {
  const film = form.elements.namedItem("film");
  const largest = Number(form.dataset.largest);
  const isTooLarge = () => film instanceof HTMLInputElement && (film.files?.[0]?.size ?? 0) > largest;
  form.addEventListener("change", () => { find("[data-too-large]", form).hidden = !isTooLarge(); });
  form.addEventListener("submit", (event) => {
    find("[data-too-large]", form).hidden = !isTooLarge();
    if (isTooLarge()) {
      event.preventDefault();
      if (film instanceof HTMLElement) film.focus();
      return;
    }
    find("[data-sending]", form).hidden = false;
  });
}
