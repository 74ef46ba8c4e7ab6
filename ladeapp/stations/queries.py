"""Reads of stations. Access is loading: a station one does not sit in cannot be found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..db import db
from ..people.models import Person
from . import protocols
from .models import PeerSession, Seat
from .rules import State, position

LIFE = timedelta(hours=3)  # nobody sits longer; what is still open is deleted
AFTERGLOW = timedelta(minutes=10)  # how long both phones can still see how it ended


@dataclass(frozen=True)
class Station:
    """A station as one of its two people may see it."""

    id: UUID
    protocol: str
    state: State
    you: str
    names: Mapping[str, str]

    @property
    def etag(self) -> str:
        """Changes when somebody taps, not while time passes: a phone works that out by itself."""
        return f"{self.id.hex}-{self.state.version}"

    def as_json(self, now: datetime) -> dict[str, Any]:
        """What the phone follows. `elapsed_ms` is measured here, so that no phone's clock matters."""
        at = position(self.state, protocols.protocol(self.protocol).paces, now)
        return {
            "id": str(self.id),
            "protocol": self.protocol,
            "version": self.state.version,
            "step": at.step,
            "elapsed_ms": at.elapsed // timedelta(milliseconds=1),
            "paused": at.paused,
            # answers belong to the step they were given at
            "ready": sorted(self.state.ready) if at.step == self.state.step else [],
            "ended": self.state.ending,
            "you": self.you,
            "names": dict(self.names),
        }


def station(session_id: UUID, person_id: int) -> Station | None:
    """The station, if this person sits in it; one statement."""
    mine = aliased(Seat)
    rows = db.session.execute(
        sa.select(PeerSession, Seat.letter, Seat.ready, Seat.person_id, Person.name)
        .join(Seat, Seat.session_id == PeerSession.id)
        .join(Person, Person.id == Seat.person_id)
        .join(mine, sa.and_(mine.session_id == PeerSession.id, mine.person_id == person_id))
        .where(PeerSession.id == session_id)
    ).all()
    if not rows:
        return None
    row = rows[0].PeerSession
    ready = frozenset(each.letter for each in rows if each.ready)
    return Station(
        id=row.id,
        protocol=row.protocol,
        state=State(row.step, row.since, row.paused_at, ready, row.ending, row.version),
        you=next(each.letter for each in rows if each.person_id == person_id),
        names={each.letter: each.name for each in rows},
    )


def running(person_id: int | sa.SQLColumnExpression[int], since: datetime | sa.SQLColumnExpression[datetime]) -> sa.Select[UUID]:
    """The ids of stations opened after `since` (now - LIFE) that this person sits in, newest first; to run, or to stand in another read."""
    return (
        sa.select(PeerSession.id)
        .join(Seat, Seat.session_id == PeerSession.id)
        .where(Seat.person_id == person_id, PeerSession.ending.is_(None), PeerSession.opened_at > since)
        .order_by(PeerSession.opened_at.desc())
    )


def running_station(person_id: int, now: datetime) -> UUID | None:
    return db.session.scalar(running(person_id, now - LIFE).limit(1))


def versions(session_ids: Collection[UUID]) -> dict[UUID, int]:
    """The version of each of these stations that is still there."""
    chosen = sa.select(PeerSession.id, PeerSession.version).where(PeerSession.id.in_(session_ids))
    return {row.id: row.version for row in db.session.execute(chosen)}
