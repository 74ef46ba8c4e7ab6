// @ts-check
/** The clock of a step: pure. It stands still until somebody starts it, never goes below nothing, and can be given more. */

/** total: the step's length; rest: what was left when it last stood; ends: when it will be over, null while it stands. Milliseconds.
 * @typedef {{total: number, rest: number, ends: number | null}} Time */

/** @param {number} total @returns {Time} */
export const begun = (total) => ({ total, rest: total, ends: null });

/** @param {Time} time @param {number} now */
export const left = (time, now) => Math.min(Math.max(time.ends === null ? time.rest : time.ends - now, 0), time.total);

/** The next step's clock: it goes if this one did. @param {Time} time @param {number} total @param {number} now @returns {Time} */
export const after = (time, total, now) => (time.ends === null ? begun(total) : { total, rest: total, ends: now + total });

/** Stopped if it went, going if it stood. @param {Time} time @param {number} now @returns {Time} */
export const toggled = (time, now) =>
  time.ends === null ? { ...time, ends: now + time.rest } : { ...time, rest: left(time, now), ends: null };

/** @param {Time} time @param {number} more @param {number} now @returns {Time} */
export function longer(time, more, now) {
  const rest = left(time, now) + more;
  const total = Math.max(time.total, rest);
  return { total, rest, ends: time.ends === null ? null : now + rest };
}
