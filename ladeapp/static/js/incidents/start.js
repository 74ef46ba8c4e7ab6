// @ts-check
/** A follow-up that was started on this phone waits in its store until the server has heard of it; a week at most. */

import { send, session } from "../cellar/api.js";
import { localTime, openDiary, phoneNote, setPhoneNote } from "../diary/index.js";

/** day: local; as: the key of whoever tapped, null where the phone does not know. @typedef {{day: string, as: string | null}} Started */
/** @typedef {"sent" | "waiting" | "sign_in" | "no_team" | "failed"} Fate */

const NOTE = "incidents/start";
const DAY_MS = 86_400_000;
export const PATIENCE_DAYS = 7;

/** What one tap does. On the phone before anything is sent. @returns {Promise<Fate>} */
export async function start() {
  const as = (await openDiary())?.owner ?? null;
  await setPhoneNote(NOTE, { day: localTime(new Date()).day, as });
  return (await sendStarted()) ?? "sent";
}

/** What waits, if anything. @returns {Promise<Fate | null>} null: nothing did */
export async function sendStarted() {
  /** @type {Started | undefined} */
  const started = await phoneNote(NOTE);
  if (!started) return null;
  if (isOver(started.day, localTime(new Date()).day)) return forget(null);
  const asked = await session();
  if (!asked.session) return asked.status === 401 ? "sign_in" : "waiting";
  if (started.as && started.as !== asked.session.person.key) return "sign_in"; // somebody else's team it is not
  const answer = await send("POST", "/api/incidents", { day: started.day });
  const fate = fateOf(answer);
  return fate === "waiting" || fate === "sign_in" ? fate : forget(fate);
}

/**
 * What an answer means for what waits; pure.
 * @param {{ok: boolean, status: number}} answer
 * @returns {Fate}
 */
export function fateOf({ ok, status }) {
  if (ok) return "sent";
  if (status === 401) return "sign_in";
  if (status === 409) return "no_team";
  return status === 0 || status === 403 || status === 429 || status >= 500 ? "waiting" : "failed";
}

/** Whether it has waited too long to be news; pure. @param {string} day @param {string} today */
export const isOver = (day, today) => (Date.parse(today) - Date.parse(day)) / DAY_MS > PATIENCE_DAYS;

/** @template T @param {T} fate @returns {Promise<T>} */
async function forget(fate) {
  await setPhoneNote(NOTE, undefined);
  return fate;
}
