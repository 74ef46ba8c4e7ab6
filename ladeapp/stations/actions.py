"""Verbs of a station."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from ..config import settings
from ..db import db, insert
from ..people.models import Person
from ..people.queries import Someone
from . import codes, protocols, queries, rules
from .changes import CHANNEL
from .models import PeerSession, Seat, StationOffer
from .queries import AFTERGLOW, LIFE, LINGER


class NotOffered(Exception):
    """No such conversation on phones of their own at this workplace."""


class NoSuchCode(Exception):
    """No station of this workplace has those words."""


class StationFull(Exception):
    """Everyone there is room for sits in it."""


class StationOver(Exception):
    """It has ended, or is at its closing question."""


def seat(people: Sequence[int], now: datetime, protocol: str = "two-5") -> UUID:
    """Open a station for these people of one workplace. Joins the caller's transaction, which is committed by the caller.

    The lot decides who gets which letter, and the rows lie by id: a seat must not tell who asked. Where the workplace does
    not offer the protocol, the shortest it does offer for so many is taken.

    raises    KeyError for an unknown protocol, ValueError when it is not for so many
    """
    fewest, most = protocols.protocol(protocol).people
    if not fewest <= len(people) <= most:
        raise ValueError(f"{protocol} is not for {len(people)}")
    place = db.session.scalars(sa.select(Person.workplace_id).where(Person.id == people[0])).one()
    offers = queries.offers(place)
    fitting = (each for each in protocols.protocols() if each.key in offers and _fits(each, len(people)))
    chosen = protocol if protocol in offers else next((each.key for each in fitting), protocol)
    station = _opened(place, chosen, offers.get(chosen, 100), now)
    letters = secrets.SystemRandom().sample(rules.LETTERS[:most], most)
    db.session.add_all(
        Seat(session_id=station, person_id=person, letter=letter) for person, letter in zip(sorted(people), letters, strict=False)
    )
    db.session.flush()
    return station


def open(person: Someone, protocol: str, now: datetime) -> UUID:
    """Open a station and sit down in it, for others to join by its four words; one who sits in one already stays there.

    raises    NotOffered
    """
    stretch = queries.offers(person.workplace_id).get(protocol)
    if stretch is None or "own" not in protocols.protocol(protocol).phones:
        raise NotOffered
    there = queries.running_station(person.id, now)
    if there is None:
        there = _opened(person.workplace_id, protocol, stretch, now)
        _sit(there, person.id, taken=(), most=protocols.protocol(protocol).most)
    db.session.commit()
    return there


def join(person: Someone, code: str, now: datetime) -> UUID:
    """Sit down in the station of these four words; one who sits in it already comes back.

    raises    NoSuchCode for words that open nothing here, StationFull, StationOver
    """
    try:
        digest = codes.digest(settings().secret_key, codes.normal(code))
    except ValueError:
        raise NoSuchCode from None
    here = sa.and_(PeerSession.code_digest == digest, PeerSession.workplace_id == person.workplace_id, PeerSession.opened_at > now - LIFE)
    station = db.session.scalar(sa.select(PeerSession).where(here).with_for_update())
    if station is None:
        raise NoSuchCode
    seats = {seat.person_id: seat for seat in station.seats}
    state = queries.state_of(station, station.seats)
    if state.ending:
        raise StationOver
    if person.id not in seats:
        if not queries.has_room(state, station.protocol, station.stretch, len(seats), now):
            raise StationFull if len(seats) >= state.most else StationOver
        _sit(station.id, person.id, [seat.letter for seat in station.seats], state.most)
        station.version += 1
    elif seats[person.id].away:
        seats[person.id].away = seats[person.id].home = False
        station.version += 1
    _tell(station.id)
    db.session.commit()
    elsewhere = queries.running(person.id, now - LIFE).where(PeerSession.id != station.id)
    for other in db.session.scalars(elsewhere).all():
        move(other, person.id, "leave", 0, now)
    return station.id


def return_to(session_id: UUID, person_id: int) -> None:
    """She opens the station again that she had left; whoever stopped stays stopped. The first statement takes the lock."""
    back = sa.and_(Seat.session_id == session_id, Seat.person_id == person_id, Seat.away, Seat.home.is_(False))
    if db.session.execute(sa.update(Seat).where(back).values(away=False)).rowcount:  # type: ignore[attr-defined]
        db.session.execute(sa.update(PeerSession).where(PeerSession.id == session_id).values(version=PeerSession.version + 1))
        _tell(session_id)
    db.session.commit()


def move(session_id: UUID, person_id: int, kind: str, seen: int, now: datetime) -> None:
    """One tap of somebody who sits in the station; one that no longer fits changes nothing. Whoever was away is back with it.

    raises    LookupError when she does not sit in it; ValueError for an unknown kind
    """
    station = db.session.scalar(sa.select(PeerSession).where(PeerSession.id == session_id).with_for_update())
    seats = {seat.person_id: seat for seat in station.seats} if station else {}
    if station is None or person_id not in seats:
        db.session.rollback()
        raise LookupError("no such station")
    mine, before = seats[person_id], queries.state_of(station, station.seats)
    if not (mine.home and mine.away):
        paces = protocols.protocol(station.protocol, stretch=station.stretch).paces
        after = rules.move(rules.come(before, mine.letter), paces, kind, mine.letter, seen, now)
        if after is not before:
            mine.home = kind in rules.STOPS or (kind == "done" and mine.letter in after.ready) or mine.home
            _keep(station, after, now)
            _tell(session_id)
    db.session.commit()


def offer(workplace_id: int, chosen: Mapping[str, tuple[bool, int]]) -> None:
    """What the workplace offers from now on: protocol → offered, stretch. Stations that run go on as they began."""
    for key, (offered, stretch) in chosen.items():
        row = insert(StationOffer).values(workplace_id=workplace_id, protocol=key, offered=offered, stretch=stretch)
        again = {"offered": offered, "stretch": stretch}
        db.session.execute(row.on_conflict_do_update(index_elements=[StationOffer.workplace_id, StationOffer.protocol], set_=again))
    db.session.commit()


def settle(now: datetime) -> None:
    """A closing question that has stood for long is not waited for: whoever just put her phone away is free to ask again."""
    chosen = sa.select(PeerSession).where(PeerSession.ending.is_(None), PeerSession.opened_at <= now - LINGER)
    for station in db.session.scalars(chosen.with_for_update()):
        paces = protocols.protocol(station.protocol, stretch=station.stretch).paces
        at = rules.position(queries.state_of(station, ()), paces, now)
        if at.step == len(paces) - 1 and at.elapsed >= LINGER:
            station.ending, station.ended_at, station.version = "done", now, station.version + 1
            _tell(station.id)
    db.session.commit()


def purge(now: datetime) -> None:
    """Stations that ended, or that everyone has left open, are gone, and with them who sat in them."""
    over = sa.or_(PeerSession.ended_at <= now - AFTERGLOW, PeerSession.opened_at <= now - LIFE)
    db.session.execute(sa.delete(PeerSession).where(over))
    db.session.commit()


def _opened(workplace_id: int, protocol: str, stretch: int, now: datetime) -> UUID:
    session_id, secret = uuid4(), settings().secret_key
    digest = codes.digest(secret, codes.code(secret, session_id))
    place = {"workplace_id": workplace_id, "protocol": protocol, "stretch": stretch}
    db.session.add(PeerSession(id=session_id, code_digest=digest, since=now, opened_at=now, **place))
    db.session.flush()
    return session_id


def _sit(session_id: UUID, person_id: int, taken: Sequence[str], most: int) -> None:
    free = [letter for letter in rules.LETTERS[:most] if letter not in taken]
    db.session.add(Seat(session_id=session_id, person_id=person_id, letter=secrets.choice(free)))
    db.session.flush()


def _fits(protocol: protocols.Protocol, count: int) -> bool:
    return protocol.people[0] <= count <= protocol.most and "own" in protocol.phones


def _keep(station: PeerSession, state: rules.State, now: datetime) -> None:
    station.step, station.since, station.paused_at = state.step, state.since, state.paused_at
    station.version, station.ending, station.ended_at = state.version, state.ending, now if state.ending else None
    station.sharer, station.halted = state.sharer, state.halted
    for each in station.seats:
        each.ready, each.away = each.letter in state.ready, each.letter not in state.present


def _tell(session_id: UUID) -> None:
    """Wake the other processes' streams; on SQLite they see the file change by themselves."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_notify(CHANNEL, session_id.hex)))
