"""What each has chosen, and what comes next of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from uuid import UUID

import sqlalchemy as sa

from ladeapp.config import settings
from ladeapp.db import db
from ladeapp.people.models import Person
from ladeapp.push import queries as push
from ladeapp.push.models import Planned
from ladeapp.trends import waves

from .. import rules
from ..models import ReminderChoice, ReminderCount, ReminderOffer
from .hours import LOOK, hours_of

AHEAD = timedelta(hours=26)  # how far prompts stand in the due table
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hers:
    """All that decides what one person is told, at one moment."""

    person_id: int
    key: UUID
    choice: rules.Choice
    hours: rules.Hours
    count: rules.Count
    next: rules.Moment | None
    offers: tuple[date, ...]
    asked: date | None = None  # since when questions are open that she is asked

    def settled(self, now: datetime) -> rules.Count:
        """The count, with the next one in it if its time has come."""
        return self.count.with_one_more(self.next) if self.next and self.next.due_at <= now else self.count

    def coming(self, now: datetime) -> Iterator[rules.Moment]:
        """What comes in the eight days ahead, the next one first."""
        late, count = partial(rules.jitter, settings().secret_key.encode(), self.key), self.settled(now)
        asked = self.asked if self.asked != count.survey else None
        found = rules.moments(self.choice, self.hours, now, now + LOOK, late, self.open_offers(now), asked)
        return rules.coming(self.choice, found, count)

    def open_offers(self, now: datetime) -> list[date]:
        """Those that have not come and are not over."""
        come = self.next.occasion if self.next and self.next.due_at <= now else ""
        today = self.hours.day_of(now)
        return [day for day in self.offers if come != f"offer {day}" and today < day + rules.OFFER_DAYS * DAY]

    def wanted(self, now: datetime) -> rules.Moment | None:
        """The one that is to stand in the due table."""
        moment = next(self.coming(now), None)
        return moment if moment and moment.due_at <= now + AHEAD else None

    def is_open(self, now: datetime) -> bool:
        """Neither a pause nor a holiday today."""
        today = self.hours.day_of(now)
        return today not in self.hours.away and (self.choice.paused_until is None or today >= self.choice.paused_until)


def choice_of(person_id: int) -> ReminderChoice | None:
    return db.session.get(ReminderChoice, person_id)


def hers(person_id: int, now: datetime) -> Hers | None:
    """None when she has turned on no reminders, or has left."""
    return next(iter(everyones(now, [person_id])), None)


def everyones(now: datetime, person_ids: Collection[int] | None = None) -> list[Hers]:
    """Those of everybody who has turned reminders on and works here, or of these; in a handful of reads however many they are."""
    chosen = sa.select(Person.id, Person.key, ReminderChoice, ReminderCount).join(ReminderChoice, ReminderChoice.person_id == Person.id)
    chosen = chosen.outerjoin(ReminderCount, ReminderCount.person_id == Person.id).where(Person.left_day.is_(None))
    chosen = chosen if person_ids is None else chosen.where(Person.id.in_(person_ids))
    rows = db.session.execute(chosen.execution_options(populate_existing=True)).all()
    ids = [row.id for row in rows]
    hours, offers, asked = hours_of(ids, now), _offers(ids), waves.asked(ids, now)
    return [
        Hers(person_id, key, choice.chosen, hours[person_id], *_counted(count), offers.get(person_id, ()), asked.get(person_id))
        for person_id, key, choice, count in rows
    ]


def open_reminders(person_id: int, now: datetime) -> list[tuple[Planned, datetime | None]]:
    """Those that stand in the due table, sent or not, until they are handled or over; each with the start of the shift it is about."""
    found = sorted(push.planned(person_id, rules.KINDS).items(), key=lambda item: item[1].due_at)
    hours = hours_of([person_id], now)[person_id] if found else None
    starts = {f"{kind} {one.day}": one.last for one in hours.stretches for kind in rules.KINDS} if hours else {}
    return [(one, starts.get(occasion) if one.kind in rules.ABOUT_A_SHIFT else None) for occasion, one in found if one.expires_at > now]


def _offers(person_ids: Collection[int]) -> dict[int, tuple[date, ...]]:
    rows = db.session.execute(
        sa.select(ReminderOffer.person_id, ReminderOffer.day)
        .where(ReminderOffer.person_id.in_(person_ids))
        .order_by(ReminderOffer.person_id, ReminderOffer.day)
    )
    return {person_id: tuple(day for _, day in group) for person_id, group in groupby(rows, key=lambda row: row[0])}


def _counted(row: ReminderCount | None) -> tuple[rules.Count, rules.Moment | None]:
    return (row.count, row.moment) if row else (rules.Count(), None)
