"""Old lists are forgotten: who belonged to a team is kept for fourteen periods after its own; how many stays, in `terms`."""

from datetime import datetime

import sqlalchemy as sa

from ..db import BLIND, db
from . import rules
from .models import Roster, RosterConfirmation


def forget_lists(at: datetime) -> None:
    """Delete the lists whose time has come, with what the reps said about them."""
    today = at.astimezone(rules.ZONE).date()
    known = db.session.scalars(sa.select(Roster.period_id).union(sa.select(RosterConfirmation.period_id))).all()
    old = [period_id for period_id in known if rules.roster_until(rules.period(period_id)) <= today]
    for table in (Roster, RosterConfirmation) if old else ():
        db.session.execute(sa.delete(table).where(table.period_id.in_(old)), execution_options=BLIND)
    db.session.commit()
