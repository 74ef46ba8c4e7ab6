// @ts-check
/**
 * The diary's face, the only diary module that pages import.
 *
 *   const diary = await openDiary();            // null: this phone has no diary. Never waits for the network.
 *   await diary.saveCheckIn({ load: 7 });       // on the phone when it returns
 *   diary.addEventListener("change", draw);     // after every save and every flush
 *
 * What a diary can do stands in diary.js; what state() means in state.js.
 */

import { Diary } from "./diary.js";
import { newBook, openBook, unlockedBook } from "./keys.js";
import { offeredLink, repliedLink } from "./linking.js";
import { PROVED, remember } from "./memories.js";
import { NotReached, recoveryAtServer } from "./recovery.js";
import { keepInStep } from "./rhythm.js";
import { phone as store, removeAll } from "./store.js";
import { note, syncOf } from "./vault.js";
import { session } from "../cellar/api.js";
/** @typedef {import("../cellar/api.js").Person} Person */
/** @typedef {import("./records.js").Book} Book */

export { Mistyped } from "./code.js";
export { Unopened } from "./crypto.js";
export { KINDS, NOTE_CHARACTERS } from "./entries.js";
export { contributionBody, UNDO_MS } from "./outbox.js";
export { daysOf, localTime, periodOf, valueIn } from "./periods.js";
export { LinkOver, LINK_MS } from "./linking.js";
export { NotReached, recoveryProof } from "./recovery.js";

/** A diary is there already, on this phone or at the server: unlock it, or say replace. */
export class DiaryExists extends Error {
  name = "DiaryExists";
}

/** @type {Diary | null} */
let here = null;

/**
 * The diary of the phone's owner; with a person key, that person's, who becomes the owner. The page then sends by itself.
 * @param {string} [owner]
 * @returns {Promise<Diary | null>} null when it is not on this phone
 */
export async function openDiary(owner) {
  if (here && (!owner || owner === here.owner)) return here;
  const book = await openBook(owner);
  return book && shown(book);
}

/**
 * A first diary for someone who is signed in.
 * @param {Person} person from the session
 * @param {{replace?: boolean}} [how] replace: give up the one at the server that neither phone nor code opens any more
 * @returns {Promise<{diary: Diary, recoveryCode: string}>} the code is shown once and kept nowhere
 * @throws {DiaryExists | NotReached}
 */
export async function createDiary(person, { replace = false } = {}) {
  await refuseSecond(person);
  if (!replace && (await recoveryAtServer())) throw new DiaryExists("at the server");
  const { book, recoveryCode } = await newBook(person);
  if (replace) await note(book.owner, { replace });
  const diary = shown(book);
  await diary.flush({ opening: true });
  return { diary, recoveryCode };
}

/**
 * Does whoever is signed in have a diary at the server that a code can open?
 * @returns {Promise<boolean>}
 * @throws {NotReached}
 */
export const diaryAtServer = async () => (await recoveryAtServer()) !== null;

/**
 * Her diary on a phone that does not have it; returns when her entries are here, or coverage is lost on the way.
 * @param {string} code as typed
 * @returns {Promise<Diary>}
 * @throws {import("./code.js").Mistyped | import("./crypto.js").Unopened | NotReached | DiaryExists}
 */
export async function unlockOnNewPhone(code) {
  const asked = await session();
  if (!asked.session) throw new NotReached(asked.status);
  await refuseHealthy(asked.session.person);
  const book = await unlockedBook(asked.session.person, code);
  await remember(book, PROVED, true);
  return fetched(book);
}

/**
 * The phone that has the diary opens it to a second one; see linking.js.
 * @param {Diary} diary
 * @throws {NotReached} slug "sign-in-anew": a fresh sign-in first
 */
export const offerLink = (diary) => offeredLink({ owner: diary.owner });

/**
 * The second phone has been given the ten characters. A diary of its own that never reached the server is merged in.
 * @param {string} typed
 * @returns {Promise<{number: string, received: () => Promise<Diary | null>}>} the number is to be held against the other phone's
 * @throws {import("./code.js").Mistyped | import("./linking.js").LinkOver | NotReached | DiaryExists}
 */
export async function replyToLink(typed) {
  const asked = await session();
  if (!asked.session) throw new NotReached(asked.status);
  await refuseHealthy(asked.session.person);
  const { number, received } = await repliedLink(asked.session.person, typed);
  return { number, received: async () => {
    const book = await received();
    return book && fetched(book);
  } };
}

/**
 * What this phone knows without coverage: its owner and what the session said last.
 * @returns {Promise<{key: string, name: string, language: string, word?: "shift" | "day", counts_from?: string | null,
 *   periods?: import("../cellar/api.js").Period[]} | null>}
 */
export const phone = async () => (await store.get("facts")) ?? null;

/** A note of the phone's own, such as when the install help was put away. @param {string} name @returns {Promise<any>} */
export const phoneNote = (name) => store.get(`note/${name}`);

/** @param {string} name @param {any} value undefined forgets @returns {Promise<void>} */
export const setPhoneNote = (name, value) => store.set({ [`note/${name}`]: value });

/** The same where others write too, the worker among them. @param {string} name @param {(old: any) => any} to @returns {Promise<void>} */
export const changePhoneNote = (name, to) => store.update(`note/${name}`, to);

/** Nothing of ours is left on this phone: no diary, no notes, whoever's. */
export const emptyPhone = removeAll;

/** @param {Person} person */
async function refuseSecond({ key }) {
  if (await openBook(key)) throw new DiaryExists("on this phone");
}

/** One that the server's does not go together with may be merged into it. @param {Person} person */
async function refuseHealthy({ key }) {
  if ((await openBook(key)) && (await syncOf(key)).vaultProblem !== "unreadable") throw new DiaryExists("on this phone");
}

/** @param {Book} book */
async function fetched(book) {
  const diary = shown(book);
  await diary.flush({ opening: true });
  return diary;
}

/** @param {Book} book */
function shown(book) {
  const diary = new Diary(book);
  here = diary;
  diary.addEventListener("wiped", () => { if (here === diary) here = null; });
  keepInStep(diary);
  return diary;
}
