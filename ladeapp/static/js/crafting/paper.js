// @ts-check
/** The page to take along: what she ticks stands on it, made on the phone, printed or kept as a PDF by the phone. */

import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { badge, line, picture } from "./drawing.js";
import { standing } from "./experiments.js";
import { isSource, numbered } from "./map.js";
import { draft, everything, keepDraft, whileWriting } from "./shelf.js";
import { facts, tried } from "./telling.js";
/** @typedef {import("./map.js").Numbered} Numbered */

const wish = /** @type {HTMLTextAreaElement} */ (find("#paper-wish"));
const print = find("[data-print]");

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
if (diary) await begin(diary, await everything(diary));

/** @param {import("../diary/diary.js").Diary} diary @param {any[]} kept */
async function begin(diary, kept) {
  const things = numbered(kept);
  const { running, history } = standing(kept);
  const experiments = running ? [running, ...history] : history;
  find("[data-nothing]").hidden = things.length + experiments.length > 0;
  if (!things.length && !experiments.length) return;
  find("[data-choosing]").hidden = false;
  const boxes = new Map([...things, ...experiments].map((one) => [one.id, h("input", { class: "ds-input", type: "checkbox", value: one.id })]));
  const chosen = (/** @type {{id: string}} */ { id }) => boxes.get(id)?.checked ?? false;
  find("[data-choices]").replaceChildren(
    ...things.map((thing) => choice(boxes.get(thing.id), thing.words, word(thing.kind))),
    ...experiments.map((one) => choice(boxes.get(one.id), one.what, word(`way_${one.way}`))));
  find("[data-choosing]").addEventListener("input", draw);
  wish.value = (await draft(diary, "paper"))?.words ?? "";
  whileWriting(wish, () => keepDraft(diary, "paper", wish.value.trim() ? { words: wish.value } : null));
  print.addEventListener("click", () => window.print());
  draw();

  function draw() {
    const shown = numbered(things.filter(chosen)); // numbered anew: no gaps that tell what she left out
    const [now, past] = [running && chosen(running) ? running : null, history.filter(chosen)];
    const said = wish.value.trim();
    find("[data-sheet]").hidden = print.hidden = !(shown.length || now || past.length || said);
    find("[data-picture]").hidden = !shown.length;
    find("[data-picture]").replaceChildren(picture(shown));
    find("[data-chosen]").replaceChildren(
      ...list("sources", shown.filter(isSource)), ...list("leaks", shown.filter((thing) => !isSource(thing))),
      ...(now ? [h("section", { class: "card" }, h("p", { class: "overline" }, word("what")), ...facts(now))] : []),
      ...(past.length ? [h("ol", { class: "tried" }, past.map((one) => tried(one)))] : []),
      ...(said ? [h("section", { class: "card" }, h("h3", null, word("wish")), h("p", { class: "words" }, said))] : []));
  }
}

/** @param {string} title @param {Numbered[]} things */
function list(title, things) {
  if (!things.length) return [];
  return [h("h3", null, word(title)), h("ul", { class: "rows" }, things.map((thing) => h("li", null, h("div", { class: "row thing" }, badge(thing),
    h("div", { class: "grow" }, h("span", { class: "visually-hidden" }, `${thing.n}. `), h("b", null, thing.words), h("small", null, line(thing)))))))];
}

/** @param {HTMLInputElement | undefined} box @param {string} label @param {string} below */
function choice(box, label, below) {
  return h("label", { class: "choice" }, box, h("span", null, label, h("small", null, below)));
}
