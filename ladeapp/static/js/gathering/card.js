// @ts-check
/** The team's card on the shared screen: what is typed survives a reload and an error until it is saved. */

import { send } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { onTap } from "../stations/stage.js";
import { told } from "./trouble.js";

/** @param {string} key where the screen keeps what belongs to this meeting */
export function followCard(key) {
  const form = document.querySelector("[data-card]");
  if (!(form instanceof HTMLFormElement)) return;
  const draft = `${key}/card`;
  const fields = [...form.querySelectorAll("textarea")];
  const kept = JSON.parse(sessionStorage.getItem(draft) ?? "null");
  if (Array.isArray(kept)) for (const [at, field] of fields.entries()) field.value = kept[at] ?? field.value;
  form.addEventListener("input", () => {
    sessionStorage.setItem(draft, JSON.stringify(fields.map(({ value }) => value)));
    say("");
  });
  onTap((what) => { if (what === "save") void save(form, fields, draft); });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement[]} fields
 * @param {string} draft
 */
async function save(form, fields, draft) {
  const lines = fields.map(({ value }) => value);
  const answer = await send("PUT", "/api/team-card", { lines, seen: form.dataset.seen });
  if (answer.ok && answer.response) {
    form.dataset.seen = (await answer.response.json()).seen;
    sessionStorage.removeItem(draft);
    return say(word("gathering_saved"));
  }
  const theirs = /** @type {{lines?: string[], seen?: string}} */ (answer.problem ?? {});
  if (answer.status !== 409 || !theirs.lines || !theirs.seen) return say(told(answer));
  form.dataset.seen = theirs.seen;
  say(`${told(answer)} ${word("gathering_theirs", { lines: theirs.lines.filter(Boolean).join(" · ") })}`);
}

/** @param {string} sentence */
function say(sentence) {
  find("[data-card-told]").textContent = sentence;
}
