// @ts-check
/** When her reminders are left lying the phone asks for half as many, says so once, and takes it back by a tap. */

import { send } from "../cellar/api.js";
import { changePhoneNote, phoneNote, setPhoneNote } from "../diary/index.js";
import { half, judged } from "./open.js";
import { ADDRESS, FEWER, IGNORED, SEEN } from "./reminders.js";

/** At most so many a week, before and now. @typedef {{from: number, to: number}} Fewer */

/**
 * Three in a row left lying: ask for half as many, as an ordinary change of settings, and remember to say so.
 * @param {import("./reminders.js").Known} known fresh
 * @param {readonly number[]} checkIns ms
 */
export async function easeOff({ open, per_week }, checkIns) {
  const before = (await phoneNote(IGNORED)) ?? { row: 0, per_week };
  const verdict = judged((await phoneNote(SEEN)) ?? {}, {
    open, checkIns, now: Date.now(), ignored: before.per_week === per_week ? before.row : 0, // another number since: begin anew
  });
  if (!verdict.over.length && before.per_week === per_week) return;
  if (verdict.fewer && half(per_week) < per_week && !(await askFor(per_week, half(per_week)))) return;
  await setPhoneNote(IGNORED, { row: verdict.ignored, per_week: verdict.fewer ? half(per_week) : per_week });
  await changePhoneNote(SEEN, (old = {}) => Object.fromEntries(Object.entries(old).filter(([id]) => !verdict.over.includes(id))));
}

/** @param {number} from @param {number} to @returns {Promise<boolean>} */
async function askFor(from, to) {
  const { ok } = await send("PUT", ADDRESS, { per_week: to });
  if (ok) await setPhoneNote(FEWER, { from, to });
  return ok;
}

/** What is to be said once. @returns {Promise<Fewer | undefined>} */
export const saidFewer = () => phoneNote(FEWER);

/** @param {boolean} [undo] back to as many as before @returns {Promise<boolean>} */
export async function settleFewer(undo = false) {
  const said = await saidFewer();
  if (said && undo && !(await send("PUT", ADDRESS, { per_week: said.from })).ok) return false;
  if (said && undo) await setPhoneNote(IGNORED, { row: 0, per_week: said.from });
  await setPhoneNote(FEWER, undefined);
  return true;
}
