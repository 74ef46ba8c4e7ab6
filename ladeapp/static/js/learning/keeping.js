// @ts-check
/** Where she is in an item and what she has answered: in her diary, and nowhere else. Without a diary nothing is kept. */

/** @typedef {import("../diary/diary.js").Diary} Diary */
/** screen: a card's number, exercise or sources. over: she has been past the last card. @typedef {{item: string, screen: string, sentence: number, over: boolean, at: number}} Place */
/** said: in words, as it stands in the export. @typedef {{item: string, title: string, part: string, ask: string, kind: string, version: number, value: any, said: string}} Answer */

export const PLACES = "learning/at";
export const ANSWERS = "learning/answers";

/** @param {Diary} diary @returns {Promise<Map<string, Place>>} by item */
export async function places(diary) {
  /** @type {Place[]} */
  const all = await diary.recallAll(PLACES);
  return new Map(all.map((place) => [place.item, place]));
}

/** @param {Diary} diary @param {string} item @returns {Promise<Place | null>} */
export const placeIn = (diary, item) => diary.recall(`${PLACES}/${item}`);

/** @param {Diary} diary @param {Omit<Place, "at">} place */
export const keepPlace = (diary, place) => diary.remember(`${PLACES}/${place.item}`, { ...place, at: Date.now() });

/** @param {Diary} diary @returns {Promise<Answer[]>} in the order of items and parts */
export async function answers(diary) {
  /** @type {Answer[]} */
  const all = await diary.recallAll(ANSWERS);
  return all.sort((a, b) => a.item.localeCompare(b.item) || a.part.localeCompare(b.part));
}

/** @param {Diary} diary @param {string} item @returns {Promise<Map<string, Answer>>} by part */
export async function answersIn(diary, item) {
  /** @type {Answer[]} */
  const all = await diary.recallAll(`${ANSWERS}/${item}`);
  return new Map(all.map((answer) => [answer.part, answer]));
}

/** An empty answer is none. @param {Diary} diary @param {Answer} answer */
export const keepAnswer = (diary, answer) =>
  diary.remember(`${ANSWERS}/${answer.item}/${answer.part}`, answer.said ? answer : null);

/** @param {Diary} diary @param {Iterable<Answer>} gone */
export async function forget(diary, gone) {
  for (const { item, part } of gone) await diary.remember(`${ANSWERS}/${item}/${part}`, null);
}
