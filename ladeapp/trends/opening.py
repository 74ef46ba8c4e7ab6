"""A period opens: who belongs to each team is frozen, and a key is made that lives as long as the period."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..db import db, insert
from ..people.models import Membership, Person, RoleGrant, Team
from . import keys, rules
from .models import Period, Roster, Terms, TermsVoice, of_teams

LEADS_IT = (
    sa.exists()
    .where(RoleGrant.role == "lead", RoleGrant.person_id == Membership.person_id, RoleGrant.team_id == Membership.team_id)
    .correlate(Membership)
)


def open_due(at: datetime) -> None:
    """Open every period whose Monday has come, the oldest first; a fresh install starts with the running one."""
    last = db.session.scalar(sa.select(sa.func.max(Period.id)).where(of_teams(Period.id)))
    db.session.commit()
    running = rules.period_of(at.astimezone(rules.ZONE).date())
    span = rules.period(last).next if last else running
    while span <= running:
        open_period(span)
        span = span.next


def open_period(span: rules.Span) -> bool:
    """Freeze the rosters and terms of all teams and make the key. False, and nothing changed, if it was opened before."""
    row = {"id": span.id, "opens": span.opens, "closes": span.closes, "state": "open"}
    if db.session.scalar(insert(Period).values(row).on_conflict_do_nothing().returning(Period.id)) is None:
        db.session.rollback()
        return False
    db.session.execute(sa.insert(Roster).from_select(["period_id", "team_id", "person_id", "counted"], _roster_of(span)))
    db.session.execute(sa.insert(Terms).from_select(["period_id", "team_id", "mode", "k", "low_trust", "heads"], _terms_of(span)))
    db.session.execute(sa.delete(TermsVoice))  # said by another list than the one that decides from now on
    keys.create(span.id)  # before the commit, so that nobody ever finds an open period without a key
    db.session.commit()
    return True


def _terms_of(span: rules.Span) -> sa.Select[*tuple[Any, ...]]:
    """What each team that has a roster goes by, and how many that roster counts."""
    heads = sa.func.count().filter(Roster.counted)
    mine = sa.and_(Roster.period_id == span.id, Roster.team_id == Team.id)
    chosen: sa.Select[*tuple[Any, ...]] = sa.select(sa.literal(span.id), Team.id, Team.mode, Team.k, Team.low_trust, heads)
    return chosen.join(Roster, mine).group_by(Team.id)


def still_counted(period_id: str) -> sa.ColumnElement[bool]:
    """On the frozen roster, counted, and not made lead of the team meanwhile; in a wave, of no team at all."""
    lead = sa.exists().where(RoleGrant.role == "lead", RoleGrant.person_id == Roster.person_id)
    if not rules.is_scale(period_id):
        lead = lead.where(RoleGrant.team_id == Roster.team_id)
    return sa.and_(Roster.period_id == period_id, Roster.counted, ~lead)


def coming_roster(team_id: int, span: rules.Span) -> list[tuple[int, bool]]:
    """(person id, counted) as the list would be frozen if `span` opened with the memberships of now."""
    roster = _roster_of(span).where(Membership.team_id == team_id)
    return [(row.person_id, row.counted) for row in db.session.execute(roster)]


def _roster_of(span: rules.Span) -> sa.Select[str, int, int, bool]:
    """Members from before the first day, so that an opening caught up late freezes what it would have frozen in time."""
    return (
        sa.select(sa.literal(span.id), Membership.team_id, Membership.person_id, (~LEADS_IT).label("counted"))
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.since_day < span.first_day, Person.left_day.is_(None))
    )
