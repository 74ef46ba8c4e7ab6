"""On and off, what comes when, a pause, an offer on some days: each at once also in what is planned."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from ladeapp.config import settings
from ladeapp.db import db, insert
from ladeapp.people.models import Person

from .. import rules
from ..models import ReminderChoice, ReminderCount, ReminderOffer
from .planning import replan

LONGEST_PAUSE = timedelta(days=366)
OFFERED_AFTER = (3, 10, 30)  # days


def turn_on(person_id: int, now: datetime) -> None:
    """After each shift, three a week at most; a second time changes nothing."""
    row = insert(ReminderChoice).values(person_id=person_id, **asdict(rules.Choice()))
    db.session.execute(row.on_conflict_do_nothing(index_elements=[ReminderChoice.person_id]))
    replan(person_id, now)


def turn_off(person_id: int, now: datetime) -> None:
    """Nothing comes any more, and nothing is left of what she chose."""
    for table in (ReminderChoice, ReminderOffer):
        db.session.execute(sa.delete(table).where(table.person_id == person_id))
    replan(person_id, now)


def choose(person_id: int, choice: rules.Choice, now: datetime) -> None:
    """What comes when, from now on; a pause stays. Raises ValueError for what cannot be chosen."""
    if not (0 <= choice.after_minutes <= 20 and 1 <= choice.per_week <= 7 and (choice.weekly_day is None) == (choice.weekly_time is None)):
        raise ValueError("no such choice")
    chosen = asdict(choice)
    chosen.pop("paused_until")
    row = insert(ReminderChoice).values(person_id=person_id, **chosen)
    db.session.execute(row.on_conflict_do_update(index_elements=[ReminderChoice.person_id], set_=chosen))
    replan(person_id, now)


def set_per_week(person_id: int, per_week: int, now: datetime) -> None:
    """At most so many a week, 1–7; nothing for whoever has none. Raises ValueError outside it."""
    if not 1 <= per_week <= 7:
        raise ValueError("one a day at most")
    _change(person_id, now, per_week=per_week)


def pause(person_id: int, until: date, today: date, now: datetime) -> None:
    """Nothing comes before that day. Raises ValueError for a day that is not ahead, or more than a year."""
    if not today < until <= today + LONGEST_PAUSE:
        raise ValueError("no such pause")
    _change(person_id, now, paused_until=until)


def resume(person_id: int, now: datetime) -> None:
    _change(person_id, now, paused_until=None)


def offer(person_id: int, from_day: date, now: datetime) -> None:
    """An offer on the third, tenth and thirtieth day after, without a word of why. Said twice the same day it is the same."""
    days = [{"person_id": person_id, "day": from_day + timedelta(days=n)} for n in OFFERED_AFTER]
    row = insert(ReminderOffer).values(days)
    db.session.execute(row.on_conflict_do_nothing(index_elements=[ReminderOffer.person_id, ReminderOffer.day]))
    replan(person_id, now)


def offer_alone(person_id: int, key: UUID, from_day: date, now: datetime) -> None:
    """The same for whoever may have no reminders yet and wants no others; a day earlier or later, as chance has it for her."""
    row = insert(ReminderChoice).values(person_id=person_id, **asdict(rules.Choice(after_shift=False)))
    db.session.execute(row.on_conflict_do_nothing(index_elements=[ReminderChoice.person_id]))
    offer(person_id, from_day + rules.shift_of_offers(settings().secret_key.encode(), key, from_day), now)


def take_back_offers(person_id: int, now: datetime) -> None:
    db.session.execute(sa.delete(ReminderOffer).where(ReminderOffer.person_id == person_id))
    replan(person_id, now)


def forget(now: datetime) -> None:
    """Nothing is left of whoever has left; counts of those who have turned reminders off go with their week, offers with their days."""
    gone = sa.select(Person.id).where(Person.left_day.is_not(None))
    for table in (ReminderChoice, ReminderCount, ReminderOffer):
        db.session.execute(sa.delete(table).where(table.person_id.in_(gone)))
    on = sa.select(ReminderChoice.person_id)
    week_ago = now - timedelta(days=8)
    stale = (
        sa.func.coalesce(ReminderCount.last_day, week_ago.date()) <= week_ago.date(),
        sa.func.coalesce(ReminderCount.next_due, week_ago) <= week_ago,
    )
    db.session.execute(sa.delete(ReminderCount).where(ReminderCount.person_id.not_in(on), *stale))
    db.session.execute(sa.delete(ReminderOffer).where(ReminderOffer.day < week_ago.date()))
    db.session.commit()


def _change(person_id: int, now: datetime, **values: object) -> None:
    db.session.execute(sa.update(ReminderChoice).where(ReminderChoice.person_id == person_id).values(**values))
    replan(person_id, now)
