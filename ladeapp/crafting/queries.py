"""Reads of the box: what has been delivered, and who reads it. Nothing here reads what waits."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ..accords import queries as accords
from ..db import db
from .models import Box, Delivered, Delivery


@dataclass(frozen=True)
class Post:
    """One delivery, as the partsgruppe reads it."""

    day: date
    words: list[str]


def readers(workplace_id: int) -> frozenset[int]:
    """The partsgruppe: whoever is lead, safety rep or union rep anywhere in the workplace, and no administrator."""
    return frozenset(person_id for person_id, _role in accords.holding(workplace_id))


def posts(workplace_id: int) -> list[Post]:
    """What was delivered, the newest first."""
    chosen = sa.select(Delivered.day, Delivered.words).where(Delivered.workplace_id == workplace_id)
    found: dict[date, list[str]] = {}
    for day, words in db.session.execute(chosen.order_by(Delivered.day.desc(), Delivered.place)):
        found.setdefault(day, []).append(words)
    return [Post(day, words) for day, words in found.items()]


def key_name(workplace_id: int) -> str | None:
    """The name of the key that seals what is sent now; every member of the workplace gets the same."""
    return db.session.scalar(sa.select(Box.key).where(Box.workplace_id == workplace_id))


def keys_delivered(workplace_id: int) -> list[str]:
    """By these a phone knows that its suggestion was delivered."""
    return list(db.session.scalars(sa.select(Delivery.key).where(Delivery.workplace_id == workplace_id).order_by(Delivery.day)))
