// @ts-check
/** The four-week grid and a person's one number in it; pure. Days are local, "2026-06-14". */

const DAY_MS = 86_400_000;
const LAST = 13;

/**
 * The period of a local day: ISO weeks 1–4 are P01 … 49–52 P13, and a week 53 belongs to P13.
 * @param {string} day
 * @returns {string} "2026-P07"; the year is the ISO year
 */
export function periodOf(day) {
  const { year, week } = isoWeek(utc(day));
  return `${year}-P${String(Math.min(Math.ceil(week / 4), LAST)).padStart(2, "0")}`;
}

/**
 * The first and last local day of a period, both included.
 * @param {string} period
 * @returns {{first: string, last: string}}
 */
export function daysOf(period) {
  const year = Number(period.slice(0, 4));
  const number = Number(period.slice(6));
  const first = mondayOfWeekOne(year) + (number - 1) * 28 * DAY_MS;
  const next = number === LAST ? mondayOfWeekOne(year + 1) : first + 28 * DAY_MS;
  return { first: iso(first), last: iso(next - DAY_MS) };
}

/**
 * A person's one number: the mean of her own loads, rounded half up to a whole number 0–10.
 * Check-ins without a number ("not today") and deleted ones do not count.
 * @param {readonly {day?: string, load?: number | null, deleted?: boolean}[]} entries
 * @param {string} period
 * @returns {number | null} null when nothing counts
 */
export function valueIn(entries, period) {
  let sum = 0;
  let count = 0;
  for (const { day, load, deleted } of entries) {
    if (deleted || day === undefined || load === null || load === undefined || periodOf(day) !== period) continue;
    sum += load;
    count += 1;
  }
  return count ? Math.floor((2 * sum + count) / (2 * count)) : null;
}

/**
 * The day on the phone's own calendar and the moment with its offset, "2026-06-14T07:40:12+02:00".
 * @param {Date} moment
 * @returns {{day: string, at: string}}
 */
export function localTime(moment) {
  const offset = -moment.getTimezoneOffset();
  const wall = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const size = Math.abs(offset);
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return { day: wall.slice(0, 10), at: wall + zone };
}

/** @param {number} midnight @returns {{year: number, week: number}} */
function isoWeek(midnight) {
  const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
  const thursday = midnight + (3 - weekday) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) };
}

/** @param {number} year @returns {number} */
function mondayOfWeekOne(year) {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
}

/** @param {string} day @returns {number} */
function utc(day) {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(midnight) || iso(midnight) !== day) throw new RangeError("a day is YYYY-MM-DD");
  return midnight;
}

/** @param {number} midnight */
const iso = (midnight) => new Date(midnight).toISOString().slice(0, 10);
