// @ts-check
/** Reminders she has answered and the server must hear of: each by its random id alone, kept until it is received. */

import { send } from "../cellar/api.js";
import { marks, reminderIn, struck } from "./outbox.js";
import { change, databaseOf } from "./store.js";
/** @typedef {import("./outbox.js").Mark} Mark */
/** @typedef {import("../cellar/api.js").Answer} Answer */

/**
 * The ripe ones, the oldest first; one that a check-in answered also waits for the number that will carry it, while undo may take that back.
 * @param {string} owner
 * @param {number} until
 * @returns {Promise<Mark[]>}
 */
export async function waiting(owner, until) {
  const carried = (await marks(owner, "period")).some(({ after }) => after > until);
  const ripe = (await marks(owner, "handled")).filter(({ since, after }) => after <= until && !(carried && after > since));
  return ripe.sort((a, b) => a.since - b.since);
}

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
