"""Old lists are forgotten: who belonged to a team is kept for fourteen periods after its own, then only how many did."""

from datetime import datetime

import sqlalchemy as sa

from ..db import BLIND, db, insert
from . import rules
from .models import Headcount, Roster, RosterConfirmation


def forget_lists(at: datetime) -> None:
    """Count the lists whose time has come, then delete them with what the reps said about them, in one transaction."""
    today = at.astimezone(rules.ZONE).date()
    known = db.session.scalars(sa.select(Roster.period_id).union(sa.select(RosterConfirmation.period_id))).all()
    old = [period_id for period_id in known if rules.roster_until(rules.period(period_id)) <= today]
    if not old:
        db.session.commit()
        return
    counted = sa.func.sum(sa.case((Roster.counted, 1), else_=0))
    counts = sa.select(Roster.period_id, Roster.team_id, sa.func.count(), counted).where(Roster.period_id.in_(old))
    lists = insert(Headcount).from_select(["period_id", "team_id", "people", "counted"], counts.group_by(Roster.period_id, Roster.team_id))
    db.session.execute(lists.on_conflict_do_nothing())
    for table in (Roster, RosterConfirmation):
        db.session.execute(sa.delete(table).where(table.period_id.in_(old)), execution_options=BLIND)
    db.session.commit()
