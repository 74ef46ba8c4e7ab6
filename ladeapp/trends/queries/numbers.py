"""Which teams a person sees, and the released levels of each: SELECT on release, nothing else."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Membership, Person, RoleGrant, Team

from .. import rules, words
from ..models import Period, Release, Terms, of_teams

REPS = ("safety_rep", "union_rep")
LEAD, MEMBER, REP = range(3)


@dataclass(frozen=True)
class Reading:
    """One released level in tenths, or None for "no number"."""

    span: rules.Span
    level_tenths: int | None
    closed: datetime  # when members could first read it
    terms: rules.Terms = rules.OFFERED[0]  # those it was released by


@dataclass
class Place:
    """A team that a person belongs to, leads or represents, and the releases she may see now, oldest first."""

    team: Team
    is_lead: bool = False
    is_member: bool = False
    rep_role: str | None = None
    readings: list[Reading] = field(default_factory=list)

    @property
    def sees_numbers(self) -> bool:
        return self.is_member or self.is_lead


@dataclass(frozen=True)
class LatestNumber:
    """The newest number a person may see, for one line on the home page."""

    team_name: str
    reading: Reading

    @property
    def text(self) -> str:
        return words.headline(self.reading.level_tenths)


def places(person_id: int, now: datetime) -> list[Place]:
    """Every team of this person with the releases she may see, those she belongs to first: one statement.

    Whoever leads a team sees its numbers as its lead: 24 hours after members could.
    """
    since = rules.a_year_before(rules.period_of(now.astimezone(rules.ZONE).date()))
    found: dict[int, Place] = {}
    rows = db.session.execute(_PLACES, {"person_id": person_id, "since": since.id})
    for team, rank, role, period_id, level, closed, mode, k in rows:
        place = found.setdefault(team.id, Place(team))
        if rank == REP:
            place.rep_role = role
            continue
        place.is_lead, place.is_member = place.is_lead or rank == LEAD, place.is_member or rank == MEMBER
        if (place.is_lead and rank == MEMBER) or period_id is None:
            continue
        if rank == MEMBER or closed + rules.LEAD_WAITS <= now:
            terms = rules.terms(mode, k) if mode else rules.OFFERED[0]
            place.readings.append(Reading(rules.period(period_id), level, closed, terms))
    return sorted(found.values(), key=lambda place: (not place.is_member, not place.is_lead, place.team.name))


def latest_number(person: Person, now: datetime) -> LatestNumber | None:
    """The newest release of the first team whose numbers this person sees, if it is a number."""
    for place in places(person.id, now):
        if place.readings and place.readings[-1].level_tenths is not None:
            return LatestNumber(place.team.name, place.readings[-1])
    return None


def _places() -> sa.Select[*tuple[Any, ...]]:
    me: sa.BindParameter[int] = sa.bindparam("person_id")
    rep = sa.and_(RoleGrant.unit_id == Team.unit_id, RoleGrant.person_id == me, RoleGrant.role.in_(REPS))
    leads: sa.Select[*tuple[Any, ...]] = sa.select(
        RoleGrant.team_id.label("team_id"), sa.literal_column(str(LEAD)).label("rank"), RoleGrant.role.label("role")
    )
    mine = sa.union_all(
        leads.where(RoleGrant.person_id == me, RoleGrant.role == "lead"),
        sa.select(Membership.team_id, sa.literal_column(str(MEMBER)), sa.literal_column("'member'")).where(Membership.person_id == me),
        sa.select(Team.id, sa.literal_column(str(REP)), RoleGrant.role).join(RoleGrant, rep),
    ).subquery()
    shown = sa.and_(
        Release.team_id == mine.c.team_id, Release.period_id >= sa.bindparam("since"), of_teams(Release.period_id), mine.c.rank < REP
    )
    return (
        sa.select(Team, mine.c.rank, mine.c.role, Release.period_id, Release.level_tenths, Period.closes, Terms.mode, Terms.k)
        .join(mine, mine.c.team_id == Team.id)
        .outerjoin(Release, shown)
        .outerjoin(Period, Period.id == Release.period_id)
        .outerjoin(Terms, sa.and_(Terms.period_id == Release.period_id, Terms.team_id == Release.team_id))
        .order_by(mine.c.rank, Team.id, Release.period_id)
    )


_PLACES = _places()
