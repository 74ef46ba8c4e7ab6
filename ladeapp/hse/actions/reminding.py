"""Whoever sees to something overdue is told: in her own hours, at most once a week for each measure, until it is done."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.accords import queries as accords
from ladeapp.db import BLIND, db
from ladeapp.people.models import Person
from ladeapp.push import actions as push
from ladeapp.reminders import queries as reminders

from .. import rules
from ..models import WorkMeasure
from ..queries import OPEN


def remind_owners(now: datetime) -> None:
    """One message for all that is hers and late; who cannot be reached finds it on home all the same."""
    today = clock.today()
    late = _untold(today)
    owners = list(late)
    hours = reminders.hours_of(owners, now) if owners else {}
    paused = {one.person_id for one in (reminders.everyones(now, owners) if owners else ()) if not one.is_open(now)}
    db.session.commit()
    for owner_id, measures in late.items():
        until = rules.may_be_told(hours[owner_id], now) if owner_id in hours and owner_id not in paused else None
        if until is not None:
            _tell(owner_id, measures, today, now, until)


def _untold(today: date) -> dict[int, list[UUID]]:
    """Owner → what is hers, overdue, and was not told this week; of those who hold a key and can see it."""
    row, monday = WorkMeasure, rules.monday_of(today)
    chosen = sa.select(row.id, row.owner_id, row.workplace_id).join(Person, Person.id == row.owner_id).where(Person.left_day.is_(None))
    chosen = chosen.where(row.due < today, row.state.in_(OPEN), _not_told(monday)).order_by(row.due, row.id)
    found: dict[int, list[UUID]] = defaultdict(list)
    here: dict[int, set[int]] = {}
    for measure_id, owner_id, place in db.session.execute(chosen).all():
        here[place] = here.get(place) or {person_id for person_id, _role in accords.holding(place)}
        if owner_id in here[place]:
            found[owner_id].append(measure_id)
    return found


def _tell(owner_id: int, measures: Collection[UUID], today: date, now: datetime, until: datetime) -> None:
    """Whatever is still untold: of two workers that come at once, one tells."""
    row, monday = WorkMeasure, rules.monday_of(today)
    ours = sa.update(row).where(row.id.in_(measures), row.owner_id == owner_id, row.state.in_(OPEN), row.due < today, _not_told(monday))
    told = db.session.scalars(ours.values(told_week=monday).returning(row.id), execution_options=BLIND).all()
    if not told:
        db.session.rollback()
        return
    push.enqueue([owner_id], "measure", f"measure {min(map(str, told))} {monday}", "/work/measures", now, until)


def _not_told(monday: date) -> sa.ColumnElement[bool]:
    return sa.or_(WorkMeasure.told_week.is_(None), WorkMeasure.told_week < monday)
