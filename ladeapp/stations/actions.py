"""Verbs of a station."""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from ..db import db
from . import protocols, rules
from .changes import CHANNEL
from .models import PeerSession, Seat
from .queries import AFTERGLOW, LIFE


def seat(people: tuple[int, int], now: datetime, protocol: str = "two-5") -> UUID:
    """Open a station for two. Joins the caller's transaction, which is committed by the caller.

    The lot decides who begins: a seat must not tell who asked.
    """
    protocols.protocol(protocol)  # KeyError before anything is written
    station = PeerSession(id=uuid4(), protocol=protocol, since=now, opened_at=now)
    first = secrets.randbelow(2)
    db.session.add(station)
    db.session.flush()
    db.session.add_all(
        Seat(session_id=station.id, person_id=person, letter=letter)
        for person, letter in zip((people[first], people[1 - first]), rules.SEATS, strict=True)
    )
    db.session.flush()
    return station.id


def move(session_id: UUID, person_id: int, kind: str, seen: int, now: datetime) -> None:
    """One tap of somebody who sits in the station; one that no longer fits changes nothing.

    raises    LookupError when she does not sit in it; ValueError for an unknown kind
    """
    station = db.session.scalar(sa.select(PeerSession).where(PeerSession.id == session_id).with_for_update())
    seats = {seat.person_id: seat for seat in station.seats} if station else {}
    if station is None or person_id not in seats:
        db.session.rollback()
        raise LookupError("no such station")
    before = station.state
    after = rules.move(before, protocols.protocol(station.protocol).paces, kind, seats[person_id].letter, seen, now)
    if after is not before:
        station.step, station.since, station.paused_at = after.step, after.since, after.paused_at
        station.version, station.ending = after.version, after.ending
        station.ended_at = now if after.ending else None
        for each in seats.values():
            each.ready = each.letter in after.ready
        _tell(session_id)
    db.session.commit()


def purge(now: datetime) -> None:
    """Stations that ended, or that everyone has left open, are gone, and with them who sat in them."""
    over = sa.or_(PeerSession.ended_at <= now - AFTERGLOW, PeerSession.opened_at <= now - LIFE)
    db.session.execute(sa.delete(PeerSession).where(over))
    db.session.commit()


def _tell(session_id: UUID) -> None:
    """Wake the other processes' streams; on SQLite they see the file change by themselves."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_notify(CHANNEL, session_id.hex)))
