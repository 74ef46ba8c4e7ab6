"""Every number that a workplace's teams have published, for the partsgruppe's comparison and for researchers: SELECT on release, nothing else."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Team, Unit

from .. import rules
from ..models import Period, Release, Terms


@dataclass(frozen=True)
class Published:
    """One team's release: its level in tenths, or None for "no number", and the terms it was released by. How many belong to it is not here."""

    team_id: int
    team: str
    unit: str
    span: rules.Span
    level_tenths: int | None
    terms: rules.Terms


def released(workplace_id: int, now: datetime) -> list[Published]:
    """All of them, by unit, team and period, each 24 hours after its team could read it: one statement.

    A number that was released in low-trust mode belongs to its team alone: here it is "no number", as any other that is lacking.
    """
    shown = sa.case((Terms.low_trust, sa.null()), else_=Release.level_tenths).label("level_tenths")
    chosen = (
        sa.select(Team.id, Team.name, Unit.name.label("unit"), Period.id.label("period_id"), shown, Terms.mode, Terms.k)
        .join(Unit, Unit.id == Team.unit_id)
        .join(Release, Release.team_id == Team.id)
        .join(Period, Period.id == Release.period_id)
        .join(Terms, sa.and_(Terms.period_id == Release.period_id, Terms.team_id == Release.team_id))
        .where(Unit.workplace_id == workplace_id, Period.closes <= now - rules.LEAD_WAITS)
        .where(Period.id.like("____-P__"))  # the number every four weeks, and no scale of a wave
        .order_by(Unit.name, Team.name, Team.id, Period.id)
    )
    return [
        Published(row.id, row.name, row.unit, rules.period(row.period_id), row.level_tenths, rules.terms(row.mode, row.k))
        for row in db.session.execute(chosen)
    ]
