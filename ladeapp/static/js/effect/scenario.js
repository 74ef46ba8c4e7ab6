// @ts-check
/** What another sick-leave rate would mean in kroner, as ladeapp/effect/scenario.py reckons it: whole numbers throughout. */

/**
 * Everything typed in, in whole numbers: workdays and share in tenths, points in hundredths, money in kroner.
 * @typedef {{employees: bigint, workdays: bigint, points: bigint, cost: bigint, programme: bigint,
 *   refunded: boolean, share: bigint, refund: bigint}} Scenario
 */

export const CAREFUL = 3400n;
export const COST = 4200n;
const UNIT = 100_000n; // hundredths of a point × a hundredth × tenths of a day
const SHARES = 1_000n; // tenths of a per cent in a whole

/**
 * Kroner in a year, rounded half up.
 * @param {Scenario} typed
 * @param {bigint} [cost] another cost a day than the typed one
 */
export function saving(typed, cost = typed.cost) {
  return halfUp(typed.employees * typed.workdays * typed.points * perDay(typed, cost), UNIT * SHARES);
}

/**
 * Days of absence fewer in a year, rounded half up.
 * @param {Scenario} typed
 */
export function days(typed) {
  return halfUp(typed.employees * typed.workdays * typed.points, UNIT);
}

/**
 * Hundredths of a percentage point that pay for the programme, rounded up; null where even 100 points do not.
 * @param {Scenario} typed
 */
export function evenPoints(typed) {
  if (typed.programme === 0n) return 0n;
  const hundredth = typed.employees * typed.workdays * perDay(typed, typed.cost);
  if (hundredth === 0n) return null;
  const points = up(typed.programme * UNIT * SHARES, hundredth);
  return points > 10_000n ? null : points;
}

/**
 * Whole days of absence fewer that pay for the programme; null where a day costs nothing.
 * @param {Scenario} typed
 */
export function evenDays(typed) {
  if (typed.programme === 0n) return 0n;
  const cost = perDay(typed, typed.cost);
  return cost === 0n ? null : up(typed.programme * SHARES, cost);
}

/**
 * The costs a day that are shown beside each other, rising.
 * @param {Scenario} typed
 */
export function costs(typed) {
  const all = [...new Set([CAREFUL, COST, typed.cost])];
  return all.sort((a, b) => Number(a - b));
}

/**
 * A typed number in units of 10^-places: a comma or a point before decimals; spaces anywhere; in whole kroner also
 * points or commas between thousands. Null for anything else, and for what lies outside.
 * @param {string} text
 * @param {number} places
 * @param {bigint} least
 * @param {bigint} most
 */
export function parsed(text, places, least, most) {
  let bare = text.replace(/[\s\u00a0\u202f]/g, "");
  if (places === 0 && /^\d{1,3}([.,]\d{3})+$/.test(bare)) bare = bare.replace(/[.,]/g, "");
  const match = /^(\d{1,12})(?:[.,](\d{1,6}))?$/.exec(bare);
  if (!match) return null;
  const decimals = (match[2] ?? "").replace(/0+$/, "");
  if (decimals.length > places) return null;
  const value = BigInt(/** @type {string} */ (match[1]) + decimals.padEnd(places, "0"));
  return value < least || value > most ? null : value;
}

/** @param {Scenario} typed @param {bigint} cost the average cost of a day, in thousandths */
function perDay(typed, cost) {
  return typed.refunded ? cost * SHARES - typed.share * (typed.refund < cost ? typed.refund : cost) : cost * SHARES;
}

/** @param {bigint} amount @param {bigint} unit */
function halfUp(amount, unit) {
  return (2n * amount + unit) / (2n * unit);
}

/** @param {bigint} amount @param {bigint} unit */
function up(amount, unit) {
  return (amount + unit - 1n) / unit;
}
