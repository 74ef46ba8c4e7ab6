"""The programme: begun from a template, tailored phase by phase, ticked as it goes."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db, insert
from ladeapp.people.models import Workplace
from ladeapp.people.queries import Someone
from ladeapp.people.rules import FORMER

from .. import queries, rules, words
from ..models import WorkPhase, WorkPoint, WorkRecord
from . import writing

Owner = tuple[str, int | None]  # a name or a function, and who it is where it is one of the partsgruppe


class Early(Exception):
    """Something has to come before. Nothing has changed."""


def begin(by: Someone, about: Mapping[str, str], discussed: Mapping[str, str], present: str) -> None:
    """Lay the template before the partsgruppe: every phase with a day, and whoever began it as owner. Once more changes nothing.

    about       phase → the template's words
    discussed   part of the discussion → words to begin with
    """
    _wait(by.workplace_id)
    if queries.phases(by.workplace_id):
        db.session.rollback()
        return
    _lay(by, 1, about, {}, discussed, present)
    db.session.commit()


def begin_again(by: Someone, present: str) -> None:
    """Another round, once the last has been looked at: the same phases and whoever sees to them, new days, and a discussion to hold anew.

    What was signed before stays as it was; risks and measures belong to the workplace and go on.
    raises   Early("signatures" before three have signed, "evaluation" before it is done)
    """
    _wait(by.workplace_id)
    before, sheet, held = queries.phases(by.workplace_id), queries.discussion(by.workplace_id), queries.holding(by.workplace_id)
    if sheet is None or not sheet.record.locked_day:
        raise Early("signatures")
    last = {phase.key: phase for phase in before}
    if not last["evaluation"].done_day:
        raise Early("evaluation")
    last["again"].begun_day = last["again"].begun_day or clock.today()
    last["again"].done_day = clock.today()
    here = {person_id for person_id, _role in held}
    owners = {phase.key: (phase.owner, phase.owner_id) for phase in before if _still_sees_to_it(phase, here)}
    discussed = {key: text for key, text in sheet.parts.items() if key in rules.DISCUSSED and key != "need"}  # the need is discussed anew
    _lay(by, before[0].round + 1, {phase.key: phase.about for phase in before}, owners, discussed, present)
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


def tick_point(by: Someone, key: str, done: bool) -> None:
    """Say that something of what comes back every year is done in the round that runs, or is not after all. Raises KeyError."""
    phases = queries.phases(by.workplace_id)
    if key not in rules.TICKED or not phases:
        raise KeyError(key)
    point = {"workplace_id": by.workplace_id, "round": phases[0].round, "key": key}
    if done:
        db.session.execute(insert(WorkPoint).values(**point, day=clock.today()).on_conflict_do_nothing(index_elements=list(point)))
    else:
        db.session.execute(sa.delete(WorkPoint).filter_by(**point))
    db.session.commit()


def _wait(workplace_id: int) -> None:
    """Two who begin wait for each other."""
    db.session.execute(sa.select(Workplace.id).where(Workplace.id == workplace_id).with_for_update())


def _lay(
    by: Someone, number: int, about: Mapping[str, str], owners: Mapping[str, Owner], discussed: Mapping[str, str], present: str
) -> None:
    """A round's phases and its discussion; whatever nobody is named for is the beginner's."""
    place, today = by.workplace_id, clock.today()
    for turn, (key, days) in enumerate(rules.PHASES.items()):
        owner, owner_id = owners.get(key, (by.name, by.id))
        told = {"about": about[key], "due": _workday(today + timedelta(days=days)), "owner": owner, "owner_id": owner_id}
        db.session.add(WorkPhase(workplace_id=place, round=number, key=key, place=turn, **told))
    record = WorkRecord(workplace_id=place, kind="discussion", round=number, day=None, present=present)
    db.session.add(record)
    writing.write_parts(record, dict(discussed))
    db.session.flush()
    _tell(by)


def _still_sees_to_it(phase: WorkPhase, here: Collection[int]) -> bool:
    return phase.owner != FORMER and (phase.owner_id is None or phase.owner_id in here)


def _phase(workplace_id: int, key: str) -> WorkPhase:
    here = (WorkPhase.workplace_id == workplace_id, WorkPhase.round == queries.newest_round(workplace_id), WorkPhase.key == key)
    chosen = sa.select(WorkPhase).where(*here).with_for_update().execution_options(populate_existing=True)
    phase = db.session.scalar(chosen)
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
