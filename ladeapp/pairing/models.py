"""Asking and offering. No row says who asked whom: an ask goes when it is answered, a pairing has no order."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class Willing(Model):
    """Somebody said "I can listen", until then. Only her own tap, or the time, ends it; shown to nobody else."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)


class Ask(Model):
    """Somebody asks for five minutes. Deleted when accepted, withdrawn or expired."""

    __table_args__ = (CheckConstraint("opens_at < expires_at", name="opens_before_it_expires"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    opens_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AskCount(Model):
    """How often she has asked today, so that nobody's phones are worn out; forgotten the day after."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date]
    times: Mapped[int]


class Pairing(Model):
    """Two people who met, unordered; deleted after six weeks."""

    __table_args__ = (
        CheckConstraint("a_id < b_id", name="unordered_and_not_oneself"),
        CheckConstraint("state IN ('agreed')", name="state_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    a_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    b_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    slot_day: Mapped[date] = mapped_column(index=True)  # the workplace's local day; no time of day is kept
    state: Mapped[str] = mapped_column(String(8), default="agreed")
