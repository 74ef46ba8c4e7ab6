// @ts-check
/** The energy map: drawn from the diary, changed by buttons, the same in picture and list; with coverage or without. */

import { announce } from "../cellar/announce.js";
import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { openDiary } from "../diary/index.js";
import { badge, line, picture } from "./drawing.js";
import { showDue } from "./due.js";
import { fill, refuse, show, value } from "./fields.js";
import { isSource, MOST, numbered, WORDS_MOST } from "./map.js";
import { drop, everything, keep, newId } from "./shelf.js";
import { offerUndo } from "./undoing.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** @typedef {import("./map.js").Thing} Thing */
/** @typedef {import("./map.js").Numbered} Numbered */

const EXAMPLES = [
  { kind: "resource", strength: 4, influence: 2, words: "example_1_words" },
  { kind: "challenge", strength: 3, influence: 4, words: "example_2_words" },
  { kind: "hindrance", strength: 4, influence: 3, words: "example_3_words" },
];
const form = /** @type {HTMLFormElement} */ (find("[data-thing]"));
/** @type {Thing | null} */
let changing = null;

const diary = await openDiary();
find("[data-no-diary]").hidden = diary !== null;
if (diary) await begin(diary);

/** @param {Diary} diary */
async function begin(diary) {
  form.words.maxLength = WORDS_MOST;
  find("[data-add]").hidden = false;
  find("[data-add]").addEventListener("click", () => edit(null));
  find("[data-cancel]").addEventListener("click", back);
  form.addEventListener("submit", (event) => { event.preventDefault(); save(diary); });
  find("[data-examples]").replaceChildren(...EXAMPLES.map((example) => h("li", null, h("button", {
    type: "button", click: () => edit(null, { ...example, words: word(example.words) }),
  }, h("span", { class: "grow" }, word(example.words), h("small", null, word(example.kind)))))));
  diary.addEventListener("change", () => draw(diary));
  await draw(diary);
  show("map");
  await diary.flush({ opening: true });
}

/** @param {Diary} diary */
async function draw(diary) {
  const kept = await everything(diary);
  const things = numbered(kept);
  find("[data-empty]").hidden = things.length > 0;
  for (const part of document.querySelectorAll("[data-drawn]")) part.toggleAttribute("hidden", things.length === 0);
  const held = document.activeElement?.getAttribute("data-at");
  if (things.length) find("[data-picture]").replaceChildren(picture(things));
  list("[data-sources]", things.filter(isSource), "no_sources", diary);
  list("[data-leaks]", things.filter((thing) => !isSource(thing)), "no_leaks", diary);
  if (held) /** @type {HTMLElement | null} */ (document.querySelector(`[data-at="${held}"]`))?.focus();
  showDue(find("[data-due]"), kept);
}

/** @param {string} place @param {Numbered[]} things @param {string} none @param {Diary} diary */
function list(place, things, none, diary) {
  find(place).replaceChildren(...(things.length ? things.map((thing) => row(thing, diary)) : [h("li", null, h("p", { class: "row soft" }, word(none)))]));
}

/** @param {Numbered} thing @param {Diary} diary */
function row(thing, diary) {
  const act = (/** @type {string} */ name, /** @type {() => void} */ click) => h("button", {
    class: "ds-button", "data-variant": "tertiary", type: "button", "data-at": `${name}-${thing.id}`, "aria-label": word(`${name}_of`, { words: thing.words }), click,
  }, word(name));
  return h("li", null, h("div", { class: "row thing" }, badge(thing),
    h("div", { class: "grow" }, h("span", { class: "visually-hidden" }, `${thing.n}. `), h("b", null, thing.words), h("small", null, line(thing)),
      h("div", { class: "thing-acts" }, act("change", () => edit(thing)), act("remove", () => remove(thing, diary))))));
}

/** @param {Thing | null} thing @param {Record<string, string | number>} [begun] */
function edit(thing, begun = {}) {
  changing = thing;
  fill(form, thing ? { ...thing } : { strength: 3, influence: 3, ...begun });
  find("[data-edit-title]").textContent = word(thing ? "change_thing" : "new_thing");
  show("edit");
  scrollTo(0, 0);
  find("[data-edit-title]").focus();
}

function back() {
  show("map");
  find("[data-add]").focus();
}

/** @param {Diary} diary */
async function save(diary) {
  const words = value(form, "words").replace(/\s+/g, " ");
  if (!words) return refuse(form, "words", word("words_missing"));
  if (!value(form, "kind")) return refuse(form, "kind", word("kind_missing"));
  if (!changing && numbered(await everything(diary)).length >= MOST) return refuse(form, "words", word("full"));
  const { id, made } = changing ?? { id: newId(), made: Date.now() };
  await keep(diary, /** @type {Thing} */ ({
    type: "thing", id, made, words, kind: value(form, "kind"), strength: Number(value(form, "strength")), influence: Number(value(form, "influence")),
  }));
  back();
  announce(word("kept_thing", { words }));
}

/** @param {Numbered} thing @param {Diary} diary */
async function remove({ n: _number, ...thing }, diary) {
  await drop(diary, thing);
  offerUndo(thing.words, () => keep(diary, thing), find("[data-add]"));
}
