// @ts-check
/** Home: what the phone itself knows goes on top; the rest has come from the server. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { showDueOf } from "../crafting/due.js";
import { localTime, openDiary } from "../diary/index.js";
import { hasAnswered } from "../effect/wave.js";
import { sendStarted } from "../incidents/start.js";
import { startPairingCard } from "../pairing/card.js";
import { suggestPause } from "../pairing/pause.js";
import { showPushCard } from "../push/card.js";
import { showFewer } from "../push/fewer.js";
import { start } from "../push/start.js";

await Promise.allSettled([showDiary(), startPairingCard(), suggestPause(), offerPush(), sendStarted(), start().finally(showFewer)]);

/** Today's check-in, in words; the button says what a tap does. */
async function showDiary() {
  const diary = await openDiary();
  if (!diary) return;
  diary.addEventListener("change", draw);
  await draw();

  async function draw() {
    const today = localTime(new Date()).day;
    const entries = await diary?.entries() ?? [];
    const waiting = await diary?.state();
    const done = entries.some((entry) => entry.day === today);
    if (done) find("[data-home-title]").textContent = word("saved_today");
    find("[data-home-check-in] a").textContent = word(done ? "check_in_again" : "check_in");
    find("[data-home-check-in] a").dataset.variant = done ? "secondary" : "primary";
    find("[data-part=idle] button").dataset.variant = done ? "primary" : "secondary"; // one thing to do next
    const line = find("[data-home-state]");
    line.textContent = waiting?.signInNeeded ? word("sign_in_needed") : waiting?.unsent ? word("unsent") : "";
    line.hidden = line.textContent === "";
    const asked = document.querySelector("[data-home-survey]"); // the server does not know who has answered
    if (asked && hasAnswered(await diary?.recallAll("survey") ?? [], Date.now())) asked.textContent = word("survey_given");
    if (diary) await showDueOf(find("[data-experiment]"), diary);
  }
}

/** Messages are offered only after the first check-in, and never again when put away. */
async function offerPush() {
  const diary = await openDiary();
  if (diary && (await diary.entries()).length > 0) await showPushCard();
}
