"""Reads of who holds the three keys, what is in force, and what has been proposed and said. Every member of a workplace may read all of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from .. import kept
from ..db import db
from ..people import queries as people
from ..people.models import Person, RoleGrant
from ..people.queries import Someone
from . import rules
from .models import Accord, AccordKey, AccordWord
from .subjects import SUBJECTS, Subject

Holding = Mapping[tuple[int, str], str]  # (person, role) → her name


@dataclass(frozen=True)
class Standing:
    """Who holds each key now, the value in force of each subject, and what is proposed to change, by title."""

    holders: Mapping[str, list[str]]
    values: Mapping[str, str]
    proposed: list[str]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Standing":
        """From rows of `standing_rows`."""
        holders: dict[str, set[str]] = defaultdict(set)
        values, proposed = {}, []
        for row in rows:
            if row.kind == "key":
                holders[row.text].add(row.name)
            elif row.kind == "in_force":
                values[row.name] = row.text
            elif row.kind == "proposed" and row.name in SUBJECTS:
                proposed.append(str(SUBJECTS[row.name].title))
        return cls({role: sorted(holders[role]) for role in rules.KEYS}, values, sorted(proposed))

    def said(self, key: str) -> str:
        """How it is now, in words."""
        return SUBJECTS[key].shown(self.values.get(key, ""))


@dataclass(frozen=True)
class Sheet:
    """One proposal with everything said about it, as it stands at this moment."""

    accord: Accord
    holding: Holding  # of those who held a key when it was proposed, who holds it still

    @property
    def subject(self) -> Subject | None:
        return SUBJECTS.get(self.accord.subject)

    @property
    def signatures(self) -> list[rules.Signature]:
        return [rules.Signature(word.person_id, word.role, word.day) for word in self.accord.words if not word.refused]

    @property
    def signed(self) -> dict[str, AccordWord]:
        """Key → who has signed with it; somebody who holds it still before somebody who does not."""
        words = sorted(self.accord.words, key=lambda word: (word.person_id, word.role) in self.holding)
        return {word.role: word for word in words if not word.refused}

    @property
    def turned(self) -> dict[str, rules.Signature]:
        return rules.turned(self.signatures, self.holding)

    @property
    def state(self) -> str:
        return rules.state(self.accord.outcome, self.signatures, self.holding)

    @property
    def holds_from(self) -> date | None:
        return rules.holds_from(self.turned)

    def roles_of(self, person_id: int) -> list[str]:
        """The keys with which she may speak about it."""
        return [role for role in rules.KEYS if (person_id, role) in self.holding]


def standing(workplace_id: int) -> Standing:
    return Standing.of(db.session.execute(standing_rows(sa.literal(workplace_id))))


def standing_rows(workplace: sa.ColumnElement[int]) -> sa.CompoundSelect[Any]:
    """(kind, name, text) from which a `Standing` is made; for one's own statement, or within another room's."""
    kind = sa.literal_column
    return sa.union_all(
        sa.select(kind("'key'").label("kind"), Person.name.label("name"), RoleGrant.role.label("text")).join_from(*_holders(workplace)),
        sa.select(kind("'in_force'"), Accord.subject, Accord.value).where(Accord.workplace_id == workplace, is_current()),
        sa.select(kind("'proposed'"), Accord.subject, Accord.value).where(Accord.workplace_id == workplace, Accord.outcome.is_(None)),
    )


def is_current() -> sa.ColumnElement[bool]:
    """Whether a proposal is in force, and no later one about the same."""
    newer = aliased(Accord)
    same = sa.and_(newer.workplace_id == Accord.workplace_id, newer.subject == Accord.subject)
    return sa.and_(_holds(Accord), ~sa.exists().where(same, _holds(newer), newer.outcome_day > Accord.outcome_day))


def retention_of(workplace_id: int) -> int:
    """How many years the team and decision log is kept here: 1–5, five where nothing else is agreed."""
    return rules.years(standing(workplace_id).values.get("retention", ""))


def log_kept(workplace_id: int) -> timedelta:
    """The same as a span of time; five years are kept.LOG."""
    return kept.LOG - timedelta(days=365 * (rules.YEARS_MOST - retention_of(workplace_id)))


def holding(workplace_id: int) -> Holding:
    """Who holds which key now: any lead, safety rep and union rep of the workplace, but no administrator."""
    held = sa.select(RoleGrant.person_id, RoleGrant.role, Person.name).join_from(*_holders(sa.literal(workplace_id)))
    return {(row.person_id, row.role): row.name for row in db.session.execute(held)}


def are_three(workplace_id: int) -> bool:
    """Whether three people could sign."""
    return rules.are_three(holding(workplace_id))


def may_propose(person: Someone, subject: Subject | None = None) -> bool:
    """Administrators and whoever holds a key; what is by administrators alone, the latter where nobody is one any more."""
    if people.has_role(person, "workplace_admin"):
        return True
    is_theirs = subject is not None and subject.by_admins and people.has_administrator(person.workplace_id)
    return not is_theirs and any(person_id == person.id for person_id, _role in holding(person.workplace_id))


def sheets(workplace_id: int) -> list[Sheet]:
    """Everything ever proposed here, the newest day first."""
    chosen = sa.select(Accord).where(Accord.workplace_id == workplace_id).order_by(Accord.day.desc(), Accord.id)
    now = holding(workplace_id)
    return [_sheet(accord, now) for accord in db.session.scalars(chosen.options(selectinload(Accord.keys), selectinload(Accord.words)))]


def sheet(workplace_id: int, accord_id: UUID) -> Sheet | None:
    accord = db.session.scalar(sa.select(Accord).where(Accord.id == accord_id, Accord.workplace_id == workplace_id))
    return _sheet(accord, holding(workplace_id)) if accord else None


def open_about(workplace_id: int, subject: str) -> UUID | None:
    """The one proposal about this that nothing has ended."""
    here = (Accord.workplace_id == workplace_id, Accord.subject == subject, Accord.outcome.is_(None))
    return db.session.scalar(sa.select(Accord.id).where(*here))


def is_holder(person: Someone) -> sa.ColumnElement[bool]:
    """Whether she holds a key, for another room's statement."""
    hers = (RoleGrant.person_id == person.id, RoleGrant.role.in_(rules.KEYS))
    return sa.and_(sa.exists().where(*hers), ~_administers(sa.literal(person.id)))


def awaited(rows: Iterable[Any]) -> list[tuple[UUID, str]]:
    """(proposal, its title), from rows of `awaiting_rows` among others."""
    return [(row.id, str(SUBJECTS[row.text].title)) for row in rows if row.kind == "to_sign" and row.text in SUBJECTS]


def awaiting_rows(person_id: int) -> sa.Select[*tuple[Any, ...]]:
    """(kind, id, text, n) of what a key of hers would turn and nobody's has yet; for one's own statement."""
    signer = aliased(RoleGrant)
    is_turned = (
        sa.exists()
        .where(AccordWord.accord_id == Accord.id, AccordWord.role == AccordKey.role, AccordWord.person_id == signer.person_id)
        .where(signer.role == AccordWord.role)
    )
    spoke = sa.exists().where(AccordWord.accord_id == Accord.id, AccordWord.person_id == person_id)
    kind = sa.literal_column
    waits: sa.Select[*tuple[Any, ...]] = sa.select(
        kind("'to_sign'").label("kind"), Accord.id.label("id"), Accord.subject.label("text"), kind("0").label("n")
    )
    return (
        waits.join(AccordKey, AccordKey.accord_id == Accord.id)
        .join(RoleGrant, sa.and_(RoleGrant.person_id == AccordKey.person_id, RoleGrant.role == AccordKey.role))
        .where(AccordKey.person_id == person_id, Accord.outcome.is_(None), ~is_turned, ~spoke, ~_administers(RoleGrant.person_id))
        .distinct()
    )


def _sheet(accord: Accord, now: Holding) -> Sheet:
    then = {(key.person_id, key.role) for key in accord.keys}
    return Sheet(accord, {held: name for held, name in now.items() if held in then})


def _holders(workplace: sa.ColumnElement[int]) -> tuple[Any, Any, Any]:
    """RoleGrant, Person and what joins them: everyone who holds a key in this workplace."""
    is_one = sa.and_(RoleGrant.role.in_(rules.KEYS), Person.workplace_id == workplace, Person.left_day.is_(None))
    return RoleGrant, Person, sa.and_(Person.id == RoleGrant.person_id, is_one, ~_administers(Person.id))


def _administers(person_id: Any) -> sa.Exists:
    other = aliased(RoleGrant)
    return sa.exists().where(other.person_id == person_id, other.role == "workplace_admin")


def _holds(accord: Any) -> sa.ColumnElement[bool]:
    """In force, and not only by saying so: three different people have signed, one for each key."""
    signed = sa.select(sa.func.count(sa.distinct(AccordWord.role))).where(AccordWord.accord_id == accord.id, ~AccordWord.refused)
    return sa.and_(accord.outcome == "in_force", signed.scalar_subquery() == len(rules.KEYS))
