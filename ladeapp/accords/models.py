"""What has been proposed, who held a key then, and what each of them said: the decision log that all staff can read."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model

OPEN = text("outcome IS NULL")


class Accord(Model):
    """A change that somebody proposes. It holds when `outcome` says so and three signatures stand beside it, never by `outcome` alone."""

    __table_args__ = (
        CheckConstraint("outcome IN ('in_force', 'refused', 'withdrawn', 'overtaken')", name="outcome_is_known"),
        CheckConstraint("(outcome IS NULL) = (outcome_day IS NULL)", name="an_outcome_has_its_day"),
        Index("ix_accord_one_open", "workplace_id", "subject", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    subject: Mapped[str] = mapped_column(String(40))  # a key of accords.subjects
    value: Mapped[str] = mapped_column(String(400))
    day: Mapped[date]
    by: Mapped[str] = mapped_column(String(80))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    outcome: Mapped[str | None] = mapped_column(String(9))
    outcome_day: Mapped[date | None]

    keys: Mapped[list["AccordKey"]] = relationship(passive_deletes=True)
    words: Mapped[list["AccordWord"]] = relationship(order_by="AccordWord.day", passive_deletes=True)


class AccordKey(Model):
    """Who held which key when it was proposed: nobody who gets a role afterwards decides about it."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    accord_id: Mapped[UUID] = mapped_column(ForeignKey("accord.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class AccordWord(Model):
    """One person's word about it, as the holder of one key: her signature, or her refusal with a reason if she gives one.

    Whoever refuses after her own signature has both: `signed_as` and `signed_day` tell of the signature, which counts no more.
    """

    __table_args__ = (
        UniqueConstraint("accord_id", "person_id"),
        CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name="role_is_a_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    accord_id: Mapped[UUID] = mapped_column(ForeignKey("accord.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(16))
    day: Mapped[date]
    refused: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200))
    signed_as: Mapped[str | None] = mapped_column(String(16))
    signed_day: Mapped[date | None]
