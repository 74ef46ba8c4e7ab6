"""The plan, the films, and a log that says who changed them. Nothing here knows who has read or seen anything."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class ProgrammeStep(Model):
    """One module or episode of a workplace's plan, and the Monday of the week in which it starts."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(80), primary_key=True)
    place: Mapped[int]
    monday: Mapped[date]
    optional: Mapped[bool]


class ProgrammeLog(Model):
    """Who changed plan or films, on which day; one line a day for the same. Every member of the workplace can read it."""

    __table_args__ = (CheckConstraint("what IN ('plan', 'end', 'film', 'film_gone')", name="what_is_known"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    day: Mapped[date]
    actor: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(9))
    about: Mapped[str] = mapped_column(String(80), default="")  # a film's title


class Film(Model):
    """Video or audio that a workplace has attached to a module or episode. The file lies in the media folder, under the id."""

    __table_args__ = (
        CheckConstraint("kind IN ('video/mp4', 'video/webm', 'audio/mp4')", name="kind_is_known"),
        CheckConstraint("language IN ('nb', 'nn', 'en')", name="language_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    item: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]  # bytes, 300 MB at most
    language: Mapped[str] = mapped_column(String(2))
    captions: Mapped[str] = mapped_column(Text)  # WebVTT
