"""Reads of who can be reached."""

from collections.abc import Collection

import sqlalchemy as sa

from ..db import db
from .models import PushSubscription


def can_reach(person_id: int) -> bool:
    """Whether any browser of this person takes messages."""
    return bool(db.session.scalar(sa.select(sa.exists().where(PushSubscription.person_id == person_id))))


def subscriptions_of(person_ids: Collection[int]) -> dict[int, list[PushSubscription]]:
    """Every browser of each of these people."""
    found: dict[int, list[PushSubscription]] = {}
    for row in db.session.scalars(sa.select(PushSubscription).where(PushSubscription.person_id.in_(person_ids))):
        found.setdefault(row.person_id, []).append(row)
    return found


def languages_of(person_ids: Collection[int]) -> dict[int, str]:
    """The language each of these people chose; who chose none is left out."""
    person = db.metadata.tables["person"].c  # the people room is beside this one, not below
    rows = db.session.execute(sa.select(person.id, person.language).where(person.id.in_(person_ids), person.language.is_not(None)))
    return {row.id: row.language for row in rows}
