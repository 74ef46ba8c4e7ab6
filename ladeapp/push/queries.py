"""Reads of who can be reached."""

from collections.abc import Collection

import sqlalchemy as sa

from ..db import db
from .models import Planned, PushDelivery, PushSubscription


def can_reach(person_id: int) -> bool:
    """Whether any browser of this person takes messages."""
    return bool(db.session.scalar(sa.select(sa.exists().where(PushSubscription.person_id == person_id))))


def planned(person_id: int, kinds: Collection[str]) -> dict[str, Planned]:
    """What stands in the table for this person of these kinds, by occasion: unsent, sent or given up, until it expires."""
    row = PushDelivery
    found = db.session.execute(
        sa.select(row.occasion, row.id, row.kind, row.state, row.due_at, row.expires_at).where(
            row.person_id == person_id, row.kind.in_(kinds)
        )
    )
    return {one.occasion: Planned(one.id, one.kind, one.state, one.due_at, one.expires_at) for one in found}


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
