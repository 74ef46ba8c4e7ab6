"""Reads of stations. Access is loading: a station one does not sit in cannot be found."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..config import settings
from ..db import db
from ..people.models import Person
from . import codes, protocols
from .models import PeerSession, Seat, StationOffer
from .rules import State, position

LIFE = timedelta(hours=3)  # nobody sits longer; what is still open is deleted
AFTERGLOW = timedelta(minutes=10)  # how long the phones can still see how it ended
LINGER = timedelta(minutes=20)  # how long a closing question is waited for
ALWAYS = "alone-1"  # what a workplace always offers


@dataclass(frozen=True)
class Station:
    """A station as one who sits in it may see it. `away`: she has left, or stopped, and the others may go on without her."""

    id: UUID
    protocol: str
    stretch: int
    state: State
    you: str
    names: Mapping[str, str]
    away: bool

    @property
    def etag(self) -> str:
        """Changes when somebody taps, not while time passes: a phone works that out by itself."""
        return f"{self.id.hex}-{self.state.version}"

    def as_json(self, now: datetime) -> dict[str, Any]:
        """What the phone follows. `elapsed_ms` is measured here, so that no phone's clock matters."""
        at = position(self.state, protocols.protocol(self.protocol, stretch=self.stretch).paces, now)
        return {
            "id": str(self.id),
            "protocol": self.protocol,
            "stretch": self.stretch,
            "version": self.state.version,
            "step": at.step,
            "elapsed_ms": at.elapsed // timedelta(milliseconds=1),
            "paused": at.paused,
            "halted": self.state.halted,
            # answers belong to the step they were given at
            "ready": sorted(self.state.ready) if at.step == self.state.step else [],
            "ended": self.state.ending,
            "you": self.you,
            "names": dict(self.names),
            "present": sorted(self.state.present),
            "sharer": self.state.sharer,
            "code": self.code(now),
        }

    def code(self, now: datetime) -> str | None:
        """The four words, while more may join."""
        room = has_room(self.state, self.protocol, self.stretch, len(self.names), now)
        return codes.code(settings().secret_key, self.id) if room else None


def has_room(state: State, protocol: str, stretch: int, seated: int, now: datetime) -> bool:
    """Whether one more may sit down: until the closing question, while fewer than `most` have a seat."""
    paces = protocols.protocol(protocol, stretch=stretch).paces
    return not state.ending and seated < state.most and position(state, paces, now).step < len(paces) - 1


def state_of(row: PeerSession, seats: Iterable[Any]) -> State:
    """A station's row and its seats – or what is read of them – as its rules know them."""
    seats = tuple(seats)
    fewest, most = protocols.protocol(row.protocol).people
    return State(
        step=row.step,
        since=row.since,
        paused_at=row.paused_at,
        ready=frozenset(each.letter for each in seats if each.ready),
        ending=row.ending,
        version=row.version,
        present=frozenset(each.letter for each in seats if not each.away),
        fewest=fewest,
        most=most,
        sharer=row.sharer,
        halted=row.halted,
    )


def station(session_id: UUID, person_id: int) -> Station | None:
    """The station, if this person sits in it; one statement."""
    mine = aliased(Seat)
    rows = db.session.execute(
        sa.select(PeerSession, Seat.letter, Seat.ready, Seat.away, Seat.home, Seat.person_id, Person.name)
        .join(Seat, Seat.session_id == PeerSession.id)
        .join(Person, Person.id == Seat.person_id)
        .join(mine, sa.and_(mine.session_id == PeerSession.id, mine.person_id == person_id))
        .where(PeerSession.id == session_id)
    ).all()
    if not rows:
        return None
    row = rows[0].PeerSession
    you = next(each for each in rows if each.person_id == person_id)
    return Station(
        id=row.id,
        protocol=row.protocol,
        stretch=row.stretch,
        state=state_of(row, rows),
        you=you.letter,
        names={each.letter: each.name for each in sorted(rows, key=lambda each: each.letter)},
        away=you.away,
    )


def running(person_id: int | sa.SQLColumnExpression[int], since: datetime | sa.SQLColumnExpression[datetime]) -> sa.Select[UUID]:
    """The ids of stations opened after `since` (now - LIFE) that this person sits in and has not gone home from, newest first.

    To run, or to stand in another read.
    """
    return (
        sa.select(PeerSession.id)
        .join(Seat, Seat.session_id == PeerSession.id)
        .where(Seat.person_id == person_id, Seat.home.is_(False), PeerSession.ending.is_(None), PeerSession.opened_at > since)
        .order_by(PeerSession.opened_at.desc())
    )


def running_station(person_id: int, now: datetime) -> UUID | None:
    return db.session.scalar(running(person_id, now - LIFE).limit(1))


def versions(session_ids: Collection[UUID]) -> dict[UUID, int]:
    """The version of each of these stations that is still there."""
    chosen = sa.select(PeerSession.id, PeerSession.version).where(PeerSession.id.in_(session_ids))
    return {row.id: row.version for row in db.session.execute(chosen)}


def offers(workplace_id: int) -> dict[str, int]:
    """Protocol → its stretch, for what this workplace offers; those for fewest people and shortest first."""
    rows = {row.protocol: row for row in db.session.scalars(sa.select(StationOffer).where(StationOffer.workplace_id == workplace_id))}
    keys = [each.key for each in protocols.protocols()]
    return {key: rows[key].stretch if key in rows else 100 for key in keys if key == ALWAYS or key not in rows or rows[key].offered}
