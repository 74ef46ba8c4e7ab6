"""A second phone gets the diary: the letter box in which two phones of one person lay four things that open nothing by themselves."""

from datetime import timedelta

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import BLIND, db, insert

from ..models import DeviceLink
from .resets import notify

LASTS = timedelta(minutes=5)
DIGEST = 32  # bytes


class Answered(Exception):
    """Another phone was first; a box is used once."""


def offer_link(person_id: int, tag: bytes, digest: bytes) -> None:
    """The phone that has the diary opens a box with its key's digest; an earlier one is gone."""
    new = {"tag": tag, "offer": digest, "reply": None, "wrapped": None, "expires_at": clock.now() + LASTS}
    statement = insert(DeviceLink).values(person_id=person_id, **new)
    db.session.execute(statement.on_conflict_do_update(index_elements=[DeviceLink.person_id], set_=new))
    db.session.commit()


def reply_to_link(person_id: int, tag: bytes, reply: bytes) -> None:
    """The new phone answers; the first one only. Raises Answered."""
    _lay(person_id, tag, DeviceLink.reply.is_(None), reply=reply)
    db.session.commit()


def show_offer(person_id: int, tag: bytes, offer: bytes) -> None:
    """The key itself, once somebody has answered: the answer was chosen without it. Raises Answered."""
    _lay(person_id, tag, sa.and_(DeviceLink.reply.is_not(None), sa.func.length(DeviceLink.offer) == DIGEST), offer=offer)
    db.session.commit()


def hand_over(person_id: int, tag: bytes, wrapped: bytes) -> None:
    """The diary's key, sealed for the phone that answered. Every phone of hers will tell it. Raises Answered."""
    _lay(person_id, tag, sa.and_(DeviceLink.reply.is_not(None), DeviceLink.wrapped.is_(None)), wrapped=wrapped)
    notify(person_id, "phone_linked")


def end_link(person_id: int) -> None:
    """It is fetched, or she has stopped it; again changes nothing."""
    db.session.execute(sa.delete(DeviceLink).where(DeviceLink.person_id == person_id), execution_options=BLIND)
    db.session.commit()


def _lay(person_id: int, tag: bytes, free: sa.ColumnElement[bool], **thing: bytes) -> None:
    here = (DeviceLink.person_id == person_id, DeviceLink.tag == tag, DeviceLink.expires_at > clock.now())
    laid = db.session.execute(sa.update(DeviceLink).where(*here, free).values(**thing), execution_options=BLIND)
    if laid.rowcount != 1:  # type: ignore[attr-defined]
        raise Answered
