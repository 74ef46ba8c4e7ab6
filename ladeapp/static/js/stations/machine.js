// @ts-check
/** How a charging station moves; the twin of stations/rules.py, held to the same table: tests/stations/cases.json. */

/** seconds: above 0; waits: the step ends when both have answered, not by time. @typedef {{seconds: number, waits: boolean}} Pace */
/** @typedef {"a" | "b"} Seat */
/** @typedef {"ready" | "next" | "pause" | "resume" | "stop" | "leave" | "gate_no" | "done"} Kind */
/**
 * since, pausedAt: milliseconds of one clock that never jumps, the same that `now` is read from.
 * @typedef {{step: number, since: number, pausedAt: number | null, ready: Seat[],
 *   ending: "done" | "stopped" | null, version: number}} State
 */
/** @typedef {{step: number, elapsed: number, paused: boolean}} Position */

export const SEATS = /** @type {const} */ (["a", "b"]);
const ENDS_IT = new Set(["stop", "leave", "gate_no"]);

/**
 * A station at its first step.
 * @param {number} now
 * @returns {State}
 */
export function begin(now) {
  return { step: 0, since: now, pausedAt: null, ready: [], ending: null, version: 1 };
}

/**
 * Where the station is at `now`: timed steps pass by themselves, a waiting step holds until both have answered.
 * @param {State} state
 * @param {Pace[]} paces
 * @param {number} now
 * @returns {Position}
 */
export function position(state, paces, now) {
  let step = state.step;
  let elapsed = Math.max((state.pausedAt ?? now) - state.since, 0);
  for (let pace = at(paces, step); !pace.waits && step + 1 < paces.length && elapsed >= pace.seconds * 1000; pace = at(paces, step)) {
    elapsed -= pace.seconds * 1000;
    step += 1;
  }
  const { waits, seconds } = at(paces, step);
  return { step, elapsed: waits ? elapsed : Math.min(elapsed, seconds * 1000), paused: state.pausedAt !== null };
}

/**
 * The state after one tap; a tap that no longer fits gives the same state back.
 * `seen` is the step that was on the screen, so that two taps on "next" at once are one step.
 * @param {State} state
 * @param {Pace[]} paces
 * @param {Kind} kind
 * @param {Seat} by
 * @param {number} seen
 * @param {number} now
 * @returns {State}
 */
export function move(state, paces, kind, by, seen, now) {
  if (state.ending) return state;
  if (ENDS_IT.has(kind)) return changed(state, { ending: "stopped" });
  const here = position(state, paces, now);
  if (here.step !== seen) return state;
  if (at(paces, here.step).waits) return answered(state, paces, here, kind, by, now);
  const kept = { step: here.step, since: now - here.elapsed };
  if (kind === "next") return stepped(state, paces, here.step, now);
  if (kind === "pause" && !here.paused) return changed(state, { ...kept, pausedAt: now, ready: [] });
  if (kind === "resume" && here.paused) return changed(state, { ...kept, pausedAt: null });
  return state;
}

/**
 * @param {State} state
 * @param {Pace[]} paces
 * @param {Position} here
 * @param {Kind} kind
 * @param {Seat} by
 * @param {number} now
 * @returns {State}
 */
function answered(state, paces, here, kind, by, now) {
  const last = here.step === paces.length - 1;
  const before = state.step === here.step ? state.ready : [];
  if (kind !== (last ? "done" : "ready") || before.includes(by)) return state;
  const ready = SEATS.filter((seat) => seat === by || before.includes(seat));
  const kept = { step: here.step, since: now - here.elapsed, ready };
  if (ready.length < SEATS.length) return changed(state, kept);
  return last ? changed(state, { ...kept, ending: "done" }) : stepped(state, paces, here.step, now);
}

/**
 * @param {State} state
 * @param {Pace[]} paces
 * @param {number} step
 * @param {number} now
 * @returns {State}
 */
function stepped(state, paces, step, now) {
  if (step + 1 === paces.length) return changed(state, { ending: "done" });
  return changed(state, { step: step + 1, since: now, pausedAt: null, ready: [] });
}

/**
 * @param {State} state
 * @param {Partial<State>} parts
 * @returns {State}
 */
function changed(state, parts) {
  return { ...state, ...parts, version: state.version + 1 };
}

/**
 * @param {Pace[]} paces
 * @param {number} step
 * @returns {Pace}
 */
function at(paces, step) {
  const pace = paces[step];
  if (!pace) throw new RangeError("the protocol has no such step");
  return pace;
}
