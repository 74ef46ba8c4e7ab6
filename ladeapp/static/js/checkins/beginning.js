// @ts-check
/** The diary a check-in goes into: the one on this phone, or a new one, made quietly where the phone is one's own. */

import { session } from "../cellar/api.js";
import { createDiary, DiaryExists, NotReached, openDiary, phoneNote } from "../diary/index.js";
import { inAppleTab, isOwn } from "../people/platform.js";

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** Why there is none: a word of the page. @typedef {"no_owner" | "has_diary" | "set_up" | "shared" | "no_coverage_yet"} Why */
/** @typedef {{diary: Diary, why: null} | {diary: null, why: Why}} Beginning */

/**
 * Waits for the network only where this phone has no diary yet.
 * @returns {Promise<Beginning>}
 */
export async function begin() {
  const here = await openDiary();
  return here ? { diary: here, why: null } : begun();
}

/**
 * The diary of whoever is signed in, also when this phone has somebody else's.
 * @returns {Promise<Beginning>}
 */
export async function begun() {
  if (await phoneNote("shared")) return without("shared");
  const asked = await session();
  if (!asked.session) return without(asked.status === 401 ? "no_owner" : "no_coverage_yet");
  const { person } = asked.session;
  try {
    const here = await openDiary(person.key);
    if (here) return { diary: here, why: null };
    if (inAppleTab || !isOwn) return without("set_up");
    return { diary: (await createDiary(person)).diary, why: null };
  } catch (error) {
    if (error instanceof DiaryExists) return without("has_diary");
    if (error instanceof NotReached) return without(error.status === 401 ? "no_owner" : "no_coverage_yet");
    throw error;
  }
}

/** @param {Why} why @returns {Beginning} */
const without = (why) => ({ diary: null, why });
