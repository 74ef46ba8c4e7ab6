"""Who may meet `me`, and who is willing now: conditions made of columns, to stand in statements that have MOMENT in their FROM."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ladeapp.db import UTCDateTime
from ladeapp.people.models import Membership, Person, RoleGrant, Team
from ladeapp.shifts.queries import at_work
from ladeapp.stations.queries import LIFE, running

from .. import rules
from ..models import Block, HelpCount, PairingChoice, PairingPolicy, Willing

Id = sa.SQLColumnExpression[int]
Condition = sa.ColumnElement[bool]

NONE, USUAL = sa.literal_column("0", sa.Integer()), sa.literal_column(str(rules.HELPS_A_WEEK), sa.Integer())
LEAD, SUPPORTER = sa.literal_column("'lead'", sa.String()), sa.literal_column("'supporter'", sa.String())


def _moment() -> sa.Subquery:
    """Who `me` is, and when it is: one row, read once. Asking for it at forty places costs more than all the rest."""
    mine, policy = aliased(PairingChoice), aliased(PairingPolicy)
    person, belongs, team = aliased(Person), aliased(Membership), aliased(Team)
    return (
        sa.select(
            person.id.label("me"),
            sa.bindparam("now", type_=UTCDateTime()).label("now"),
            sa.bindparam("since", type_=UTCDateTime()).label("since"),
            sa.bindparam("week", type_=sa.Date()).label("week"),
            person.workplace_id,
            team.unit_id,
            sa.and_(mine.outside, policy.outside).label("outside"),
            mine.on_shift,
            mine.rests_until,
            mine.supports,
            mine.hears_from,
            sa.func.coalesce(mine.helps_max, USUAL).label("helps_max"),
        )
        .outerjoin(belongs, belongs.person_id == person.id)
        .outerjoin(team, team.id == belongs.team_id)
        .outerjoin(mine, mine.person_id == person.id)
        .outerjoin(policy, policy.workplace_id == person.workplace_id)
        .where(person.id == sa.bindparam("me", type_=sa.Integer()))
        .subquery("moment")
    )


def _named(name: str, kind: sa.types.TypeEngine[Any]) -> sa.ColumnClause[Any]:
    return sa.literal_column(f"moment.{name}", kind)


MOMENT = _moment()
ME, WORKPLACE, UNIT = (_named(name, sa.Integer()) for name in ("me", "workplace_id", "unit_id"))
NOW, SINCE, WEEK = _named("now", UTCDateTime()), _named("since", UTCDateTime()), _named("week", sa.Date())
ON_SHIFT, OUTSIDE, SUPPORTS = (_named(name, sa.Boolean()) for name in ("on_shift", "outside", "supports"))
RESTS_UNTIL, HELPS_MAX = _named("rests_until", UTCDateTime()), _named("helps_max", sa.Integer())
HEARS_FROM = _named("hears_from", UTCDateTime())


def moment(person_id: int, now: datetime) -> dict[str, Any]:
    """What a statement with MOMENT in its FROM is run with."""
    return {"me": person_id, "now": now, "since": now - LIFE, "week": rules.week(now)}


def willing() -> sa.Subquery:
    """Everyone who can listen now: she has said so until a time, or is at work and open to it. Somebody may stand in it twice."""
    choice = aliased(PairingChoice)
    rested = sa.or_(choice.rests_until.is_(None), choice.rests_until <= NOW)
    said = sa.select(Willing.person_id).where(Willing.until > NOW)
    working = sa.select(choice.person_id).where(choice.on_shift, rested, at_work(choice.person_id, NOW))
    return sa.union_all(said, working).subquery()


def is_willing(person: Id) -> Condition:
    """The same of one person, by the rows under her own number."""
    choice, tap = aliased(PairingChoice), aliased(Willing)
    rested = sa.or_(choice.rests_until.is_(None), choice.rests_until <= NOW)
    said = sa.select(1).select_from(tap).where(tap.person_id == person, tap.until > NOW)
    working = sa.select(1).select_from(choice).where(choice.person_id == person, choice.on_shift, rested, at_work(choice.person_id, NOW))
    return sa.or_(said.exists(), working.exists())


def leads_nobody(person: Id) -> Condition:
    """She leads no team."""
    grant = aliased(RoleGrant)
    return ~sa.select(1).select_from(grant).where(grant.role == LEAD, grant.person_id == person).exists()


def has_room(person: Id) -> Condition:
    """She sits in no station, and has not been there for others as often as she set for seven days."""
    choice = aliased(PairingChoice)
    most = sa.select(choice.helps_max).where(choice.person_id == person).scalar_subquery()
    return sa.and_(~running(person, SINCE).order_by(None).exists(), _helps(person) < sa.func.coalesce(most, USUAL))


def heard_by_me(opened: sa.SQLColumnExpression[datetime]) -> Condition:
    """The ask was opened after `me` last changed whom she meets: by changing it nobody shall find out who asks."""
    return sa.or_(HEARS_FROM.is_(None), opened > HEARS_FROM)


def heard_by(person: Id, opened: sa.SQLColumnExpression[datetime]) -> Condition:
    """The other way round: for an ask of `me`."""
    choice = aliased(PairingChoice)
    return ~sa.select(1).select_from(choice).where(choice.person_id == person, choice.hears_from >= opened).exists()


def helps_left() -> sa.ColumnElement[int]:
    """How many times more `me` may be asked within the seven days up to WEEK; never shown to anybody."""
    return HELPS_MAX - _helps(ME)


def _helps(person: Id) -> sa.ColumnElement[int]:
    done = aliased(HelpCount)
    times = sa.select(sa.func.sum(done.times)).where(done.person_id == person, done.day > WEEK)
    return sa.func.coalesce(times.scalar_subquery(), NONE)


def is_near(person: Id) -> Condition:
    """Of the same unit; or both chose to meet people of other units, and their workplace allows it."""
    belongs, team, there, choice = aliased(Membership), aliased(Team), aliased(Person), aliased(PairingChoice)
    unit = sa.select(1).select_from(belongs).join(team, team.id == belongs.team_id).where(belongs.person_id == person, team.unit_id == UNIT)
    wishes = (
        sa.select(1)
        .select_from(choice)
        .join(there, there.id == choice.person_id)
        .where(choice.person_id == person, choice.outside, there.workplace_id == WORKPLACE, there.left_day.is_(None))
    )
    return sa.and_(person != ME, sa.or_(unit.exists(), sa.and_(OUTSIDE, wishes.exists())))


def can_support(person: Id) -> Condition:
    """A trained supporter of the workplace of `me` who takes part as one."""
    grant, choice, there = aliased(RoleGrant), aliased(PairingChoice), aliased(Person)
    marked = (
        sa.select(1)
        .select_from(grant)
        .join(there, there.id == grant.person_id)
        .outerjoin(choice, choice.person_id == grant.person_id)
        .where(grant.person_id == person, grant.role == SUPPORTER, there.workplace_id == WORKPLACE, there.left_day.is_(None))
        .where(sa.func.coalesce(choice.supports, sa.true()))
    )
    return sa.and_(person != ME, marked.exists())


def supported_by_me(person: Id) -> Condition:
    """The other way round: `me` is a trained supporter who takes part as one, and this is somebody of her workplace."""
    grant, there = aliased(RoleGrant), aliased(Person)
    marked = (
        sa.select(1)
        .select_from(there)
        .join(grant, sa.and_(grant.person_id == ME, grant.role == SUPPORTER))
        .where(there.id == person, there.workplace_id == WORKPLACE)
    )
    return sa.and_(person != ME, sa.func.coalesce(SUPPORTS, sa.true()), marked.exists())


def nothing_between(person: Id) -> Condition:
    """Neither leads the other's team, and neither has chosen not to meet the other."""
    return sa.and_(~_leads(ME, person), ~_leads(person, ME), ~_avoids(ME, person), ~_avoids(person, ME))


def _leads(lead: Id, member: Id) -> sa.Exists:
    grant, belongs = aliased(RoleGrant), aliased(Membership)
    chosen = sa.select(1).select_from(grant).join(belongs, belongs.team_id == grant.team_id)
    return chosen.where(grant.role == LEAD, grant.person_id == lead, belongs.person_id == member).exists()


def _avoids(one: Id, other: Id) -> sa.Exists:
    block = aliased(Block)
    return sa.select(1).select_from(block).where(block.person_id == one, block.other_id == other).exists()
