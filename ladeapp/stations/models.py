"""A charging station while it lasts: who sits in it and where its clock is. Nothing said, no answer, no load."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model
from .rules import State


class PeerSession(Model):
    """One station, and its one authoritative state. Deleted soon after it ended, or when it has been open for hours."""

    __table_args__ = (
        CheckConstraint("ending IN ('done', 'stopped')", name="ending_is_known"),
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="an_ending_has_its_time"),
        CheckConstraint("step >= 0", name="step_counts_from_zero"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    protocol: Mapped[str] = mapped_column(String(20))
    step: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    ending: Mapped[str | None] = mapped_column(String(8))
    ended_at: Mapped[datetime | None] = mapped_column(index=True)

    seats: Mapped[list["Seat"]] = relationship(order_by="Seat.letter")

    @property
    def state(self) -> State:
        ready = frozenset(seat.letter for seat in self.seats if seat.ready)
        return State(self.step, self.since, self.paused_at, ready, self.ending, self.version)


class Seat(Model):
    """Somebody's place in a station. Letters are drawn by lot, so that they tell nothing of who asked whom."""

    __table_args__ = (
        UniqueConstraint("session_id", "letter"),
        CheckConstraint("letter IN ('a', 'b')", name="letter_is_known"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("peer_session.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    letter: Mapped[str] = mapped_column(String(1))
    ready: Mapped[bool] = mapped_column(default=False)
