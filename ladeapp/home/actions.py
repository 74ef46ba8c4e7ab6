"""Making and ending the private calendar address."""

from secrets import token_hex

import sqlalchemy as sa

from ..db import db, insert
from . import feed
from .models import CalendarFeed


def open_feed(person_id: int) -> str:
    """A new secret (160 bits) that fetches this person's calendar; one she had before fetches nothing any more."""
    secret = token_hex(20)
    digest = feed.digest(secret)
    row = insert(CalendarFeed).values(person_id=person_id, digest=digest)
    db.session.execute(row.on_conflict_do_update(index_elements=[CalendarFeed.person_id], set_={"digest": digest}))
    db.session.commit()
    return secret


def close_feed(person_id: int) -> None:
    """Her calendar can no longer be fetched."""
    db.session.execute(sa.delete(CalendarFeed).where(CalendarFeed.person_id == person_id))
    db.session.commit()
