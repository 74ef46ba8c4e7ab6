// @ts-check
/** Signing out: says first what would be lost, then wipes the phone, ends its messages, and ends the session. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { unsubscribe } from "../push/subscription.js";
import { offerExport } from "./export.js";

const diary = await openDiary();
if (diary) {
  await diary.flush();
  const { unsent, recoverySent, provedRecovery } = await diary.state();
  const safe = provedRecovery && recoverySent;
  find("[data-unsent-words]").textContent = word("people_unsent", { n: unsent });
  find("[data-unsent]").hidden = unsent === 0;
  find("[data-lost]").hidden = safe;
  find("[data-kept]").hidden = !safe || unsent > 0;
  offerExport(diary);
}

const form = find("[data-sign-out]");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await unsubscribe();
  await diary?.wipe();
  if (form instanceof HTMLFormElement) form.submit();
});
