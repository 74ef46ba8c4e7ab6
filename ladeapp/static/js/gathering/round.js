// @ts-check
/** The anonymous round on the shared screen. While it is open the screen asks nothing and is told nothing. */

import { send } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { square } from "../people/square.js";
import { onTap } from "../stations/stage.js";
import { trouble } from "./trouble.js";

/** kind: few, agree or spread. @typedef {{kind: string, shares: number[]}} Shown */

const before = /** @type {HTMLElement | null} */ (document.querySelector('[data-round="before"]'));
const address = before?.dataset.address ?? "";
const KEY = `gathering/${find("[data-meeting]").dataset.meeting}/code`;
let busy = false;

/** Listen to the buttons, and find a round again that was open or ended before a reload. */
export function followRound() {
  if (!before) return;
  onTap((what) => {
    if (what === "open") void once(open);
    if (what === "end") void once(end);
  });
  if (sessionStorage.getItem(KEY)) void once(open);
}

/** Nothing of it is left, here or at the server; without coverage the server forgets by itself. */
export async function forgetRound() {
  if (sessionStorage.getItem(KEY)) await send("DELETE", address);
}

async function open() {
  const answer = await send("PUT", address);
  if (!answer.ok || !answer.response) return trouble(answer);
  /** @type {{code: string, address: string, shown: Shown | null}} */
  const found = await answer.response.json();
  const other = sessionStorage.getItem(KEY);
  sessionStorage.setItem(KEY, found.code);
  const news = other ? other !== found.code && "gathering_anew" : found.shown && "gathering_before";
  trouble(null, news ? word(news) : "");
  if (found.shown) return tell(found.shown);
  find("[data-square]").replaceChildren(square(found.address, word("gathering_square")));
  find("[data-host]").textContent = found.address.replace(/^https?:\/\//, "").replace(/\/[^/]+$/, "");
  find("[data-code]").textContent = found.code;
  stage("open");
}

async function end() {
  const answer = await send("POST", `${address}/end`);
  if (answer.status === 404) {
    sessionStorage.removeItem(KEY);
    stage("before");
  }
  if (!answer.ok || !answer.response) return trouble(answer);
  trouble(null);
  tell((await answer.response.json()).shown);
  find("[data-told]").focus();
}

/** @param {Shown} shown */
function tell(shown) {
  find("[data-told]").textContent = word(`gathering_${shown.kind}`);
  const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-share]"));
  for (const [at, place] of places.entries()) {
    const share = shown.shares[at] ?? 0;
    place.textContent = shown.kind === "spread" ? word(`gathering_share_${share}`) : "";
    place.dataset.share = String(share);
  }
  find("[data-shares]").hidden = shown.kind !== "spread";
  stage("shown");
}

/** @param {string} name */
function stage(name) {
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-round]"))) each.hidden = each.dataset.round !== name;
}

/** A second tap while the first is on its way does nothing. @param {() => Promise<void>} act */
async function once(act) {
  if (busy) return;
  busy = true;
  await act();
  busy = false;
}
