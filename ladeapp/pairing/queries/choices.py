"""What people and workplaces have chosen about meeting. A person's choices are read for herself alone, blocks also for matching."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Membership, Person, RoleGrant, Team, Unit

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


class Colleague(NamedTuple):
    """Somebody to choose from a list."""

    key: UUID
    name: str
    unit: str
    near: bool  # of her own unit
    supporter: bool


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


def colleagues(person_id: int, workplace_id: int) -> list[Colleague]:
    """Whom she could come to meet, by name: her unit, trained supporters, and everyone where units may mix. Never who takes part."""
    own = sa.select(Team.unit_id).join(Membership, Membership.team_id == Team.id).where(Membership.person_id == person_id)
    supporter = sa.select(1).select_from(RoleGrant).where(RoleGrant.person_id == Person.id, RoleGrant.role == "supporter").exists()
    everyone = sa.literal(policy(workplace_id).outside)
    near = sa.func.coalesce(Unit.id == own.scalar_subquery(), sa.false())
    chosen = (
        sa.select(Person.key, Person.name, Unit.name.label("unit"), near.label("near"), supporter.label("supporter"))
        .outerjoin(Membership, Membership.person_id == Person.id)
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(Unit, Unit.id == Team.unit_id)
        .where(Person.workplace_id == workplace_id, Person.left_day.is_(None), Person.id != person_id)
        .where(sa.or_(near, supporter, everyone))
        .order_by(near.desc(), Unit.name, Person.name, Person.id)
    )
    return [Colleague(row.key, row.name, row.unit or "", bool(row.near), bool(row.supporter)) for row in db.session.execute(chosen)]
