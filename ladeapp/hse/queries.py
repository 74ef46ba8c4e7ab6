"""Reads of the programme, its texts, risks and measures – for the partsgruppe alone – and of what is published, which everybody reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..accords import queries as accords
from ..accords.rules import KEYS, Signature
from ..db import db
from ..people.queries import Someone
from ..people.rules import FORMER
from . import rules
from .models import WorkLog, WorkMeasure, WorkPhase, WorkPoint, WorkRecord, WorkReply, WorkRisk

OPEN = ("planned", "doing")


@dataclass(frozen=True)
class Sheet:
    """One text with the names under it, as it stands at this moment."""

    record: WorkRecord
    holding: accords.Holding

    @property
    def parts(self) -> dict[str, str]:
        return {part.key: part.text for part in self.record.parts}

    @property
    def digest(self) -> str:
        record = self.record
        return rules.digest(record.kind, record.day, record.at, record.place, record.present, self.parts)

    @property
    def turned(self) -> dict[str, Signature]:
        """Key → whose signature counts, while it is not locked."""
        signed = [rules.Signed(each.person_id, each.role, each.day, each.digest) for each in self.record.signatures]
        return rules.turned(signed, self.holding, self.digest)

    @property
    def is_complete(self) -> bool:
        """Whether there is a text to sign."""
        needed = rules.DISCUSSED if self.record.kind == "discussion" else ("minutes",)
        return bool(self.record.day and self.record.present and all(self.parts.get(key) for key in needed))

    @property
    def is_left_open(self) -> bool:
        """Whether three have signed and nothing is locked: one had lost her role when the last of them did, and has it again."""
        return not self.record.locked_day and len(self.turned) == len(KEYS)

    def roles_of(self, person_id: int) -> list[str]:
        """The keys with which she could sign; hers once more where it was left open."""
        if self.record.locked_day:
            return []
        hers = [role for role, one in self.turned.items() if one.person_id == person_id]
        if hers:
            return hers if self.is_left_open else []
        return [role for role in KEYS if (person_id, role) in self.holding and role not in self.turned]


@dataclass(frozen=True)
class AtWork:
    """What home shows of this room: the newest published words, whoever reads; and to the partsgruppe what it has before it."""

    led_to: str | None
    is_here: bool
    phase: str | None
    overdue: int
    mine: Sequence[tuple[UUID, str]]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "AtWork":
        """From rows of `home_rows`."""
        told = next((row.text for row in rows if row.kind == "led_to"), None)
        here = next((row for row in rows if row.kind == "work"), None)
        mine = [(row.id, row.text) for row in rows if row.kind == "mine"]
        return cls(told, here is not None, here.text if here else None, here.n if here else 0, mine)


def holding(workplace_id: int) -> accords.Holding:
    """The partsgruppe: (person, role) → name."""
    return accords.holding(workplace_id)


def names(holding: accords.Holding) -> dict[int, str]:
    """Person → name, everyone once, by name."""
    return dict(sorted(((person_id, name) for (person_id, _role), name in holding.items()), key=lambda one: (one[1], one[0])))


def phases(workplace_id: int, number: int | None = None) -> Sequence[WorkPhase]:
    """Of this round; of the newest where none is named."""
    here = (WorkPhase.workplace_id == workplace_id, WorkPhase.round == (number or newest_round(workplace_id)))
    return db.session.scalars(sa.select(WorkPhase).where(*here).order_by(WorkPhase.place)).all()


def points(workplace_id: int, number: int) -> dict[str, date]:
    """What comes back every year and is done in this round → on which day."""
    chosen = sa.select(WorkPoint).where(WorkPoint.workplace_id == workplace_id, WorkPoint.round == number)
    return {point.key: point.day for point in db.session.scalars(chosen)}


def newest_round(workplace_id: int) -> sa.ScalarSelect[int]:
    """For a statement."""
    return sa.select(sa.func.max(WorkPhase.round)).where(WorkPhase.workplace_id == workplace_id).scalar_subquery()


def sheet(workplace_id: int, record_id: UUID, kind: str | None = None) -> Sheet | None:
    here = (WorkRecord.id == record_id, WorkRecord.workplace_id == workplace_id, WorkRecord.kind == kind if kind else sa.true())
    record = db.session.scalar(_whole().where(*here))
    return Sheet(record, holding(workplace_id)) if record else None


def discussion(workplace_id: int, number: int | None = None) -> Sheet | None:
    """The one of § 9-2, of this round or the newest; None before the programme has begun."""
    here = (WorkRecord.workplace_id == workplace_id, WorkRecord.kind == "discussion")
    record = db.session.scalar(_whole().where(*here, WorkRecord.round == (number or newest_round(workplace_id))))
    return Sheet(record, holding(workplace_id)) if record else None


def discussion_is_signed(workplace_id: int) -> bool:
    """Whether the workplace has discussed need, purpose, consequences and duration, and three have signed it."""
    signed = (WorkRecord.workplace_id == workplace_id, WorkRecord.kind == "discussion", WorkRecord.locked_day.is_not(None))
    return bool(db.session.scalar(sa.select(sa.exists().where(*signed))))


def stations_begun(workplace_id: int) -> date | None:
    """The day on which somebody ticked that the charging stations are in use, in the first round that has it."""
    here = (WorkPhase.workplace_id == workplace_id, WorkPhase.key == "stations")
    return db.session.scalar(sa.select(sa.func.min(WorkPhase.begun_day)).where(*here))


def meetings(workplace_id: int) -> list[Sheet]:
    """The newest first."""
    chosen = _whole().where(WorkRecord.workplace_id == workplace_id, WorkRecord.kind == "meeting")
    held = holding(workplace_id)
    return [Sheet(record, held) for record in db.session.scalars(chosen.order_by(WorkRecord.day.desc(), WorkRecord.id))]


def risks(workplace_id: int) -> Sequence[WorkRisk]:
    """The gravest first, each with its measures."""
    chosen = sa.select(WorkRisk).where(WorkRisk.workplace_id == workplace_id).options(selectinload(WorkRisk.measures))
    return db.session.scalars(chosen.order_by((WorkRisk.likelihood * WorkRisk.consequence).desc(), WorkRisk.factor, WorkRisk.id)).all()


def risk(workplace_id: int, risk_id: UUID) -> WorkRisk | None:
    return db.session.scalar(sa.select(WorkRisk).where(WorkRisk.id == risk_id, WorkRisk.workplace_id == workplace_id))


def measures(workplace_id: int, today: date) -> list[WorkMeasure]:
    """Overdue ones first, then those that are going on, then what is done or dropped."""
    found = db.session.scalars(sa.select(WorkMeasure).where(WorkMeasure.workplace_id == workplace_id)).all()
    order = lambda one: (not rules.is_overdue(one.due, one.state, today), one.state not in OPEN, one.due, one.title)  # noqa: E731
    return sorted(found, key=order)


def measure(workplace_id: int, measure_id: UUID) -> WorkMeasure | None:
    return db.session.scalar(sa.select(WorkMeasure).where(WorkMeasure.id == measure_id, WorkMeasure.workplace_id == workplace_id))


def log(workplace_id: int) -> Sequence[WorkLog]:
    return db.session.scalars(sa.select(WorkLog).where(WorkLog.workplace_id == workplace_id).order_by(WorkLog.day.desc(), WorkLog.id)).all()


def published(workplace_id: int) -> Sequence[Any]:
    """(day, text, is_answer) of what stands published, the newest first; for everyone who works there."""
    place, is_answer = sa.literal(workplace_id), sa.literal_column
    told, answered = published_rows(place).add_columns(is_answer("0").label("is_answer")), answered_rows(place).add_columns(is_answer("1"))
    rows = sa.union_all(told, answered).subquery()
    return db.session.execute(sa.select(rows).order_by(rows.c.day.desc(), rows.c.text)).all()


def published_rows(workplace: sa.ColumnElement[int]) -> sa.Select[*tuple[Any, ...]]:
    """(text, day), for another room's statement."""
    chosen = sa.select(WorkMeasure.published.label("text"), WorkMeasure.published_day.label("day"))
    return chosen.where(WorkMeasure.workplace_id == workplace, WorkMeasure.published.is_not(None))


def answered_rows(workplace: sa.ColumnElement[int]) -> sa.Select[*tuple[Any, ...]]:
    """(text, day) of what suggestions were answered, for another room's statement."""
    chosen = sa.select(WorkReply.text.label("text"), WorkReply.text_day.label("day"))
    return chosen.where(WorkReply.workplace_id == workplace, WorkReply.text.is_not(None))


def home_rows(person: Someone, today: date) -> tuple[sa.Select[*tuple[Any, ...]], ...]:
    """(kind, id, text, n) from which an `AtWork` is made; for home's own statement."""
    none, kind, here = sa.cast(sa.null(), sa.Uuid), sa.literal_column, WorkMeasure.workplace_id == person.workplace_id
    late = sa.and_(here, WorkMeasure.due < today, WorkMeasure.state.in_(OPEN))
    place = sa.literal(person.workplace_id)
    told = sa.union_all(published_rows(place), answered_rows(place)).subquery()
    newest = sa.select(told.c.text).order_by(told.c.day.desc(), told.c.text).limit(1)
    undone = sa.select(WorkPhase.key).where(WorkPhase.workplace_id == person.workplace_id, WorkPhase.done_day.is_(None))
    undone = undone.where(WorkPhase.round == newest_round(person.workplace_id))
    overdue = sa.select(sa.func.count()).select_from(WorkMeasure).where(late).scalar_subquery()
    holds = accords.is_holder(person)
    return (
        sa.select(kind("'led_to'").label("kind"), none.label("id"), newest.scalar_subquery().label("text"), kind("0").label("n")),
        sa.select(kind("'work'"), none, undone.order_by(WorkPhase.place).limit(1).scalar_subquery(), overdue).where(holds),
        sa.select(kind("'mine'"), WorkMeasure.id, WorkMeasure.title, kind("0")).where(late, WorkMeasure.owner_id == person.id, holds),
    )


def owners(measures: Sequence[WorkMeasure], holding: Mapping[tuple[int, str], str]) -> list[WorkMeasure]:
    """Those whose owner is no longer one of the partsgruppe, or no longer here, and that are not at an end."""
    here = {person_id for person_id, _role in holding}
    gone = [one for one in measures if one.owner == FORMER or (one.owner_id is not None and one.owner_id not in here)]
    return [one for one in gone if one.state in OPEN]


def _whole() -> sa.Select[WorkRecord]:
    chosen = sa.select(WorkRecord).options(*(selectinload(each) for each in (WorkRecord.parts, WorkRecord.signatures, WorkRecord.addenda)))
    return chosen.execution_options(populate_existing=True)
