"""A plan in its fifth week, for the demo: the third module is this week's, and the episodes are ahead."""

from datetime import date, timedelta

from ..db import db
from . import pages, rules
from .models import ProgrammeLog, ProgrammeStep

WEEKS = timedelta(weeks=4)  # since the first module


def fill(workplace_id: int, by: str, today: date) -> None:
    first = rules.monday_of(today) - WEEKS
    for place, step in enumerate(pages.proposed(first)):
        db.session.add(ProgrammeStep(workplace_id=workplace_id, item=step.item, place=place, monday=step.monday, optional=step.optional))
    db.session.add(ProgrammeLog(workplace_id=workplace_id, day=first, actor=by, what="plan"))
    db.session.commit()
