"""Proposing, signing, refusing, withdrawing – and, a quiet week after the third signature, coming into force."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from .. import clock
from ..db import BLIND, db
from ..people import actions as people_do
from ..people.models import Person, Workplace
from ..people.queries import Someone
from ..people.rules import FORMER, clean_name
from . import queries, rules
from .models import Accord, AccordKey, AccordWord
from .subjects import SUBJECTS, Overtaken

REASON_LONGEST = 200  # characters


class NotHers(Exception):
    """There is no such proposal for her, or no key of hers that may speak about it. Nothing has changed."""


class Over(Exception):
    """It has been decided, refused, withdrawn or overtaken already. Nothing has changed."""


class Turned(Exception):
    """Somebody else has signed with that key. Nothing has changed."""


class Waiting(Exception):
    """Something is proposed about this already; `.accord_id` is it."""

    def __init__(self, accord_id: UUID) -> None:
        super().__init__(accord_id)
        self.accord_id = accord_id


class NoKeys(Exception):
    """The workplace has no three different people who could sign."""


def propose(by: Someone, subject_key: str, value: str) -> UUID:
    """Put a change before whoever holds a key now; nobody who gets one later decides about it.

    raises   ValueError("choice" | "empty" | "long" | "hidden" | "same"), KeyError where there is no such subject,
             NotHers, Waiting, NoKeys
    """
    subject, place = SUBJECTS[subject_key], by.workplace_id
    db.session.execute(sa.select(Workplace.id).where(Workplace.id == place).with_for_update())  # two proposals wait for each other
    held = queries.holding(place)
    if not queries.may_propose(by, subject):
        raise NotHers
    value = subject.cleaned(place, value)
    if value == queries.standing(place).values.get(subject_key):
        raise ValueError("same")
    if waiting := queries.open_about(place, subject_key):
        db.session.rollback()
        raise Waiting(waiting)
    if not rules.are_three(held):
        raise NoKeys
    accord = Accord(workplace_id=place, subject=subject_key, value=value, day=clock.today(), by=by.name, by_id=by.id)
    accord.keys = [AccordKey(person_id=person_id, role=role) for person_id, role in held]
    db.session.add(accord)
    db.session.commit()
    return accord.id


def sign(by: Someone, accord_id: UUID, role: str) -> bool:
    """Turn one key. A key that is turned stays as it is, and so does a person's word. True when all three now are.

    raises   NotHers, Over, Turned
    """
    sheet = _locked(by, accord_id, role)
    if _word_of(sheet, by) is None:
        if role in sheet.turned:
            raise Turned
        sheet.accord.words.append(_word(by, role, refused=False))
    agreed = sheet.holds_from is not None
    db.session.commit()
    return agreed


def refuse(by: Someone, accord_id: UUID, role: str, reason: str = "") -> None:
    """Stop it, also after one's own signature, for as long as it does not hold. It stands in the log with the name.

    raises   NotHers, Over, ValueError("long" | "hidden") for the reason
    """
    reason = clean_name(" ".join(reason.split()), REASON_LONGEST) if reason.strip() else ""
    sheet = _locked(by, accord_id, role)
    word = _word_of(sheet, by)
    if word is None:
        word = _word(by, role, refused=True)
        sheet.accord.words.append(word)
    else:
        word.signed_as, word.signed_day = word.role, word.day
    word.role, word.day, word.refused, word.reason = role, clock.today(), True, reason
    _end(sheet.accord, "refused")
    db.session.commit()


def withdraw(by: Someone, accord_id: UUID) -> None:
    """Take one's own proposal back. Raises NotHers, Over."""
    sheet = _locked(by, accord_id)
    if sheet.accord.by_id != by.id:
        raise NotHers
    _end(sheet.accord, "withdrawn")
    db.session.commit()


def bring_into_force(now: datetime) -> None:
    """What three have signed a week ago holds from today; what they have not signed in twelve weeks lapses. Again and again, by any number of workers."""
    waiting = db.session.execute(sa.select(Accord.id, Accord.workplace_id).where(Accord.outcome.is_(None))).all()
    db.session.commit()
    for accord_id, workplace_id in waiting:
        _bring(accord_id, workplace_id)


def forget_name(person_id: int) -> None:
    """Nobody knows any more who she was that proposed, signed or refused, or was proposed; it was said all the same. Joins the caller's transaction."""
    proposed = sa.update(Accord).where(Accord.by_id == person_id).values(by=FORMER, by_id=None)
    said = sa.update(AccordWord).where(AccordWord.person_id == person_id).values(name=FORMER, person_id=None, reason="")
    key = db.session.scalar(sa.select(Person.key).where(Person.id == person_id))
    about = sa.update(Accord).where(Accord.subject == "administrator", Accord.value == str(key))
    for statement in (proposed, said, about.values(value=str(uuid4()))):
        db.session.execute(statement, execution_options=BLIND)


def forget(now: datetime) -> None:
    """Delete what has ended longer ago than the log is kept, in the teams' logs too; what is in force stays."""
    for workplace_id in db.session.scalars(sa.select(Workplace.id)).all():
        kept_from = clock.today() - queries.log_kept(workplace_id)
        old = sa.delete(Accord).where(Accord.workplace_id == workplace_id, Accord.outcome_day < kept_from, ~queries.is_current())
        db.session.execute(old, execution_options=BLIND)
        people_do.forget_log(workplace_id, kept_from)
    db.session.commit()


def _bring(accord_id: UUID, workplace_id: int) -> None:
    accord = _lock(accord_id)
    sheet = queries.sheet(workplace_id, accord_id)
    if accord is None or sheet is None or accord.outcome is not None:
        db.session.rollback()
        return
    if sheet.holds_from is None:
        if rules.has_lapsed(accord.day, clock.today()):
            _end(accord, "overtaken")
    elif sheet.holds_from <= clock.today():
        _end(accord, "in_force")
        try:
            if sheet.subject is None:
                raise Overtaken
            if sheet.subject.take_effect:
                sheet.subject.take_effect(workplace_id, accord.value, accord.by)
        except Overtaken:
            accord.outcome = "overtaken"
    db.session.commit()


def _locked(by: Someone, accord_id: UUID, role: str | None = None) -> queries.Sheet:
    """The proposal as it is now, for as long as this transaction lasts. Raises NotHers, Over."""
    _lock(accord_id)
    sheet = queries.sheet(by.workplace_id, accord_id)
    if sheet is None or (role is not None and role not in sheet.roles_of(by.id)):
        raise NotHers
    if sheet.accord.outcome is not None:
        raise Over
    return sheet


def _lock(accord_id: UUID) -> Accord | None:
    return db.session.get(Accord, accord_id, with_for_update=True, populate_existing=True)


def _word_of(sheet: queries.Sheet, by: Someone) -> AccordWord | None:
    return next((word for word in sheet.accord.words if word.person_id == by.id), None)


def _word(by: Someone, role: str, refused: bool) -> AccordWord:
    return AccordWord(person_id=by.id, name=by.name, role=role, day=clock.today(), refused=refused, reason="")


def _end(accord: Accord, outcome: str) -> None:
    accord.outcome, accord.outcome_day = outcome, clock.today()
