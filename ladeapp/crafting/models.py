"""Sealed suggestions that wait, and those that were delivered. No row here tells who, or when but for the day of a delivery."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model

_UNORDERED = {"sqlite_with_rowid": False}  # no row number, so no order of arrival


class Box(Model):
    """A workplace's box: which key seals what waits in it now, and the day it was last looked into."""

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(16))
    looked_on: Mapped[date | None]


class Suggestion(Model):
    """One person's words under seal, until they are delivered: three columns, and nothing of a person, team or time."""

    __table_args__ = (_UNORDERED,)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Delivery(Model):
    """What was taken out of the box in one go; `key` is the name of the key that sealed it, by which phones know that theirs was in it."""

    __table_args__ = (_UNORDERED,)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(16))


class Delivered(Model):
    """One suggestion in clear, in the place that chance gave it."""

    __tablename__ = "delivered_suggestion"
    __table_args__ = (
        ForeignKeyConstraint(["workplace_id", "day"], ["delivery.workplace_id", "delivery.day"], ondelete="CASCADE"),
        _UNORDERED,
    )

    workplace_id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(600))
