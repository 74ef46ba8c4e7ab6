"""When somebody works: start and end, and nothing else. Her own rotation and edits, and the shifts that follow from them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, String
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
    """One shift of the weeks ahead, worked out from rotation and edits; gone soon after it ended."""

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
    """One day that is otherwise than the rotation says: all its shifts, or none."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[tuple[Turn, ...]] = mapped_column(Turns(40))
