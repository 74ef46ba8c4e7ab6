"""What a team has agreed on, in its own words. No row tells who wrote it."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class TeamCard(Model):
    """One line of a team's card: how it begins, and how the team goes on. All lines are written together."""

    __table_args__ = (CheckConstraint("place BETWEEN 0 AND 4", name="five_lines_at_most"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    prompt: Mapped[str] = mapped_column(String(160))
    line: Mapped[str] = mapped_column(String(200))
