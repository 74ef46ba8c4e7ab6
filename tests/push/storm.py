"""`python -m tests.push.storm PLAN`: several workers, killed at random with SIGKILL and started again at once.

Each worker is a process that runs the worker's own push job for ever; the lease is shortened so that the end comes soon.
Says "ready", waits for a line, says "over" after the last kill, and stops the workers gently when stdin ends.
"""

import gc
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Mapping
from datetime import timedelta

from flask import Flask

from ladeapp import create_app
from ladeapp.config import load
from ladeapp.jobs import run_until
from ladeapp.push import claims, jobs, sending  # sending: loaded once, before the workers part


def pauses(plan: Mapping[str, float]) -> list[float]:
    """Seconds before each kill: random, and the same for the same seed."""
    lot = random.Random(plan["seed"])
    return [lot.expovariate(1 / plan["pause"]) for _ in range(int(plan["kills"]))]


def main(plan: Mapping[str, float]) -> None:
    claims.LEASE = timedelta(seconds=plan["lease"])
    assert sending
    app = create_app(load())
    gc.freeze()
    print("ready", flush=True)
    sys.stdin.readline()
    lot = random.Random(plan["seed"])
    workers = [start(app) for _ in range(int(plan["workers"]))]
    for pause in pauses(plan):
        time.sleep(pause)
        end(workers.pop(lot.randrange(len(workers))), signal.SIGKILL)
        workers.append(start(app))
    print("over", flush=True)
    sys.stdin.read()
    for worker in workers:
        end(worker, signal.SIGTERM)


def start(app: Flask) -> int:
    """A worker's process id. Nothing is shared with it but what was loaded: no connection is open yet."""
    if pid := os.fork():
        return pid
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run_until(app, jobs.JOBS, stop)
    os._exit(0)


def end(pid: int, how: signal.Signals) -> None:
    os.kill(pid, how)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
