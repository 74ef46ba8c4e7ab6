"""What becomes of a suggestion: a measure, a risk, an answer that everybody reads, or kept without one."""

from datetime import date
from uuid import UUID

from ladeapp import clock
from ladeapp.db import db, insert
from ladeapp.people.queries import Someone

from .. import rules, suggestions
from ..models import WorkMeasure, WorkReply
from .measuring import MeasureText, RiskText, log, write_measure, write_risk
from .writing import NotHers


def make_measure(by: Someone, delivered: date, number: int) -> UUID:
    """Let it be a measure, hers until somebody else is named. Once is enough. Raises NotHers."""
    reply, words = _reply(by, delivered, number)
    if reply.measure_id is None:
        measure = WorkMeasure(workplace_id=by.workplace_id)
        write_measure(measure, MeasureText(words, "organisation", by.name, by.id, clock.today() + rules.DUE, "planned"))
        db.session.flush()
        reply.measure_id = measure.id
    db.session.commit()
    return reply.measure_id


def assess(by: Someone, delivered: date, number: int, text: RiskText) -> UUID:
    """Let it be the source of a risk. Raises NotHers."""
    reply, _words = _reply(by, delivered, number)
    risk = write_risk(by, None, text)
    db.session.flush()
    reply.risk_id = risk.id
    db.session.commit()
    return risk.id


def answer(by: Someone, delivered: date, number: int, text: str) -> None:
    """Let everybody at the workplace read this answer; the suggestion's own words stay with the partsgruppe. Raises NotHers."""
    reply, _words = _reply(by, delivered, number)
    if reply.text != text:
        reply.text, reply.text_day, reply.kept_day = text, clock.today(), None
        log(by, "answered", text)
    db.session.commit()


def take_back(by: Someone, delivered: date, number: int) -> None:
    """Nobody outside the partsgruppe reads the answer any more; the log says that it was there. Raises NotHers."""
    reply, _words = _reply(by, delivered, number)
    if reply.text is not None:
        log(by, "withdrawn", reply.text)
        reply.text = reply.text_day = None
    db.session.commit()


def keep_suggestion(by: Someone, delivered: date, number: int, kept: bool) -> None:
    """It is read, and there is nothing to say about it now; or there is after all. Raises NotHers."""
    reply, _words = _reply(by, delivered, number)
    reply.kept_day = clock.today() if kept else None
    db.session.commit()


def _reply(by: Someone, delivered: date, number: int) -> tuple[WorkReply, str]:
    """What stands about it, for as long as the transaction lasts; and its words in a line."""
    found = suggestions.one(by.workplace_id, delivered, number)
    if found is None:
        raise NotHers
    key = {"workplace_id": by.workplace_id, "delivered": delivered, "number": number}
    db.session.execute(insert(WorkReply).values(**key).on_conflict_do_nothing(index_elements=list(key)))
    return db.session.get_one(WorkReply, tuple(key.values()), with_for_update=True, populate_existing=True), found.line
