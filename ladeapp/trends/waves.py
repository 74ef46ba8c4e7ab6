"""A wave's scales lie in the tables of the team's number, under the same close and the same blur; their lists are other ones.

What is asked, when, and which teams answer together is told by the room above.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ..db import db
from ..people.models import Membership, Person, RoleGrant, Team
from . import keys, rules
from .models import Period, Release, Roster, Terms, of_teams

LEADS = sa.exists().where(RoleGrant.role == "lead", RoleGrant.person_id == Membership.person_id).correlate(Membership)
Groups = Mapping[int, Collection[int]]  # the team that a group is keyed by → all its teams, itself among them
Released = Mapping[tuple[int, str], tuple[int | None, rules.Terms]]  # (group, scale's id) → the level in tenths, and its terms


@dataclass(frozen=True)
class Heads:
    """How many of a group are counted, and how many of those were counted in a team's number before."""

    counted: int
    stayed: int

    @property
    def is_enough(self) -> bool:
        return rules.group_allows(self.counted, self.stayed)


def heads(groups: Groups, first_day: date) -> dict[int, Heads]:
    """How many each group counts if it opens on that day, by the memberships of now."""
    listed = _members(first_day).subquery()
    same = sa.and_(Roster.person_id == listed.c.person_id, Roster.counted, Roster.period_id == rules.before_a_wave(first_day).id)
    found = {}
    for head, teams in groups.items():
        counts = sa.select(sa.func.count(), sa.func.count(Roster.person_id)).select_from(listed).outerjoin(Roster, same)
        found[head] = Heads(*db.session.execute(counts.where(listed.c.counted, listed.c.team_id.in_(teams))).one())
    return found


def open_scales(scales: Sequence[rules.Scale], first_day: date, weeks: int, groups: Groups) -> None:
    """Freeze the lists and terms of these groups for every scale, and make the keys. Joins the caller's transaction, which must commit.

    A group that is too small is not among `groups`: nobody is asked for a number that cannot come.
    """
    opens, closes = rules.opens_on(first_day), rules.closes_after(first_day, weeks)
    for scale in scales:
        db.session.execute(sa.insert(Period).values(id=scale.id, opens=opens, closes=closes, state="open"))
        for head, teams in groups.items():
            _freeze(scale.id, head, teams, first_day)
        keys.create(scale.id)  # before the commit, so that nobody ever finds an open period without a key


def standing(person_id: int, scales: Sequence[rules.Scale]) -> dict[str, Any]:
    """What her phone must know to send: scale → the running key's public id and whether she is counted, for those that take answers."""
    on_list = sa.and_(Roster.period_id == Period.id, Roster.person_id == person_id)
    ids = {scale.id: scale for scale in scales}
    chosen = sa.select(Period.id, Roster.counted).outerjoin(Roster, on_list).where(Period.id.in_(ids), Period.state == "open")
    return {ids[row.id].said: {"counted": bool(row.counted), "key": _public_id(row.id)} for row in db.session.execute(chosen)}


def listed(person_id: int, now: datetime) -> tuple[int, datetime] | None:
    """The group on whose list she stands, and when it closes, while a wave takes answers."""
    found = db.session.execute(listed_rows(person_id, now)).first()
    return (found.team_id, found.closes) if found else None


def listed_rows(person_id: int, now: datetime) -> sa.Select[int, bool, datetime]:
    """The same for each of its scales, and whether she is counted, for one's own statement."""
    chosen = sa.select(Roster.team_id, Roster.counted, Period.closes).join(Period, Period.id == Roster.period_id)
    return chosen.where(Roster.person_id == person_id, ~of_teams(Period.id), Period.state == "open", Period.closes > now)


def asked(person_ids: Collection[int], now: datetime) -> dict[int, date]:
    """Person → the day on which the wave opened that asks her, while it is open: the same whether she has answered or not."""
    chosen = sa.select(Roster.person_id, Period.opens).join(Period, Period.id == Roster.period_id).where(Roster.person_id.in_(person_ids))
    rows = db.session.execute(chosen.where(~of_teams(Period.id), Period.state == "open", Period.closes > now, Roster.counted).distinct())
    return {row.person_id: row.opens.astimezone(rules.ZONE).date() for row in rows}


def released(scales: Sequence[rules.Scale], now: datetime, as_lead: bool) -> Released:
    """(group, scale's id) → the released level in tenths, or None for "no number", and the terms it was released by: SELECT on release.

    as_lead    whoever leads a team reads them 24 hours after the others could
    """
    delay = rules.LEAD_WAITS if as_lead else timedelta()
    theirs = sa.and_(Terms.period_id == Release.period_id, Terms.team_id == Release.team_id)
    chosen = sa.select(Release.team_id, Release.period_id, Release.level_tenths, Terms.mode, Terms.k, Terms.low_trust)
    joined = chosen.join(Period, Period.id == Release.period_id).join(Terms, theirs)
    seen = joined.where(Release.period_id.in_([scale.id for scale in scales]), Period.closes <= now - delay)
    rows = db.session.execute(seen)
    return {(row.team_id, row.period_id): (row.level_tenths, rules.terms(row.mode, row.k, row.low_trust)) for row in rows}


def _freeze(period_id: str, head: int, teams: Collection[int], first_day: date) -> None:
    members = _members(first_day).where(Membership.team_id.in_(teams)).subquery()
    listed = sa.select(sa.literal(period_id), sa.literal(head), members.c.person_id, members.c.counted)
    db.session.execute(sa.insert(Roster).from_select(["period_id", "team_id", "person_id", "counted"], listed))
    chosen = [rules.terms(team.mode, team.k, team.low_trust) for team in db.session.scalars(sa.select(Team).where(Team.id.in_(teams)))]
    terms = rules.wave_terms(chosen)
    counted = sa.select(sa.func.count()).where(Roster.period_id == period_id, Roster.team_id == head, Roster.counted)
    row = {"period_id": period_id, "team_id": head, "mode": terms.mode, "k": terms.k, "low_trust": terms.low_trust}
    db.session.execute(sa.insert(Terms).values(**row, heads=counted.scalar_subquery()))


def _members(first_day: date) -> sa.Select[*tuple[Any, ...]]:
    """Who stands on a wave's list. Whoever leads a team, whichever, stands on it uncounted."""
    chosen: sa.Select[*tuple[Any, ...]] = sa.select(Membership.team_id, Membership.person_id, (~LEADS).label("counted"))
    return chosen.join(Person, Person.id == Membership.person_id).where(Membership.since_day < first_day, Person.left_day.is_(None))


def _public_id(period_id: str) -> str | None:
    try:
        return keys.load(period_id).public_id
    except keys.KeyUnusable:
        return None
