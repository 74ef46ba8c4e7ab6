"""Reads of shifts. Nobody is shown another's: other rooms put these conditions into their own questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..db import db
from ..people.models import Person, Workplace
from . import away as holidays
from . import rules
from .models import Shift, ShiftAway, ShiftCalendar, ShiftEdit, ShiftImported, ShiftRotation, ShiftZone
from .rules import Span as Span


def at_work(person_id: int | sa.SQLColumnExpression[int], at: datetime | sa.SQLColumnExpression[datetime]) -> sa.ColumnElement[bool]:
    """The condition that this person is in a shift at that moment; to stand in another read."""
    shift = aliased(Shift)
    return sa.select(1).select_from(shift).where(shift.person_id == person_id, shift.starts_at <= at, shift.ends_at > at).exists()


def shift_end(person_id: int, at: datetime) -> datetime | None:
    """When the shift she is in ends; None off shift."""
    chosen = sa.select(sa.func.max(Shift.ends_at)).where(Shift.person_id == person_id, Shift.starts_at <= at, Shift.ends_at > at)
    return db.session.scalar(chosen)


def spans(person_ids: Collection[int], since: datetime, until: datetime) -> dict[int, Sequence[Span]]:
    """Each person's shifts that touch the time between, oldest first; people without any are absent."""
    chosen = sa.select(Shift.person_id, Shift.starts_at, Shift.ends_at).where(
        Shift.person_id.in_(person_ids), Shift.ends_at > since, Shift.starts_at < until
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for person_id, start, end in db.session.execute(chosen.order_by(Shift.starts_at)):
        found[person_id].append(Span(start, end))
    return dict(found)


def own(person_id: int) -> list[Span]:
    """All her shifts that are worked out, oldest first."""
    chosen = sa.select(Shift.starts_at, Shift.ends_at).where(Shift.person_id == person_id).order_by(Shift.starts_at)
    return [Span(start, end) for start, end in db.session.execute(chosen)]


def rotation(person_id: int) -> rules.Rotation | None:
    told = sa.select(ShiftRotation.first_day, ShiftRotation.pattern, ShiftRotation.hours).where(ShiftRotation.person_id == person_id)
    row = db.session.execute(told).one_or_none()
    return rules.Rotation(*row) if row else None


def edits(person_id: int, first: date, last: date) -> dict[date, tuple[rules.Turn, ...]]:
    """The days from first to last, both included, that were edited."""
    chosen = sa.select(ShiftEdit.day, ShiftEdit.hours).where(ShiftEdit.person_id == person_id, ShiftEdit.day.between(first, last))
    return {row.day: row.hours for row in db.session.execute(chosen)}


def away(person_id: int, first: date, last: date) -> set[date]:
    """Her holidays among the days from first to last, both included."""
    return holidays.within(away_told(person_id, first, last), first, last)


def away_told(person_id: int, first: date = date.min, last: date = date.max) -> list[holidays.Away]:
    """The holidays that touch the days from first to last, the next one first."""
    chosen = sa.select(ShiftAway.first_day, ShiftAway.last_day).where(
        ShiftAway.person_id == person_id, ShiftAway.first_day <= last, ShiftAway.last_day >= first
    )
    return [holidays.Away(*row) for row in db.session.execute(chosen.order_by(ShiftAway.first_day))]


def calendar(person_id: int) -> ShiftCalendar | None:
    """The calendar she has given, read or not."""
    return db.session.get(ShiftCalendar, person_id)


def imported(person_id: int) -> list[Span]:
    """What her calendar says of the year ahead, oldest first."""
    chosen = sa.select(ShiftImported.starts_at, ShiftImported.ends_at).where(ShiftImported.person_id == person_id)
    return [Span(start, end) for start, end in db.session.execute(chosen.order_by(ShiftImported.starts_at))]


def source(person_id: int) -> rules.Rotation | rules.Imported | None:
    """What counts where nothing is changed: her calendar once it has been read, else her rotation."""
    found, zone = calendar(person_id), zone_of(person_id)
    if found and found.read_day and zone:
        return rules.Imported(imported(person_id), zone)
    return rotation(person_id)


def changes(person_id: int, first: date, last: date) -> dict[date, tuple[rules.Turn, ...]]:
    """The days that are otherwise than the source says: holidays have no shifts, edited days are as they were edited."""
    return edits(person_id, first, last) | dict.fromkeys(away(person_id, first, last), ())


def plan(person_id: int, first: date, last: date) -> dict[date, tuple[rules.Turn, ...]]:
    """What begins on each day from first to last, both included."""
    return rules.planned(source(person_id), changes(person_id, first, last), first, last)


def has_any(person_id: int) -> bool:
    """Whether she has told when she works."""
    told = [sa.select(table.person_id).where(table.person_id == person_id).exists() for table in (ShiftRotation, ShiftEdit)]
    calendar_read = sa.select(1).where(ShiftCalendar.person_id == person_id, ShiftCalendar.read_day.is_not(None)).exists()
    return bool(db.session.scalar(sa.select(sa.or_(*told, calendar_read))))


def zone_of(person_id: int) -> str | None:
    """The zone of the wall she lives by: her own choice, else the workplace's; None when she is gone."""
    own = sa.select(ShiftZone.zone).where(ShiftZone.person_id == Person.id).scalar_subquery()
    chosen = sa.select(sa.func.coalesce(own, Workplace.zone)).join(Person, Person.workplace_id == Workplace.id)
    found: str | None = db.session.scalar(chosen.where(Person.id == person_id))
    return found


def planners() -> Sequence[int]:
    """Everyone whose shifts have to be worked out further; nobody's who has left the workplace."""
    told = sa.union(*(sa.select(table.person_id) for table in (ShiftRotation, ShiftEdit, ShiftCalendar, ShiftAway, Shift)))
    return db.session.scalars(sa.select(Person.id).where(Person.id.in_(told), Person.left_day.is_(None))).all()
