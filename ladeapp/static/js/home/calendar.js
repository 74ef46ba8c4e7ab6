// @ts-check
/** The private calendar address: a tap on it chooses all of it, a button copies it. */

import { announce } from "../cellar/announce.js";
import { word } from "../cellar/words.js";

const address = document.querySelector("[data-address]");
const copy = document.querySelector("[data-copy]");
const said = document.querySelector("[data-said]");

if (address instanceof HTMLTextAreaElement && copy instanceof HTMLElement && said instanceof HTMLElement) {
  address.addEventListener("focus", () => address.select());
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    const key = await navigator.clipboard.writeText(address.value).then(() => "copied", () => "not_copied");
    said.textContent = word(key);
    said.hidden = false;
    announce(word(key));
  });
}
