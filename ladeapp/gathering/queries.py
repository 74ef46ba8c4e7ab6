"""A team's card, and whose it is."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Team, TeamLog
from ladeapp.people.queries import team_of

from .models import TeamCard

BEGIN_MAX = 160  # characters
WRITTEN = "card_written"  # a key of people.words.LOG


@dataclass(frozen=True)
class Card:
    """A team's card as it stands: (how a line begins, how it goes on) for each; none where nothing is written yet."""

    team: Team
    lines: tuple[tuple[str, str], ...]

    @property
    def seen(self) -> str:
        """By which whoever changes it shows that she has read exactly this one."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()[:16]

    def begins(self, otherwise: Sequence[str]) -> tuple[str, ...]:
        """How its lines begin: as the team wrote them, else as the module says."""
        return tuple(begin for begin, _line in self.lines) or tuple(begin[:BEGIN_MAX] for begin in otherwise)


def card_of(person_id: int) -> Card | None:
    """The card of the team she is in; None when she is in none."""
    team = team_of(person_id)
    return Card(team, lines(team.id)) if team else None


def lines(team_id: int) -> tuple[tuple[str, str], ...]:
    chosen = sa.select(TeamCard.prompt, TeamCard.line).where(TeamCard.team_id == team_id).order_by(TeamCard.place)
    return tuple((row.prompt, row.line) for row in db.session.execute(chosen))


def days(team_id: int) -> list[date]:
    """On which days it was written or changed, the newest first; from the team's log, and kept as long as that."""
    chosen = sa.select(TeamLog.day).where(TeamLog.team_id == team_id, TeamLog.what == WRITTEN).distinct()
    return list(db.session.scalars(chosen.order_by(TeamLog.day.desc())))
