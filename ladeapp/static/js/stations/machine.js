// @ts-check
/** How a charging station moves; the twin of stations/rules.py, held to the same table: tests/stations/cases.json. */

/** seconds: above 0; waits: the step ends when people have answered, not by time. @typedef {{kind: string, seconds: number, waits: boolean, seat: Letter | null}} Pace */
/** @typedef {"a" | "b" | "c" | "d" | "e" | "f"} Letter */
/** @typedef {"ready" | "next" | "pause" | "resume" | "stop" | "leave" | "gate_no" | "done" | "start" | "share" | "unshare"} Kind */
/**
 * since, pausedAt: milliseconds of one clock that never jumps, the same that `now` is read from.
 * @typedef {{step: number, since: number, pausedAt: number | null, ready: Letter[], ending: "done" | "stopped" | null, version: number,
 *   present: Letter[], fewest: number, most: number, sharer: Letter | null, halted: boolean}} State
 */
/** @typedef {{step: number, elapsed: number, paused: boolean}} Position */

export const LETTERS = /** @type {const} */ (["a", "b", "c", "d", "e", "f"]);
const STOPS = new Set(["stop", "gate_no"]);

/**
 * A station at its first step. On one phone everyone sits in it from the first.
 * @param {number} now
 * @param {Letter[]} present
 * @param {number} fewest
 * @param {number} most
 * @returns {State}
 */
export function begin(now, present = ["a", "b"], fewest = present.length, most = present.length) {
  return { step: 0, since: now, pausedAt: null, ready: [], ending: null, version: 1, present, fewest, most, sharer: null, halted: false };
}

/**
 * Where the station is at `now`: timed steps pass by themselves, a waiting step holds until people have answered.
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
 * The state after one tap; a tap that no longer fits gives the same state back. What each tap means: rules.py.
 * `seen` is the step that was on the screen, so that two taps on "next" at once are one step.
 * @param {State} state
 * @param {Pace[]} paces
 * @param {Kind} kind
 * @param {Letter} by
 * @param {number} seen
 * @param {number} now
 * @returns {State}
 */
export function move(state, paces, kind, by, seen, now) {
  const here = position(state, paces, now);
  const goneHome = here.step === paces.length - 1 && answers(state, here).includes(by);
  if (state.ending || !state.present.includes(by) || (goneHome && kind !== "leave")) return state;
  if (STOPS.has(kind) || kind === "leave") return without(state, paces, here, kind, by, now);
  if (kind === "share" || kind === "unshare") return sharing(state, kind, by);
  if (here.step !== seen) return state;
  const pace = at(paces, here.step);
  if (pace.waits) return answered(state, paces, here, kind, by, now);
  const kept = { step: here.step, since: now - here.elapsed };
  if (kind === "next" && mayGoOn(state, pace, by)) return stepped(state, paces, here.step, now);
  if (kind === "pause" && !here.paused) return changed(state, { ...kept, pausedAt: now, ready: [] });
  if (kind === "resume" && here.paused) return changed(state, { ...kept, pausedAt: null, halted: false });
  return state;
}

/**
 * Whether `by` may end this timed step before its time: a listener cannot cut the time of the one who shares.
 * @param {State} state
 * @param {Pace} pace
 * @param {Letter} by
 */
export function mayGoOn(state, pace, by) {
  const shares = state.most > 2 ? state.sharer : pace.seat;
  return pace.kind !== "share" || shares === null || !state.present.includes(shares) || by === shares;
}

/**
 * Who of a group keeps the clock in this step: another from step to step, never the one who shares. A role, not a lock.
 * @param {number} step
 * @param {Letter[]} present
 * @param {Letter | null} sharer
 * @returns {Letter | null}
 */
export function keeper(step, present, sharer) {
  const others = present.filter((letter) => letter !== sharer).sort();
  return others[step % others.length] ?? null;
}

/**
 * @param {State} state
 * @param {Pace[]} paces
 * @param {Position} here
 * @param {Kind} kind
 * @param {Letter} by
 * @param {number} now
 * @returns {State}
 */
function answered(state, paces, here, kind, by, now) {
  const last = here.step === paces.length - 1;
  const before = answers(state, here);
  const enough = before.filter((letter) => state.present.includes(letter)).length >= state.fewest;
  if (kind === "start" && !last && before.includes(by) && enough) return stepped(state, paces, here.step, now);
  if (kind !== (last ? "done" : "ready") || before.includes(by)) return state;
  const ready = [...before, by].sort();
  const everyone = within(state.present, ready);
  const kept = { step: here.step, since: now - here.elapsed, ready };
  if (last && everyone) return changed(state, { ...kept, ending: "done" });
  if (!last && everyone && state.present.length === state.most) return stepped(state, paces, here.step, now);
  return changed(state, kept);
}

/**
 * She stops, or is away. What the others need of her, they need no longer.
 * @param {State} state
 * @param {Pace[]} paces
 * @param {Position} here
 * @param {Kind} kind
 * @param {Letter} by
 * @param {number} now
 * @returns {State}
 */
function without(state, paces, here, kind, by, now) {
  const stops = STOPS.has(kind);
  if (stops && state.most <= 2) return changed(state, { ending: "stopped" });
  const last = here.step === paces.length - 1;
  const ready = answers(state, here);
  const present = state.present.filter((letter) => letter !== by);
  const kept = { step: here.step, since: now - here.elapsed, present };
  if (last && present.length && within(present, ready)) return changed(state, { ...kept, ready, ending: "done" });
  const { waits } = at(paces, here.step);
  if (present.length < (stops && !waits ? 2 : 1)) return changed(state, { present, ending: "stopped" });
  const others = state.ready.filter((letter) => letter !== by);
  if (!stops) return changed(state, { present, ready: last ? state.ready : others });
  const sharer = state.sharer === by ? null : state.sharer;
  if (waits) return changed(state, { present, ready: others, sharer });
  return changed(state, { ...kept, sharer, pausedAt: now, ready: [], halted: true });
}

/**
 * @param {State} state
 * @param {Kind} kind
 * @param {Letter} by
 * @returns {State}
 */
function sharing(state, kind, by) {
  if (kind === "unshare") return state.sharer === by ? changed(state, { sharer: null }) : state;
  const free = state.sharer === null || !state.present.includes(state.sharer);
  return state.most > 2 && free ? changed(state, { sharer: by }) : state;
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
  return changed(state, { step: step + 1, since: now, pausedAt: null, ready: [], halted: false });
}

/**
 * Who has answered here. A step that time has led to has no answers yet, whatever the stored step had.
 * @param {State} state
 * @param {Position} here
 * @returns {Letter[]}
 */
function answers(state, here) {
  return state.step === here.step ? state.ready : [];
}

/**
 * @param {Letter[]} some
 * @param {Letter[]} all
 */
function within(some, all) {
  return some.every((letter) => all.includes(letter));
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
