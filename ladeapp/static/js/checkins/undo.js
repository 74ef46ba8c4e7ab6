// @ts-check
/** What was just done, in words, and ten seconds to take it back. */

import { announce } from "../cellar/announce.js";
import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { UNDO_MS } from "../diary/index.js";

/** @type {HTMLElement | null} */
let shown = null;

/**
 * @param {string} sentence
 * @param {() => void} undo
 */
export function offerUndo(sentence, undo) {
  shown?.remove();
  const toast = h("div", { class: "toast" }, h("span", null, sentence),
    h("button", { class: "ds-button", "data-variant": "tertiary", type: "button", click: () => { toast.remove(); undo(); } }, word("undo")));
  shown = toast;
  document.body.append(toast);
  announce(sentence);
  setTimeout(() => toast.remove(), UNDO_MS);
}
