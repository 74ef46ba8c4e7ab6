"""Reads of shifts. Nobody is shown another's: other rooms put these conditions into their own questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

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
    return everyones_away([person_id], first, last).get(person_id, set())


def everyones_away(person_ids: Collection[int], first: date, last: date) -> dict[int, set[date]]:
    """Each person's holidays among the days from first to last, both included; people without any are absent."""
    return {person_id: holidays.within(told, first, last) for person_id, told in _away(person_ids, first, last).items()}


def away_told(person_id: int, first: date = date.min, last: date = date.max) -> list[holidays.Away]:
    """The holidays that touch the days from first to last, the next one first."""
    return _away([person_id], first, last).get(person_id, [])


def _away(person_ids: Collection[int], first: date, last: date) -> dict[int, list[holidays.Away]]:
    chosen = sa.select(ShiftAway.person_id, ShiftAway.first_day, ShiftAway.last_day).where(
        ShiftAway.person_id.in_(person_ids), ShiftAway.first_day <= last, ShiftAway.last_day >= first
    )
    found: dict[int, list[holidays.Away]] = defaultdict(list)
    for person_id, *told in db.session.execute(chosen.order_by(ShiftAway.first_day)):
        found[person_id].append(holidays.Away(*told))
    return found


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
    return person_id in tellers([person_id])


def tellers(person_ids: Collection[int]) -> set[int]:
    """Who of these has told when she works; a calendar tells once it has been read."""
    told = [sa.select(table.person_id).where(table.person_id.in_(person_ids)) for table in (ShiftRotation, ShiftEdit)]
    read = sa.select(ShiftCalendar.person_id).where(ShiftCalendar.person_id.in_(person_ids), ShiftCalendar.read_day.is_not(None))
    return set(db.session.scalars(sa.union(*told, read)))


def has_ahead(person_id: int, now: datetime) -> bool:
    """Whether a shift of hers runs or is ahead, as far as is known."""
    ahead = sa.exists().where(Shift.person_id == person_id, Shift.ends_at > now)
    return bool(db.session.scalar(sa.select(ahead)))


def over_rows(person_id: int, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    """(kind, id, text, n), one row when the last shift of the file she gave is over; for home's own statement."""
    none, nothing = sa.cast(sa.null(), sa.Uuid), sa.cast(sa.null(), sa.String)
    file = sa.exists().where(ShiftCalendar.person_id == person_id, ShiftCalendar.link.is_(None))
    ahead = sa.exists().where(ShiftImported.person_id == person_id, ShiftImported.ends_at > now)
    return sa.select(sa.literal_column("'shifts_over'"), none, nothing, sa.literal_column("0")).where(file, ~ahead)


def zone_of(person_id: int) -> str | None:
    """The zone of the wall she lives by; None when she is gone."""
    return zones([person_id]).get(person_id)


def zones(person_ids: Collection[int]) -> dict[int, str]:
    """The zone of the wall each of these lives by: the own choice, else the workplace's; whoever is gone is absent."""
    chosen = (
        sa.select(Person.id, sa.func.coalesce(ShiftZone.zone, Workplace.zone))
        .join(Workplace, Person.workplace_id == Workplace.id)
        .outerjoin(ShiftZone, ShiftZone.person_id == Person.id)
    )
    return {row[0]: row[1] for row in db.session.execute(chosen.where(Person.id.in_(person_ids)))}


def planners() -> Sequence[int]:
    """Everyone whose shifts have to be worked out further; nobody's who has left the workplace."""
    told = sa.union(*(sa.select(table.person_id) for table in (ShiftRotation, ShiftEdit, ShiftCalendar, ShiftAway, Shift)))
    return db.session.scalars(sa.select(Person.id).where(Person.id.in_(told), Person.left_day.is_(None))).all()
