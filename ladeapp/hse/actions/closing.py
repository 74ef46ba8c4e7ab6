"""A risk at its end: closed with why and when, opened again, or taken away where it was written down by mistake."""

from datetime import date
from uuid import UUID

from ladeapp.db import db
from ladeapp.people.queries import Someone

from .. import rules
from .measuring import held, log


class Attached(Exception):
    """There is a measure for it, or it is closed: it has a story, and stays. Nothing has changed."""


def close_risk(by: Someone, risk_id: UUID, why: str, day: date) -> None:
    """It is no risk any more, from this day; it stays, with why. Raises NotHers."""
    risk = held(by, risk_id)
    if (risk.closed_day, risk.closed_why) != (day, why):
        risk.closed_day, risk.closed_why = day, why
        log(by, "closed", rules.in_a_line(f"{risk.title}: {why}", rules.LOGGED))
    db.session.commit()


def open_risk(by: Someone, risk_id: UUID) -> None:
    """It is one again after all; the log says that it was closed, and why. Raises NotHers."""
    risk = held(by, risk_id)
    if risk.closed_day:
        risk.closed_day = risk.closed_why = None
        log(by, "opened", risk.title)
    db.session.commit()


def remove_risk(by: Someone, risk_id: UUID) -> None:
    """Take it away with every word of it; the log says that one was. Raises NotHers, Attached."""
    risk = held(by, risk_id)
    if risk.closed_day or risk.measures:
        raise Attached
    db.session.delete(risk)
    log(by, "removed", "")
    db.session.commit()
