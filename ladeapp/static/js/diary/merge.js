// @ts-check
/**
 * Two copies of a diary become one, record by record; pure.
 *
 * Of two versions of a record the one changed last wins. At the same millisecond a deletion wins, then the
 * larger text: any rule will do as long as every phone has the same. So the order and the number of merges never matter.
 */

/**
 * changed: milliseconds since 1970 by the clock of the phone that changed it. A deleted record keeps nothing else.
 * @typedef {{id: string, changed: number, deleted?: boolean}} Stamp
 */

/**
 * @template {Stamp} R
 * @param {readonly R[]} ours
 * @param {readonly R[]} theirs
 * @returns {R[]} by id
 */
export function merge(ours, theirs) {
  /** @type {Map<string, R>} */
  const kept = new Map();
  for (const record of [...ours, ...theirs]) {
    const other = kept.get(record.id);
    if (!other || later(record, other)) kept.set(record.id, record);
  }
  return [...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Does `a` win over `b`?
 * @param {Stamp} a
 * @param {Stamp} b
 */
export function later(a, b) {
  if (a.changed !== b.changed) return a.changed > b.changed;
  if (Boolean(a.deleted) !== Boolean(b.deleted)) return Boolean(a.deleted);
  return canonical(a) > canonical(b);
}

/**
 * The stamp of a change made now: later than what it replaces, whatever the clock says.
 * @param {Stamp | undefined} before
 * @param {number} now
 */
export const stampAfter = (before, now) => Math.max(now, (before?.changed ?? 0) + 1);

/** @param {unknown} value @returns {string} JSON with its keys in order */
function canonical(value) {
  return JSON.stringify(value, (_, part) => (
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part));
}
