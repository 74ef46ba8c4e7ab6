// @ts-check
/** What the crafting room keeps in the diary: each thing and each experiment by itself, so that two phones' changes go together. */

import { localTime } from "../diary/index.js";
/** @typedef {import("../diary/diary.js").Diary} Diary */

const ROOM = "crafting";
const REST_MS = 500; // after the last letter

/** @param {Diary} diary @returns {Promise<any[]>} */
export const everything = (diary) => diary.recallAll(ROOM);

/** @param {Diary} diary @param {{type: string, id: string}} value */
export const keep = (diary, value) => diary.remember(place(value), value);

/** @param {Diary} diary @param {{type: string, id: string}} value */
export const drop = (diary, value) => diary.remember(place(value), null);

/** What is being written, for when she comes back to it. @param {Diary} diary @param {string} name @param {any} value null forgets */
export const keepDraft = (diary, name, value) => diary.remember(`${ROOM}/draft-${name}`, value === null ? null : { type: "draft", ...value });

/** @param {Diary} diary @param {string} name */
export const draft = (diary, name) => diary.recall(`${ROOM}/draft-${name}`);

/** `keep` what she writes when she rests, leaves the field or leaves the page; no more once she has sent it. @param {HTMLElement} where @param {() => unknown} keep */
export function whileWriting(where, keep) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const stop = () => { clearTimeout(waiting); waiting = undefined; };
  const now = () => { stop(); keep(); };
  where.addEventListener("input", () => { stop(); waiting = setTimeout(now, REST_MS); });
  where.addEventListener("change", now);
  where.closest("form")?.addEventListener("submit", stop);
  document.addEventListener("visibilitychange", () => { if (waiting && document.visibilityState === "hidden") now(); });
}

export const newId = () => crypto.randomUUID();

export const today = () => localTime(new Date()).day;

/** @param {{type: string, id: string}} value */
const place = ({ type, id }) => `${ROOM}/${type}-${id}`;
