// @ts-check
/** What a step says, and to whom: on one's own phone to her who holds it, on one phone to everybody, read aloud. */

import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";

/** @typedef {import("./stage.js").Protocol} Protocol */
/** @typedef {import("./stage.js").Step} Step */
/** @typedef {import("./stage.js").Text} Text */
/** others: on one phone, what is said to those who listen. @typedef {{title: string, to?: string, text: Text, toOthers?: string, others?: Text}} Lines */

/** The one who shares speaks in these; in the others it is those around her. */
const SPEAKS = new Set(["share", "take"]);
/** @type {Text} */
const NOTHING = ["", ""];

/** How many a conversation is for. @param {Protocol} protocol @returns {"alone" | "two" | "group" | "ward"} */
export function sizeOf({ people: [, most], phones }) {
  if (most === 1) return "alone";
  if (most === 2) return "two";
  return phones.includes("own") ? "group" : "ward";
}

/** The protocol's own words, in every place that waits for them. @param {Protocol} protocol */
export function fill(protocol) {
  const gate = protocol.steps[0];
  const close = protocol.steps.at(-1);
  const texts = {
    "gate-say": gate?.all?.[0], "gate-also": gate?.all?.[1], "alone-say": gate?.alone?.[0], "alone-also": gate?.alone?.[1],
    "close-say": close?.all?.[0], "close-also": close?.all?.[1], boundary: protocol.boundary,
  };
  for (const [where, text] of Object.entries(texts)) {
    for (const place of document.querySelectorAll(`[data-${where}]`)) place.textContent = text ?? "";
  }
  const rule = /** @type {HTMLTemplateElement} */ (find("[data-rule]")).content;
  for (const list of document.querySelectorAll("[data-rules]")) {
    list.replaceChildren(...protocol.rules.map((text) => {
      const line = /** @type {DocumentFragment} */ (rule.cloneNode(true));
      find("span", line).textContent = text;
      return line;
    }));
  }
  const alone = sizeOf(protocol) === "alone";
  find("[data-thanks]").textContent = word(alone ? "thanks_alone" : "thanks");
  find("[data-kept]").textContent = word(alone ? "kept_alone" : "kept");
  for (const line of document.querySelectorAll("[data-step]")) line.textContent = protocol.name;
}

/**
 * On one's own phone.
 * @param {Step} step
 * @param {boolean} mine whether she who holds it shares, or is the one it is about
 * @param {string | null} name who else shares, in a pair always; null when nobody in a group has said so
 * @param {boolean} pair
 * @returns {Lines}
 */
export function own(step, mine, name, pair) {
  if (!step.seat) return { title: step.title ?? "", text: step.all ?? NOTHING };
  const text = (mine ? step.share : step.listen) ?? NOTHING;
  if (mine) return { title: word(`${step.kind}_mine${pair ? "" : "_group"}`, { name: name ?? "" }), text };
  return { title: name ? word(`${step.kind}_theirs`, { name }) : word(`${step.kind}_one`), text };
}

/**
 * On one phone: first what is said to whoever speaks now, then to the others.
 * @param {Step} step
 * @param {"alone" | "two" | "group" | "ward"} size
 * @returns {Lines}
 */
export function aloud(step, size) {
  if (!step.seat) return { title: step.title ?? "", text: step.all ?? NOTHING };
  const [sharer, listeners] = [step.share ?? NOTHING, step.listen ?? NOTHING];
  const speaks = SPEAKS.has(step.kind);
  const toSharer = word(step.kind === "share" ? "to_sharer" : "to_shared");
  const toOthers = word(size !== "two" ? "to_others" : speaks ? "to_listener" : "to_listened");
  const title = word(size === "two" ? `${step.kind}_here_${step.seat}` : `${step.kind}_one`);
  if (speaks) return { title, to: toSharer, text: sharer, toOthers, others: listeners };
  return { title, to: toOthers, text: listeners, toOthers: toSharer, others: sharer };
}

/**
 * What comes after, in a few words, and how long it is.
 * @param {Step | undefined} step
 * @param {"alone" | "two" | "group" | "ward"} size
 */
export function coming(step, size) {
  if (!step) return "";
  const what = step.kind === "share" && size === "two" ? word(`next_share_${step.seat}`) : step.seat || step.waits ? word(`next_${step.kind}`) : step.title ?? "";
  if (step.waits) return word("next", { what });
  return word("next_with_time", { what, time: clock(step.seconds) });
}

/**
 * The lines on the screen where people talk, and the step's number on every screen but the first.
 * @param {number} index
 * @param {number} count
 * @param {Lines} lines
 */
export function speak(index, count, { title, to = "", text, toOthers = "", others }) {
  const stage = find('[data-stage="talk"]');
  const texts = { title, to, say: text[0], also: text[1], "to-others": toOthers, "say-others": others?.[0], "also-others": others?.[1] };
  for (const [where, line] of Object.entries(texts)) find(`[data-${where}]`, stage).textContent = line ?? "";
  find("[data-to]", stage).hidden = !to;
  find("[data-second]", stage).hidden = !others;
  for (const line of document.querySelectorAll("[data-stage]:not([data-stage=fits], [data-stage=solo], [data-stage=before]) [data-step]")) {
    line.textContent = word("step_of", { n: index + 1, of: count });
  }
}

/** @param {number} seconds */
export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
