// @ts-check
/** The door to the stations: alone, two or several; what is offered here; the one that runs; what it has given. */

import { announce } from "../cellar/announce.js";
import { session } from "../cellar/api.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { showBalance } from "./balance.js";
import { asked, known, stretched } from "./offers.js";

/** @typedef {import("./stage.js").Protocol} Protocol */

const CHOSEN = "stations/chosen"; // how many they were last, and which conversation: this phone's own habit
/** @type {Record<string, Protocol>} */
const protocols = JSON.parse(find("#protocols").textContent ?? "");
const all = (/** @type {string} */ selector) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));

document.addEventListener("change", ({ target }) => { if (target instanceof HTMLInputElement) { keep(target); draw(); } });
for (const button of all("[data-own]")) button.addEventListener("click", () => own(button));
await restore();
offer(await known());
showBalance();
look();
addEventListener("online", look);

async function restore() {
  for (const value of Object.values((await phoneNote(CHOSEN)) ?? {})) {
    const radio = document.querySelector(`input[value="${value}"]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
  }
}

/** @param {HTMLInputElement} radio */
async function keep(radio) {
  const place = radio.name === "who" ? "who" : String(radio.closest("[data-panel]")?.getAttribute("data-panel"));
  setPhoneNote(CHOSEN, { ...await phoneNote(CHOSEN), [place]: radio.value });
}

async function look() {
  const { offers } = await asked();
  if (!offers) return;
  offer(offers.offers);
  find("[data-running]").hidden = !offers.running;
  if (!offers.running) return;
  find("[data-running] a").setAttribute("href", `/stations/${offers.running}`);
  for (const button of all('.panel [type="submit"]')) button.dataset.variant = "secondary"; // the one thing to do next is the running one
}

/**
 * Only what the workplace offers, with the minutes it has given.
 * @param {import("./offers.js").Offer[] | null} offers null: not known, so everything
 */
function offer(offers) {
  for (const [key, protocol] of Object.entries(protocols)) {
    const label = find(`[data-choice="${key}"]`);
    label.hidden = offers !== null && !offers.some((one) => one.key === key);
    for (const place of label.querySelectorAll("[data-minutes]")) place.textContent = String(stretched(protocol, offers).minutes);
  }
  for (const panel of all("[data-panel]")) {
    const choices = panel.querySelectorAll("[data-choice]:not([hidden]) input");
    find(`[data-who="${panel.dataset.panel}"]`).hidden = choices.length === 0;
    if (!panel.querySelector("[data-choice]:not([hidden]) input:checked")) choose(choices[0]);
  }
  if (!document.querySelector("[data-who]:not([hidden]) input:checked")) choose(document.querySelector("[data-who]:not([hidden]) input"));
  draw();
}

/** @param {Element | null | undefined} radio */
function choose(radio) {
  if (radio instanceof HTMLInputElement) radio.checked = true;
}

/** The panel of how many they are, and in each panel what belongs to the chosen conversation. */
function draw() {
  const who = document.querySelector('input[name="who"]:checked')?.getAttribute("value");
  for (const panel of all("[data-panel]")) {
    panel.hidden = panel.dataset.panel !== who;
    const key = chosen(panel);
    for (const part of panel.querySelectorAll("[data-for]")) /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-for") !== key;
    for (const button of panel.querySelectorAll("[data-own]")) {
      /** @type {HTMLElement} */ (button).hidden = !protocols[key]?.phones.includes("own");
    }
  }
}

/** @param {HTMLElement} panel */
function chosen(panel) {
  return panel.querySelector("[data-choice] :is(:checked, [type=hidden])")?.getAttribute("value") ?? "";
}

/** Each on her own phone: that needs the server. @param {HTMLElement} button */
async function own(button) {
  const panel = /** @type {HTMLElement} */ (button.closest("[data-panel]"));
  const { session: who, status } = await session();
  if (status === 401) return location.assign("/sign-in?next=/stations");
  const line = find("[data-refused]", panel);
  line.hidden = who !== null;
  if (!who) return announce(word("own_offline"));
  const form = /** @type {HTMLFormElement} */ (find("form[data-open]"));
  form.replaceChildren(hidden("csrf_token", who.csrf), hidden("protocol", chosen(panel)));
  form.submit();
}

/**
 * @param {string} name
 * @param {string} value
 */
function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
