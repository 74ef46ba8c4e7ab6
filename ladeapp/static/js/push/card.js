// @ts-check
/**
 * The card that offers messages: <div data-push-card hidden> shows every state with its test button, "reminders" the
 * same in the words of her reminders, <div data-push-card="offer" hidden> only asks, and can be put away for good.
 */

import { announce } from "../cellar/announce.js";
import { h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { phoneNote, setPhoneNote } from "../diary/index.js";
import { health } from "./health.js";
import { start } from "./start.js";
import { state, subscribe, unsubscribe } from "./subscription.js";
import { tryOut } from "./trying.js";
import { twoWordsSwitch } from "./two-words.js";
/** @typedef {import("./subscription.js").PushState} PushState */

const PUT_AWAY = "push-put-away";

/** Draw the card where the page has a place for it; again, where something has changed. */
export async function showPushCard() {
  const place = document.querySelector("[data-push-card]");
  if (!(place instanceof HTMLElement)) return;
  let now = await state();
  if (now === "lost") {
    await start();
    now = await state(); // as a rule it is mended before anybody sees it
  }
  const offers = place.dataset.pushCard === "offer";
  if (offers && (!["off", "install"].includes(now) || (await phoneNote(PUT_AWAY)))) return;
  if (place.dataset.state !== now) await draw(place, now);
}

/**
 * @param {HTMLElement} place
 * @param {PushState} now
 */
async function draw(place, now) {
  const offers = place.dataset.pushCard === "offer";
  const line = h("p", { hidden: true });
  const asks = now === "off" || now === "install";
  const title = h("h2", { tabindex: -1 }, word(asks ? about(place, "push_title") : "push_here"));
  const laterButton = offers && now !== "on" && button("push_later", "tertiary", () => putAway(place));
  const facts = now === "on" && h("div", { class: "stack", "data-push-health": true }, await health());
  const choice = now === "on" && (await twoWordsSwitch());
  place.replaceChildren(
    h("section", { class: "card" }, title, h("p", null, word(about(place, SAID[now]))), facts,
      h("div", { class: "actions" }, ...ACTIONS[now](place, line), laterButton), line, choice),
  );
  place.dataset.state = now;
  place.hidden = false;
  return title;
}

/** The reminders' own words, where there are any. @param {HTMLElement} place @param {string} key */
function about(place, key) {
  const own = ["push_title", "push_why", "push_is_on"].includes(key) && place.dataset.pushCard === "reminders";
  return own ? `${key}_reminders` : key;
}

/** Among her reminders it is the one thing left to do; elsewhere one of several. @param {HTMLElement} place */
const weight = (place) => (place.dataset.pushCard === "reminders" ? "primary" : "secondary");

/** @type {Record<PushState, string>} */
const SAID = {
  unsupported: "push_unsupported",
  install: "push_install",
  denied: "push_denied",
  off: "push_why",
  lost: "push_lost",
  on: "push_is_on",
};

/** @type {Record<PushState, (place: HTMLElement, line: HTMLElement) => HTMLElement[]>} */
const ACTIONS = {
  unsupported: () => [],
  install: () => [h("a", { class: "ds-button", "data-variant": "secondary", href: "/install" }, word("push_install_how"))],
  denied: () => [],
  off: (place, line) => [button("push_on", weight(place), () => turnOn(place, line))],
  lost: (place, line) => [button("push_mend", weight(place), () => turnOn(place, line))],
  on: (place, line) => [
    button("push_try", "secondary", () => tryOut((key) => tell(place, line, key))),
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
  (await draw(place, now)).focus();
  announce(word(about(place, SAID[now])));
}

/** @param {HTMLElement} place */
async function turnOff(place) {
  await unsubscribe();
  (await draw(place, await state())).focus();
}

/**
 * How the trial goes; what has come is in the lines above at once.
 * @param {HTMLElement} place
 * @param {HTMLElement} line
 * @param {string} key
 */
async function tell(place, line, key) {
  say(line, key);
  place.querySelector("[data-push-health]")?.replaceChildren(...(await health()));
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
