"""What the clock asks of shifts: each day one more day ahead, and one less behind; and calendars that are read six-hourly."""

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from flask import current_app

from .. import outside
from ..config import settings
from ..db import db
from ..jobs import Job
from . import actions, importing, links, queries, reading
from .importing import Due

Answer = outside.Fetched | outside.Unreachable

log = structlog.get_logger()


def extend(now: datetime) -> None:
    actions.forget_left()
    for person_id in queries.planners():
        actions.extend(person_id, now)


def fetch(now: datetime) -> None:
    """Read the links that are due: all asked at once, each for its own time at most, so that none waits for a dead one."""
    due = importing.claim(now, random.random())
    if not due:
        return
    opened = [links.opened(settings().secret_key, one.person_id, one.link) for one in due]
    door: outside.Door = current_app.extensions.get("outside", outside.Door())
    for one, answer in zip(due, outside.wait_for(_ask(door, due, opened)), strict=True):
        try:
            if isinstance(answer, outside.Unreachable):
                raise answer
            understood = None if answer.body is None else reading.read(answer.body, one.zone, now)
            importing.take(one, understood, answer.etag, now)
        except (outside.Unreachable, reading.Unreadable) as problem:
            importing.fail(one, problem.why)
        except Exception as problem:  # whatever one server has made of it, the others' calendars are read
            _tell(problem)
            db.session.rollback()
            importing.fail(one, "heavy")


async def _ask(door: outside.Door, due: Sequence[Due], opened: Sequence[str | None]) -> list[Answer]:
    return await asyncio.gather(*(_one(door, one, link) for one, link in zip(due, opened, strict=True)))


async def _one(door: outside.Door, due: Due, link: str | None) -> Answer:
    try:
        if link is None:
            raise outside.Unreachable("lost")
        return await door.fetch(link, due.etag, reading.LARGEST)
    except outside.Unreachable as problem:
        return problem
    except Exception as problem:  # as above
        _tell(problem)
        return outside.Unreachable("silence")


def _tell(problem: Exception) -> None:
    """Its name alone: what it says may be words of somebody's calendar."""
    log.error("calendar not read", kind=type(problem).__name__)


JOBS = [
    Job("shifts ahead", timedelta(days=1), extend),
    Job("calendars", timedelta(seconds=10), fetch, lane="calendars"),
]
