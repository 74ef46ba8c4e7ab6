"""When somebody works: start and end, and nothing else. Her own rotation and edits, and the shifts that follow from them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class Shift(Model):
    """One shift of the weeks ahead, worked out from rotation and edits; gone soon after it ended."""

    __table_args__ = (CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
