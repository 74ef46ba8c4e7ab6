"""The rows of push: who sends how much on one core, what two workers add, and what a dead and a slow service take from the others."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import linear_regression

from ..report import Goal, at_least, at_most
from .processes import ANYWHERE, HERE, Services, Worker, contender, node, services
from .stage import PHONES, Sent, Stage, say

LAPS = int(os.environ.get("BENCH_LAPS", "3"))
MESSAGES = int(os.environ.get("BENCH_MESSAGES", "40000"))  # through one worker, for its memory; 100000 in a long run
PLAIN, NODE, RAW, OURS = "pywebpush in a loop", "Node web-push, kept alive", "cryptography alone", "our worker"
COUNTS = {PLAIN: 60, NODE: 5000, RAW: 20_000, OURS: 5000}
SERIAL, LATE = "after 50 ms: a kept session, in turn", "after 50 ms: our worker"
ONE, TWO = "our worker, on any core", "two of our workers"
SOUND, BESIDE = "a sound service beside two sound ones", "a sound one beside a dead and a slow one"
SHARES = (10, 1, 1)  # of twelve phones
PATIENCE = 60.0  # seconds


def measure(folder: Path) -> tuple[Stage, list[Goal]]:
    """All rows, in one run, and what they should reach."""
    stage = Stage(folder, LAPS)
    stage.notes.append(f"{LAPS} laps, in turn; medians; over TLS on loopback, contenders on one core, the services on another")
    return stage, list(_goals(stage))


def _goals(stage: Stage) -> Iterator[Goal]:
    yield from _one_core(stage)
    yield from _at_50_ms(stage)
    yield from _two_workers(stage)
    yield from _trouble_beside(stage)
    yield _memory(stage)


def _one_core(stage: Stage) -> Iterator[Goal]:
    with ExitStack() as stack:
        there = stack.enter_context(services("0"))
        workers = {
            PLAIN: stack.enter_context(stage.python("loop", there.origins, HERE, pooled=False)),
            RAW: stack.enter_context(stage.python("raw", there.origins, HERE)),
            OURS: stack.enter_context(stage.ours("ours", there.origins, HERE)),
        }
        command = node(stage.folder / "node")
        if isinstance(command, str):
            stage.notes.append(f"no row for Node: {command}")
        else:
            task = stage.task("node", there.origins, folder=str(stage.folder / "node"))
            workers[NODE] = stack.enter_context(contender(command, task, stage.folder, HERE))
        there.told()

        def lap(name: str) -> Sent:
            workers[name].do("fill", COUNTS[name])
            took = workers[name].do("go", COUNTS[name])
            if name != RAW:
                stage.arrived(there.told()[0], COUNTS[name])
            return Sent.of(COUNTS[name], took)

        stage.lap_by_lap(list(workers), lap)
    yield at_least("push: messages/s as a multiple of the plain loop's", stage.ratio(OURS, PLAIN), 50)
    if NODE in stage.rows:
        yield at_least("push: messages/s as a multiple of Node web-push's", stage.ratio(OURS, NODE), 0.95)


def _at_50_ms(stage: Stage) -> Iterator[Goal]:
    with services("0.05") as there, stage.python("loop", there.origins, HERE, pooled=True) as serial:
        say(SERIAL)
        stage.rows[SERIAL] = Sent.of(60, serial.do("go", 60))
        stage.arrived(there.told()[0], 60)
        with stage.ours("late", there.origins, HERE) as worker:
            say(LATE)
            worker.do("fill", PHONES)  # once to warm up: connections stay open for minutes
            worker.do("go", PHONES)
            there.told()
            worker.do("fill", COUNTS[OURS])
            stage.rows[LATE] = Sent.of(COUNTS[OURS], worker.do("go", COUNTS[OURS]))
            stage.arrived(there.told()[0], COUNTS[OURS])
    yield at_least("push: when answers take 50 ms, a multiple of the loop in turn", stage.ratio(LATE, SERIAL), 100)


def _two_workers(stage: Stage) -> Iterator[Goal]:
    count = 2 * COUNTS[OURS]
    with (
        services("0", cores=ANYWHERE) as there,
        stage.ours("pair", there.origins, ANYWHERE) as first,
        stage.ours("pair", there.origins, ANYWHERE, first=False) as second,
    ):

        def lap(name: str) -> Sent:
            first.do("fill", count)
            pair = [first] if name == ONE else [first, second]
            for worker in pair:
                worker.start("go", count)
            took = [worker.finish() for worker in pair]
            told = there.told()[0]
            stage.arrived(told, count)
            return Sent(count / (told["last"] - took[0].begin), sum(one.cpu for one in took) / count * 1e6)

        stage.lap_by_lap([ONE, TWO], lap)
    yield at_least("push: two workers as a multiple of one", stage.ratio(TWO, ONE), 1.6)


def _trouble_beside(stage: Stage) -> Iterator[Goal]:
    """The same messages to the same three services, all sound or two of them not; only the first one's count."""

    def lap(name: str) -> Sent:
        with services("0", *(("0", "0") if name == SOUND else ("dead", "2"))) as there:
            mixed = [origin for origin, share in zip(there.origins, SHARES, strict=True) for _ in range(share)]
            with stage.ours(f"beside-{time.monotonic_ns()}", mixed, HERE) as worker:
                worker.do("fill", COUNTS[OURS])
                return Sent(_rate_of_first(there, worker), 0)

    stage.lap_by_lap([SOUND, BESIDE], lap)
    yield at_least("push: a sound service's messages/s beside a dead and a slow one", stage.ratio(BESIDE, SOUND), 0.9)


def _rate_of_first(there: Services, worker: Worker) -> float:
    """Messages a second that the first service took of all that were for it, or of those it got while we had patience."""
    wanted = sum(n % sum(SHARES) < SHARES[0] for n in range(PHONES)) * COUNTS[OURS] // PHONES
    there.told()
    begin, taken, last = time.monotonic(), 0, 0.0
    worker.start("go", COUNTS[OURS])
    while taken < wanted and time.monotonic() < begin + PATIENCE:
        time.sleep(0.05)
        told = there.told()[0]
        taken, last = taken + told["taken"], told["last"] or last
    return taken / ((last if taken == wanted else time.monotonic()) - begin)


def _memory(stage: Stage) -> Goal:
    """What a worker holds after each lot, and how fast that grows once it has warmed up (least squares)."""
    lot = MESSAGES // 40
    say(f"{MESSAGES} messages through one worker")
    with services("0") as there, stage.ours("memory", there.origins, HERE) as worker:
        held = []
        for _ in range(40):
            worker.do("fill", lot)
            held.append(worker.do("go", lot).megabytes)
    settled = held[10:]
    slope = linear_regression(range(len(settled)), settled).slope / lot * 100_000
    stage.notes.append(f"one worker holds {held[0]:.0f} MB after {lot} messages, {held[-1]:.0f} MB after {MESSAGES}")
    return at_most("push: MB that a worker grows in 100,000 messages", slope, 5)
