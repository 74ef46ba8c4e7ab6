"""What the clock asks for: rooms hand in jobs; one worker runs them, each lane in a thread of its own."""

import json
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from flask import Flask

from . import clock
from .db import db

log = structlog.get_logger()


@dataclass(frozen=True)
class Job:
    """Something to do again and again. `run` is idempotent and safe beside other workers; it gets the time.

    Jobs of one lane run one after another. What must not wait for the others, or may be slow, has a lane of its own.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], None]
    lane: str = "house"


def run_once(app: Flask, jobs: Iterable[Job]) -> int:
    """Run every job one time. Returns how many failed; a failure is logged and the next job goes on."""
    return sum(not _attempt(app, job) for job in jobs)


def run_due(app: Flask, jobs: Iterable[Job], notes: Path) -> int:
    """As run_once, but for those whose time has not come since `notes` were written: cron may call as often as it likes."""
    try:
        ran = {name: datetime.fromisoformat(when) for name, when in json.loads(notes.read_text()).items()}
    except (FileNotFoundError, ValueError, AttributeError, TypeError):
        ran = {}
    failed = 0
    for job in jobs:
        now = clock.now()
        if job.name in ran and now - job.every < ran[job.name] <= now:
            continue
        if _attempt(app, job):
            ran[job.name] = now
        else:
            failed += 1
    draft = notes.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({name: when.isoformat() for name, when in ran.items()}))
    draft.replace(notes)
    return failed


def run_until(app: Flask, jobs: Iterable[Job], stop: threading.Event) -> None:
    """Run each job when it is due until `stop` is set; returns when what was running has ended."""
    app.extensions["ladeapp.stopping"] = stop  # for a job that could go on for long
    lanes: dict[str, list[Job]] = {}
    for job in jobs:
        lanes.setdefault(job.lane, []).append(job)
    threads = [threading.Thread(target=_run_lane, args=(app, lane, stop), name=name) for name, lane in lanes.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _run_lane(app: Flask, jobs: Iterable[Job], stop: threading.Event) -> None:
    due: dict[Job, datetime] = {}
    while not stop.is_set():
        for job in jobs:
            if stop.is_set() or due.get(job, clock.now()) > clock.now():
                continue
            _attempt(app, job)
            due[job] = clock.now() + job.every
        stop.wait(0.5)


def _attempt(app: Flask, job: Job) -> bool:
    with app.app_context():
        try:
            job.run(clock.now())
        except Exception as problem:  # the one place: a bad job must not stop the others
            log.error("job failed", job=job.name, kind=type(problem).__name__)
            return False
        finally:
            db.session.remove()
    return True
