"""The workplace's numbers: made of its teams' released levels and the sizes of their rosters, and of nothing else.

Invariant 16. What was frozen at the opening and written at the close cannot change, so neither can this, however late it is read.
"""

from datetime import datetime

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Team, Unit

from .. import rules
from ..models import Period, Release, Terms, of_teams
from .numbers import Reading


def workplace_numbers(workplace_id: int, now: datetime) -> list[Reading]:
    """A year of them, oldest first, each 24 hours after its teams could read theirs: one statement.

    The same for everyone: nobody who leads one of the teams learns anything early. A team in low-trust mode is not in it,
    one without a number neither; which, and how many, is not told.
    """
    since = rules.a_year_before(rules.period_of(now.astimezone(rules.ZONE).date()))
    part = sa.and_(Release.level_tenths.is_not(None), ~Terms.low_trust)
    levels = (
        sa.select(
            Period.id,
            Period.closes,
            sa.func.count().filter(part).label("teams"),
            sa.func.coalesce(sa.func.sum(Terms.heads).filter(part), 0).label("heads"),
            sa.func.coalesce(sa.func.sum(Terms.heads * Release.level_tenths).filter(part), 0).label("weighted"),
        )
        .join(Terms, Terms.period_id == Period.id)
        .join(Release, sa.and_(Release.period_id == Terms.period_id, Release.team_id == Terms.team_id))
        .join(Team, Team.id == Terms.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(Unit.workplace_id == workplace_id, Period.id >= since.id, of_teams(Period.id), Period.closes <= now - rules.LEAD_WAITS)
        .group_by(Period.id, Period.closes)
        .order_by(Period.id)
    )
    return [
        Reading(rules.period(row.id), rules.of_the_workplace(row.teams, row.heads, row.weighted), row.closes)
        for row in db.session.execute(levels)
    ]


def first_period(workplace_id: int) -> rules.Span | None:
    """The first in which a team of the workplace was counted; None before any was."""
    here = Unit.workplace_id == workplace_id, of_teams(Terms.period_id)
    found = db.session.scalar(sa.select(sa.func.min(Terms.period_id)).join(Team).join(Unit).where(*here))
    return rules.period(found) if found else None


def terms_in_use(workplace_id: int) -> set[tuple[str, int]]:
    """(mode, k) that some team of the workplace has now; which team it is, is the team's own."""
    chosen = sa.select(Team.mode, Team.k).join(Unit).where(Unit.workplace_id == workplace_id)
    return {rules.terms(mode, k)[:2] for mode, k in db.session.execute(chosen)}
