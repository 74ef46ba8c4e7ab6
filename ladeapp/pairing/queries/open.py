"""Asks that are open: who is asked, who may answer, and which wait for the worker to carry them further."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningDelete

from ladeapp.db import UTCDateTime, db
from ladeapp.people.models import Person, RoleGrant
from ladeapp.shifts.queries import at_work

from .. import rules
from ..models import Ask
from .who import (
    ME,
    MOMENT,
    NONE,
    NOW,
    Condition,
    can_support,
    has_room,
    helps_left,
    is_near,
    moment,
    nothing_between,
    supported_by_me,
    willing,
)

ASK = sa.bindparam("ask", type_=sa.Uuid())
OPENED = sa.bindparam("opened", type_=UTCDateTime())


@dataclass(frozen=True)
class Reached:
    """Somebody who can listen, and whether she was at work together with the one who asks when it was asked."""

    person_id: int
    overlaps: bool


def listeners(asker_id: int, opened: datetime, now: datetime) -> list[Reached]:
    """Colleagues who can listen to this person now."""
    rows = db.session.execute(_listeners(), moment(asker_id, now) | {"opened": opened})
    return [Reached(row.id, bool(row.overlaps)) for row in rows]


def supporters(asker_id: int, now: datetime) -> Sequence[int]:
    """Trained supporters who can listen to this person now and are not asked as colleagues already."""
    return db.session.scalars(_supporters(), moment(asker_id, now)).all()


def has_supporters(person_id: int) -> bool:
    """Whether her workplace has marked anybody as one; says nothing of who is there now."""
    here, there = aliased(Person), aliased(Person)
    marked = sa.select(1).select_from(RoleGrant).join(there, there.id == RoleGrant.person_id)
    marked = marked.join(here, here.workplace_id == there.workplace_id).where(here.id == person_id, RoleGrant.role == "supporter")
    return bool(db.session.scalar(sa.select(marked.exists())))


def open_ask(ask_id: UUID, person_id: int, now: datetime) -> UUID | None:
    """The ask, if it is open and this person may answer it. Says nothing of who asks."""
    return db.session.scalar(_open_ask(), moment(person_id, now) | {"ask": ask_id})


def weary(person_id: int, now: datetime) -> bool:
    """Whether she has been there for others more often in seven days than she chose."""
    return bool(db.session.scalar(_weary(), moment(person_id, now)))


def due(now: datetime) -> Sequence[Ask]:
    """Asks that the worker must carry one circle further now."""
    waits = sa.or_(
        Ask.reach == "new",
        sa.and_(Ask.reach == "shift", Ask.opens_at <= now - rules.SHIFT_FIRST),
        sa.and_(Ask.reach == "unit", Ask.opens_at <= now - rules.COLLEAGUES_FIRST),
    )
    return db.session.scalars(sa.select(Ask).where(Ask.expires_at > now, waits)).all()


def reaches(ask: type[Ask], at_work_now: Condition) -> Condition:
    """The condition that an open ask has come as far as `me`, and may."""
    shift, unit, everybody = (sa.literal_column(f"'{circle}'", sa.String()) for circle in ("shift", "unit", "all"))
    here = sa.or_(ask.reach == unit, ask.reach == everybody, sa.and_(ask.reach == shift, at_work_now))
    as_supporter = sa.and_(ask.reach == everybody, supported_by_me(ask.asker_id))
    there = sa.or_(sa.and_(here, is_near(ask.asker_id)), as_supporter)
    return sa.and_(ask.expires_at > NOW, there, nothing_between(ask.asker_id))


def someone() -> sa.Exists:
    """Whether anybody can listen to `me`, colleague or supporter."""
    there = willing()
    person = there.c.person_id
    can_come = sa.or_(is_near(person), can_support(person))
    return sa.select(1).select_from(there).where(can_come, nothing_between(person), has_room(person)).exists()


@cache
def taken() -> ReturningDelete[int]:
    """Take the ask `ask`, if `me` may answer it; gives who asks. Of all who try, it lets one through."""
    return sa.delete(Ask).where(Ask.id == _open_ask().scalar_subquery()).returning(Ask.asker_id)


@cache
def _open_ask() -> sa.Select[UUID]:
    """Her yes counts even when her willingness has ended since she was asked; a yes is a tap of her own."""
    ask = aliased(Ask)
    there = sa.or_(is_near(ask.asker_id), sa.and_(ask.reach == "all", supported_by_me(ask.asker_id)))
    may = sa.and_(ask.expires_at > NOW, there, nothing_between(ask.asker_id), helps_left() > NONE)
    return sa.select(ask.id).join(MOMENT, sa.true()).where(ask.id == ASK, may)


@cache
def _listeners() -> sa.Select[int, bool]:
    overlaps = sa.and_(at_work(Person.id, OPENED), at_work(ME, OPENED)).label("overlaps")
    chosen = sa.select(Person.id, overlaps).join(MOMENT, _is_willing())
    return chosen.where(is_near(Person.id), nothing_between(Person.id), has_room(Person.id))


@cache
def _supporters() -> sa.Select[int]:
    chosen = sa.select(Person.id).join(MOMENT, _is_willing())
    return chosen.where(can_support(Person.id), ~is_near(Person.id), nothing_between(Person.id), has_room(Person.id))


def _is_willing() -> Condition:
    return Person.id.in_(sa.select(willing().c.person_id))


@cache
def _weary() -> sa.Select[bool]:
    return sa.select(helps_left() < NONE).select_from(MOMENT)
