"""Asking, withdrawing, and being the one who comes."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from ladeapp.db import BLIND, db, insert
from ladeapp.push import actions as push
from ladeapp.stations import actions as stations
from ladeapp.stations import queries as running

from .. import queries, rules
from ..models import Ask, AskCount, HelpCount

ANSWER_LASTS = timedelta(minutes=5)  # how long "someone said yes" makes sense on a lock screen


class AskedOften(Exception):
    """Five times today already."""


class Sitting(Exception):
    """She is in a station that has not ended."""


class TooLate(Exception):
    """Somebody was first, or it was withdrawn, has expired, or never was hers to answer."""


def ask(person_id: int, now: datetime, today: date) -> UUID:
    """Ask whoever can listen; asked twice it is the same ask.

    The worker carries it to them (`reach`): a request that did so would take longer the more there are.
    raises    AskedOften, Sitting
    """
    expires = now + rules.lasts(queries.has_supporters(person_id))
    db.session.execute(sa.delete(Ask).where(Ask.asker_id == person_id, Ask.expires_at <= now))
    ask_id = uuid4()
    fresh = insert(Ask).values(id=ask_id, asker_id=person_id, opens_at=now, expires_at=expires, reach="new")
    new = db.session.scalar(fresh.on_conflict_do_nothing(index_elements=[Ask.asker_id]).returning(Ask.id))
    there = db.session.scalar(sa.select(Ask.id).where(Ask.asker_id == person_id))
    if running.running_station(person_id, now) or there is None:  # or answered between the two lines
        db.session.rollback()
        raise Sitting
    if new is None:
        db.session.rollback()
        return there
    if _count(person_id, today) > rules.ASKS_A_DAY:
        db.session.rollback()
        raise AskedOften
    push.enqueue(
        [person_id],
        kind="unanswered",
        occasion=str(ask_id),  # cancelled with the others
        navigate="/pairings/unanswered",
        due_at=expires,
        expires_at=expires + ANSWER_LASTS,
        urgency="high",
    )
    return ask_id


def withdraw(person_id: int) -> None:
    """Whatever this person asks is not asked any more."""
    gone = db.session.scalar(sa.delete(Ask).where(Ask.asker_id == person_id).returning(Ask.id))
    if gone:
        push.cancel(str(gone))
    else:
        db.session.commit()


def accept(ask_id: UUID, person_id: int, now: datetime) -> UUID:
    """Be the one who comes. Of all who try, one statement lets one through; the station opens in the same transaction.

    returns   the station's id
    raises    TooLate, Sitting
    """
    asker = _take(ask_id, person_id, now)
    if asker is None:
        db.session.rollback()
        raise TooLate
    _count_help(person_id, now)  # her own row: of two phones of hers, the second waits here for the first
    if running.running_station(person_id, now):
        db.session.rollback()
        raise Sitting
    if queries.weary(person_id, now):
        db.session.rollback()
        raise TooLate
    if running.running_station(asker, now):  # she has found company another way
        db.session.rollback()
        withdraw(asker)
        raise TooLate
    own = db.session.scalar(sa.delete(Ask).where(Ask.asker_id == person_id).returning(Ask.id))
    station = stations.seat((asker, person_id), now)
    push.cancel(str(ask_id))  # commits all of it
    if own:
        push.cancel(str(own))
    push.enqueue([asker], "answered", f"answered {ask_id}", "/pairings", due_at=now, expires_at=now + ANSWER_LASTS, urgency="high")
    return station


def _take(ask_id: UUID, person_id: int, now: datetime) -> int | None:
    """Who asks, if this one is let through. Locks her own ask with it, in one order: two who answer each other both get an answer."""
    both = sa.select(Ask.id).where(sa.or_(Ask.id == ask_id, Ask.asker_id == person_id)).order_by(Ask.id)
    if ask_id not in db.session.scalars(both.with_for_update()).all():
        return None
    named = queries.moment(person_id, now) | {"ask": ask_id}
    asker: int | None = db.session.scalar(queries.taken(), named, execution_options=BLIND)
    return asker


def _count(person_id: int, today: date) -> int:
    first = insert(AskCount).values(person_id=person_id, day=today, times=1)
    times = sa.case((AskCount.day == today, AskCount.times + 1), else_=1)
    again = first.on_conflict_do_update(index_elements=[AskCount.person_id], set_={"day": today, "times": times})
    return int(db.session.scalars(again.returning(AskCount.times)).one())


def _count_help(person_id: int, now: datetime) -> None:
    first = insert(HelpCount).values(person_id=person_id, day=rules.utc_day(now), times=1)
    key = [HelpCount.person_id, HelpCount.day]
    db.session.execute(first.on_conflict_do_update(index_elements=key, set_={"times": HelpCount.times + 1}))
