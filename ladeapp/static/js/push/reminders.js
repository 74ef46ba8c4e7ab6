// @ts-check
/**
 * What this phone knows of her reminders, in notes of its own: those the server has open, those it has shown, and what
 * was answered on the lock screen. All of it is gone when she signs out.
 */

import { send, session } from "../cellar/api.js";
import { changePhoneNote, phoneNote, setPhoneNote } from "../diary/index.js";
import { isOver, reminderIn } from "./open.js";

/** @typedef {import("./open.js").Open} Open */
/** @typedef {import("./open.js").Seen} Seen */
/** @typedef {import("../diary/diary.js").Diary} Diary */
/** told: whether the fresh news were had. @typedef {{per_week: number, open: Open[], told: boolean}} Known */
/** On the lock screen: which, when, whose phone it was, and whether the server knows. @typedef {{id: string, at: number, owner: string, asked: boolean, word?: import("../diary/entries.js").Word, told?: boolean}} Answered */

const OPEN = "reminders";
export const SEEN = "reminders-seen";
export const ANSWERS = "reminders-answers";
export const REACHED = "push-reached";
export const IGNORED = "reminders-ignored";
export const FEWER = "reminders-fewer";
/** Whether the lock screen offers two words instead. */
export const TWO_WORDS = "two-words";
export const ADDRESS = "/api/reminders";

/** @type {{by: string | undefined, known: Promise<Known>} | null} */
let asked = null;

/** The reminder that led to this page. */
export const ledHere = () => reminderIn(globalThis.location?.href ?? "");

/**
 * The open ones of whoever is signed in, asked once for each page; without coverage what is known.
 * @param {string} [owner] only if it is she
 * @returns {Promise<Known>}
 */
export function openReminders(owner) {
  if (!asked || asked.by !== owner) asked = { by: owner, known: ask(owner) };
  return asked.known;
}

export const forgetAsking = () => { asked = null; };

/** @param {string} [owner] @returns {Promise<Known>} */
async function ask(owner) {
  const person = (await session()).session?.person.key;
  const answer = person && (!owner || owner === person) ? await send("GET", ADDRESS) : null;
  const told = answer?.ok ? await answer.response?.json().catch(() => null) : null;
  if (person && Array.isArray(told?.open)) {
    await setPhoneNote(OPEN, { owner: person, per_week: told.per_week, open: told.open });
    return { per_week: told.per_week, open: told.open, told: true };
  }
  return knownReminders(owner);
}

/** What the phone was last told. @param {string} [owner] only if it was told to her @returns {Promise<Known>} */
export async function knownReminders(owner) {
  const known = await phoneNote(OPEN);
  return known && (!owner || known.owner === owner) ? { ...known, told: false } : { per_week: 0, open: [], told: false };
}

/** She has opened the app by a reminder: it reached this phone, and is not ignored. */
export async function noteOpened() {
  const id = ledHere();
  if (!id) return;
  const now = Date.now();
  await changePhoneNote(SEEN, (/** @type {Record<string, Seen>} */ old = {}) => ({ ...old, [id]: { shown: now, path: location.pathname, ...old[id], touched: true } }));
  // Where the system showed it without our worker, this tap is all the phone knows.
  await changePhoneNote(REACHED, (old = {}) => ((old.reminder ?? 0) > now - 86_400_000 ? old : { ...old, reminder: now }));
}

/**
 * Bring in what she answered on the lock screen: into the diary, and to the server.
 * @param {Diary | null} diary
 */
export async function bringIn(diary) {
  const answers = /** @type {Answered[]} */ ((await phoneNote(ANSWERS)) ?? []);
  for (const { id, at, word, asked: scale, told, owner } of answers) {
    if (diary && diary.owner !== owner) continue;
    if (diary && scale && (word || !(await saidThatDay(diary, at)))) await diary.keepAnswer({ id, at, word });
    if (told || (await handOn(diary, id, owner))) {
      await changePhoneNote(ANSWERS, (/** @type {Answered[]} */ old = []) => old.filter((one) => one.id !== id));
    }
  }
  if (answers.length) await diary?.flush();
}

/**
 * Done with: through the diary, which keeps it until it is received; where there is none, at once or another time.
 * @param {Diary | null} diary
 * @param {string} id
 * @param {string} [owner]
 */
export async function handOn(diary, id, owner) {
  if (!diary) return (await send("POST", `${ADDRESS}/${id}/handled`, null, owner ? { as: owner } : {})).ok;
  await diary.handOn(id);
  return true;
}

/** A check-in of that very day says more than a "not today". @param {Diary} diary @param {number} at */
async function saidThatDay(diary, at) {
  const day = new Date(at).toDateString();
  return (await diary.entries()).some((entry) => !entry.late && new Date(entry.at).toDateString() === day);
}

/** Take away from the lock screen what is handled or over, here or on another phone of hers. @param {Known} known @param {readonly string[]} [handled] */
export async function closeOver({ open, told }, handled = []) {
  const now = Date.now();
  for (const notification of await shown()) {
    const id = reminderIn(notification.data?.navigate ?? "");
    if (!id) continue;
    const one = open.find((other) => other.id === id);
    if (handled.includes(id) || (one ? isOver(one, now) : told)) notification.close();
  }
}

/** Nothing of hers for whoever has the phone next. */
export async function forgetReminders() {
  for (const note of [OPEN, SEEN, ANSWERS, REACHED, IGNORED, FEWER, TWO_WORDS]) await setPhoneNote(note, undefined);
  for (const notification of await shown()) notification.close();
  (await worker())?.active?.postMessage({ type: "two-words", on: false });
}

/** What stands on the lock screen now. */
const shown = async () => (await (await worker())?.getNotifications()) ?? [];

const worker = async () => globalThis.navigator?.serviceWorker?.getRegistration();
