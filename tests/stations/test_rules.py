"""A station's rules, without an app: the table shared with the phone, and what must hold for any run of taps."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.stations.rules import KINDS, LETTERS, Pace, State, come, keeper, move, position

TABLE = json.loads((Path(__file__).parent / "cases.json").read_text())
PACES = {
    name: [Pace(kind, seconds, waits, seat) for kind, seconds, waits, seat in table["paces"]] for name, table in TABLE["tables"].items()
}
PAIR, GROUP = PACES["pair"], PACES["group"]
START = datetime(2026, 3, 2, 21, 40, tzinfo=UTC)


def after(milliseconds: float) -> datetime:
    return START + timedelta(milliseconds=milliseconds)


def at_the_gate(name: str, present: str) -> State:
    table = TABLE["tables"][name]
    return State(step=0, since=START, present=frozenset(present), fewest=table["fewest"], most=table["most"])


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_server_agrees_with_the_table(case):
    paces = PACES[case["in"]]
    state = at_the_gate(case["in"], case["present"])
    for line in case["script"]:
        if "kind" in line:
            state = move(state, paces, line["kind"], line["by"], line["seen"], after(line["at"]))
        elif "come" in line:
            state = come(state, line["come"])
        else:
            at = position(state, paces, after(line["at"]))
            now = {
                "step": at.step, "elapsed": at.elapsed / timedelta(milliseconds=1), "paused": at.paused, "ready": sorted(state.ready),
                "ending": state.ending, "version": state.version, "present": sorted(state.present), "sharer": state.sharer, "halted": state.halted,
            }  # fmt: skip
            assert {what: now[what] for what in line["is"]} == line["is"], line


@pytest.mark.parametrize("line", TABLE["keepers"], ids=str)
def test_the_clock_goes_round_among_those_who_do_not_share(line):
    assert keeper(line["step"], line["present"], line["sharer"]) == line["is"]


# Any run of taps: who, what, on which step, after how long. "come" is somebody who sits down or comes back.

anything = st.lists(
    st.tuples(st.integers(0, 40_000), st.sampled_from(LETTERS), st.sampled_from((*KINDS, "come")), st.integers(-1, 8)), max_size=60
)


def tapped(state: State, paces: list[Pace], by: str, kind: str, seen: int, now: datetime) -> State:
    return come(state, by) if kind == "come" else move(state, paces, kind, by, seen, now)


@given(st.sampled_from(("pair", "group")), anything)
def test_a_station_only_moves_forward_and_never_begins_with_too_few(name, script):
    paces, state, clock, furthest = PACES[name], at_the_gate(name, "ab"), 0, 0
    for wait, by, kind, seen in script:
        if name == "pair" and by not in "ab":
            continue
        clock += wait
        before, state = state, tapped(state, paces, by, kind, seen, after(clock))
        at = position(state, paces, after(clock))
        assert state is before or state.version > before.version
        assert at.step >= furthest
        assert timedelta() <= at.elapsed
        assert state.present <= set(LETTERS[: state.most])
        assert not before.ending or state is before
        if furthest == 0 and at.step > 0:
            answered = (before.ready | ({by} if kind == "ready" else set())) & before.present
            assert len(answered) >= state.fewest
        furthest = at.step


@given(st.sampled_from(("pair", "group")), anything, st.data())
def test_nobody_can_hold_the_others_back(name, script, data):
    """Whatever has been tapped, and whoever never taps again: those who are left come to the end, or it has ended."""
    paces, state, clock = PACES[name], at_the_gate(name, "ab" if name == "pair" else "abcd"), 0
    for wait, by, kind, seen in script:
        if name == "group" or by in "ab":
            clock += wait
            state = tapped(state, paces, by, kind, seen, after(clock))
    if state.ending or position(state, paces, after(clock)).step == 0:
        return  # at the gate too few may wait for more: that is what a gate is
    left = data.draw(st.sampled_from(LETTERS[: state.most]), label="who is left")
    state = come(state, left)
    at = position(state, paces, after(clock))
    state = move(state, paces, "resume", left, at.step, after(clock))
    clock += 2 * 3600_000
    assert position(state, paces, after(clock)).step == len(paces) - 1
    state = move(state, paces, "done", left, len(paces) - 1, after(clock))
    assert left in state.ready  # and so has gone home, whatever the others do


@given(
    st.lists(
        st.tuples(st.integers(1, 60_000), st.sampled_from("ab"), st.sampled_from(("pause", "resume", "next", "leave", "come"))), max_size=40
    )
)
def test_however_they_pause_leave_and_come_back_each_has_all_her_time_to_share(script):
    """Only what she gives up herself is lost: by her own "next", or by the other's while she is away."""
    state, clock, last = at_the_gate("pair", "ab"), 0, START
    for seat in "ab":
        state = move(state, PAIR, "ready", seat, 0, START)
    shared, given_up = {1: timedelta(), 3: timedelta()}, set()
    for wait, by, kind in script:
        clock += wait
        now = after(clock)
        tally(shared, state, last, now)
        here, last = position(state, PAIR, now), now
        if kind == "leave" and state.present == {by}:
            continue  # nobody left would be the end
        whose = PAIR[here.step].seat
        if kind == "next" and here.step in shared and (by == whose or whose not in state.present) and by in state.present:
            given_up.add(here.step)
        state = tapped(state, PAIR, by, kind, here.step, now)
    if state.paused_at:
        state = move(state, PAIR, "resume", min(state.present), position(state, PAIR, last).step, last)
    tally(shared, state, last, last + timedelta(minutes=10))
    whole = timedelta(seconds=75)
    assert {step: time for step, time in shared.items() if step not in given_up} == dict.fromkeys({1, 3} - given_up, whole)


@given(
    st.lists(st.tuples(st.integers(1, 60_000), st.sampled_from("bcd"), st.sampled_from([k for k in KINDS if k != "resume"])), max_size=30)
)
def test_in_a_group_no_listener_takes_time_from_the_one_who_shares(script):
    """Nor does anyone who stops: the clock stands until they go on."""
    state, now, last = at_the_gate("group", "abcd"), START, START
    for letter in "abc":
        state = move(state, GROUP, "ready", letter, 0, now)
    state = move(move(state, GROUP, "start", "a", 0, now), GROUP, "share", "a", 1, now)
    shared = {2: timedelta()}
    state = move(state, GROUP, "next", "a", 1, now)
    for wait, by, kind in script:
        now += timedelta(milliseconds=wait)
        tally(shared, state, last, now, GROUP)
        here, last = position(state, GROUP, now), now
        if here.step > 2:
            break
        if kind in {"stop", "gate_no"} and len(state.present) == 2:
            continue
        state = move(state, GROUP, kind, by, here.step, now)
        state = move(state, GROUP, "resume", "a", here.step, now)
    tally(shared, state, last, last + timedelta(minutes=30), GROUP)
    assert shared[2] == timedelta(seconds=100)


def tally(shared: dict[int, timedelta], state: State, start: datetime, end: datetime, paces: list[Pace] = PAIR) -> None:
    """How much sharing time ran in each turn between two moments."""
    for step in shared:
        shared[step] += in_step(state, step, end, paces) - in_step(state, step, start, paces)


def in_step(state: State, step: int, now: datetime, paces: list[Pace]) -> timedelta:
    at = position(state, paces, now)
    whole = timedelta(seconds=paces[step].seconds)
    return whole if at.step > step else at.elapsed if at.step == step else timedelta()


def test_a_clock_set_back_is_the_beginning_of_the_step():
    at = position(State(step=1, since=START), PAIR, START - timedelta(hours=1))
    assert (at.step, at.elapsed) == (1, timedelta())


def test_the_impossible_is_an_error():
    state = State(step=0, since=START)
    with pytest.raises(ValueError):
        move(state, PAIR, "rewind", "a", 0, START)
    with pytest.raises(ValueError):
        move(state, PAIR, "next", "g", 0, START)
    with pytest.raises(ValueError):
        position(replace(state, step=7), PAIR, START)
