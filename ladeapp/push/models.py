"""Who can be reached where, what is due to be sent and what became of it; nothing here says how anyone is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from .rules import ENDPOINT_MAX, SERVICE_MAX, service_name


class PushSubscription(Model):
    """One browser that may show messages to one person. No time and no order: when a phone came or was used is nobody's business."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    endpoint: Mapped[str] = mapped_column(String(ENDPOINT_MAX), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    p256dh: Mapped[str] = mapped_column(String(88))
    auth: Mapped[str] = mapped_column(String(24))
    service: Mapped[str] = mapped_column(String(SERVICE_MAX), default=lambda row: service_name(row.get_current_parameters()["endpoint"]))
    kept_until: Mapped[date | None]  # a Monday, 60 days or a little more after the phone was seen; None: from before there was one
    vapid: Mapped[str | None] = mapped_column(String(16))  # which of our keys it was made with; None: before they had names


class PushDelivery(Model):
    """One message to one person about one occasion, until it expires: so no service ever takes the same twice.

    due → sending → done, or due again, or dead (tried in vain), or lost (its worker died; nobody knows whether it arrived).
    What somebody did cannot be told from it: handled or not it stays, goes from state to state as if it were sent, and is
    marked in a way that only the service's secret can read (marks.py).
    """

    __table_args__ = (
        UniqueConstraint("person_id", "occasion"),
        Index(None, "state", "service", "due_at"),
        CheckConstraint("state IN ('due', 'sending', 'done', 'lost', 'dead')", name="state_known"),
        CheckConstraint("urgency IN ('very-low', 'low', 'normal', 'high')", name="urgency_known"),
        CheckConstraint("due_at < expires_at", name="due_before_it_expires"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    navigate: Mapped[str] = mapped_column(String(200))
    tag: Mapped[str] = mapped_column(String(32))
    urgency: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), default="due")
    service: Mapped[str] = mapped_column(String(SERVICE_MAX), default="")  # which one carries it; "" until it is due
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    mark: Mapped[bytes] = mapped_column(LargeBinary)


class MailAddress(Model):
    """Where somebody without a phone that takes messages wants them instead; sealed with a key that is not in the database."""

    __table_args__ = (
        CheckConstraint("state IN ('new', 'asked', 'confirmed')", name="state_known"),
        {"sqlite_with_rowid": False},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[UUID]  # links in a mail carry it signed; another address, another token
    address: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(9))  # asked: the mail that asks whether it is hers has left


class Phone(NamedTuple):
    """A browser to send to, apart from any database session."""

    endpoint: str
    p256dh: str
    auth: str
    vapid: str | None
    service: str


@dataclass(frozen=True)
class Planned:
    """What stands in the table about one occasion of one person."""

    id: UUID
    kind: str
    state: str
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Standing:
    """Numbers of messages; `oldest` in seconds: how long the first of those that wait has been due."""

    waiting: int
    oldest: int
    sending: int
    lost: int
    dead: int


@dataclass(eq=False, slots=True)
class Letter:
    """A claimed delivery with all that sending needs."""

    id: UUID
    kind: str
    navigate: str
    tag: str
    urgency: str
    expires_at: datetime
    tries: int
    language: str | None
    phones: tuple[Phone, ...]


class Message(NamedTuple):
    """One text for one browser."""

    endpoint: str
    p256dh: str
    auth: str
    payload: str
    ttl: int
    urgency: str
    topic: str
    vapid: str | None = None


class Answer(NamedTuple):
    """What the service said; status None: nothing (timeout, reset, no connection, an address we do not speak to); 0: keys that nobody can seal for."""

    status: int | None
    retry_after: int = 0  # seconds that it asks to be left alone for
