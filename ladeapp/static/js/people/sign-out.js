// @ts-check
/**
 * Signing out: says first what would be lost, then wipes the phone, ends its messages, and ends the session.
 * On a slow line a tap can come before any of that is known; it waits, and counts only if nothing would be lost.
 */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { unsubscribe } from "../push/subscription.js";
import { offerExport } from "./export.js";

let said = false;
const looked = look().finally(() => { said = true; });
const form = /** @type {HTMLFormElement} */ (find("[data-sign-out]"));
const button = /** @type {HTMLButtonElement} */ (find("[data-leave]"));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.ariaBusy) return;
  const unwarned = !said;
  button.ariaBusy = "true";
  const diary = await looked;
  const warning = document.querySelector("[data-unsent]:not([hidden]), [data-lost]:not([hidden])");
  if (unwarned && warning instanceof HTMLElement) return stay(warning);
  await unsubscribe().catch(() => undefined); // a browser that cannot say what it has must not keep her here
  await diary?.wipe();
  form.submit();
});
button.disabled = false; // until now a tap would have ended the session and left the diary behind

/** What would be lost, after the last attempt to send it. */
async function look() {
  const diary = await openDiary();
  if (!diary) return null;
  await diary.flush();
  const { unsent, recoverySent, provedRecovery } = await diary.state();
  const safe = provedRecovery && recoverySent;
  find("[data-unsent-words]").textContent = word("people_unsent", { n: unsent });
  find("[data-unsent]").hidden = unsent === 0;
  find("[data-lost]").hidden = safe;
  find("[data-kept]").hidden = !safe || unsent > 0;
  offerExport(diary);
  return diary;
}

/** She has not read this yet: the next tap counts. @param {HTMLElement} warning */
function stay(warning) {
  button.ariaBusy = null;
  warning.scrollIntoView({ block: "center" });
  announce(warning.innerText);
}
