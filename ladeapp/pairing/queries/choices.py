"""What people and workplaces have chosen about meeting. A person's choices are read for herself alone, blocks also for matching."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Person

from .. import rules
from ..models import Block, PairingChoice, PairingPolicy


class Choices(NamedTuple):
    """One person's own; the defaults until she has said otherwise."""

    on_shift: bool = False
    helps_max: int = rules.HELPS_A_WEEK
    outside: bool = False
    supports: bool = True


class Policy(NamedTuple):
    """One workplace's; the defaults until it has decided."""

    outside: bool = False


def choices_of(person_id: int) -> Choices:
    """For her own eyes."""
    row = db.session.get(PairingChoice, person_id)
    return Choices(row.on_shift, row.helps_max, row.outside, row.supports) if row else Choices()


def policy(workplace_id: int) -> Policy:
    """Whether people of different units may meet there."""
    row = db.session.get(PairingPolicy, workplace_id)
    return Policy(row.outside) if row else Policy()


def blocked_by(person_id: int) -> Sequence[Person]:
    """Whom she has chosen not to meet, by name; for her own eyes."""
    chosen = sa.select(Person).join(Block, Block.other_id == Person.id).where(Block.person_id == person_id)
    return db.session.scalars(chosen.order_by(Person.name, Person.id)).all()


def blocked_pairs(person_ids: Collection[int]) -> set[frozenset[int]]:
    """Pairs among these people that must not meet; which of the two chose it is not told."""
    chosen = sa.select(Block.person_id, Block.other_id).where(Block.person_id.in_(person_ids), Block.other_id.in_(person_ids))
    return {frozenset((row.person_id, row.other_id)) for row in db.session.execute(chosen)}
