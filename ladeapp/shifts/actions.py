"""What changes shifts: a rotation told, one day edited, all taken away, and the days that go by."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ..db import db, insert
from ..people.models import Person
from . import queries, rules
from .models import Shift, ShiftEdit, ShiftRotation


class Overlaps(Exception):
    """Two shifts would be worked at once; `days` are the two on which they begin."""

    def __init__(self, days: tuple[date, date]) -> None:
        super().__init__("overlaps")
        self.days = days


def keep_rotation(person_id: int, rotation: rules.Rotation, now: datetime) -> None:
    """This is her rotation from now on. Days she has edited stay as they were edited."""
    _alone(person_id)
    told = {"first_day": rotation.first_day, "pattern": rotation.pattern, "hours": rotation.hours}
    row = insert(ShiftRotation).values(person_id=person_id, **told)
    db.session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=told))
    _work_out(person_id, now)
    db.session.commit()


def edit_day(person_id: int, day: date, hours: tuple[rules.Turn, ...], now: datetime) -> None:
    """On this day she works so; no hours is a day off. What the rotation says anyway is no edit. Raises Overlaps."""
    _alone(person_id)
    rotation = queries.rotation(person_id)
    around = queries.plan(person_id, day - rules.DAY, day + rules.DAY) | {day: hours}
    if days := rules.clash(around):
        raise Overlaps(days)
    if rotation and rotation.on(day) == hours:
        _forget_edit(person_id, day)
    else:
        row = insert(ShiftEdit).values(person_id=person_id, day=day, hours=hours)
        db.session.execute(row.on_conflict_do_update(index_elements=["person_id", "day"], set_={"hours": hours}))
    _work_out(person_id, now)
    db.session.commit()


def undo_edit(person_id: int, day: date, now: datetime) -> None:
    """This day is as the rotation says again."""
    _alone(person_id)
    _forget_edit(person_id, day)
    _work_out(person_id, now)
    db.session.commit()


def clear(person_id: int) -> None:
    """Nothing of when she works is left."""
    _alone(person_id)
    for table in (ShiftRotation, ShiftEdit, Shift):
        db.session.execute(sa.delete(table).where(table.person_id == person_id))
    db.session.commit()


def extend(person_id: int, now: datetime) -> None:
    """The days have gone by: work out ten weeks from today, and forget what ended more than two days ago."""
    _alone(person_id)
    _work_out(person_id, now)
    db.session.commit()


def forget_left() -> None:
    """Nothing is left of when those worked who have left the workplace."""
    gone = sa.select(Person.id).where(Person.left_day.is_not(None))
    for table in (ShiftRotation, ShiftEdit, Shift):
        db.session.execute(sa.delete(table).where(table.person_id.in_(gone)))
    db.session.commit()


def _alone(person_id: int) -> None:
    """Her shifts change one thing at a time, whichever of her phones or workers is at it."""
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def _forget_edit(person_id: int, day: date) -> None:
    db.session.execute(sa.delete(ShiftEdit).where(ShiftEdit.person_id == person_id, ShiftEdit.day == day))


def _work_out(person_id: int, now: datetime) -> None:
    """Make `shift` what rotation and edits say; only rows that differ are touched."""
    zone = queries.zone_of(person_id)
    if zone is None:
        return  # she is gone, and all of hers with her
    first, last = rules.window(now.astimezone(ZoneInfo(zone)).date())
    told = queries.plan(person_id, first - rules.DAY, last)
    want = [span for span in rules.spans(told, zone) if span.end > now - rules.KEPT]
    gone, new = rules.differing(queries.own(person_id), want)
    for span in gone:
        db.session.execute(sa.delete(Shift).where(Shift.person_id == person_id, Shift.starts_at == span.start))
    if new:
        db.session.execute(sa.insert(Shift), [{"person_id": person_id, "starts_at": span.start, "ends_at": span.end} for span in new])
    db.session.execute(sa.delete(ShiftEdit).where(ShiftEdit.person_id == person_id, ShiftEdit.day < first - rules.DAY))
