"""What somebody says about being asked: that she can listen, that she rests, when, how often, and with whom not."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from ladeapp.db import BLIND, db, insert
from ladeapp.people.models import Person
from ladeapp.shifts import queries as shifts

from ..models import Block, PairingChoice, PairingPolicy, Willing
from ..queries import Choices


class NotAColleague(Exception):
    """Herself, or nobody of her workplace."""


def listen(person_id: int, until: datetime) -> None:
    """This person can listen until then; said again, the new time counts."""
    said = insert(Willing).values(person_id=person_id, until=until)
    db.session.execute(said.on_conflict_do_update(index_elements=[Willing.person_id], set_={"until": until}))
    db.session.commit()


def rest(person_id: int, now: datetime) -> None:
    """Not any more; whoever may be asked at work is left in peace until her shift ends."""
    db.session.execute(sa.delete(Willing).where(Willing.person_id == person_id))
    end = shifts.shift_end(person_id, now)
    own = sa.update(PairingChoice).where(PairingChoice.person_id == person_id, PairingChoice.on_shift)
    db.session.execute(own.values(rests_until=end))
    db.session.commit()


def choose(person_id: int, chosen: Choices, now: datetime) -> None:
    """From now on this person is asked like this.

    chosen    helps_max 0–5; the database refuses anything else
    """
    usual, values = Choices(), {**chosen._asdict(), "rests_until": None}
    new = now if (chosen.outside, chosen.supports) != (usual.outside, usual.supports) else None
    as_it_was = sa.and_(PairingChoice.outside == chosen.outside, PairingChoice.supports == chosen.supports)
    said = insert(PairingChoice).values(person_id=person_id, hears_from=new, **values)
    hears_from = sa.case((as_it_was, PairingChoice.hears_from), else_=now)
    again = said.on_conflict_do_update(index_elements=[PairingChoice.person_id], set_={**values, "hears_from": hears_from})
    db.session.execute(again)
    db.session.commit()


def block(person_id: int, workplace_id: int, other_key: UUID, now: datetime) -> None:
    """These two are never brought together from now on; the other is told nothing. Said twice it is said once.

    raises    NotAColleague
    """
    other = db.session.scalar(sa.select(Person.id).where(Person.key == other_key, Person.workplace_id == workplace_id))
    if other is None or other == person_id:
        db.session.rollback()
        raise NotAColleague
    db.session.execute(insert(Block).values(person_id=person_id, other_id=other).on_conflict_do_nothing())
    _hears_from(person_id, now)
    db.session.commit()


def unblock(person_id: int, other_key: UUID, now: datetime) -> None:
    """What she chose herself is undone; what the other may have chosen stands."""
    other = sa.select(Person.id).where(Person.key == other_key).scalar_subquery()
    db.session.execute(sa.delete(Block).where(Block.person_id == person_id, Block.other_id == other))
    _hears_from(person_id, now)
    db.session.commit()


def _hears_from(person_id: int, now: datetime) -> None:
    """Asks that are open already are not hers any more, whoever asks: else, by blocking one after the other, she finds out who."""
    said = insert(PairingChoice).values(person_id=person_id, hears_from=now)
    db.session.execute(said.on_conflict_do_update(index_elements=[PairingChoice.person_id], set_={"hears_from": now}))


def decide(workplace_id: int, outside: bool, now: datetime) -> None:
    """Whether people of different units of this workplace may meet, if both wish. Whoever wishes hears of later asks alone."""
    here = sa.select(Person.id).where(Person.workplace_id == workplace_id)
    wishing = sa.update(PairingChoice).where(PairingChoice.outside, PairingChoice.person_id.in_(here))
    db.session.execute(wishing.values(hears_from=now), execution_options=BLIND)
    said = insert(PairingPolicy).values(workplace_id=workplace_id, outside=outside)
    db.session.execute(said.on_conflict_do_update(index_elements=[PairingPolicy.workplace_id], set_={"outside": outside}))
    db.session.commit()
