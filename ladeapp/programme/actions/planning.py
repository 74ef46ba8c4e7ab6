"""The partsgruppe lays the plan: a proposal, a step in its week, up, down, out, away. Each change is whole, and stands in the log."""

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.accords import queries as accords
from ladeapp.db import BLIND, db
from ladeapp.people.models import Person, Workplace
from ladeapp.people.queries import Someone
from ladeapp.people.rules import FORMER

from .. import queries, rules
from ..models import ProgrammeLog, ProgrammeStep
from ..rules import Step
from .noting import note


def start(by: Someone, steps: Sequence[Step]) -> None:
    """Take a whole proposal. Raises ValueError("there") where there is a plan, ValueError("past" | "far") for its first week."""

    def begun(old: Sequence[Step]) -> Sequence[Step]:
        if old:
            raise ValueError("there")
        rules.check(steps[0].monday, clock.today())
        return steps

    _change(by, begun)


def put(by: Someone, step: Step) -> None:
    """Take a module or episode into the plan, or into another week of it. Raises ValueError("past" | "far") for a new week."""

    def placed(old: Sequence[Step]) -> Sequence[Step]:
        if all((each.item, each.monday) != (step.item, step.monday) for each in old):
            rules.check(step.monday, clock.today())
        return rules.placed(old, step)

    _change(by, placed)


def move(by: Someone, item: str, up: bool) -> int:
    """One place up or down. Returns its place then, from 1. Raises KeyError, ValueError("end" | "begun")."""
    steps = _change(by, lambda old: rules.moved(old, item, -1 if up else 1, clock.today()))
    return next(place for place, step in enumerate(steps, start=1) if step.item == item)


def leave_out(by: Someone, item: str) -> None:
    """Take it out of the plan; it stays open for everybody. What is not there changes nothing."""
    _change(by, lambda old: [step for step in old if step.item != item])


def end(by: Someone) -> None:
    """Put the whole plan away."""
    _change(by, lambda old: [])


def forget_name(person_id: int) -> None:
    """Nobody knows any more who she was that changed it. Joins the caller's transaction."""
    person = db.session.get_one(Person, person_id)
    hers = (ProgrammeLog.workplace_id == person.workplace_id, ProgrammeLog.actor == person.name)
    db.session.execute(sa.update(ProgrammeLog).where(*hers).values(actor=FORMER), execution_options=BLIND)


def forget(now: datetime) -> None:
    """Delete lines that are older than the log is kept."""
    for workplace_id in db.session.scalars(sa.select(Workplace.id)).all():
        kept_from = clock.today() - accords.log_kept(workplace_id)
        old = sa.delete(ProgrammeLog).where(ProgrammeLog.workplace_id == workplace_id, ProgrammeLog.day < kept_from)
        db.session.execute(old, execution_options=BLIND)
    db.session.commit()


def _change(by: Someone, change: Callable[[Sequence[Step]], Sequence[Step]]) -> Sequence[Step]:
    """One change after another: two of the partsgruppe at once wait for each other. What raises has changed nothing."""
    db.session.execute(sa.select(Workplace.id).where(Workplace.id == by.workplace_id).with_for_update())
    old = queries.steps(by.workplace_id)
    try:
        steps = change(old)
    except (KeyError, ValueError):
        db.session.rollback()
        raise
    if list(steps) != old:
        db.session.execute(sa.delete(ProgrammeStep).where(ProgrammeStep.workplace_id == by.workplace_id), execution_options=BLIND)
        rows = [dict(step._asdict(), workplace_id=by.workplace_id, place=place) for place, step in enumerate(steps)]
        if rows:
            db.session.execute(sa.insert(ProgrammeStep), rows)
        note(by, "plan" if steps else "end")
    db.session.commit()
    return steps
