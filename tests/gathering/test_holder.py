"""The memory that web processes share: forked ones see the same, a killed one locks nobody out, and nothing outlives its time."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from ladeapp import clock
from ladeapp.gathering import actions, rules
from ladeapp.gathering.holder import PHONES_MAX, ROUNDS_MAX, SIZE, Full, Holder, Round

ITEM = "charging/charging-culture"
FORK = multiprocessing.get_context("fork")  # as gunicorn does after --preload


def in_another_process(act: Callable[[], None]) -> None:
    child = FORK.Process(target=act)
    child.start()
    child.join(30)
    assert child.exitcode == 0


@pytest.fixture
def holder() -> Holder:
    return Holder()


def told(holder: Holder) -> bytes:
    return bytes(holder._memory[:])


def test_a_phone_may_reach_any_of_the_processes(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 2)
    for phone in range(5):
        in_another_process(lambda phone=phone: actions.answer(holder, code, f"{phone}" * 32, 0))  # type: ignore[misc]
    assert actions.end(holder, 1, ITEM) == rules.Shown("agree")


def test_processes_and_threads_at_once_lose_no_answer(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 2)

    def several(name: str) -> None:
        def some(thread: int) -> None:
            for each in range(10):
                actions.answer(holder, code, f"{name}-{thread}-{each}", 1)

        threads = [threading.Thread(target=some, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    children = [FORK.Process(target=several, args=(f"{n}",)) for n in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    with holder.rounds() as rounds:
        assert rounds[code].counts == [0, 80]


def test_a_process_that_is_killed_while_it_writes_locks_nobody_out(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 2)

    def die() -> None:
        with holder.rounds():
            holder._memory[:5] = b'{"x":'
            os.kill(os.getpid(), signal.SIGKILL)

    child = FORK.Process(target=die)
    child.start()
    child.join(30)
    with pytest.raises(actions.NoRound):
        actions.answer(holder, code, "a" * 32, 0)
    assert actions.begin(holder, 1, ITEM, 2)[1] is None


def test_what_a_phone_answered_is_joined_to_nothing() -> None:
    """The same memory, whoever answered what, and whoever came first: only sums, and who."""
    pictures, now = set(), clock.now().isoformat()
    for came in (("a", 0), ("b", 1), ("c", 1)), (("c", 0), ("a", 1), ("b", 1)), (("b", 1), ("a", 1), ("c", 0)):
        other = Holder()
        with other.rounds() as rounds:
            rounds["AAAAA"] = Round(1, ITEM, now, [0, 0])
        for phone, option in came:
            actions.answer(other, "AAAAA", phone * 32, option)
        pictures.add(told(other))
        assert b"a" * 32 not in told(other)
    assert len(pictures) == 1


def test_a_phone_counts_once(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 3)
    for option in (0, 0, 1, 2, 1):
        actions.answer(holder, code, "a" * 32, option)
    with holder.rounds() as rounds:
        assert rounds[code].counts == [1, 0, 0]


def test_no_ward_has_more_than_two_hundred_phones(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 2)
    for phone in range(PHONES_MAX + 3):
        actions.answer(holder, code, f"{phone}", 0)
    with holder.rounds() as rounds:
        assert rounds[code].counts == [PHONES_MAX, 0]


def test_when_it_is_ended_the_answers_are_gone_and_what_was_shown_stays_the_same(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 2)
    for phone, option in enumerate((0, 0, 0, 1, 1)):
        actions.answer(holder, code, f"{phone}", option)
    first = actions.end(holder, 1, ITEM)
    with holder.rounds() as rounds:
        assert (rounds[code].counts, rounds[code].heard) == ([], [])
    with pytest.raises(actions.NoRound):
        actions.answer(holder, code, "late", 1)
    assert actions.end(holder, 1, ITEM) == first == rules.Shown("spread", (2, 1))
    assert actions.begin(holder, 1, ITEM, 2) == (code, first)


def test_nothing_is_left_in_memory_when_the_meeting_is_over(holder: Holder) -> None:
    code, _ = actions.begin(holder, 1, ITEM, 2)
    actions.answer(holder, code, "a" * 32, 0)
    actions.forget(holder, 1, ITEM)
    assert told(holder) == bytes(SIZE)


def test_nothing_is_left_after_half_an_hour_even_if_nobody_asks(holder: Holder, time_machine, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    later: list[tuple[float, Callable[[], None]]] = []

    class Timer:
        daemon = False

        def __init__(self, seconds: float, act: Callable[[], None]) -> None:
            later.append((seconds, act))

        def start(self) -> None:
            assert self.daemon

    monkeypatch.setattr(threading, "Timer", Timer)
    began = clock.now()
    time_machine.move_to(began, tick=False)
    code, _ = actions.begin(holder, 1, ITEM, 2)
    actions.answer(holder, code, "a" * 32, 0)
    ((seconds, act),) = later
    assert seconds <= 30 * 60 + 2
    time_machine.move_to(began + timedelta(seconds=seconds), tick=False)
    act()
    assert told(holder) == bytes(SIZE)


def test_too_many_rounds_at_once_are_told_and_disturb_none(holder: Holder) -> None:
    for owner in range(ROUNDS_MAX):
        actions.begin(holder, owner, ITEM, 2)
    before = told(holder)
    with pytest.raises(Full):
        actions.begin(holder, -1, ITEM, 2)
    assert told(holder) == before


@pytest.mark.parametrize("options", [0, 1, 6])
def test_a_round_has_two_to_five_options(holder: Holder, options: int) -> None:
    with pytest.raises(ValueError):
        actions.begin(holder, 1, ITEM, options)
