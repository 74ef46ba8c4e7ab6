"""A station's rules, without an app: the table shared with the phone, and what must hold for any run of taps."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.stations.rules import KINDS, Pace, State, move, position

TABLE = json.loads((Path(__file__).parent / "cases.json").read_text())
PACES = [Pace(seconds, waits) for seconds, waits in TABLE["paces"]]
START = datetime(2026, 3, 2, 21, 40, tzinfo=UTC)


def after(milliseconds: float) -> datetime:
    return START + timedelta(milliseconds=milliseconds)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_server_agrees_with_the_table(case):
    state = State(step=0, since=START)
    for line in case["script"]:
        if "kind" in line:
            state = move(state, PACES, line["kind"], line["by"], line["seen"], after(line["at"]))
            continue
        at = position(state, PACES, after(line["at"]))
        now = {
            "step": at.step, "elapsed": at.elapsed / timedelta(milliseconds=1), "paused": at.paused,
            "ready": sorted(state.ready), "ending": state.ending, "version": state.version,
        }  # fmt: skip
        assert {what: now[what] for what in line["is"]} == line["is"], line


def both_ready() -> State:
    state = State(step=0, since=START)
    for seat in ("a", "b"):
        state = move(state, PACES, "ready", seat, 0, START)
    return state


taps = st.lists(
    st.tuples(st.integers(0, 40_000), st.sampled_from(("a", "b")), st.sampled_from([k for k in KINDS if k != "stop"]), st.integers(-1, 7)),
    max_size=40,
)


@given(taps)
def test_a_station_only_moves_forward_and_never_passes_a_question_unanswered(script):
    state, clock, furthest = State(step=0, since=START), 0, 0
    for wait, by, kind, seen in script:
        clock += wait
        before, state = state, move(state, PACES, kind, by, seen, after(clock))
        at = position(state, PACES, after(clock))
        assert at.step >= furthest
        assert state is before or state.version == before.version + 1
        if furthest == 0 and at.step > 0:
            assert {by} | before.ready == {"a", "b"}
        assert timedelta() <= at.elapsed
        furthest = at.step


@given(st.lists(st.tuples(st.integers(1, 200_000), st.sampled_from(("a", "b"))), max_size=30))
def test_however_often_they_pause_both_share_for_the_same_time(pauses):
    """Each tap pauses or goes on; the clock may stand for minutes, the time to share is 75 seconds each."""
    state, clock, last = both_ready(), 0, START
    shared = {1: timedelta(), 3: timedelta()}
    for wait, by in pauses:
        clock += wait
        now = after(clock)
        tally(shared, state, last, now)
        here, last = position(state, PACES, now), now
        state = move(state, PACES, "resume" if here.paused else "pause", by, here.step, now)
    if state.paused_at:
        here = position(state, PACES, last)
        state = move(state, PACES, "resume", "a", here.step, last)
    tally(shared, state, last, last + timedelta(minutes=10))
    assert shared == {1: timedelta(seconds=75), 3: timedelta(seconds=75)}


def tally(shared: dict[int, timedelta], state: State, start: datetime, end: datetime) -> None:
    """How much sharing time ran in each turn between two moments."""
    for step in shared:
        shared[step] += in_step(state, step, end) - in_step(state, step, start)


def in_step(state: State, step: int, now: datetime) -> timedelta:
    at = position(state, PACES, now)
    whole = timedelta(seconds=PACES[step].seconds)
    return whole if at.step > step else at.elapsed if at.step == step else timedelta()


def test_a_clock_set_back_is_the_beginning_of_the_step():
    at = position(State(step=1, since=START), PACES, START - timedelta(hours=1))
    assert (at.step, at.elapsed) == (1, timedelta())


def test_the_impossible_is_an_error():
    state = State(step=0, since=START)
    with pytest.raises(ValueError):
        move(state, PACES, "rewind", "a", 0, START)
    with pytest.raises(ValueError):
        move(state, PACES, "next", "c", 0, START)
    with pytest.raises(ValueError):
        position(replace(state, step=7), PACES, START)
