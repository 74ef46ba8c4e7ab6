"""Which browsers show messages to whom, and which key of ours they came with."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import BLIND, db, insert

from .. import queries, rules
from .. import vapid as ours
from ..models import MailAddress, PushDelivery, PushSubscription

PHONES_MAX = 10  # browsers a person; another gives way


def subscribe(person_id: int, endpoint: str, p256dh: str, auth: str, vapid: str | None = None) -> bool:
    """Reach this person at `endpoint`, and nobody else: a known endpoint is touched and changes owner.

    vapid     short id of the key of ours that the browser was given
    returns   whether it is new to us; one that was hers before and is new again had been called dead
    The caller has checked endpoint and keys with `rules`.
    """
    hers = sa.select(PushSubscription.endpoint).where(PushSubscription.endpoint == endpoint, PushSubscription.person_id == person_id)
    new = db.session.scalar(hers) is None
    keys = {"person_id": person_id, "p256dh": p256dh, "auth": auth, "vapid": vapid, "kept_until": rules.kept_until(clock.today())}
    db.session.execute(
        insert(PushSubscription)
        .values(endpoint=endpoint, **keys)
        .on_conflict_do_update(index_elements=[PushSubscription.endpoint], set_=keys)
    )
    others = (PushSubscription.person_id == person_id, PushSubscription.endpoint != endpoint)
    kept = sa.select(PushSubscription.endpoint).where(*others).limit(PHONES_MAX - 1)
    db.session.execute(sa.delete(PushSubscription).where(*others, PushSubscription.endpoint.not_in(kept)))
    db.session.commit()
    return new


def unsubscribe(person_id: int, endpoint: str) -> None:
    """Stop reaching this person at `endpoint`; another person's endpoint stays."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.person_id == person_id, PushSubscription.endpoint == endpoint))
    db.session.commit()


def forget_all(person_id: int) -> None:
    """Every browser and every message of this person is gone."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.person_id == person_id))
    db.session.execute(sa.delete(MailAddress).where(MailAddress.person_id == person_id))
    db.session.execute(sa.delete(PushDelivery).where(PushDelivery.person_id == person_id))
    db.session.commit()


def forget_unseen(today: date) -> None:
    """Browsers that have not been seen for long are not written to any more."""
    unknown = sa.update(PushSubscription).where(PushSubscription.kept_until.is_(None)).values(kept_until=rules.kept_until(today))
    db.session.execute(unknown, execution_options=BLIND)
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.kept_until <= today), execution_options=BLIND)
    db.session.commit()


def rotate_vapid(folder: Path) -> int:
    """A new key for new phones; those that have the old one are reached with it until they have moved, by themselves.

    returns   how many phones are to move
    """
    old = ours.current(folder)
    unnamed = sa.update(PushSubscription).where(PushSubscription.vapid.is_(None)).values(vapid=old.name)
    db.session.execute(unnamed, execution_options=BLIND)
    db.session.commit()
    ours.rotate(folder)
    return sum(queries.keys_in_use().values())
