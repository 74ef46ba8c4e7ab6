"""Texts that three sign: written together, signed one by one, locked by the third signature; after that only added to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.accords.rules import KEYS
from ladeapp.db import db
from ladeapp.people.queries import Someone

from .. import queries
from ..models import WorkAddendum, WorkPart, WorkRecord, WorkSignature
from ..queries import Sheet


class NotHers(Exception):
    """There is no such text here, or no key of hers that could sign it. Nothing has changed."""


class Locked(Exception):
    """Three have signed it. Nothing has changed."""


class Changed(Exception):
    """It is another text by now than the one she read. Nothing has changed."""


class Incomplete(Exception):
    """Something is missing that must stand in it before anybody signs. Nothing has changed."""


class Turned(Exception):
    """Somebody else has signed with that key. Nothing has changed."""


@dataclass(frozen=True)
class RecordText:
    """What is written in a record. `parts` replace those of the same key."""

    day: date | None
    present: str
    parts: Mapping[str, str] = field(default_factory=dict)
    at: time | None = None
    place: str = ""


def plan_meeting(by: Someone, text: RecordText) -> UUID:
    """A new meeting, with an agenda and nothing said yet."""
    record = WorkRecord(workplace_id=by.workplace_id, kind="meeting")
    db.session.add(record)
    write(record, text)
    db.session.commit()
    return record.id


def keep_record(by: Someone, record_id: UUID, was: str, text: RecordText) -> bool:
    """Let this be what it says. True when there were signatures, which went with the text that they stood under.

    was      the digest of the text that she had before her
    raises   NotHers, Locked, Changed
    """
    sheet = locked_sheet(by.workplace_id, record_id)
    if sheet.digest != was:
        raise Changed
    had = bool(sheet.turned)
    write(sheet.record, text)
    fell = had and unsign_if_changed(sheet, was)
    db.session.commit()
    return fell


def sign(by: Someone, record_id: UUID, role: str, seen: str) -> bool:
    """Put her name under exactly the text she has seen; once more changes nothing. True when all three have, and it is locked.

    raises   NotHers, Locked, Changed, Incomplete, Turned
    """
    sheet = locked_sheet(by.workplace_id, record_id)
    if (by.id, role) not in sheet.holding:
        raise NotHers
    if sheet.digest != seen:
        raise Changed
    if not sheet.is_complete or (sheet.record.day or date.max) > clock.today():
        raise Incomplete
    if all(one.person_id != by.id for one in sheet.turned.values()):
        if role in sheet.turned:
            raise Turned
        for old in [each for each in sheet.record.signatures if each.person_id == by.id]:
            db.session.delete(old)
        db.session.flush()
        signature = WorkSignature(person_id=by.id, name=by.name, role=role, day=clock.today(), digest=seen)
        sheet.record.signatures.append(signature)
    is_locked = len(sheet.turned) == len(KEYS)
    if is_locked:
        counting = {(one.person_id, one.role) for one in sheet.turned.values()}
        for stale in [each for each in sheet.record.signatures if (each.person_id, each.role) not in counting]:
            db.session.delete(stale)
        sheet.record.locked_day = clock.today()
    db.session.commit()
    return is_locked


def add(by: Someone, record_id: UUID, text: str) -> None:
    """Say something more after three have signed. raises   NotHers, Locked where it can be changed itself still"""
    sheet = _sheet(by.workplace_id, record_id)
    if not sheet.record.locked_day:
        raise Locked
    append(sheet.record, by, text)
    db.session.commit()


def append(record: WorkRecord, by: Someone, text: str) -> None:
    """The same, within the caller's transaction."""
    number = len(record.addenda) + 1
    record.addenda.append(WorkAddendum(number=number, day=clock.today(), by=by.name, by_id=by.id, text=text))


def write(record: WorkRecord, text: RecordText) -> None:
    """Within the caller's transaction."""
    record.day, record.at, record.place, record.present = text.day, text.at, text.place, text.present
    write_parts(record, text.parts)


def write_parts(record: WorkRecord, parts: Mapping[str, str]) -> None:
    there = {part.key: part for part in record.parts}
    for key, words in parts.items():
        if key in there:
            there[key].text = words
        else:
            record.parts.append(WorkPart(key=key, text=words))


def unsign_if_changed(sheet: Sheet, was: str) -> bool:
    """Signatures under a text that is no more go with it. True when there was anything to go."""
    if sheet.digest == was or not sheet.record.signatures:
        return False
    sheet.record.signatures.clear()
    return True


def locked_sheet(workplace_id: int, record_id: UUID) -> Sheet:
    """As it is now, for as long as this transaction lasts. Raises NotHers, and Locked when three have signed."""
    sheet = _sheet(workplace_id, record_id)
    if sheet.record.locked_day:
        raise Locked
    return sheet


def _sheet(workplace_id: int, record_id: UUID) -> Sheet:
    here = sa.select(WorkRecord.id).where(WorkRecord.id == record_id, WorkRecord.workplace_id == workplace_id)
    db.session.execute(here.with_for_update())  # whoever comes at the same moment waits
    sheet = queries.sheet(workplace_id, record_id)
    if sheet is None:
        raise NotHers
    return sheet
