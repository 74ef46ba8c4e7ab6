"""In and out of a round, wishes, and a rest from it all; none of it needs a reason."""

from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from ladeapp.db import db, insert
from ladeapp.people.queries import Someone

from .. import queries, rules
from ..models import Joining, Round, RoundChoice
from .meeting import give_up

LONGEST_REST = timedelta(days=366)


class NoSuchRound(Exception):
    """Not at her workplace, or not any more."""


class NotOpen(Exception):
    """The round has begun, is over, or is not for her."""


def join(person: Someone, round_id: UUID, now: datetime) -> None:
    """Be in this round; said twice it is the same. A rest ends with it.

    raises    NoSuchRound, NotOpen once it has begun or she has left the workplace
    """
    found = _here(person, round_id)
    if found.state != "open" or found.starts_at <= now or not queries.works_here(person.id):
        db.session.rollback()
        raise NotOpen
    joining = insert(Joining).values(round_id=round_id, person_id=person.id)
    db.session.execute(joining.on_conflict_do_nothing(index_elements=[Joining.round_id, Joining.person_id]))
    _keep(person.id, paused_until=None, news=None)
    db.session.commit()


def leave(person: Someone, round_id: UUID) -> None:
    """Not in this round after all, or no longer waiting in it; a second time changes nothing. Raises NoSuchRound."""
    _here(person, round_id)
    db.session.execute(sa.delete(Joining).where(Joining.round_id == round_id, Joining.person_id == person.id))
    db.session.commit()


def choose(person_id: int, profession: str | None, wish: str) -> None:
    """What she is, if she wants to say, and whom she would rather meet. Raises ValueError for anything else."""
    if wish not in rules.WISHES or (profession and profession not in rules.PROFESSIONS):
        raise ValueError("no such choice")
    _keep(person_id, profession=profession or None, wish=wish)
    db.session.commit()


def pause(person_id: int, until: date, now: datetime) -> None:
    """Rest until that day: out of the round to come, and out of the one that runs if she has not met yet. No reason is asked for.

    raises    ValueError for a day that is not ahead, or more than a year
    """
    if not now.date() < until <= now.date() + LONGEST_REST:
        raise ValueError("no such rest")
    _keep(person_id, paused_until=until)
    db.session.execute(sa.delete(Joining).where(Joining.person_id == person_id))
    give_up(person_id, now)


def resume(person_id: int) -> None:
    _keep(person_id, paused_until=None)
    db.session.commit()


def _here(person: Someone, round_id: UUID) -> Round:
    """The round, which no worker begins to match meanwhile."""
    here = sa.select(Round).where(Round.id == round_id, Round.workplace_id == person.workplace_id)
    found = db.session.scalar(here.with_for_update(read=True))
    if found is None:
        db.session.rollback()
        raise NoSuchRound
    return found


def _keep(person_id: int, **choices: object) -> None:
    row = insert(RoundChoice).values(person_id=person_id, **{"wish": "any", **choices})
    db.session.execute(row.on_conflict_do_update(index_elements=[RoundChoice.person_id], set_=choices))
