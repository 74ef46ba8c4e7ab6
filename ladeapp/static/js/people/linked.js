// @ts-check
/** A second phone, seen from the new one: the ten characters, by camera or typed, the number, and the diary. */

import { find } from "../cellar/dom.js";
import { LinkOver, Mistyped, NotReached, replyToLink, Unopened } from "../diary/index.js";
import { input, say, showPart } from "./parts.js";

const KEY = "link waiting";

/** Only this tab keeps them. @param {string} code */
export const keepCode = (code) => sessionStorage.setItem(KEY, code);

/** @returns {string | null} handed out once */
export function takeCode() {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return kept;
}

/**
 * @param {string} typed
 * @param {() => void} goOn when the diary is here
 * @throws {NotReached | import("../diary/index.js").DiaryExists}
 */
export async function link(typed, goOn) {
  say("link-code");
  try {
    const { number, received } = await replyToLink(typed);
    find("[data-number]").textContent = number;
    showPart("number");
    if (await received()) return goOn();
    refuse("people_link_refused");
  } catch (error) {
    if (error instanceof Mistyped) refuse("people_mistyped_ten");
    else if (error instanceof LinkOver) refuse(`people_link_${error.why}`);
    else if (error instanceof Unopened || error instanceof DOMException) refuse("people_link_refused");
    else throw error;
  }
}

/** @param {string} why */
function refuse(why) {
  showPart("code");
  say("link-code", why);
}

/** @param {(work: () => Promise<void>) => void} orOffline @param {() => void} goOn */
export function offerTyping(orOffline, goOn) {
  find("[data-link]").addEventListener("submit", (event) => {
    event.preventDefault();
    orOffline(() => link(input("link-code").value, goOn));
  });
}
