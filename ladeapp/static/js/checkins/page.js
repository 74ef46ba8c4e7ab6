// @ts-check
/** The check-in: a number is saved by its tap; the battery, and all that is folded away, may follow. */

import { announce } from "../cellar/announce.js";
import { find } from "../cellar/dom.js";
import { roving } from "../cellar/roving.js";
import { word } from "../cellar/words.js";
import { localTime, phone, phoneNote, UNDO_MS } from "../diary/index.js";
import { begin, begun } from "./beginning.js";
import { fold } from "./folds.js";
import { answeredNow, learnReminders, takeDown } from "./reminded.js";
import { answered, capital, date, loadOf, said, time } from "./say.js";
import { line, showSending } from "./sending.js";
import { ended, learnShifts, shiftOf } from "./shift.js";
import { explain, takeWaiting } from "./waiting.js";
import { showWeek } from "./week.js";

/** @typedef {import("../diary/entries.js").Entry} Entry */
/** @typedef {import("../diary/entries.js").Answer} Answer */

const HEAVY = 8; // from here up, one line offers people
const SOON_MS = 50;
const grid = find(".load-grid");
const sending = find("[data-sending]");
const undos = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-undo]"));
let ready = begin();
let busy = false;
let team = "shift";
/** @type {Entry | null} */
let entry = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let undoable;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let refreshing;

roving(grid, 4, (button) => answer(button.dataset.load ? Number(button.dataset.load) : null, button));
roving(find(".batteries"), 5, async (button) => {
  await add({ charge: Number(button.dataset.charge) });
  show("done");
});
find("[data-skip]").addEventListener("click", () => show("done"));
for (const button of undos) button.addEventListener("click", undo);
await Promise.allSettled([open(), sendStarted()]);

/** A follow-up that was started here without coverage; its module is fetched only then. */
async function sendStarted() {
  if (await phoneNote("incidents/start")) await (await import("../incidents/start.js")).sendStarted();
}

async function open() {
  const today = localTime(new Date()).day;
  find("[data-today]").textContent = capital(date(today));
  team = (await phone())?.word ?? "shift";
  for (const words of document.querySelectorAll("[data-word]")) words.toggleAttribute("hidden", words.getAttribute("data-word") !== team);
  const { diary, why } = await ready;
  if (!diary) return explain(sending, why);
  diary.addEventListener("change", refreshSoon);
  learnReminders(diary);
  await learnShifts(diary);
  find("[data-today]").textContent = [capital(date(today)), ended()].filter(Boolean).join(" · ");
  const last = (await diary.entries()).filter(({ day, late }) => day === today && !late).at(-1);
  if (last) find("[data-today]").textContent = word("earlier_today", { time: time(last.at), load: loadOf(last) });
  const waiting = takeWaiting();
  if (waiting) await save({ ...waiting, late: waiting.day !== today });
  refreshSoon();
}

/** @param {number | null} load @param {HTMLButtonElement} button */
async function answer(load, button) {
  if (busy) return;
  busy = true;
  for (const each of grid.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
  const { diary, why } = await ready;
  if (diary) await save({ load });
  else explain(sending, why, { load, day: localTime(new Date()).day, said: said(load, team) });
  busy = false;
}

/** @param {{load: number | null, day?: string, late?: boolean}} given */
async function save(given) {
  const { diary } = await ready;
  const day = given.late ? given.day : undefined;
  const reminders = answeredNow(day);
  try {
    entry = (await diary?.saveCheckIn({ shift: shiftOf(day), ...given }, reminders)) ?? null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    sending.replaceChildren(line(word("no_room")));
    return announce(word("no_room"), "assertive");
  }
  clearTimeout(undoable);
  for (const button of undos) button.removeAttribute("data-over");
  undoable = setTimeout(() => undos.forEach((button) => button.setAttribute("data-over", "")), UNDO_MS);
  show(given.load === null ? "done" : "charge");
  takeDown(reminders);
  announce(`${word(given.load === null ? "noted" : "saved")} ${said(given.load, team)}`);
}

/** @param {Answer} more */
async function add(more) {
  const { diary } = await ready;
  if (diary && entry) entry = await diary.changeEntry(entry.id, more);
  tell();
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
  for (const section of document.querySelectorAll("[data-step]")) section.toggleAttribute("hidden", section.getAttribute("data-step") !== step);
  find("[data-talk]").hidden = step === "ask" || (entry?.load ?? 0) < HEAVY;
  tell();
  scrollTo(0, 0);
  if (step !== "ask") find(`[data-step="${step}"] h1`).focus({ preventScroll: true });
  if (step === "done" && entry) {
    find("[data-done]").textContent = word(entry.load === null ? "noted" : "saved");
    fold(find("[data-tags]"), find("[data-days]"), entry, add);
  }
  refreshSoon();
}

/** What she answered, in every place that says so. */
function tell() {
  if (entry) for (const place of document.querySelectorAll("[data-answer]")) place.textContent = answered(entry, team);
}

/** After the next paint, and once for many changes: the tap comes first. */
function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, SOON_MS);
}

async function refresh() {
  const { diary } = await ready;
  if (!diary) return;
  if ((await diary.state()).someoneElse) return another();
  const done = !find('[data-step="done"]').hidden;
  if (done) sending.replaceChildren();
  await showSending(done ? find("[data-sent]") : sending, diary, done);
  if (done) await showWeek(find("[data-curve]"), diary);
}

/** Somebody else has signed in since: from now on her own diary, not the other's. */
async function another() {
  (await ready).diary?.removeEventListener("change", refreshSoon);
  ready = begun();
  await open();
}
