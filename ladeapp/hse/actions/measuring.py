"""Risks, what is done about them, and the words that staff read about it."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people.queries import Someone

from .. import queries, rules
from ..models import WorkLog, WorkMeasure, WorkRisk
from .writing import NotHers


@dataclass(frozen=True)
class RiskText:
    factor: str
    title: str
    source: str
    source_name: str
    likelihood: int
    consequence: int
    reasoning: str


@dataclass(frozen=True)
class MeasureText:
    title: str
    level: str
    owner: str
    owner_id: int | None
    due: date
    state: str
    look_day: date | None = None
    effect: str = ""


def keep_risk(by: Someone, risk_id: UUID | None, text: RiskText) -> UUID:
    """Write a new one down, or another judgement of one. Raises NotHers."""
    risk = write_risk(by, risk_id, text)
    db.session.commit()
    return risk.id


def keep_measure(by: Someone, measure_id: UUID | None, text: MeasureText, risk_id: UUID | None = None) -> UUID:
    """A new one, for a risk or for none; or a change of one. Raises NotHers."""
    place = by.workplace_id
    if risk_id:
        held(by, risk_id)
    measure = _measure(by, measure_id) if measure_id else WorkMeasure(workplace_id=place, risk_id=risk_id)
    write_measure(measure, text)
    db.session.commit()
    return measure.id


def decide(by: Someone, meeting_id: UUID, number: int) -> UUID:
    """Let a meeting's decision, by its number from 0, be a measure: the deciding person's own until somebody else is named. Once is enough.

    raises   NotHers
    """
    sheet = queries.sheet(by.workplace_id, meeting_id, "meeting")
    lines = rules.decisions(sheet.parts) if sheet else []
    if not 0 <= number < len(lines):
        raise NotHers
    title = lines[number][: rules.LINE]
    there = next(
        (one for one in queries.measures(by.workplace_id, clock.today()) if (one.meeting_id, one.title) == (meeting_id, title)), None
    )
    if there is None:
        there = WorkMeasure(workplace_id=by.workplace_id, meeting_id=meeting_id)
        write_measure(there, MeasureText(title, "organisation", by.name, by.id, clock.today() + rules.DUE, "planned"))
    db.session.commit()
    return there.id


def publish(by: Someone, measure_id: UUID, text: str) -> None:
    """Let everybody at the workplace read this about it. Raises NotHers."""
    measure = _measure(by, measure_id)
    if measure.published != text:
        measure.published, measure.published_day = text, clock.today()
        log(by, "published", text)
    db.session.commit()


def withdraw(by: Someone, measure_id: UUID) -> None:
    """Nobody outside the partsgruppe reads it any more; the log says that it was there. Raises NotHers."""
    measure = _measure(by, measure_id)
    if measure.published is not None:
        log(by, "withdrawn", measure.published)
        measure.published = measure.published_day = None
    db.session.commit()


def write_risk(by: Someone, risk_id: UUID | None, text: RiskText) -> WorkRisk:
    """Within the caller's transaction. Raises NotHers."""
    risk = held(by, risk_id) if risk_id else WorkRisk(workplace_id=by.workplace_id, day=clock.today())
    for name, value in asdict(text).items():
        setattr(risk, name, value)
    db.session.add(risk)
    return risk


def held(by: Someone, risk_id: UUID) -> WorkRisk:
    """As it is now, for as long as the transaction lasts: whoever takes it away and whoever needs it wait for each other. Raises NotHers."""
    here = sa.select(WorkRisk).where(WorkRisk.id == risk_id, WorkRisk.workplace_id == by.workplace_id)
    risk = db.session.scalar(here.with_for_update().execution_options(populate_existing=True))
    if risk is None:
        raise NotHers
    return risk


def _measure(by: Someone, measure_id: UUID) -> WorkMeasure:
    measure = queries.measure(by.workplace_id, measure_id)
    if measure is None:
        raise NotHers
    return measure


def write_measure(measure: WorkMeasure, text: MeasureText) -> None:
    """Within the caller's transaction."""
    for name, value in asdict(text).items():
        setattr(measure, name, value)
    db.session.add(measure)


def log(by: Someone, what: str, about: str) -> None:
    """Within the caller's transaction."""
    db.session.add(WorkLog(workplace_id=by.workplace_id, day=clock.today(), by=by.name, by_id=by.id, what=what, about=about))
