"""Rounds, and who meets whom in them while it matters. That two have met is remembered only as a tag that nobody can read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model


class Instants(sa.TypeDecorator[tuple[datetime, ...]]):
    """A few instants to the minute, "2026-03-12T14:30 2026-03-13T08:00" in UTC."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Sequence[datetime] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else " ".join(f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}" for at in value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[datetime, ...] | None:
        return None if value is None else tuple(datetime.fromisoformat(at).replace(tzinfo=UTC) for at in value.split())


class RoundPlan(Model):
    """How often a workplace has rounds; without a row, never."""

    __table_args__ = (CheckConstraint("weeks IN (0, 1, 2, 4)", name="weeks_are_offered"),)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    weeks: Mapped[int]


class Round(Model):
    """One round of a workplace. Open: people join; matching: a worker has it until then; running: people meet."""

    __table_args__ = (
        UniqueConstraint("workplace_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("state IN ('open', 'matching', 'running')", name="state_is_known"),
        CheckConstraint("(state = 'matching') = (claimed_until IS NOT NULL)", name="matching_is_claimed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    seed: Mapped[int] = mapped_column(BigInteger)  # 0 once the round is over
    state: Mapped[str] = mapped_column(String(8), default="open")
    claimed_until: Mapped[datetime | None]
    seeking: Mapped[bool] = mapped_column(default=False)  # somebody needs a new colleague within the round


class Joining(Model):
    """Somebody wants to be in a round, or waits in it for a colleague. Gone once she has one, and at the round's end."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class FirstInLine(Model):
    """Somebody who had nobody, or was the third of a trio, in the last round she joined: not again if it can be helped."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)


class Meeting(Model):
    """Two or three who meet in a round; gone six weeks after it began. `slot` is the time proposed or agreed, gone when it has passed.

    What their shifts have in common is worked out once, when they are brought together: worked out anew, it would show each
    of them the other's shifts as she changes her own. Times to choose between are gone when they have met, all of it at the round's end.
    """

    __table_args__ = (CheckConstraint("shared_kind IN ('day', 'evening', 'night')", name="shared_kind_is_known"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    slot: Mapped[datetime | None]
    times: Mapped[tuple[datetime, ...]] = mapped_column(Instants(50), default=())
    shared_day: Mapped[date | None]  # of the first shift they share, when that is why they meet
    shared_kind: Mapped[str | None] = mapped_column(String(7))
    met: Mapped[bool] = mapped_column(default=False)

    round: Mapped[Round] = relationship()
    seats: Mapped[list["MeetingSeat"]] = relationship(order_by="MeetingSeat.person_id", passive_deletes=True)


class MeetingSeat(Model):
    """One of those who meet: why she meets these, whether the time suits her, and whether she would like to go on."""

    __table_args__ = (
        CheckConstraint("why IN ('standing', 'shift', 'new', 'again', 'three')", name="why_is_known"),
        {"sqlite_with_rowid": False},
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    why: Mapped[str] = mapped_column(String(8))
    agreed: Mapped[bool] = mapped_column(default=False)
    continues: Mapped[bool] = mapped_column(default=False)  # shown to the others only when all of them have said it


class Met(Model):
    """That two have been brought together in a round: a keyed tag of the two and the round. Kept for three rounds."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class StandingPair(Model):
    """Two who go on together from round to round, until one of them leaves."""

    __table_args__ = (CheckConstraint("a_id < b_id", name="unordered_and_not_oneself"),)

    a_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    b_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)


class RoundChoice(Model):
    """What somebody has chosen about rounds; shown to nobody else. Not kept when it chooses nothing.

    `news`: her standing pair has ended; until she joins anew, or a round begins.
    """

    __table_args__ = (
        CheckConstraint("wish IN ('any', 'same', 'other')", name="wish_is_known"),
        CheckConstraint("news IN ('parted')", name="news_is_known"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    profession: Mapped[str | None] = mapped_column(String(16))
    wish: Mapped[str] = mapped_column(String(5), default="any")
    paused_until: Mapped[date | None]
    news: Mapped[str | None] = mapped_column(String(8))
