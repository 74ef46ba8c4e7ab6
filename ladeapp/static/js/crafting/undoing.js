// @ts-check
/** What was just removed can be brought back for ten seconds; see the toast in macros/card.html. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

const UNDO_MS = 10_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;

/** @param {string} words what was removed @param {() => Promise<void>} back @param {HTMLElement} after where she is then */
export function offerUndo(words, back, after) {
  const [toast, button] = [find("#undo"), find("[data-toast-undo]")];
  find("[data-toast-text]").textContent = word("removed", { words });
  toast.hidden = false;
  button.onclick = async () => {
    await back();
    toast.hidden = true;
    announce(word("undone"));
    after.focus();
  };
  announce(word("removed", { words }));
  button.focus();
  clearTimeout(ending);
  ending = setTimeout(() => {
    if (toast.contains(document.activeElement)) after.focus();
    toast.hidden = true;
  }, UNDO_MS);
}
