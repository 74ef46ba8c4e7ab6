"""What changes shifts: a rotation told, one day edited, a holiday, another zone, all taken away, and the days that go by."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ..db import db, insert
from ..people.models import Person
from . import away as holidays
from . import queries, rules
from .models import Shift, ShiftAway, ShiftCalendar, ShiftEdit, ShiftImported, ShiftRotation, ShiftZone

ALL = (ShiftRotation, ShiftEdit, ShiftCalendar, ShiftImported, ShiftAway, ShiftZone, Shift)


class Overlaps(Exception):
    """Two shifts would be worked at once; `days` are the two on which they begin."""

    def __init__(self, days: tuple[date, date]) -> None:
        super().__init__("overlaps")
        self.days = days


def keep_rotation(person_id: int, rotation: rules.Rotation, now: datetime) -> None:
    """This is her rotation from now on, in place of a calendar. Days she has edited stay as they were edited."""
    alone(person_id)
    forget_calendar(person_id)
    told = {"first_day": rotation.first_day, "pattern": rotation.pattern, "hours": rotation.hours}
    row = insert(ShiftRotation).values(person_id=person_id, **told)
    db.session.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=told))
    work_out(person_id, now)
    db.session.commit()


def edit_day(person_id: int, day: date, hours: tuple[rules.Turn, ...], now: datetime) -> None:
    """On this day she works so, holiday or not; no hours is a day off. What is told anyway is no edit. Raises Overlaps."""
    alone(person_id)
    source = queries.source(person_id)
    around = queries.plan(person_id, day - rules.DAY, day + rules.DAY) | {day: hours}
    if days := rules.clash(around):
        raise Overlaps(days)
    _end_away(person_id, day)
    if source and source.on(day) == hours:
        _forget_edit(person_id, day)
    else:
        row = insert(ShiftEdit).values(person_id=person_id, day=day, hours=hours)
        db.session.execute(row.on_conflict_do_update(index_elements=["person_id", "day"], set_={"hours": hours}))
    work_out(person_id, now)
    db.session.commit()


def undo_edit(person_id: int, day: date, now: datetime) -> None:
    """This day is as rotation or calendar say again."""
    alone(person_id)
    _end_away(person_id, day)
    _forget_edit(person_id, day)
    work_out(person_id, now)
    db.session.commit()


def go_away(person_id: int, away: holidays.Away, now: datetime) -> None:
    """From first to last she has no shifts, whatever else is told; holidays that touch become one."""
    alone(person_id)
    told = queries.away_told(person_id)
    one = holidays.united(told, away)
    _replace_away(person_id, {each for each in told if one.first <= each.first <= one.last}, {one})
    work_out(person_id, now)
    db.session.commit()


def come_back(person_id: int, first_day: date, now: datetime) -> holidays.Away | None:
    """The holiday that begins on this day is none; what lay under it counts again. Returns it, so that it can be told anew."""
    alone(person_id)
    gone = {each for each in queries.away_told(person_id) if each.first == first_day}
    _replace_away(person_id, gone, ())
    work_out(person_id, now)
    db.session.commit()
    return next(iter(gone), None)


def choose_zone(person_id: int, zone: str | None, now: datetime) -> None:
    """Her shifts are told by the clock of this zone; None: the workplace's. A calendar's link is read anew."""
    alone(person_id)
    db.session.execute(sa.delete(ShiftZone).where(ShiftZone.person_id == person_id))
    if zone:
        db.session.add(ShiftZone(person_id=person_id, zone=zone))
    linked = sa.update(ShiftCalendar).where(ShiftCalendar.person_id == person_id, ShiftCalendar.link.is_not(None))
    db.session.execute(linked.values(fetch_at=now, etag=None))
    db.session.flush()
    work_out(person_id, now)
    db.session.commit()


def clear(person_id: int) -> None:
    """Nothing of when she works is left."""
    alone(person_id)
    for table in ALL:
        db.session.execute(sa.delete(table).where(table.person_id == person_id))
    db.session.commit()


def extend(person_id: int, now: datetime) -> None:
    """The days have gone by: work out ten weeks from today, and forget what ended more than two days ago."""
    alone(person_id)
    work_out(person_id, now)
    db.session.commit()


def forget_left() -> None:
    """Nothing is left of when those worked who have left the workplace."""
    gone = sa.select(Person.id).where(Person.left_day.is_not(None))
    for table in ALL:
        db.session.execute(sa.delete(table).where(table.person_id.in_(gone)))
    db.session.commit()


def alone(person_id: int) -> None:
    """Her shifts change one thing at a time, whichever of her phones or workers is at it."""
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def _forget_edit(person_id: int, day: date) -> None:
    db.session.execute(sa.delete(ShiftEdit).where(ShiftEdit.person_id == person_id, ShiftEdit.day == day))


def forget_calendar(person_id: int) -> None:
    """Nothing is left of a calendar; to be committed by whoever asks."""
    for table in (ShiftCalendar, ShiftImported):
        db.session.execute(sa.delete(table).where(table.person_id == person_id))


def _end_away(person_id: int, day: date) -> None:
    _replace_away(person_id, *holidays.without(queries.away_told(person_id, day, day), day))


def _replace_away(person_id: int, gone: Iterable[holidays.Away], new: Iterable[holidays.Away]) -> None:
    for one in gone:
        db.session.execute(sa.delete(ShiftAway).where(ShiftAway.person_id == person_id, ShiftAway.first_day == one.first))
    for one in new:
        db.session.execute(sa.insert(ShiftAway).values(person_id=person_id, first_day=one.first, last_day=one.last))


def work_out(person_id: int, now: datetime) -> None:
    """Make `shift` what rotation or calendar, edits and holidays say; only rows that differ are touched. Committed by whoever asks."""
    zone = queries.zone_of(person_id)
    if zone is None:
        return  # she is gone, and all of hers with her
    first, last = rules.window(now.astimezone(ZoneInfo(zone)).date())
    changed, source = queries.changes(person_id, first - rules.DAY, last), queries.source(person_id)
    if isinstance(source, rules.Imported):
        known = [span for span in source.beside(changed) if span.start.astimezone(ZoneInfo(zone)).date() <= last]
        told = rules.spans(changed, zone, known)
    else:
        told = rules.spans(rules.planned(source, changed, first - rules.DAY, last), zone)
    want = [span for span in told if span.end > now - rules.KEPT]
    gone, new = rules.differing(queries.own(person_id), want)
    for span in gone:
        db.session.execute(sa.delete(Shift).where(Shift.person_id == person_id, Shift.starts_at == span.start))
    if new:
        db.session.execute(sa.insert(Shift), [{"person_id": person_id, "starts_at": span.start, "ends_at": span.end} for span in new])
    _forget_past(person_id, first, now)


def _forget_past(person_id: int, first: date, now: datetime) -> None:
    """What was told of days that are over for good."""
    db.session.execute(sa.delete(ShiftEdit).where(ShiftEdit.person_id == person_id, ShiftEdit.day < first - rules.DAY))
    db.session.execute(sa.delete(ShiftAway).where(ShiftAway.person_id == person_id, ShiftAway.last_day < first - rules.DAY))
    over = ShiftImported.ends_at <= now - rules.KEPT
    db.session.execute(sa.delete(ShiftImported).where(ShiftImported.person_id == person_id, over))
