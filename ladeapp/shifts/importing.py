"""What changes a calendar: a file given, a link told, what its server answers, and taking it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ..db import db, insert
from . import queries
from .actions import alone, forget_calendar, work_out
from .models import ShiftCalendar, ShiftImported
from .reading import Reading

EVERY = timedelta(hours=6)
SPREAD = timedelta(minutes=30)  # servers that hold many of our calendars are not asked for all at once
AT_ONCE = 16


@dataclass(frozen=True)
class Due:
    """A link whose time has come; `link` is still sealed."""

    person_id: int
    link: bytes
    etag: str | None
    zone: str


def keep_file(person_id: int, reading: Reading, now: datetime) -> None:
    """These are her shifts from now on; a rotation rests. Another calendar is forgotten."""
    alone(person_id)
    forget_calendar(person_id)
    db.session.add(ShiftCalendar(person_id=person_id))
    db.session.flush()
    _understood(person_id, reading, None, now)
    db.session.commit()


def keep_link(person_id: int, sealed: bytes, now: datetime) -> None:
    """The worker reads this calendar from now on. Until it has, the shifts she has stay as they are."""
    alone(person_id)
    told = {"link": sealed, "fetch_at": now, "etag": None, "problem": None, "is_new": True}
    row = insert(ShiftCalendar).values(person_id=person_id, left_out="", **told)
    db.session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=told))
    db.session.commit()


def ask_again(person_id: int, now: datetime) -> None:
    """The worker reads her link at its next round, changed or not."""
    linked = sa.update(ShiftCalendar).where(ShiftCalendar.person_id == person_id, ShiftCalendar.link.is_not(None))
    db.session.execute(linked.values(fetch_at=now, etag=None))
    db.session.commit()


def remove(person_id: int, now: datetime) -> None:
    """Nothing is left of her calendar; a rotation counts again."""
    alone(person_id)
    forget_calendar(person_id)
    work_out(person_id, now)
    db.session.commit()


def claim(now: datetime, chance: float) -> Sequence[Due]:
    """Some links that are due, each for this worker alone: their next time is set before anybody is asked.

    chance    0–1, drawn anew each time: where within SPREAD before six hours the next time lies
    """
    due = (
        sa.select(ShiftCalendar.person_id)
        .where(ShiftCalendar.fetch_at <= now)
        .order_by(ShiftCalendar.fetch_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    later = sa.update(ShiftCalendar).where(ShiftCalendar.person_id.in_(due), ShiftCalendar.fetch_at <= now)
    mine = db.session.execute(
        later.values(fetch_at=now + EVERY - chance * SPREAD).returning(ShiftCalendar.person_id, ShiftCalendar.link, ShiftCalendar.etag)
    ).all()
    found = [Due(person_id, link, etag, queries.zone_of(person_id) or "UTC") for person_id, link, etag in mine if link]
    db.session.commit()
    return found


def take(due: Due, reading: Reading | None, etag: str | None, now: datetime) -> None:
    """What was understood; None when nothing has changed. Whoever has another link by now, or none, is left in peace."""
    alone(due.person_id)
    if _still(due):
        if reading:
            _understood(due.person_id, reading, etag, now)
        else:
            _note(due.person_id, now, problem=None)
    db.session.commit()


def fail(due: Due, problem: str) -> None:
    """It could not be read, and why; her shifts stay as they were."""
    alone(due.person_id)
    if _still(due):
        db.session.execute(sa.update(ShiftCalendar).where(ShiftCalendar.person_id == due.person_id).values(problem=problem))
    db.session.commit()


def _still(due: Due) -> bool:
    same = sa.select(ShiftCalendar.person_id).where(ShiftCalendar.person_id == due.person_id, ShiftCalendar.link == due.link)
    return db.session.scalar(same) is not None


def _understood(person_id: int, reading: Reading, etag: str | None, now: datetime) -> None:
    db.session.execute(sa.delete(ShiftImported).where(ShiftImported.person_id == person_id))
    if reading.spans:
        rows = [{"person_id": person_id, "starts_at": start, "ends_at": end} for start, end in reading.spans]
        db.session.execute(sa.insert(ShiftImported), rows)
    left_out = " ".join(f"{reason}:{count}" for reason, count in sorted(reading.left_out.items()))
    _note(person_id, now, problem=None, etag=etag, left_out=left_out)
    work_out(person_id, now)


def _note(person_id: int, now: datetime, **told: str | None) -> None:
    today = now.astimezone(ZoneInfo(queries.zone_of(person_id) or "UTC")).date()
    db.session.execute(sa.update(ShiftCalendar).where(ShiftCalendar.person_id == person_id).values(read_day=today, is_new=False, **told))
