"""How a charging station moves: one state and the time say where everyone is. Pure; `machine.js` is its twin.

Both are held to the same table, tests/stations/cases.json.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

KINDS = ("ready", "next", "pause", "resume", "stop", "leave", "gate_no", "done")
SEATS = ("a", "b")
ENDS_IT = frozenset({"stop", "leave", "gate_no"})  # told alike: nobody, server included, learns which answer it was


@dataclass(frozen=True)
class Pace:
    """What the machine knows of a step: `seconds` > 0; `waits`: it ends when every seat has answered, not by time."""

    seconds: int
    waits: bool


@dataclass(frozen=True)
class State:
    """All that a running station is. `since`: when the step's clock would have started had it never stood still."""

    step: int
    since: datetime
    paused_at: datetime | None = None
    ready: frozenset[str] = frozenset()
    ending: str | None = None  # None, "done" or "stopped"
    version: int = 1


@dataclass(frozen=True)
class Position:
    """Where a station is at one instant. `elapsed` in the step, never above its length in a timed step."""

    step: int
    elapsed: timedelta
    paused: bool


def position(state: State, paces: Sequence[Pace], now: datetime) -> Position:
    """Where the station is at `now`: timed steps pass by themselves, a waiting step holds until all have answered.

    state     as last moved; `state.step` is an index into `paces`
    now       any instant; one before `state.since` counts as the step's beginning
    returns   the step now, the time in it (0 or more), and whether the clock stands
    raises    ValueError when the state has no such step
    source    domain/conversation.md, A5
    """
    if not 0 <= state.step < len(paces):
        raise ValueError("the protocol has no such step")
    step, elapsed = state.step, max((state.paused_at or now) - state.since, timedelta())
    while not paces[step].waits and step + 1 < len(paces) and elapsed >= timedelta(seconds=paces[step].seconds):
        elapsed -= timedelta(seconds=paces[step].seconds)
        step += 1
    if not paces[step].waits:
        elapsed = min(elapsed, timedelta(seconds=paces[step].seconds))
    return Position(step, elapsed, state.paused_at is not None)


def move(state: State, paces: Sequence[Pace], kind: str, by: str, seen: int, now: datetime) -> State:
    """The state after one tap. A tap that no longer fits changes nothing and returns the same state.

    kind      ready: my answer at a waiting step; done: my answer at the last one; next: on to the step after;
              pause, resume; stop, leave, gate_no: it ends for both, without a reason
    by        the seat that tapped, "a" or "b"
    seen      index of the step that was on her screen: two taps on "next" at the same moment are one step,
              and a late answer never counts for a step she has not seen
    now       the server's time of the tap
    returns   the new state, version one higher; time paused is not taken from the one who shares
    raises    ValueError for an unknown kind or seat
    source    domain/conversation.md, A5; design/product.md, Charging station
    """
    if kind not in KINDS or by not in SEATS:
        raise ValueError("no such move")
    if state.ending:
        return state
    if kind in ENDS_IT:
        return _changed(state, ending="stopped")
    at = position(state, paces, now)
    if at.step != seen:
        return state
    if paces[at.step].waits:
        return _answered(state, paces, at, kind, by, now)
    if kind == "next":
        return _stepped(state, paces, at.step, now)
    if kind == "pause" and not at.paused:
        return _changed(state, step=at.step, since=now - at.elapsed, paused_at=now, ready=frozenset())
    if kind == "resume" and at.paused:
        return _changed(state, step=at.step, since=now - at.elapsed, paused_at=None)
    return state


def _answered(state: State, paces: Sequence[Pace], at: Position, kind: str, by: str, now: datetime) -> State:
    last = at.step == len(paces) - 1
    # A step that time has led to has no answers yet, whatever the stored step had.
    before = state.ready if state.step == at.step else frozenset()
    if kind != ("done" if last else "ready") or by in before:
        return state
    ready = before | {by}
    if ready != frozenset(SEATS):
        return _changed(state, step=at.step, since=now - at.elapsed, ready=ready)
    if last:
        return _changed(state, step=at.step, since=now - at.elapsed, ready=ready, ending="done")
    return _stepped(state, paces, at.step, now)


def _stepped(state: State, paces: Sequence[Pace], step: int, now: datetime) -> State:
    if step + 1 == len(paces):
        return _changed(state, ending="done")
    return _changed(state, step=step + 1, since=now, paused_at=None, ready=frozenset())


def _changed(state: State, **parts: object) -> State:
    return replace(state, version=state.version + 1, **parts)  # type: ignore[arg-type]
