// @ts-check
/**
 * The card that offers messages: <div data-push-card hidden> shows every state with its test button,
 * <div data-push-card="offer" hidden> only asks, and can be put away for good.
 */

import { announce } from "../cellar/announce.js";
import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { state, subscribe, test, unsubscribe } from "./subscription.js";
/** @typedef {import("./subscription.js").PushState} PushState */

const PUT_AWAY = "push-put-away";

/** Draw the card where the page has a place for it. */
export async function showPushCard() {
  const place = document.querySelector("[data-push-card]");
  if (!(place instanceof HTMLElement)) return;
  const now = await state();
  const offers = place.dataset.pushCard === "offer";
  if (offers && (!["off", "install"].includes(now) || (await phoneNote(PUT_AWAY)))) return;
  draw(place, now);
}

/**
 * @param {HTMLElement} place
 * @param {PushState} now
 */
function draw(place, now) {
  const offers = place.dataset.pushCard === "offer";
  const line = h("p", { hidden: true });
  const asks = now === "off" || now === "install";
  const title = h("h2", { tabindex: -1 }, word(asks ? "push_title" : "push_here"));
  const laterButton = offers && now !== "on" && button("push_later", "tertiary", () => putAway(place));
  place.replaceChildren(
    h("section", { class: "card" }, title, h("p", null, word(SAID[now])),
      h("div", { class: "actions" }, ...ACTIONS[now](place, line), laterButton), line),
  );
  place.hidden = false;
  return title;
}

/** @type {Record<PushState, string>} */
const SAID = {
  unsupported: "push_unsupported",
  install: "push_install",
  denied: "push_denied",
  off: "push_why",
  on: "push_is_on",
};

/** @type {Record<PushState, (place: HTMLElement, line: HTMLElement) => HTMLElement[]>} */
const ACTIONS = {
  unsupported: () => [],
  install: () => [h("a", { class: "ds-button", "data-variant": "secondary", href: "/install" }, word("push_install_how"))],
  denied: () => [],
  off: (place, line) => [button("push_on", "secondary", () => turnOn(place, line))],
  on: (place, line) => [
    button("push_try", "secondary", () => tryIt(line)),
    button("push_off", "tertiary", () => turnOff(place)),
  ],
};

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} line
 */
async function turnOn(place, line) {
  const now = await subscribe();
  if (now === "off") return say(line, "push_failed");
  draw(place, now).focus();
  announce(word(SAID[now]));
}

/** @param {HTMLElement} place */
async function turnOff(place) {
  await unsubscribe();
  draw(place, await state()).focus();
}

/** @param {HTMLElement} line */
async function tryIt(line) {
  say(line, (await test()) ? "push_tried" : "push_try_failed");
}

/** @param {HTMLElement} place */
async function putAway(place) {
  await setPhoneNote(PUT_AWAY, true);
  place.hidden = true;
}

/**
 * @param {HTMLElement} line
 * @param {string} key
 */
function say(line, key) {
  line.textContent = word(key);
  line.hidden = false;
  announce(word(key));
}

/**
 * A button that waits for its own work.
 * @param {string} key
 * @param {string} variant
 * @param {() => Promise<void>} work
 */
function button(key, variant, work) {
  const made = h("button", { class: "ds-button", type: "button", "data-variant": variant }, word(key));
  made.addEventListener("click", async () => {
    made.disabled = true;
    await work();
    made.disabled = false;
  });
  return made;
}
