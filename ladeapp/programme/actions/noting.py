"""The one line a change leaves."""

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people.queries import Someone

from ..models import ProgrammeLog


def note(by: Someone, what: str, about: str = "") -> None:
    """Say in the log who did it, today; once, however often she did the same. Joins the caller's transaction."""
    said = {"workplace_id": by.workplace_id, "day": clock.today(), "actor": by.name, "what": what, "about": about}
    if not db.session.scalar(sa.select(sa.exists().where(*(getattr(ProgrammeLog, name) == value for name, value in said.items())))):
        db.session.add(ProgrammeLog(**said))
