// @ts-check
/** Which reminders a check-in answers, which are over, and when several have been ignored; pure. */

/** An open one as the server tells it; shift: the start of the one it follows. @typedef {{id: string, kind: string, due: string, expires: string, shift: string | null}} Open */
/** One this phone has shown: when, where its tap leads, and whether it was touched. @typedef {{shown: number, path: string, touched?: boolean}} Seen */
/** ignored: how many in a row; fewer: time to ask for half as many; over: ids that need no remembering. @typedef {{ignored: number, fewer: boolean, over: string[]}} Verdict */

/** Where a reminder leads that a check-in answers. */
export const SCALE = "/check-in";
const ANSWERED = ["after_shift", "fixed", "weekly"];
const LASTS_MS = 30 * 60_000; // what the server has not told of is over by then
const ANSWER_MS = 12 * 3_600_000; // a check-in by herself within this says that she had not put it aside
const IGNORED = 3;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The reminder an address of ours speaks of. @param {string} address @returns {string | null} */
export function reminderIn(address) {
  const id = new URL(address, "https://app").searchParams.get("reminder") ?? "";
  return ID.test(id) ? id : null;
}

/**
 * The reminders that a check-in made now answers: the one that led to it, those of its own shift, those that have come.
 * @param {readonly Open[]} open
 * @param {{from: string | null, shift: string | null, now: number}} checkIn shift: start of the one it is about
 * @returns {string[]}
 */
export function answeredBy(open, { from, shift, now }) {
  const ids = open.filter((one) => ANSWERED.includes(one.kind) && !isOver(one, now)
    && (Date.parse(one.due) <= now || (one.shift !== null && shift !== null && Date.parse(one.shift) === Date.parse(shift))))
    .map(({ id }) => id);
  return [...new Set(from ? [from, ...ids] : ids)];
}

/** @param {Open} one @param {number} now */
export const isOver = ({ expires }, now) => Date.parse(expires) <= now;

/**
 * @param {Record<string, Seen>} seen
 * @param {{open: readonly Open[], checkIns: readonly number[], ignored: number, now: number}} known as the server has just told; check-ins in ms
 * @returns {Verdict}
 */
export function judged(seen, { open, checkIns, ignored, now }) {
  const over = Object.entries(seen).filter(([id, { shown }]) => now - shown >= LASTS_MS && !open.some((one) => one.id === id));
  let row = ignored;
  for (const [, { shown, path, touched }] of over.sort(([, a], [, b]) => a.shown - b.shown)) {
    if (path !== SCALE) continue;
    const answered = touched || checkIns.some((at) => at >= shown && at - shown <= ANSWER_MS);
    row = answered ? 0 : row + 1;
  }
  return { ignored: row >= IGNORED ? 0 : row, fewer: row >= IGNORED, over: over.map(([id]) => id) };
}

/** Half as many, and never none. @param {number} week how many a week now */
export const half = (week) => Math.max(1, Math.floor(week / 2));
