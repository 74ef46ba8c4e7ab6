// @ts-check
/** The check-in: a number is saved by its tap; the battery, and all that is folded away, may follow. */

import { announce } from "../cellar/announce.js";
import { find, h } from "../cellar/dom.js";
import { word } from "../cellar/words.js";
import { localTime, phone, UNDO_MS } from "../diary/index.js";
import { begin, begun, keepWaiting, takeWaiting } from "./beginning.js";
import { fold } from "./folds.js";
import { roving } from "./roving.js";
import { capital, charge, date, entryWhen, load as loadWords, time } from "./say.js";
import { line, showSending, signIn } from "./sending.js";
import { showWeek } from "./week.js";

/** @typedef {import("../diary/entries.js").Entry} Entry */
/** @typedef {import("./beginning.js").Why} Why */

const grid = find(".load-grid");
const batteries = find(".batteries");
const sending = find("[data-sending]");
let ready = begin();
let busy = false;
let team = "shift";
/** @type {Entry | null} */
let entry = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let undoable;

roving(grid, 4);
roving(batteries, 5);
grid.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (button) answer(button.dataset.load ? Number(button.dataset.load) : null, button);
});
batteries.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (button) add({ charge: Number(button.dataset.charge) });
});
find("[data-skip]").addEventListener("click", () => show("done"));
for (const button of document.querySelectorAll("[data-undo]")) button.addEventListener("click", undo);
await open();

async function open() {
  const today = localTime(new Date()).day;
  find("[data-today]").textContent = capital(date(today));
  team = (await phone())?.word ?? "shift";
  for (const words of document.querySelectorAll("[data-word]")) /** @type {HTMLElement} */ (words).hidden = words.getAttribute("data-word") !== team;
  const { diary, why } = await ready;
  if (!diary) return explain(why);
  diary.addEventListener("change", refresh);
  const last = (await diary.entries()).filter(({ day, late }) => day === today && !late).at(-1);
  if (last) find("[data-today]").textContent = word("earlier_today", { time: time(last.at), load: loadWords(last.load) });
  const waiting = takeWaiting();
  if (waiting) await save({ ...waiting, late: waiting.day !== today });
  await refresh();
}

/** @param {number | null} load @param {HTMLButtonElement} button */
async function answer(load, button) {
  if (busy) return;
  busy = true;
  for (const each of grid.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
  const { diary, why } = await ready;
  if (diary) await save({ load });
  else explain(why, load);
  busy = false;
}

/** @param {{load: number | null, day?: string, late?: boolean}} given */
async function save(given) {
  const { diary } = await ready;
  try {
    entry = (await diary?.saveCheckIn(given)) ?? null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    sending.replaceChildren(line(word("no_room")));
    return announce(word("no_room"), "assertive");
  }
  clearTimeout(undoable);
  for (const button of document.querySelectorAll("[data-undo]")) button.removeAttribute("data-over");
  undoable = setTimeout(() => document.querySelectorAll("[data-undo]").forEach((button) => button.setAttribute("data-over", "")), UNDO_MS);
  show(given.load === null ? "done" : "charge");
  announce(`${word(given.load === null ? "noted" : "saved")} ${said()}`);
}

/** @param {import("../diary/entries.js").Answer} more */
async function add(more) {
  const { diary } = await ready;
  if (!diary || !entry) return;
  entry = await diary.changeEntry(entry.id, more);
  if (more.charge === undefined) said();
  else show("done");
}

async function undo() {
  const { diary } = await ready;
  await diary?.undo();
  const pressed = /** @type {HTMLElement | null} */ (grid.querySelector('[aria-pressed="true"]'));
  pressed?.setAttribute("aria-pressed", "false");
  entry = null;
  show("ask");
  pressed?.focus();
  announce(word("undone"));
}

/** @param {"ask" | "charge" | "done"} step */
function show(step) {
  for (const section of document.querySelectorAll("[data-step]")) {
    /** @type {HTMLElement} */ (section).hidden = section.getAttribute("data-step") !== step;
  }
  find("[data-talk]").hidden = step === "ask" || (entry?.load ?? 0) < 8;
  said();
  if (step !== "ask") find(`[data-step="${step}"] h1`).focus({ preventScroll: true });
  if (step === "done") finish();
  scrollTo(0, 0);
  refresh();
}

async function finish() {
  const { diary } = await ready;
  if (!diary || !entry) return;
  find("[data-done]").textContent = word(entry.load === null ? "noted" : "saved");
  fold(find("[data-tags]"), find("[data-days]"), entry, add);
  await showWeek(find("[data-curve]"), diary);
}

/** What she answered, in every place that says so. */
function said() {
  const number = entry ? (entry.load === null ? word("not_today") : word(`answer_${team}`, { load: entry.load })) : "";
  const battery = entry?.charge === null || !entry ? "" : ` · ${word("battery_is", { level: charge(entry.charge) })}`;
  const day = entry?.late ? ` · ${entryWhen(entry)}` : "";
  for (const place of document.querySelectorAll("[data-answer]")) place.textContent = number + battery + day;
  return number + battery + day;
}

async function refresh() {
  const { diary } = await ready;
  if (!diary) return;
  if ((await diary.state()).someoneElse) return another();
  const done = !find('[data-step="done"]').hidden;
  await showSending(sending, diary, done);
  if (done) await showWeek(find("[data-curve]"), diary);
}

/** Somebody else has signed in since: from now on her own diary, not the other's. */
async function another() {
  const before = (await ready).diary;
  before?.removeEventListener("change", refresh);
  ready = begun();
  await open();
}

/** No diary here: say why, and keep what she answered. @param {Why} why @param {number | null} [load] */
function explain(why, load) {
  const answer = load === undefined ? "" : load === null ? word("not_today") : word(`answer_${team}`, { load });
  if (load !== undefined) keepWaiting({ load, day: localTime(new Date()).day });
  const link = (/** @type {string} */ href, /** @type {string} */ words) => h("a", { class: "tap", href }, word(words));
  const links = { no_owner: [signIn(), link("/join", "join")], has_diary: [link("/me/recovery", "open_diary")], no_coverage_yet: [] };
  const waits = answer && word("waits_here", { answer });
  const sentence = answer && why === "no_owner" ? word("waits", { answer }) : [word(why), waits].join(" ");
  sending.replaceChildren(line(sentence, ...links[why]));
  if (answer) announce(sentence);
}
