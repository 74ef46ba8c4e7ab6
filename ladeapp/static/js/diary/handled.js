// @ts-check
/** Reminders she has answered and the server must hear of: each by its random id alone, kept until it is received. */

import { send } from "../cellar/api.js";
import { marks, reminderIn, struck } from "./outbox.js";
import { change, databaseOf } from "./store.js";
/** @typedef {import("./outbox.js").Mark} Mark */
/** @typedef {import("../cellar/api.js").Answer} Answer */

/** The ripe ones, the oldest first. @param {string} owner @param {number} until @returns {Promise<Mark[]>} */
export const waiting = async (owner, until) =>
  (await marks(owner, "handled")).filter(({ after }) => after <= until).sort((a, b) => a.since - b.since);

/**
 * An id that the server refuses will not be taken tomorrow either: its own expiry ends it.
 * @param {string} owner
 * @param {Mark} mark
 * @returns {Promise<Answer>}
 */
export async function handOver(owner, mark) {
  const answer = await send("POST", `/api/reminders/${reminderIn(mark)}/handled`, null, { as: owner, keepalive: true });
  const over = answer.ok || (answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429);
  if (over) await change(databaseOf(owner), [struck(mark)]);
  return answer;
}
