"""A charging station while it lasts: who sits in it and where its clock is. Nothing said, no answer, no load."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model


class PeerSession(Model):
    """One station, and its one authoritative state. Deleted soon after it ended, or when it has been open for hours."""

    __table_args__ = (
        CheckConstraint("ending IN ('done', 'stopped')", name="ending_is_known"),
        CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name="an_ending_has_its_time"),
        CheckConstraint("step >= 0", name="step_counts_from_zero"),
        CheckConstraint("stretch IN (100, 125, 150, 200)", name="stretch_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id", ondelete="CASCADE"))
    protocol: Mapped[str] = mapped_column(String(20))
    stretch: Mapped[int] = mapped_column(default=100)  # per cent of the protocol's own times
    code_digest: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)  # of the four words; they are made of the id and kept nowhere
    # where it is
    step: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    halted: Mapped[bool] = mapped_column(default=False)
    sharer: Mapped[str | None] = mapped_column(String(1))
    version: Mapped[int] = mapped_column(default=1)
    # its life
    opened_at: Mapped[datetime] = mapped_column(index=True)
    ending: Mapped[str | None] = mapped_column(String(8))
    ended_at: Mapped[datetime | None] = mapped_column(index=True)

    seats: Mapped[list["Seat"]] = relationship(order_by="Seat.letter", passive_deletes=True)


class Seat(Model):
    """Somebody's place in a station. Letters are drawn by lot, so that they tell nothing of who asked whom."""

    __table_args__ = (
        UniqueConstraint("session_id", "letter"),
        CheckConstraint("letter IN ('a', 'b', 'c', 'd', 'e', 'f')", name="letter_is_known"),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("peer_session.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    letter: Mapped[str] = mapped_column(String(1))
    ready: Mapped[bool] = mapped_column(default=False)
    away: Mapped[bool] = mapped_column(default=False)  # not in it now; may come back
    home: Mapped[bool] = mapped_column(default=False)  # has gone home from it, by the closing question or by stopping


class StationOffer(Model):
    """What a workplace has chosen of one protocol. No row: it is offered, in its own times."""

    __table_args__ = (CheckConstraint("stretch IN (100, 125, 150, 200)", name="stretch_is_known"),)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id", ondelete="CASCADE"), primary_key=True)
    protocol: Mapped[str] = mapped_column(String(20), primary_key=True)
    offered: Mapped[bool] = mapped_column(default=True)
    stretch: Mapped[int] = mapped_column(default=100)
