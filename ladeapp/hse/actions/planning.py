"""The programme: begun from a template, tailored phase by phase, ticked as it goes."""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people.models import Workplace
from ladeapp.people.queries import Someone

from .. import queries, rules, words
from ..models import WorkPhase, WorkRecord
from . import writing


class Early(Exception):
    """Something has to come before. Nothing has changed."""


def begin(by: Someone, about: Mapping[str, str], discussed: Mapping[str, str], present: str) -> None:
    """Lay the template before the partsgruppe: every phase with a day, and whoever began it as owner. Once more changes nothing.

    about       phase → the template's words
    discussed   part of the discussion → words to begin with
    """
    place, today = by.workplace_id, clock.today()
    db.session.execute(sa.select(Workplace.id).where(Workplace.id == place).with_for_update())  # two who begin wait for each other
    if queries.phases(place):
        db.session.rollback()
        return
    for number, (key, days) in enumerate(rules.PHASES.items()):
        due = _workday(today + timedelta(days=days))
        db.session.add(WorkPhase(workplace_id=place, key=key, place=number, about=about[key], due=due, owner=by.name, owner_id=by.id))
    record = WorkRecord(workplace_id=place, kind="discussion", day=None, present=present)
    db.session.add(record)
    writing.write_parts(record, dict(discussed))
    db.session.flush()
    _tell(by)
    db.session.commit()


def keep_phase(by: Someone, key: str, about: str, due: date, owner: str, owner_id: int | None) -> bool:
    """Tailor one phase. True when signatures under the plan fell by it; once three have signed, an addendum says what is new.

    raises   KeyError where there is no such phase
    """
    phase = _phase(by.workplace_id, key)
    before = words.planned(phase)
    phase.about, phase.due, phase.owner, phase.owner_id = about, due, owner, owner_id
    fell = _tell(by, before, words.planned(phase))
    db.session.commit()
    return fell


def turn_phase(by: Someone, key: str, state: str) -> None:
    """Tick a phase as begun or done, or take the tick away.

    state    begun · done · open
    raises   KeyError, ValueError("state"), Early("discussion" before it is written down, "signatures" before three have signed)
    """
    if state not in {"begun", "done", "open"}:
        raise ValueError("state")
    phase = _phase(by.workplace_id, key)
    sheet = queries.discussion(by.workplace_id)
    if state != "open" and key != "anchoring" and (sheet is None or not sheet.is_complete):
        raise Early("discussion")
    if state == "done" and key == "anchoring" and (sheet is None or not sheet.record.locked_day):
        raise Early("signatures")
    today = clock.today()
    phase.begun_day = None if state == "open" else phase.begun_day or today
    phase.done_day = today if state == "done" else None
    db.session.commit()


def _phase(workplace_id: int, key: str) -> WorkPhase:
    phase = db.session.get(WorkPhase, (workplace_id, key), with_for_update=True, populate_existing=True)
    if phase is None:
        raise KeyError(key)
    return phase


def _tell(by: Someone, before: str = "", after: str = "") -> bool:
    """Let the text that is signed hold the plan as it is now; what is locked gets an addendum. True when signatures fell."""
    db.session.flush()
    sheet = queries.discussion(by.workplace_id)
    if sheet is None:
        return False
    if sheet.record.locked_day:
        if before != after:
            writing.append(sheet.record, by, words.replanned(before, after))
        return False
    was = sheet.digest
    writing.write_parts(sheet.record, {rules.PLAN: words.plan(queries.phases(by.workplace_id))})
    return writing.unsign_if_changed(sheet, was)


def _workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
