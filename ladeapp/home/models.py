"""The one thing home itself keeps: whose calendar may be fetched without signing in, and by what."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class CalendarFeed(Model):
    """A person's private calendar address. Only the digest of its secret is kept: the address is shown once, and never again."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
