// @ts-check
/** The door when something grave has happened: all that matters stands in the page already; here it starts, and says so. */

import { send } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { register } from "../pwa/register.js";
import { sendStarted, start } from "./start.js";

const OWN = "incidents/words";
const button = /** @type {HTMLButtonElement} */ (find("[data-start]"));

button.addEventListener("click", async () => {
  button.disabled = true;
  say("[data-said]", "incident_sending");
  told(await start().catch(() => /** @type {const} */ ("failed")));
});
find("[data-offer]").addEventListener("click", async () => {
  const answer = await send("POST", "/api/reminders/offers");
  find("[data-offer]").hidden = answer.ok;
  say("[data-offered]", answer.ok ? "incident_offered" : "incident_not_offered");
});
addEventListener("online", async () => told(await sendStarted()));

register();
await Promise.allSettled([sendStarted().then(told), showOwnWords()]);

/** @param {import("./start.js").Fate | null} fate */
function told(fate) {
  if (!fate) return;
  say("[data-said]", `incident_${fate}`);
  button.hidden = fate !== "failed";
  find("[data-about]").hidden = true;
  button.disabled = false;
  find("[data-sign-in]").hidden = fate !== "sign_in";
}

/** The workplace's own routine, as last heard; ours stands there until then. */
async function showOwnWords() {
  reword((await phoneNote(OWN)) ?? {});
  const answer = await send("GET", "/api/incidents/words");
  if (!answer.ok || !answer.response) return;
  const { points } = await answer.response.json();
  await setPhoneNote(OWN, points);
  reword(points);
}

/** @param {Record<string, string>} points */
function reword(points) {
  for (const [key, text] of Object.entries(points)) {
    const place = document.querySelector(`[data-point="${CSS.escape(key)}"]`);
    if (place) place.textContent = text;
  }
  find("[data-own]").hidden = Object.keys(points).length === 0;
}

/** @param {string} place @param {string} key */
function say(place, key) {
  find(place).textContent = word(key);
  find(place).hidden = false;
}
