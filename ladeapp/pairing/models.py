"""Asking and offering. No row says who asked whom: an ask goes when it is answered, and nothing is kept of who met."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class Willing(Model):
    """Somebody said "I can listen", until then. Only her own tap, or the time, ends it; shown to nobody else."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)


class PairingChoice(Model):
    """What somebody has chosen about being asked; without a row, the defaults. Shown to nobody else."""

    __table_args__ = (CheckConstraint("helps_max BETWEEN 0 AND 5", name="helps_within_reason"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    on_shift: Mapped[bool] = mapped_column(default=False)  # may be asked whenever she is at work
    rests_until: Mapped[datetime | None]  # but not before then: her own tap, for the rest of a shift
    helps_max: Mapped[int] = mapped_column(default=2)  # in seven days
    outside: Mapped[bool] = mapped_column(default=False)  # meets people of other units too, where the workplace allows it
    supports: Mapped[bool] = mapped_column(default=True)  # for trained supporters: asked as such, besides as a colleague
    hears_from: Mapped[datetime | None]  # of asks opened later alone: what she changed then must not tell who asks; soon forgotten


class Block(Model):
    """These two are never brought together. The one who chose it can undo it; the other is never told."""

    __table_args__ = (CheckConstraint("person_id <> other_id", name="nobody_blocks_herself"), {"sqlite_with_rowid": False})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class HelpCount(Model):
    """How often somebody has been there for others that day (UTC), never for whom. Forgotten after seven days, shown to nobody."""

    __table_args__ = (CheckConstraint("times > 0", name="counts_what_happened"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int]


class PairingPolicy(Model):
    """What a workplace has decided about meeting; without a row, the defaults."""

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    outside: Mapped[bool] = mapped_column(default=False)  # whoever wishes may meet people of other units


class Ask(Model):
    """Somebody asks for five minutes. Deleted when accepted, withdrawn or expired. `reach` grows by the worker's hand alone."""

    __table_args__ = (
        CheckConstraint("opens_at < expires_at", name="opens_before_it_expires"),
        CheckConstraint("reach IN ('new', 'shift', 'unit', 'all')", name="reach_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    opens_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    reach: Mapped[str] = mapped_column(String(5), default="new")  # nobody yet; those at work with her; her unit; supporters too


class AskCount(Model):
    """How often she has asked today, so that nobody's phones are worn out; forgotten when the day is over."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date]
    times: Mapped[int]
