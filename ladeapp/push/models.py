"""Who can be reached where, and what is due to be sent; neither says anything about how anyone is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from .rules import ENDPOINT_MAX


class PushSubscription(Model):
    """One browser that may show messages to one person. Without time and without order: when a phone came is nobody's business."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    endpoint: Mapped[str] = mapped_column(String(ENDPOINT_MAX), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    p256dh: Mapped[str] = mapped_column(String(88))
    auth: Mapped[str] = mapped_column(String(24))


class PushDelivery(Model):
    """One message that is due to one person. Deleted when a push service took it, cancelled, or at its expiry."""

    __table_args__ = (
        UniqueConstraint("person_id", "occasion"),
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
    due_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True)
class Phone:
    """A browser to send to, apart from any database session."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Message:
    """One text for one browser."""

    endpoint: str
    p256dh: str
    auth: str
    payload: str
    ttl: int
    urgency: str
    topic: str


@dataclass(frozen=True)
class Answer:
    """What the service said; status None: nothing (timeout, reset, no connection, an address we do not speak to)."""

    status: int | None
    retry_after: str | None = None
