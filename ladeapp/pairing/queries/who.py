"""Who may meet whom, and who is willing now: conditions made of columns, to stand in other reads."""

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

Id = int | sa.SQLColumnExpression[int]
Condition = sa.ColumnElement[bool]

# A statement is told them once, as a row of its own: handing them over at forty places costs more than the database's work.
MOMENT = sa.select(
    sa.bindparam("me", type_=sa.Integer()).label("me"),
    sa.bindparam("now", type_=UTCDateTime()).label("now"),
    sa.bindparam("since", type_=UTCDateTime()).label("since"),
    sa.bindparam("week", type_=sa.Date()).label("week"),
).subquery("moment")
ME, NOW = sa.literal_column("moment.me", sa.Integer()), sa.literal_column("moment.now", UTCDateTime())
SINCE, WEEK = sa.literal_column("moment.since", UTCDateTime()), sa.literal_column("moment.week", sa.Date())
NONE, USUAL = sa.literal_column("0", sa.Integer()), sa.literal_column(str(rules.HELPS_A_WEEK), sa.Integer())
LEAD, SUPPORTER = sa.literal_column("'lead'", sa.String()), sa.literal_column("'supporter'", sa.String())


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


def has_room(person: Id) -> Condition:
    """She sits in no station, and has not been there for others as often as she set for seven days."""
    return sa.and_(~running(person, SINCE).order_by(None).exists(), helps_left(person) > NONE)


def helps_left(person: Id) -> sa.ColumnElement[int]:
    """How many times more she may be asked within the seven days up to WEEK; never shown to anybody."""
    choice, done = aliased(PairingChoice), aliased(HelpCount)
    most = sa.select(choice.helps_max).where(choice.person_id == person).scalar_subquery()
    times = sa.select(sa.func.sum(done.times)).where(done.person_id == person, done.day > WEEK).scalar_subquery()
    return sa.func.coalesce(most, USUAL) - sa.func.coalesce(times, NONE)


def are_near(one: Id, other: Id) -> Condition:
    """The same unit; or both chose to meet people of other units, and their workplace allows it."""
    m1, m2, t1, t2 = aliased(Membership), aliased(Membership), aliased(Team), aliased(Team)
    same_unit = (
        sa.select(1)
        .select_from(m1)
        .join(t1, t1.id == m1.team_id)
        .join(t2, t2.unit_id == t1.unit_id)
        .join(m2, m2.team_id == t2.id)
        .where(m1.person_id == one, m2.person_id == other, m1.person_id != m2.person_id)
    )
    c1, c2, p1, p2 = aliased(PairingChoice), aliased(PairingChoice), aliased(Person), aliased(Person)
    both_outside = (
        sa.select(1)
        .select_from(c1)
        .join(p1, p1.id == c1.person_id)
        .join(PairingPolicy, PairingPolicy.workplace_id == p1.workplace_id)
        .join(p2, p2.workplace_id == p1.workplace_id)
        .join(c2, c2.person_id == p2.id)
        .where(c1.person_id == one, c2.person_id == other, c1.person_id != c2.person_id, c1.outside, c2.outside, PairingPolicy.outside)
        .where(p1.left_day.is_(None), p2.left_day.is_(None))
    )
    return sa.or_(same_unit.exists(), both_outside.exists())


def supports(helper: Id, asker: Id) -> Condition:
    """A trained supporter of the asker's workplace who takes part as one."""
    grant, choice, there, here = aliased(RoleGrant), aliased(PairingChoice), aliased(Person), aliased(Person)
    marked = (
        sa.select(1)
        .select_from(grant)
        .join(there, there.id == grant.person_id)
        .join(here, here.workplace_id == there.workplace_id)
        .where(grant.person_id == helper, grant.role == SUPPORTER, there.left_day.is_(None), here.id == asker, here.id != there.id)
    )
    away = sa.select(1).select_from(choice).where(choice.person_id == helper, ~choice.supports)
    return sa.and_(marked.exists(), ~away.exists())


def nothing_between(one: Id, other: Id) -> Condition:
    """Neither leads the other's team, and neither has chosen not to meet the other."""
    block = aliased(Block)
    either = sa.or_(
        sa.and_(block.person_id == one, block.other_id == other),
        sa.and_(block.person_id == other, block.other_id == one),
    )
    return sa.and_(~_leads(one, other), ~_leads(other, one), ~sa.select(1).select_from(block).where(either).exists())


def _leads(lead: Id, member: Id) -> Condition:
    grant, belongs = aliased(RoleGrant), aliased(Membership)
    chosen = sa.select(1).select_from(grant).join(belongs, belongs.team_id == grant.team_id)
    return chosen.where(grant.role == LEAD, grant.person_id == lead, belongs.person_id == member).exists()
