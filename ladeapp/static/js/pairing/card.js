// @ts-check
/** The card about asking and offering: drawn by the server, kept up to date here. */

import { announce } from "../cellar/announce.js";
import { send } from "../cellar/api.js";
import { word } from "../cellar/words.js";

/**
 * @typedef {{ask: {id: string, expires_at: string} | null, willing_until: string | null, someone_can_listen: boolean,
 *   open_asks: {id: string}[], station: string | null}} Pairing
 */
/** @typedef {"station" | "asking" | "open" | "nobody" | "idle"} Part */

const LOOKS_EVERY_MS = 5000; // whatever goes on: the rhythm of looks must not tell it
const ASKED = "pairing-asked"; // the ask this phone waits for: the server forgets an ask that nobody answered

/**
 * Keep the card on this page true. Does nothing on a page without one.
 * @param {(station: string) => void} [ready] what to do when somebody has said yes while we look
 * @returns {Promise<void>}
 */
export async function startPairingCard(ready) {
  const root = document.querySelector("[data-pairing]");
  if (!(root instanceof HTMLElement)) return;
  const card = root;
  remember(card.dataset.ask ?? "");
  card.querySelector("[data-withdraw]")?.addEventListener("submit", () => remember("", true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  let waiting = setTimeout(look, 0);

  async function look() {
    clearTimeout(waiting);
    if (document.visibilityState !== "visible") return;
    const answer = await send("GET", "/api/pairing");
    if (answer.ok && answer.response) update(await answer.response.json());
    waiting = setTimeout(look, LOOKS_EVERY_MS);
  }

  /** @param {Pairing} state */
  function update(state) {
    const before = card.dataset.pairing;
    const part = partOf(state, before);
    link("[data-station]", state.station && `/stations/${state.station}`);
    link("[data-open]", state.open_asks[0] && `/pairings/${state.open_asks[0].id}`);
    const someone = card.querySelector("[data-someone]");
    if (someone instanceof HTMLElement) someone.hidden = !state.someone_can_listen;
    if (!state.willing_until && card.querySelector('[data-willing] [aria-checked="true"]')) return location.reload();
    if (part === before) return;
    card.dataset.pairing = part;
    for (const each of card.querySelectorAll("[data-part]")) /** @type {HTMLElement} */ (each).hidden = each.getAttribute("data-part") !== part;
    if (part === "open") announce(word("someone_asks"));
    if (part === "nobody") announce(word("nobody"));
    if (part === "station" && state.station && before === "asking") tell(state.station);
  }

  /** @param {string} station */
  function tell(station) {
    remember("", true);
    navigator.vibrate?.([180, 120, 180]);
    announce(word("someone_ready"));
    ready?.(station);
  }

  /**
   * @param {string} selector
   * @param {string | null | undefined} address
   */
  function link(selector, address) {
    if (address) card.querySelector(selector)?.setAttribute("href", address);
  }
}

/**
 * @param {Pairing} state
 * @param {string | undefined} before
 * @returns {Part}
 */
function partOf(state, before) {
  if (state.station) return "station";
  if (state.ask) {
    remember(state.ask.id);
    return "asking";
  }
  if (sessionStorage.getItem(ASKED)) {
    remember("", true);
    return "nobody";
  }
  if (state.open_asks.length > 0) return "open";
  return before === "nobody" ? "nobody" : "idle";
}

/**
 * @param {string} ask
 * @param {boolean} [forget]
 */
function remember(ask, forget = false) {
  if (ask) sessionStorage.setItem(ASKED, ask);
  else if (forget) sessionStorage.removeItem(ASKED);
}
