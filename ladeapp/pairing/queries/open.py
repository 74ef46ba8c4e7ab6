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
from ladeapp.people.models import Membership, Person, RoleGrant, Team
from ladeapp.shifts.queries import at_work

from .. import rules
from ..models import Ask
from .who import (
    ME,
    MOMENT,
    NONE,
    NOW,
    UNIT,
    Condition,
    can_support,
    has_room,
    heard_by,
    heard_by_me,
    helps_left,
    is_near,
    is_willing,
    leads_nobody,
    moment,
    nothing_between,
    supported_by_me,
    willing,
)

ASK = sa.bindparam("ask", type_=sa.Uuid())
ONE, BEFORE_ENOUGH = (sa.literal_column(str(number), sa.Integer()) for number in (1, rules.TOLD_FROM - 1))
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


def supporters(asker_id: int, opened: datetime, now: datetime) -> Sequence[int]:
    """Trained supporters who can listen to this person now and are not asked as colleagues already."""
    return db.session.scalars(_supporters(), moment(asker_id, now) | {"opened": opened}).all()


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
    return sa.and_(ask.expires_at > NOW, heard_by_me(ask.opens_at), there, nothing_between(ask.asker_id))


def someone() -> Condition:
    """Whether at least three people of her unit say that they can listen; of fewer, `me` is told nothing.

    It stands on a page that anybody may open all day. So it must not depend on what she can turn herself – her blocks, who may
    come from other units, who supports – for with all but one blocked it would show that one live; nor on caps and stations, for
    it would go out when somebody said yes. Those who lead a team are neither counted nor told: their teams are not asked for them,
    and a count that left out each team's own lead would, compared between two teams, show that lead.
    """
    belongs, team = aliased(Membership), aliased(Team)
    there = sa.and_(belongs.person_id != ME, is_willing(belongs.person_id), leads_nobody(belongs.person_id))
    unit = sa.select(ONE).select_from(belongs).join(team, team.id == belongs.team_id).where(team.unit_id == UNIT, there)
    return sa.and_(unit.limit(ONE).offset(BEFORE_ENOUGH).exists(), leads_nobody(ME))


@cache
def taken() -> ReturningDelete[int]:
    """Take the ask `ask`, if `me` may answer it; gives who asks. Of all who try, it lets one through."""
    return sa.delete(Ask).where(Ask.id == _open_ask().scalar_subquery()).returning(Ask.asker_id)


@cache
def _open_ask() -> sa.Select[UUID]:
    """Her yes counts even when her willingness has ended since she was asked; a yes is a tap of her own."""
    ask = aliased(Ask)
    there = sa.or_(is_near(ask.asker_id), sa.and_(ask.reach == "all", supported_by_me(ask.asker_id)))
    may = sa.and_(ask.expires_at > NOW, heard_by_me(ask.opens_at), there, nothing_between(ask.asker_id), helps_left() > NONE)
    return sa.select(ask.id).join(MOMENT, sa.true()).where(ask.id == ASK, may)


@cache
def _listeners() -> sa.Select[int, bool]:
    overlaps = sa.and_(at_work(Person.id, OPENED), at_work(ME, OPENED)).label("overlaps")
    chosen = sa.select(Person.id, overlaps).join(MOMENT, _is_willing())
    return chosen.where(is_near(Person.id), heard_by(Person.id, OPENED), nothing_between(Person.id), has_room(Person.id))


@cache
def _supporters() -> sa.Select[int]:
    chosen = sa.select(Person.id).join(MOMENT, _is_willing())
    there = sa.and_(can_support(Person.id), ~is_near(Person.id))
    return chosen.where(there, heard_by(Person.id, OPENED), nothing_between(Person.id), has_room(Person.id))


def _is_willing() -> Condition:
    return Person.id.in_(sa.select(willing().c.person_id))


@cache
def _weary() -> sa.Select[bool]:
    return sa.select(helps_left() < NONE).select_from(MOMENT)
