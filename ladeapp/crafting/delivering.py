"""What waits is delivered: one transaction puts the words before the partsgruppe and deletes the seals; then the key goes, and the log's copy."""

from datetime import datetime

import sqlalchemy as sa
import structlog

from .. import clock, kept, traces
from ..db import BLIND, db, insert
from ..people.models import Workplace
from . import keys, queries, rules
from .models import Box, Delivered, Delivery, Suggestion

log = structlog.get_logger()


def deliver_due(_at: datetime) -> None:
    """Look into every box into which nobody has looked today."""
    boxes = db.session.execute(sa.select(Box.workplace_id, Workplace.zone).join(Workplace, Workplace.id == Box.workplace_id)).all()
    db.session.commit()
    for workplace_id, zone in boxes:
        deliver(workplace_id, zone)


def deliver(workplace_id: int, zone: str) -> int:
    """Deliver, delete, destroy, forget; exclusive, idempotent. Returns how many were delivered, 0 if it is too early."""
    box, today = hold(workplace_id), clock.today(zone)
    if box is None or not rules.may_look(box.looked_on, today):
        db.session.rollback()
        return 0
    sealed_with, box.looked_on = box.key, today
    words = _waiting(workplace_id, sealed_with)
    if words:
        db.session.execute(sa.insert(Delivery), [{"workplace_id": workplace_id, "day": today, "key": sealed_with}])
        rows = [{"workplace_id": workplace_id, "day": today, "place": place, "words": said} for place, said in enumerate(words)]
        db.session.execute(sa.insert(Delivered), rows)
        box.key = _emptied(workplace_id)
    db.session.commit()
    if words:
        keys.destroy(sealed_with)
        keys.create(box.key)
        forget_deleted()
    return len(words)


def hold(workplace_id: int) -> Box | None:
    """The box, locked until the transaction ends."""
    return db.session.get(Box, workplace_id, with_for_update=True, populate_existing=True)


def keep_keys(_at: datetime | None = None) -> None:
    """Every workplace has a box with a key; keys that outlived theirs are destroyed; where one is lost, what waited goes unread."""
    there = keys.kept()  # before the boxes: a key that is here belongs to a box that is told already, or to none
    _open_boxes()
    boxes = dict(db.session.execute(sa.select(Box.workplace_id, Box.key)).all())
    db.session.commit()
    for name in set(there) - set(boxes.values()):
        keys.destroy(name)
    for workplace_id, name in boxes.items():
        if why := _unusable(name):
            log.error("suggestions that waited are deleted unread; phones tell", why=why)
            _start_afresh(workplace_id)


def forget_keys() -> None:
    """An older database is about to be put back, with suggestions that may have been taken back since: without keys they go unread."""
    for name in keys.kept():
        keys.destroy(name)


def forget_old(_at: datetime) -> None:
    """What was delivered longer ago than the partsgruppe needs to work with it; the words go with the delivery."""
    old = sa.delete(Delivery).where(Delivery.day < clock.today() - kept.DELIVERED)
    db.session.execute(old, execution_options=BLIND)
    db.session.commit()


def forget_deleted() -> bool:
    """Empty what a database keeps of deleted seals beside its tables."""
    return traces.forget_deleted("suggestion")


def _waiting(workplace_id: int, name: str) -> list[str]:
    """The only place that opens seals: all of them when enough wait, or none."""
    try:
        key = keys.load(name)
    except keys.KeyUnusable:
        return []
    waiting = []
    for tag, sealed in db.session.execute(sa.select(Suggestion.tag, Suggestion.sealed).where(Suggestion.workplace_id == workplace_id)):
        try:
            waiting.append((tag, key.unseal(sealed, tag)))
        except keys.SealBroken:
            log.error("a suggestion could not be opened")
    return rules.delivered(waiting, frozenset(key.tag(workplace_id, person_id) for person_id in queries.readers(workplace_id)))


def _open_boxes() -> None:
    without = sa.select(Workplace.id).where(~sa.exists().where(Box.workplace_id == Workplace.id))
    for workplace_id in db.session.scalars(without).all():
        name = keys.fresh()
        keys.create(name)
        db.session.execute(insert(Box).values(workplace_id=workplace_id, key=name).on_conflict_do_nothing())
    db.session.commit()


def _start_afresh(workplace_id: int) -> None:
    box = hold(workplace_id)
    if box is None or not _unusable(box.key):
        db.session.rollback()
        return
    lost, box.key = box.key, _emptied(workplace_id)
    db.session.commit()
    keys.destroy(lost)
    keys.create(box.key)  # after the rows are gone for certain, so that no old row meets a new key


def _emptied(workplace_id: int) -> str:
    """Delete what waits, and name the key for what comes."""
    db.session.execute(sa.delete(Suggestion).where(Suggestion.workplace_id == workplace_id), execution_options=BLIND)
    return keys.fresh()


def _unusable(name: str) -> str | None:
    try:
        keys.load(name)
    except keys.KeyUnusable as why:
        return str(why)
    return None
