// @ts-check
/** The recovery code: made, shown once, and written back as a proof that it was read right. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { NotReached, openDiary } from "../diary/index.js";
import { input, say, showPart } from "./parts.js";

/** Three groups a line are easier to copy by hand. @param {string} code */
const inRows = (code) => code.replace(/((?:\w{3}-){3})/g, "$1\n");

const diary = await openDiary();
const button = /** @type {HTMLButtonElement} */ (find("[data-show]"));
if (diary) {
  find("[data-proved]").hidden = !(await diary.state()).provedRecovery;
  button.disabled = false;
} else {
  showPart("none");
}

button.addEventListener("click", async () => {
  button.disabled = true;
  try {
    await diary?.flush();
    find("[data-code]").textContent = inRows((await diary?.renewRecoveryCode()) ?? "");
    showPart("code");
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
    if ([401, 403].includes(error.status)) return location.assign("/sign-in/anew?next=/me/recovery");
    find("[data-fault]").textContent = word("people_not_reached");
    find("[data-fault]").hidden = false;
  } finally {
    button.disabled = false;
  }
});

find("[data-prove]").addEventListener("submit", async (event) => {
  event.preventDefault();
  say("typed-back");
  if (!(await diary?.proveRecovery(input("typed-back").value))) return say("typed-back", "people_not_the_code");
  find("[data-code]").textContent = "";
  await diary?.flush();
  showPart("done");
});
