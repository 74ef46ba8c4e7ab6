"""How a charging station moves: one state and the time say where everyone is. Pure; `machine.js` is its twin.

Both are held to the same table, tests/stations/cases.json. What the moves mean to people is told at `move`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

KINDS = ("ready", "next", "pause", "resume", "stop", "leave", "gate_no", "done", "start", "share", "unshare")
LETTERS = ("a", "b", "c", "d", "e", "f")
SEATS = LETTERS[:2]  # in a pair the seats share in this order; in a group "a" in a step is whoever says that she shares
STOPS = frozenset({"stop", "gate_no"})  # told alike: nobody, server included, learns which answer it was


@dataclass(frozen=True)
class Pace:
    """What the machine knows of a step: `seconds` > 0; `waits`: it ends when people have answered, not by time; who shares."""

    kind: str
    seconds: int
    waits: bool
    seat: str | None = None


@dataclass(frozen=True)
class State:
    """All that a running station is. `since`: when the step's clock would have started had it never stood still.

    present   letters of those who sit in it now: not those who have left or stopped
    fewest    how many must be ready before it may begin; `most` is how many there is room for: 1, 2 or up to 6
    sharer    in a group: who has said that she shares
    halted    the clock stands because somebody in a group stopped
    """

    step: int
    since: datetime
    paused_at: datetime | None = None
    ready: frozenset[str] = frozenset()
    ending: str | None = None  # None, "done" or "stopped"
    version: int = 1
    present: frozenset[str] = frozenset(SEATS)
    fewest: int = 2
    most: int = 2
    sharer: str | None = None
    halted: bool = False

    @property
    def is_group(self) -> bool:
        return self.most > len(SEATS)


@dataclass(frozen=True)
class Position:
    """Where a station is at one instant. `elapsed` in the step, never above its length in a timed step."""

    step: int
    elapsed: timedelta
    paused: bool


def position(state: State, paces: Sequence[Pace], now: datetime) -> Position:
    """Where the station is at `now`: timed steps pass by themselves, a waiting step holds until people have answered.

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

    kind      ready: my answer at the gate; done: my answer at the close, after which I have gone home;
              start: we are enough, let us begin, by one who is ready; next: on to the step after – while somebody shares
              only she cuts her time, unless she has left; pause, resume;
              stop, gate_no: a pair ends, without a reason; a group goes on without me when they say so;
              leave: I am away and may come back, nothing stops; share, unshare: in a group, I am the one who shares
    by        the letter that tapped
    seen      index of the step that was on her screen: two taps on "next" at the same moment are one step,
              and a late answer never counts for a step she has not seen
    now       the server's time of the tap
    returns   the new state, version one higher; time paused is not taken from the one who shares
    raises    ValueError for an unknown kind or letter
    source    domain/conversation.md, A5; design/product.md, Charging station
    """
    if kind not in KINDS or by not in LETTERS:
        raise ValueError("no such move")
    at = position(state, paces, now)
    last = at.step == len(paces) - 1
    gone_home = last and by in _answers(state, at)
    if state.ending or by not in state.present or (gone_home and kind != "leave"):
        return state
    if kind in STOPS or kind == "leave":
        return _without(state, paces, at, kind, by, now)
    if kind in {"share", "unshare"}:
        return _sharing(state, kind, by)
    if at.step != seen:
        return state
    if paces[at.step].waits:
        return _answered(state, paces, at, kind, by, now)
    if kind == "next" and may_go_on(state, paces[at.step], by):
        return _stepped(state, paces, at.step, now)
    if kind == "pause" and not at.paused:
        return _changed(state, step=at.step, since=now - at.elapsed, paused_at=now, ready=frozenset())
    if kind == "resume" and at.paused:
        return _changed(state, step=at.step, since=now - at.elapsed, paused_at=None, halted=False)
    return state


def come(state: State, letter: str) -> State:
    """The state when somebody sits down, or comes back. The same state when she sits there, or it has ended."""
    if state.ending or letter in state.present:
        return state
    return _changed(state, present=state.present | {letter})


def may_go_on(state: State, pace: Pace, by: str) -> bool:
    """Whether `by` may end this timed step before its time: a listener cannot cut the time of the one who shares."""
    shares = state.sharer if state.is_group else pace.seat
    return pace.kind != "share" or shares not in state.present or by == shares


def keeper(step: int, present: Collection[str], sharer: str | None) -> str | None:
    """Who of a group keeps the clock in this step: another from step to step, never the one who shares. A role, not a lock."""
    others = sorted(set(present) - {sharer})
    return others[step % len(others)] if others else None


def _answered(state: State, paces: Sequence[Pace], at: Position, kind: str, by: str, now: datetime) -> State:
    last = at.step == len(paces) - 1
    before = _answers(state, at)
    if kind == "start" and not last and by in before and len(before & state.present) >= state.fewest:
        return _stepped(state, paces, at.step, now)
    if kind != ("done" if last else "ready") or by in before:
        return state
    ready = before | {by}
    if last and state.present <= ready:
        return _changed(state, step=at.step, since=now - at.elapsed, ready=ready, ending="done")
    if not last and len(state.present) == state.most and state.present <= ready:
        return _stepped(state, paces, at.step, now)
    return _changed(state, step=at.step, since=now - at.elapsed, ready=ready)


def _without(state: State, paces: Sequence[Pace], at: Position, kind: str, by: str, now: datetime) -> State:
    """She stops, or is away. What the others need of her, they need no longer."""
    if kind in STOPS and not state.is_group:
        return _changed(state, ending="stopped")
    last, answers, present = at.step == len(paces) - 1, _answers(state, at), state.present - {by}
    if last and present and present <= answers:
        return _changed(state, step=at.step, since=now - at.elapsed, present=present, ready=answers, ending="done")
    talking = kind in STOPS and not paces[at.step].waits
    if len(present) < (2 if talking else 1):
        return _changed(state, present=present, ending="stopped")
    if kind == "leave":
        return _changed(state, present=present, ready=state.ready if last else state.ready - {by})
    sharer = None if by == state.sharer else state.sharer
    if paces[at.step].waits:
        return _changed(state, present=present, ready=state.ready - {by}, sharer=sharer)
    held = {"step": at.step, "since": now - at.elapsed, "paused_at": now, "ready": frozenset[str](), "halted": True}
    return _changed(state, present=present, sharer=sharer, **held)


def _sharing(state: State, kind: str, by: str) -> State:
    if kind == "unshare":
        return _changed(state, sharer=None) if by == state.sharer else state
    free = state.sharer is None or state.sharer not in state.present
    return _changed(state, sharer=by) if state.is_group and free else state


def _stepped(state: State, paces: Sequence[Pace], step: int, now: datetime) -> State:
    if step + 1 == len(paces):
        return _changed(state, ending="done")
    return _changed(state, step=step + 1, since=now, paused_at=None, ready=frozenset(), halted=False)


def _answers(state: State, at: Position) -> frozenset[str]:
    """Who has answered here. A step that time has led to has no answers yet, whatever the stored step had."""
    return state.ready if state.step == at.step else frozenset()


def _changed(state: State, **parts: object) -> State:
    return replace(state, version=state.version + 1, **parts)  # type: ignore[arg-type]
