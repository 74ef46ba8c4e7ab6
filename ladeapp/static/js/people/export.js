// @ts-check
/** The diary in clear as a file of one's own, made on the phone. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */

/** @param {Diary} diary */
export async function download(diary) {
  const text = JSON.stringify(await diary.exportAll(), null, 2);
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const day = new Date().toLocaleDateString("sv");
  h("a", { href: address, download: `${word("people_export_name")}-${day}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Offer it where the page has a button for it. @param {Diary} diary */
export function offerExport(diary) {
  const button = document.querySelector("[data-export]");
  if (!(button instanceof HTMLElement)) return;
  button.hidden = false;
  button.addEventListener("click", () => download(diary));
}
