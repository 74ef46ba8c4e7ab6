// @ts-check
/**
 * Where a station is, by this page's own clock, which never jumps: brought over from the server, or from before a reload.
 * On one phone it survives that, not the closing of the app. What is kept is where it is, and no answer.
 */

/** @typedef {import("./machine.js").State} State */

const KEPT = "station-here";

/**
 * Where the clock is, by the wall's time: this page's own clock ends with it.
 * @param {State} state
 * @param {string} protocol
 */
export function keep(state, protocol) {
  if (!state.ending) sessionStorage.setItem(KEPT, JSON.stringify({ protocol, ...moved(state, Date.now() - performance.now()) }));
}

/**
 * @param {string} protocol
 * @returns {State | null} null when there was none, or only its gate, which is asked anew
 */
export function restored(protocol) {
  const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!found || found.protocol !== protocol || found.step === 0) return null;
  return moved(found, performance.now() - Date.now());
}

export const drop = () => sessionStorage.removeItem(KEPT);

/**
 * @param {State} state
 * @param {number} by milliseconds
 * @returns {State}
 */
function moved(state, by) {
  return { ...state, since: state.since + by, pausedAt: state.pausedAt === null ? null : state.pausedAt + by };
}

/**
 * What was told, as the machine knows it, hung on this page's own clock, which never jumps.
 * @param {import("./live.js").Told} told
 * @param {[number, number]} people fewest and most
 * @param {number} age milliseconds since it was true
 * @returns {State}
 */
export function anchored({ step, elapsed_ms, paused, ready, ended, version, present, sharer, halted }, [fewest, most], age) {
  const now = performance.now();
  const since = now - elapsed_ms - (paused ? 0 : age);
  return { step, since, pausedAt: paused ? now : null, ready, ending: ended, version, present, fewest, most, sharer, halted };
}
