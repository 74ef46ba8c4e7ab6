"""Reads of who can be reached."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from ..db import db
from . import marks
from .models import MailAddress, Planned, PushDelivery, PushSubscription, Standing


def can_reach(person_id: int) -> bool:
    """Whether any browser of this person takes messages."""
    return bool(db.session.scalar(sa.select(sa.exists().where(PushSubscription.person_id == person_id))))


def planned(person_id: int, kinds: Collection[str]) -> dict[str, Planned]:
    """What stands in the table for this person of these kinds, by occasion: unsent, sent or given up, until it expires or is handled."""
    row = PushDelivery
    found = db.session.execute(
        sa.select(row.occasion, row.id, row.kind, row.state, row.due_at, row.expires_at, row.mark).where(
            row.person_id == person_id, row.kind.in_(kinds)
        )
    )
    return {
        one.occasion: Planned(one.id, one.kind, one.state, one.due_at, one.expires_at)
        for one in found
        if not marks.is_handled(one.id, one.mark)
    }


def standing(now: datetime) -> Standing:
    """How it goes with what should have been sent, in numbers that name nobody."""
    row, late = PushDelivery, sa.and_(PushDelivery.state == "due", PushDelivery.due_at <= now)
    told = sa.select(row.state, sa.func.count(), sa.func.min(row.due_at)).where(sa.or_(late, row.state.in_(("sending", "lost", "dead"))))
    found = {state: (count, oldest) for state, count, oldest in db.session.execute(told.group_by(row.state))}
    waiting, oldest = found.get("due", (0, now))
    return Standing(
        waiting, max(0, int((now - oldest).total_seconds())), *(found.get(state, (0,))[0] for state in ("sending", "lost", "dead"))
    )


def keys_in_use() -> dict[str | None, int]:
    """How many browsers came with each of our keys; None: from before keys had names."""
    counted = sa.select(PushSubscription.vapid, sa.func.count()).group_by(PushSubscription.vapid)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def mail_state(person_id: int) -> str | None:
    """new or asked: her address waits for its proof; confirmed; None: she has given none."""
    return db.session.scalar(sa.select(MailAddress.state).where(MailAddress.person_id == person_id))


def mail_address(person_id: int) -> bytes | None:
    return db.session.scalar(sa.select(MailAddress.address).where(MailAddress.person_id == person_id))


def language_of(person_id: int) -> str | None:
    """The language this person chose, if any."""
    person = db.metadata.tables["person"].c  # the people room is beside this one, not below
    found: str | None = db.session.scalar(sa.select(person.language).where(person.id == person_id))
    return found
