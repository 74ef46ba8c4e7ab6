// @ts-check
/** The two words on the lock screen: off until she turns them on, on this phone alone. */

import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { TWO_WORDS } from "./reminders.js";

/** The switch, where notifications have two buttons. @returns {Promise<HTMLElement | null>} */
export async function twoWordsSwitch() {
  if (!(/** @type {any} */ (Notification).maxActions >= 2)) return null;
  let on = Boolean(await phoneNote(TWO_WORDS));
  const row = h("button", { class: "switch", type: "button", role: "switch", "aria-checked": String(on), click: turn },
    h("span", { class: "switch-label" }, h("b", null, word("push_two")), h("small", null, word("push_two_hint"))));
  return row;

  async function turn() {
    on = !on;
    await setPhoneNote(TWO_WORDS, on || undefined);
    (await navigator.serviceWorker.getRegistration())?.active?.postMessage({ type: "two-words", on });
    row.setAttribute("aria-checked", String(on)); // last: what the switch says is already so
  }
}
