"""A wave of short questions: which scales, which teams together, who signed it. No row here says who has answered."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model

PROPOSED = text("first_day IS NULL")


class Wave(Model):
    """Proposed by one of the partsgruppe, agreed when three have signed (`first_day` is set), open once `closes` is; never changed in between."""

    __table_args__ = (
        CheckConstraint("number BETWEEN 1 AND 4", name="four_a_year"),
        CheckConstraint("months IN (0, 3, 6, 12)", name="months_are_known"),
        CheckConstraint("weeks BETWEEN 1 AND 4", name="one_to_four_weeks"),
        UniqueConstraint("workplace_id", "year", "number"),
        Index("ix_wave_one_proposed", "workplace_id", unique=True, sqlite_where=PROPOSED, postgresql_where=PROPOSED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    day: Mapped[date]  # of the proposal
    months: Mapped[int]
    weeks: Mapped[int]
    scales: Mapped[str] = mapped_column(String(100))  # their keys, a comma between
    year: Mapped[int | None]
    number: Mapped[int | None]
    first_day: Mapped[date | None]
    closes: Mapped[datetime | None]

    teams: Mapped[list["WaveTeam"]] = relationship(order_by="WaveTeam.team_id", passive_deletes=True, cascade="all, delete-orphan")
    signatures: Mapped[list["WaveSignature"]] = relationship(passive_deletes=True, cascade="all, delete-orphan")

    @property
    def keys(self) -> list[str]:
        return self.scales.split(",")

    @property
    def name(self) -> str:
        """2026-E1, once three have signed."""
        return f"{self.year}-E{self.number}"

    @property
    def groups(self) -> dict[int, tuple[int, ...]]:
        """The team a group is keyed by → its teams."""
        heads = sorted({each.head_id for each in self.teams})
        return {head: tuple(each.team_id for each in self.teams if each.head_id == head) for head in heads}

    @property
    def asked(self) -> dict[int, tuple[int, ...]]:
        """The same, of those who are asked: the others were too few when it opened."""
        heads = {each.head_id for each in self.teams if each.is_asked}
        return {head: teams for head, teams in self.groups.items() if head in heads}


class WaveTeam(Model):
    """Which group a team answers with: `head_id` is the team that the group's numbers are kept under."""

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    head_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    is_asked: Mapped[bool] = mapped_column(default=False)


class WaveSignature(Model):
    """Somebody's name under a wave, for one of the three keys."""

    __table_args__ = (
        UniqueConstraint("wave_id", "person_id"),
        CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name="role_is_a_key"),
    )

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    day: Mapped[date]
