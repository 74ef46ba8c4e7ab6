// @ts-check
/** What the diary keeps of the scales: each answering by itself, so that two phones' go together; and their order, pure. */

import { localTime } from "../diary/index.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */
/**
 * day: local; made: milliseconds since 1970; score as scoring.js gives it
 * @typedef {{type: "measure", id: string, scale: string, day: string, made: number, answers: import("./scoring.js").Answers, score: number}} Measure
 */

const ROOM = "scales";

/** @param {string} scale @param {import("./scoring.js").Answers} answers @param {number} score @param {Date} now @returns {Measure} */
export const measured = (scale, answers, score, now) => ({ type: "measure", id: crypto.randomUUID(), scale, day: localTime(now).day, made: now.getTime(), answers, score });

/**
 * One scale's answerings, the oldest first; what is from a later version is left out.
 * @param {readonly any[]} kept whatever the diary holds
 * @param {{key: string, lowest: number, highest: number}} instrument
 * @returns {Measure[]}
 */
export function ofScale(kept, { key, lowest, highest }) {
  return kept.filter((one) => one?.type === "measure" && one.scale === key && /^\d{4}-\d\d-\d\d$/.test(one.day) && Number.isFinite(one.made)
    && typeof one.score === "number" && one.score >= lowest && one.score <= highest)
    .sort((a, b) => a.made - b.made || (a.id < b.id ? -1 : 1));
}

/** @param {Diary} diary */
export const everything = (diary) => diary.recallAll(ROOM);

/** @param {Diary} diary @param {Measure} measure */
export const keep = (diary, measure) => diary.remember(`${ROOM}/${measure.id}`, measure);

/** @param {Diary} diary @param {Measure} measure */
export const drop = (diary, measure) => diary.remember(`${ROOM}/${measure.id}`, null);
