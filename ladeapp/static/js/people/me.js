// @ts-check
/** Meg: an empty page until the phone fills it, with coverage or without. */

import "../checkins/own-curve.js";
import { send } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary, phone } from "../diary/index.js";
import { showPushCard } from "../push/card.js";
import { start } from "../push/start.js";
import { register } from "../pwa/register.js";

/** @param {string} name @param {boolean} shown */
const show = (name, shown) => { find(`[data-${name}]`).hidden = !shown; };

const diary = await openDiary();
await showDiary().catch(() => undefined); // before the cards below it: none may move under her finger
await Promise.allSettled([diary?.flush({ opening: true }), askServer(), showPushCard(), start().finally(showPushCard)]);
register();

async function showDiary() {
  find("[data-name]").textContent = (await phone())?.name ?? "";
  show("no-diary", !diary);
  if (!diary) return;
  const state = await draw();
  show("unproved", !state.provedRecovery && Boolean(state.recoverySent)); // now, or at the next visit
  diary.addEventListener("change", draw);

  async function draw() {
    const state = await /** @type {NonNullable<typeof diary>} */ (diary).state();
    const quiet = state.signInNeeded && !state.unsent;
    find("[data-sending]").textContent = quiet ? "" : word(state.unsent ? "people_some_unsent" : "people_all_sent");
    return state;
  }
}

/** What only the server knows; without coverage the page is whole without it. */
async function askServer() {
  const answer = await send("GET", "/api/me");
  show("signed-out", answer.status === 401);
  if (answer.status === 401) {
    show("no-diary", false);
    document.querySelector("[data-push-card]")?.remove(); // messages are for whoever is signed in
  }
  const about = answer.ok ? await answer.response?.json() : null;
  show("notices", Boolean(about?.notices));
  show("admin", Boolean(about?.admin));
  show("left", Boolean(about?.left));
  if (about?.left) document.querySelectorAll("[data-at-work], [data-push-card]").forEach((each) => each.remove()); // nothing there for whoever has left
}
