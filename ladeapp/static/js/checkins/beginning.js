// @ts-check
/** The diary a check-in goes into: the one on this phone, or a new one, made quietly for whoever is signed in. */

import { session } from "../cellar/api.js";
import { createDiary, DiaryExists, NotReached, openDiary } from "../diary/index.js";

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** Why there is none: a word of the page. @typedef {"no_owner" | "has_diary" | "no_coverage_yet"} Why */

/**
 * Waits for the network only where this phone has no diary yet.
 * @returns {Promise<{diary: Diary, why: null} | {diary: null, why: Why}>}
 */
export async function begin() {
  const here = await openDiary();
  return here ? { diary: here, why: null } : begun();
}

/**
 * The diary of whoever is signed in, when the one on this phone is somebody else's.
 * @returns {ReturnType<typeof begin>}
 */
export async function begun() {
  const asked = await session();
  if (!asked.session) return { diary: null, why: asked.status === 401 ? "no_owner" : "no_coverage_yet" };
  try {
    const diary = (await openDiary(asked.session.person.key)) ?? (await createDiary(asked.session.person)).diary;
    return { diary, why: null };
  } catch (error) {
    if (error instanceof DiaryExists) return { diary: null, why: "has_diary" };
    if (error instanceof NotReached) return { diary: null, why: error.status === 401 ? "no_owner" : "no_coverage_yet" };
    throw error;
  }
}

const WAITING = "check-in waiting";

/** An answer given before there was a diary; only this tab keeps it. @param {{load: number | null, day: string}} answer */
export const keepWaiting = (answer) => sessionStorage.setItem(WAITING, JSON.stringify(answer));

/** @returns {{load: number | null, day: string} | null} handed out once */
export function takeWaiting() {
  const kept = sessionStorage.getItem(WAITING);
  sessionStorage.removeItem(WAITING);
  return kept ? JSON.parse(kept) : null;
}
