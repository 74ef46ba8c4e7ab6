"""Old lists are forgotten: who belonged to a team is kept for fourteen periods after its own, a wave's until it is closed; how many stays."""

from datetime import datetime

import sqlalchemy as sa

from ..db import BLIND, db
from . import rules
from .models import Period, Roster, RosterConfirmation, of_teams


def forget_lists(at: datetime) -> None:
    """Delete the lists whose time has come, with what the reps said about them."""
    today = at.astimezone(rules.ZONE).date()
    listed = sa.select(Roster.period_id).where(of_teams(Roster.period_id))
    known = db.session.scalars(listed.union(sa.select(RosterConfirmation.period_id))).all()
    old = [period_id for period_id in known if rules.roster_until(rules.period(period_id)) <= today]
    for table in (Roster, RosterConfirmation) if old else ():
        db.session.execute(sa.delete(table).where(table.period_id.in_(old)), execution_options=BLIND)
    over = sa.select(Period.id).where(Period.state == "closed", ~of_teams(Period.id))
    db.session.execute(sa.delete(Roster).where(Roster.period_id.in_(over)), execution_options=BLIND)
    db.session.commit()
