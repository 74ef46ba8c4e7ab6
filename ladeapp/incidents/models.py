"""That a follow-up runs, and which of its steps are done. No column of these tables points at a person, and none holds a time or free text about one."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from .rules import WORDING_MAX


class Incident(Model):
    """A team is followed up from this day on. One for a team and day: who tapped, and how many did, is written nowhere."""

    __table_args__ = (
        UniqueConstraint("team_id", "day"),
        CheckConstraint("led_by IN ('lead', 'safety_rep', 'union_rep', 'occupational_health')", name="led_by_is_a_role"),
        CheckConstraint("outcome IN ('done', 'not_needed')", name="outcome_is_known"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    day: Mapped[date]
    led_by: Mapped[str | None] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(12))


class IncidentStep(Model):
    """A step that is done: as what it was ticked, and on which day."""

    __table_args__ = (
        CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name="role_is_known"),
        {"sqlite_with_rowid": False},
    )

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True)
    point: Mapped[str] = mapped_column(String(40), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    day: Mapped[date]


class IncidentWording(Model):
    """How the workplace's own routine says one point, instead of our words."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    point: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(String(WORDING_MAX))
