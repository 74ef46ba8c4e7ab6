// @ts-check
/** An exercise on the page: kept in the diary as she writes, put back when she comes again, deleted when she says so. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { KINDS } from "./answering.js";
import { answersIn, forget, keepAnswer } from "./keeping.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("./keeping.js").Answer} Answer */

const REST_MS = 500; // after the last letter

/**
 * @param {HTMLElement} place
 * @param {Diary | null} diary
 * @param {{item: string, title: string, version: number}} about
 */
export async function offer(place, diary, about) {
  const parts = [...place.querySelectorAll("[data-part]")].filter((each) => each instanceof HTMLElement).filter(({ dataset }) => dataset.kind !== "map");
  const status = find("[data-saved]", place);
  find("[data-no-diary]", place).hidden = diary !== null;
  find("[data-private]", place).hidden = diary === null;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const waiting = new Map();
  /** @type {Answer[]} */
  let gone = [];
  const [remove, undo] = [find("[data-delete]", place), find("[data-undo]", place)];

  for (const part of parts) {
    part.addEventListener("input", () => soon(part, part.dataset.kind === "text" ? REST_MS : 0));
    part.addEventListener("focusout", async () => {
      if (waiting.has(idOf(part)) && await save(part)) announce(word("saved"));
    });
    if (part.dataset.kind === "rank") part.addEventListener("click", (event) => move(part, event));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const part of parts) if (waiting.has(idOf(part))) save(part);
  });
  remove.addEventListener("click", deleteAll);
  undo.addEventListener("click", bringBack);
  await putBack();
  place.inert = false; // what was written before would not have been kept

  /** @param {HTMLElement} part @param {number} rest */
  function soon(part, rest) {
    clearTimeout(waiting.get(idOf(part)));
    waiting.set(idOf(part), setTimeout(() => save(part), rest));
    find("[data-kept]", part).hidden = true;
    say("");
  }

  /** @param {HTMLElement} part @returns {Promise<boolean>} whether it is on the phone now */
  async function save(part) {
    clearTimeout(waiting.get(idOf(part)));
    waiting.delete(idOf(part));
    if (!fits(part) || !diary) return false;
    const { kind = "", ask = "" } = part.dataset;
    const answered = KINDS[kind]?.read(part) ?? { value: null, said: "" };
    try {
      await keepAnswer(diary, { ...about, part: idOf(part), ask, kind, ...answered });
      find("[data-earlier]", part).hidden = true;
      undo.hidden = true;
      remove.hidden = !(await answersIn(diary, about.item)).size;
      find("[data-kept]", part).hidden = !answered.said;
      return true;
    } catch {
      say(word("not_saved"));
      return false;
    }
  }

  async function putBack() {
    const kept = diary ? await answersIn(diary, about.item) : new Map();
    for (const part of parts) {
      const answer = kept.get(idOf(part));
      const same = answer && (answer.version === about.version || answer.kind === "text" || answer.kind === "scale");
      KINDS[part.dataset.kind ?? ""]?.put(part, same ? answer.value : null);
      const earlier = find("[data-earlier]", part);
      earlier.hidden = !answer || same;
      find("[data-kept]", part).hidden = true;
      if (answer && !same) earlier.textContent = word("earlier", { said: answer.said });
    }
    remove.hidden = !kept.size;
  }

  async function deleteAll() {
    if (!diary) return;
    gone = [...(await answersIn(diary, about.item)).values()];
    await forget(diary, gone);
    await putBack();
    undo.hidden = false;
    undo.focus();
    say(word("deleted"));
  }

  async function bringBack() {
    if (!diary) return;
    for (const answer of gone) await keepAnswer(diary, answer);
    undo.hidden = true;
    await putBack();
    remove.focus();
    say(word("brought_back"));
  }

  /** @param {HTMLElement} part @param {Event} event */
  function move(part, event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const row = button?.closest("li");
    if (button?.matches("[data-as-is]")) {
      part.dataset.ranked = "";
      soon(part, 0);
      find("li:last-child .up", part).focus(); // the nearest; and leaving the button saves
    }
    if (!button || !row) return;
    const up = button.dataset.move === "-1";
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row);
    else other.after(row);
    part.dataset.ranked = "";
    const at = [...(row.parentElement?.children ?? [])].indexOf(row) + 1;
    const there = getComputedStyle(button).visibility !== "hidden" ? button : row.querySelector(up ? ".down" : ".up");
    if (there instanceof HTMLElement) there.focus();
    announce(word("moved", { what: find(".grow", row).textContent ?? "", n: at }));
    soon(part, 0);
  }

  /** @param {string} words */
  function say(words) {
    status.textContent = words;
  }
}

/** What is too long is refused with a sentence; it stands as it was written, and what was saved before is still there. @param {HTMLElement} part */
function fits(part) {
  const text = part.querySelector("textarea");
  if (!text) return true;
  const most = Number(text.dataset.longest);
  const wrong = find("[data-wrong]", part);
  wrong.hidden = text.value.length <= most;
  text.setAttribute("aria-invalid", String(!wrong.hidden));
  if (!wrong.hidden) wrong.textContent = word("too_long", { n: text.value.length, most });
  return wrong.hidden;
}

/** @param {HTMLElement} part */
const idOf = (part) => part.dataset.part ?? "";
