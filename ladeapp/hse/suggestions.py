"""What people have suggested, with what became of each: the box's words from the room below, the partsgruppe's own beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from ..crafting import queries as crafting
from ..db import db
from . import rules
from .models import WorkReply


@dataclass(frozen=True)
class Suggested:
    """One suggestion as it was delivered, and what was done about it: `reply` is None where nothing was."""

    delivered: date
    number: int
    words: str
    reply: WorkReply | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has done anything about it."""
        told = self.reply
        return told is None or not (told.text or told.kept_day or told.measure_id or told.risk_id)

    @property
    def line(self) -> str:
        """Its words in one line, as a measure or a risk is called."""
        return rules.in_a_line(self.words)

    @property
    def name(self) -> str:
        """How an address tells which one: 2027-03-01.0"""
        return f"{self.delivered.isoformat()}.{self.number}"


def suggested(workplace_id: int) -> list[Suggested]:
    """All that the box has delivered, the newest delivery first; the partsgruppe alone may read them."""
    replies = db.session.scalars(sa.select(WorkReply).where(WorkReply.workplace_id == workplace_id)).all()
    told = {(reply.delivered, reply.number): reply for reply in replies}
    posts = crafting.posts(workplace_id)
    return [Suggested(post.day, turn, words, told.get((post.day, turn))) for post in posts for turn, words in enumerate(post.words)]


def one(workplace_id: int, delivered: date, number: int) -> Suggested | None:
    found = (each for each in suggested(workplace_id) if (each.delivered, each.number) == (delivered, number))
    return next(found, None)


def named(workplace_id: int, name: str) -> Suggested | None:
    """By what an address says; None for whatever is no name of one."""
    day, _, number = name.partition(".")
    try:
        return one(workplace_id, date.fromisoformat(day), int(number))
    except ValueError:
        return None


def behind(workplace_id: int, measure_id: UUID) -> Sequence[Suggested]:
    """Those that became this measure, as long as the box keeps them."""
    return [each for each in suggested(workplace_id) if each.reply and each.reply.measure_id == measure_id]
