// @ts-check
/** A calendar being read: the page looks again by itself; a file that is too large is said before it is sent. */

import { word } from "../cellar/words.js";

const LOOK_AGAIN_MS = 4000;
const LARGEST = 2 * 1024 * 1024; // bytes, as shifts/reading.py

if (document.querySelector("[data-waiting]")) setTimeout(() => location.reload(), LOOK_AGAIN_MS);

const form = document.querySelector("[data-calendar-file]");
const chosen = /** @type {HTMLInputElement | null} */ (form?.querySelector("input[type=file]") ?? null);
const said = form?.querySelector("[data-too-large]");

chosen?.addEventListener("change", show);
form?.addEventListener("submit", (event) => {
  if (show()) event.preventDefault();
});

/** @returns {boolean} whether it is too large */
function show() {
  const large = [...(chosen?.files ?? [])].some(({ size }) => size > LARGEST);
  if (said) said.textContent = large ? word("calendar_too_large") : "";
  said?.toggleAttribute("hidden", !large);
  return large;
}
