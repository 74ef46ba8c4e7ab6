"""When somebody works: start and end, and nothing else. Her rotation or calendar, edits and holidays, and the shifts that follow."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from .rules import Turn, parse_turns


class Turns(sa.TypeDecorator[tuple[Turn, ...]]):
    """Shifts on the wall, "07:00-15:00 21:30-07:30"; none is a day off."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: tuple[Turn, ...] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else " ".join(map(str, value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[Turn, ...] | None:
        return None if value is None else parse_turns(value)


class Shift(Model):
    """One shift of the weeks ahead, worked out from all that is told below; gone soon after it ended."""

    __table_args__ = (CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class ShiftRotation(Model):
    """The pattern she works by, as she tapped it; one a person."""

    __table_args__ = (CheckConstraint("length(pattern) BETWEEN 7 AND 168", name="is_1_to_24_weeks"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    first_day: Mapped[date]
    pattern: Mapped[str] = mapped_column(String(168))
    hours: Mapped[tuple[Turn, ...]] = mapped_column(Turns(40))  # of day, evening and night shifts


class ShiftEdit(Model):
    """One day that is otherwise than rotation or calendar say: all its shifts, or none."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[tuple[Turn, ...]] = mapped_column(Turns(40))


class ShiftCalendar(Model):
    """A calendar she has given; when it has been read, it counts and the rotation rests. A file has no link and is read once."""

    __table_args__ = (CheckConstraint("(link IS NULL) = (fetch_at IS NULL)", name="a_link_is_fetched"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    link: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed with a key that is not in the database
    fetch_at: Mapped[datetime | None] = mapped_column(index=True)  # when it will be asked for next
    etag: Mapped[str | None] = mapped_column(String(200))  # what its server called it the time before
    read_day: Mapped[date | None]  # when it was understood; none yet: it counts for nothing
    is_new: Mapped[bool] = mapped_column(default=False, server_default=sa.false())  # the link: what counts is what was before it
    problem: Mapped[str | None] = mapped_column(String(16))  # why it could not be read since then
    left_out: Mapped[str] = mapped_column(String(120), default="")  # how many events were no shifts, by reason


class ShiftImported(Model):
    """One shift of her calendar, as instants; a year ahead at most."""

    __table_args__ = (CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime]


class ShiftAway(Model):
    """Days without shifts, whatever else is told; why, nobody asks."""

    __table_args__ = (CheckConstraint("first_day <= last_day", name="first_before_last"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date]


class ShiftZone(Model):
    """The zone of the wall she lives by, where it is not the workplace's."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    zone: Mapped[str] = mapped_column(String(40))
