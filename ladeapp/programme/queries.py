"""Reads of the plan, the films and the log; each is the same for every member of a workplace."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from ..db import db
from ..people import queries as people
from . import rules
from .models import Film, ProgrammeLog, ProgrammeStep
from .rules import Step


def may_plan(person_id: int) -> bool:
    """Whether she is one of the partsgruppe: lead, safety rep or union rep of anything in the workplace."""
    return bool(rules.PLANNERS & _hats(person_id))


def may_attach(person_id: int) -> bool:
    """Whether she may attach films: the partsgruppe, or who administers the workplace."""
    return bool((rules.PLANNERS | {"workplace_admin"}) & _hats(person_id))


def steps(workplace_id: int) -> list[Step]:
    """The plan as it stands, in its order."""
    chosen = sa.select(ProgrammeStep).where(ProgrammeStep.workplace_id == workplace_id).order_by(ProgrammeStep.place)
    return [Step(row.item, row.monday, row.optional) for row in db.session.scalars(chosen)]


def step_rows(workplace_id: int) -> sa.Select[*tuple[Any, ...]]:
    """(kind, id, text, n) of the plan, for home's own statement; `steps_in` reads them."""
    none, words = sa.cast(sa.null(), sa.Uuid), ProgrammeStep.item + " " + sa.cast(ProgrammeStep.monday, sa.String)
    return sa.select(sa.literal_column("'step'"), none, words, ProgrammeStep.place).where(ProgrammeStep.workplace_id == workplace_id)


def steps_in(rows: Iterable[Any]) -> list[Step]:
    """The plan, in its order, from rows of `step_rows` among others."""
    found = sorted((row.n, *row.text.split(" ")) for row in rows if row.kind == "step")
    return [Step(item, date.fromisoformat(monday)) for _place, item, monday in found]


def log(workplace_id: int) -> Sequence[ProgrammeLog]:
    """Who changed what, the newest day first."""
    chosen = sa.select(ProgrammeLog).where(ProgrammeLog.workplace_id == workplace_id)
    return db.session.scalars(chosen.order_by(ProgrammeLog.day.desc(), ProgrammeLog.id)).all()


def films(workplace_id: int, item: str | None = None) -> Sequence[Film]:
    """Those of one module or episode, or all, by title."""
    chosen = sa.select(Film).where(Film.workplace_id == workplace_id)
    chosen = chosen if item is None else chosen.where(Film.item == item)
    return db.session.scalars(chosen.order_by(Film.item, Film.title, Film.id)).all()


def film(workplace_id: int, film_id: UUID) -> Film | None:
    return db.session.scalar(sa.select(Film).where(Film.id == film_id, Film.workplace_id == workplace_id))


def used(workplace_id: int) -> int:
    """How many bytes of disk the workplace's films take."""
    return int(db.session.scalar(sa.select(sa.func.coalesce(sa.func.sum(Film.size), 0)).where(Film.workplace_id == workplace_id)) or 0)


def _hats(person_id: int) -> set[str]:
    return {grant.role for grant in people.roles_of(person_id)}
