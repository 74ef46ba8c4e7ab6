// @ts-check
/** "Fewer reminders from now on": said once, where the page has a place for it, and taken back by a tap. */

import { announce } from "../cellar/announce.js";
import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { saidFewer, settleFewer } from "./easing.js";

/** Fills <div data-fewer hidden>, if there is something to say. */
export async function showFewer() {
  const place = document.querySelector("[data-fewer]");
  const said = await saidFewer();
  if (!(place instanceof HTMLElement) || !said) return;
  const failed = h("p", { class: "small", hidden: true }, word("push_failed"));
  place.replaceChildren(h("section", { class: "card" },
    h("h2", null, word("push_fewer_title")), h("p", null, word("push_fewer", said)),
    h("div", { class: "actions" }, button("push_fewer_fine", "secondary", false), button("push_fewer_undo", "tertiary", true)), failed));
  place.hidden = false;

  /** @param {string} key @param {string} variant @param {boolean} undo */
  function button(key, variant, undo) {
    return h("button", { class: "ds-button", type: "button", "data-variant": variant, click: () => settle(undo) }, word(key));
  }

  /** @param {boolean} undo */
  async function settle(undo) {
    const done = await settleFewer(undo);
    failed.hidden = done;
    if (done) /** @type {HTMLElement} */ (place).hidden = true;
    if (done && undo && said) announce(word("push_fewer_undone", said));
  }
}
