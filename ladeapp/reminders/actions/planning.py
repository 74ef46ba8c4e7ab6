"""What she is told next goes into the due table: one prompt at a time, at most a day ahead, and anew whenever anything has changed."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from ladeapp.db import db, insert
from ladeapp.people.models import Person
from ladeapp.push import actions as push
from ladeapp.push.models import Planned, PushDelivery
from ladeapp.push.queries import planned
from ladeapp.push.rules import Prompt

from .. import queries, rules
from ..models import ReminderCount, ReminderOffer
from ..queries import Hers

SOON = timedelta(minutes=1)
OPENS = {
    "after_shift": "/check-in",
    "mid_shift": "/stations",
    "fixed": "/check-in",
    "weekly": "/check-in",
    "offer": "/stations",
    "survey": "/survey",
}


def replan_all(now: datetime) -> None:
    """Shifts have changed, days have gone by: plan anew for whoever gets something else than is planned."""
    _replan_changed(now)


def replan_soon(now: datetime) -> None:
    """Look once more just before it is sent: whatever she has changed of her shifts and holidays meanwhile, counts."""
    soon = sa.select(ReminderCount.person_id).where(ReminderCount.next_due > now, ReminderCount.next_due <= now + SOON)
    if found := db.session.scalars(soon).all():
        _replan_changed(now, found)


def _replan_changed(now: datetime, person_ids: Collection[int] | None = None) -> None:
    everyone = queries.everyones(now, person_ids)
    db.session.commit()  # nobody waits while we think
    for hers in everyone:
        if hers.wanted(now) != hers.next:
            replan(hers.person_id, now)


def replan(person_id: int, now: datetime) -> None:
    """Let the due table hold what she is to be told next. Commits, with what the caller had open."""
    for held in (sa.select(Person.id).where(Person.id == person_id), sa.select(PushDelivery.id).where(PushDelivery.person_id == person_id)):
        db.session.execute(held.with_for_update(key_share=True))  # what she handles meanwhile does not come again
    there = planned(person_id, rules.KINDS)
    hers = queries.hers(person_id, now)
    if hers is None:
        _put_back(person_id, there)
        push.withdraw(person_id, rules.KINDS)
        return
    _settle(hers, now)
    waiting = hers.next if hers.next and hers.next.due_at > now else None
    stays = waiting and not _can_be_withdrawn(waiting, there)
    moment = waiting if stays else hers.wanted(now)
    _keep(person_id, hers.settled(now), moment)
    prompts = list(_under_way(hers, waiting, there, now))
    push.plan(person_id, rules.KINDS, [*prompts, _prompt(moment)] if moment and not stays else prompts)


def _can_be_withdrawn(waiting: rules.Moment, there: dict[str, Planned]) -> bool:
    """Not if she has handled it before its time: its place stays taken, and the day has no other."""
    row = there.get(waiting.occasion)
    return row is not None and row.state == "due"


def _under_way(hers: Hers, waiting: rules.Moment | None, there: dict[str, Planned], now: datetime) -> Iterator[Prompt]:
    """What is due already and about to be sent, or waits to be tried again: it goes on as it is, but not into a pause."""
    for occasion, row in there.items():
        if row.state == "due" and hers.is_open(now) and (waiting is None or occasion != waiting.occasion):
            yield _prompt(rules.Moment(row.kind, occasion, now.date(), now.date(), row.due_at, row.expires_at))


def _prompt(moment: rules.Moment) -> Prompt:
    urgency = "high" if moment.kind == "after_shift" else "normal"
    return Prompt(moment.occasion, moment.kind, OPENS[moment.kind], moment.due_at, moment.expires_at, urgency)


def _settle(hers: Hers, now: datetime) -> None:
    """An offer that has come is no offer any more; nor is one whose days have gone by."""
    if over := set(hers.offers) - set(hers.open_offers(now)):
        mine = ReminderOffer.person_id == hers.person_id
        db.session.execute(sa.delete(ReminderOffer).where(mine, ReminderOffer.day.in_(over)))


def _put_back(person_id: int, there: dict[str, Planned]) -> None:
    """She has turned reminders off: what is withdrawn unsent is not counted."""
    row = db.session.get(ReminderCount, person_id, populate_existing=True)
    if row and row.moment and _can_be_withdrawn(row.moment, there):
        _keep(person_id, row.count, None)


def _keep(person_id: int, count: rules.Count, moment: rules.Moment | None) -> None:
    values = {
        "week": count.week, "used": count.used, "last_day": count.last_day, "survey_day": count.survey,
        "next_occasion": moment and moment.occasion, "next_day": moment and moment.day, "next_week": moment and moment.week,
        "next_due": moment and moment.due_at, "next_ends": moment and moment.expires_at,
    }  # fmt: skip
    row = insert(ReminderCount).values(person_id=person_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=[ReminderCount.person_id], set_=values))
