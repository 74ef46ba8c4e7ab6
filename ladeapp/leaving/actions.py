"""Verbs of leaving: leave the workplace, delete everything, and delete it once more where a backup has brought it back."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from ladeapp import clock, kept
from ladeapp.accords import actions as accords
from ladeapp.accords import queries as keys
from ladeapp.crafting import actions as crafting
from ladeapp.db import db
from ladeapp.effect import actions as effect
from ladeapp.hse import actions as hse
from ladeapp.pairing import actions as pairing
from ladeapp.people import actions as people
from ladeapp.people import queries, rules
from ladeapp.people.actions import OnlyAdministrator as OnlyAdministrator
from ladeapp.people.models import Person
from ladeapp.programme import actions as programme
from ladeapp.rounds import actions as rounds
from ladeapp.stations import actions as stations
from ladeapp.stations import queries as sitting
from ladeapp.trends import actions as trends

from . import erasures, tables


def leave(person_id: int, actor: str, even_alone: bool = False) -> None:
    """She leaves the workplace: nobody waits for her, nothing is sent to her, and diary and export are hers until kept.LEFT has passed.

    raises    OnlyAdministrator where there are no three keys either that could make another
    """
    people.leave(person_id, actor, even_alone or _can_be_replaced(person_id))
    _say_goodbye(person_id, clock.now())
    tables.sweep(person_id, but=tables.HER_OWN)
    db.session.commit()


def erase(person_id: int, even_alone: bool = False) -> None:
    """Delete everything of hers. What stays: the frozen lists and the log, without her name, and numbers that were published.

    It is noted outside the database first, so that neither a crash nor an old backup brings her back. Her pending answer and
    her sealed suggestion go in transactions of their own: no row about a person is ever written together with one.
    raises    OnlyAdministrator, tables.Unheard
    """
    person = db.session.get(Person, person_id)
    if person is None or person.login.startswith(rules.NOBODY):
        db.session.rollback()
        return
    list(tables.pointing_at_people())
    her_key, name = person.key, person.name
    leave(person_id, name, even_alone)
    erasures.note(her_key, clock.today())
    trends.withdraw_all(person_id)
    crafting.withdraw_all(person_id)
    tables.sweep(person_id)
    accords.forget_name(person_id)
    programme.forget_name(person_id)
    hse.forget_name(person_id)
    effect.forget_name(person_id)
    stays = db.session.scalar(sa.select(tables.still_listed()).where(Person.id == person_id))
    people.forget_name(person_id, stays=bool(stays))
    db.session.commit()
    trends.forget_deleted()
    crafting.forget_deleted()


def erase_again() -> int:
    """Delete once more whoever had deleted everything and is there again, by an older database or after a crash. Returns how many."""
    noted = erasures.noted()
    if not noted:
        return 0
    people_here = db.session.execute(sa.select(Person.id, Person.key)).all()
    db.session.commit()
    back = [row.id for row in people_here if erasures.digest(row.key) in noted]
    for person_id in back:
        erase(person_id, even_alone=True)
    return len(back)


def forget(now: datetime) -> None:
    """Whoever left long enough ago is deleted; so are empty rows that nothing points at, and notes that no backup needs any more."""
    for person_id in queries.left_until(clock.today() - kept.LEFT - timedelta(days=1)):
        erase(person_id)
    people.forget_former(kept_for=tables.still_listed())
    erasures.forget_old(clock.today())


def _can_be_replaced(person_id: int) -> bool:
    """Whether a lead, a safety rep and a union rep can make somebody administrator when she is gone."""
    workplace_id = db.session.scalar(sa.select(Person.workplace_id).where(Person.id == person_id))
    return workplace_id is not None and keys.are_three(workplace_id)


def _say_goodbye(person_id: int, now: datetime) -> None:
    """Those who would wait for her are told that there is nobody, and not who; each verb commits."""
    pairing.withdraw(person_id)
    rounds.part(person_id, now)
    rounds.pause(person_id, now.date() + timedelta(days=1), now)
    if station := sitting.running_station(person_id, now):
        stations.move(station, person_id, "leave", 0, now)
