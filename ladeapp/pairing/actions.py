"""Verbs of asking and offering."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from ..db import db, insert
from ..push import actions as push
from ..stations import actions as stations
from ..stations import queries as running
from . import queries, rules
from .models import Ask, AskCount, Pairing, Willing

ANSWER_LASTS = timedelta(minutes=5)  # how long "someone said yes" makes sense on a lock screen


class AskedOften(Exception):
    """Five times today already."""


class Sitting(Exception):
    """She is in a station that has not ended."""


class TooLate(Exception):
    """Somebody was first, or it was withdrawn, has expired, or never was hers to answer."""


def listen(person_id: int, until: datetime) -> None:
    """This person can listen until then; said again, the new time counts."""
    said = insert(Willing).values(person_id=person_id, until=until)
    db.session.execute(said.on_conflict_do_update(index_elements=[Willing.person_id], set_={"until": until}))
    db.session.commit()


def rest(person_id: int) -> None:
    """Not any more."""
    db.session.execute(sa.delete(Willing).where(Willing.person_id == person_id))
    db.session.commit()


def ask(person_id: int, now: datetime, today: date) -> UUID:
    """Ask whoever can listen; asked twice it is the same ask. Each of them gets one message without a name.

    raises    AskedOften, Sitting
    """
    if running.running_station(person_id, now):
        raise Sitting
    db.session.execute(sa.delete(Ask).where(Ask.asker_id == person_id, Ask.expires_at <= now))
    ask_id, expires = uuid4(), now + rules.ASK_LASTS
    fresh = insert(Ask).values(id=ask_id, asker_id=person_id, opens_at=now, expires_at=expires)
    new = db.session.scalar(fresh.on_conflict_do_nothing(index_elements=[Ask.asker_id]).returning(Ask.id))
    if new is None:
        there = db.session.scalar(sa.select(Ask.id).where(Ask.asker_id == person_id))
        db.session.rollback()
        if there is None:
            raise Sitting  # answered between the two lines
        return there
    if _count(person_id, today) > rules.ASKS_A_DAY:
        db.session.rollback()
        raise AskedOften
    push.enqueue(
        queries.listeners(person_id, now),
        kind="ask",
        occasion=str(ask_id),
        navigate=f"/pairings/{ask_id}",
        due_at=now,
        expires_at=expires,
    )
    return ask_id


def withdraw(person_id: int) -> None:
    """Whatever this person asks is not asked any more."""
    gone = db.session.scalar(sa.delete(Ask).where(Ask.asker_id == person_id).returning(Ask.id))
    if gone:
        push.cancel(str(gone))
    else:
        db.session.commit()


def accept(ask_id: UUID, person_id: int, now: datetime, today: date) -> UUID:
    """Be the one who comes. Of all who try, one statement lets one through; the station opens in the same transaction.

    That statement is the first, so that those who come too late hold the database for no longer than it takes.

    returns   the station's id
    raises    TooLate, Sitting
    """
    first = sa.delete(Ask).where(queries.answerable(ask_id, person_id, now)).returning(Ask.asker_id)
    asker = db.session.scalar(first, execution_options={"synchronize_session": False})
    if asker is None:
        db.session.rollback()
        raise TooLate
    if running.running_station(person_id, now):
        db.session.rollback()
        raise Sitting
    own = db.session.scalar(sa.delete(Ask).where(Ask.asker_id == person_id).returning(Ask.id))
    station = stations.seat((asker, person_id), now)
    a, b = sorted((asker, person_id))
    db.session.add(Pairing(a_id=a, b_id=b, slot_day=today))
    db.session.flush()
    push.cancel(str(ask_id))  # commits all of it
    if own:
        push.cancel(str(own))
    push.enqueue([asker], kind="answered", occasion=f"answered {ask_id}", navigate="/pairings", due_at=now, expires_at=now + ANSWER_LASTS)
    return station


def purge(now: datetime) -> None:
    """Forget what has had its time."""
    db.session.execute(sa.delete(Ask).where(Ask.expires_at <= now))
    db.session.execute(sa.delete(Willing).where(Willing.until <= now))
    db.session.execute(sa.delete(AskCount).where(AskCount.day < now.date() - timedelta(days=1)))
    db.session.execute(sa.delete(Pairing).where(Pairing.slot_day < now.date() - rules.PAIRING_KEPT))
    db.session.commit()


def _count(person_id: int, today: date) -> int:
    first = insert(AskCount).values(person_id=person_id, day=today, times=1)
    times = sa.case((AskCount.day == today, AskCount.times + 1), else_=1)
    again = first.on_conflict_do_update(index_elements=[AskCount.person_id], set_={"day": today, "times": times})
    return int(db.session.scalars(again.returning(AskCount.times)).one())
