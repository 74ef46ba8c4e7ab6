// @ts-check
/** The recovery code: made, shown once, and written back before it takes the old one's place. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { NotReached, openDiary } from "../diary/index.js";
import { input, say, showPart } from "./parts.js";

/** Three groups a line are easier to copy by hand. @param {string} code */
const inRows = (code) => code.replace(/((?:\w{3}-){3})/g, "$1\n");

const diary = await openDiary();
const button = /** @type {HTMLButtonElement} */ (find("[data-show]"));
const keep = find("[data-keep]");
/** @type {import("../diary/recovery.js").NewCode | null} */
let next = null;
if (diary) {
  find("[data-proved]").hidden = !(await diary.state()).provedRecovery;
  button.disabled = false;
} else {
  showPart("none");
}

button.addEventListener("click", async () => {
  next = (await diary?.newRecoveryCode()) ?? null;
  find("[data-code]").textContent = inRows(next?.code ?? "");
  showPart("code");
});

find("[data-prove]").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!next || keep.ariaBusy) return;
  keep.ariaBusy = "true";
  say("typed-back");
  fault();
  try {
    if (!(await diary?.useRecoveryCode(next, input("typed-back").value))) return say("typed-back", "people_not_the_code");
    next = null;
    find("[data-code]").textContent = "";
    await diary?.flush();
    showPart("done");
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
    fault([401, 403].includes(error.status) ? "people_code_anew" : "people_code_waits");
    find("[data-anew]").hidden = ![401, 403].includes(error.status);
  } finally {
    keep.ariaBusy = null;
  }
});

/** Say that the new code does not hold yet, or nothing any more. @param {string} [key] */
function fault(key) {
  find("[data-fault]").textContent = key ? word(key) : "";
  find("[data-fault]").hidden = !key;
}
