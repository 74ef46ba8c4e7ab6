"""What reminders know of people's time: their shifts, their holidays and the wall they live by, read at once however many they are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Person, Workplace
from ladeapp.shifts import queries as shifts
from ladeapp.shifts.models import ShiftAway, ShiftCalendar, ShiftEdit, ShiftRotation, ShiftZone

from .. import rules

BEHIND = timedelta(days=3)  # a shift that ended longer ago has no quiet left
LOOK = timedelta(days=8)  # how far she is told what comes
BEYOND = timedelta(days=2)  # so that the quiet at the end of it is known


def hours_of(person_ids: Collection[int], now: datetime) -> dict[int, rules.Hours]:
    """The time of each of these people, from three days ago to ten days ahead; of those who are gone, none."""
    worked = shifts.spans(person_ids, now - BEHIND, now + LOOK + BEYOND)
    told = worked.keys() | _tellers([one for one in person_ids if one not in worked])
    away = _away(person_ids, (now - BEHIND).date(), (now + LOOK + BEYOND).date())
    return {
        person_id: rules.Hours(zone, person_id in told, rules.stretches(worked.get(person_id, ()), zone), frozenset(away[person_id]))
        for person_id, zone in _zones(person_ids).items()
    }


def _zones(person_ids: Collection[int]) -> dict[int, ZoneInfo]:
    found = (
        sa.select(Person.id, sa.func.coalesce(ShiftZone.zone, Workplace.zone))
        .join(Workplace, Person.workplace_id == Workplace.id)
        .outerjoin(ShiftZone, ShiftZone.person_id == Person.id)
        .where(Person.id.in_(person_ids))
    )
    return {person_id: ZoneInfo(zone) for person_id, zone in db.session.execute(found)}


def _tellers(person_ids: Collection[int]) -> set[int]:
    """Who of these has told shifts, though none is near."""
    tables = (ShiftRotation, ShiftEdit, ShiftCalendar)
    told = (sa.select(table.person_id).where(table.person_id.in_(person_ids)) for table in tables)
    return set(db.session.scalars(sa.union(*told))) if person_ids else set()


def _away(person_ids: Collection[int], first: date, last: date) -> dict[int, set[date]]:
    near = ShiftAway.person_id.in_(person_ids), ShiftAway.first_day <= last, ShiftAway.last_day >= first
    found: dict[int, set[date]] = defaultdict(set)
    for person_id, begins, ends in db.session.execute(sa.select(ShiftAway.person_id, ShiftAway.first_day, ShiftAway.last_day).where(*near)):
        days = (min(ends, last) - max(begins, first)).days + 1
        found[person_id] |= {max(begins, first) + timedelta(days=n) for n in range(days)}
    return found
