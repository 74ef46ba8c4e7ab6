"""What the home page and the phone's own session need, asked of each room once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from ..accords import queries as accords
from ..db import db
from ..effect import waves
from ..hse import queries as hse
from ..people import queries as people
from ..people.models import Person
from ..programme import queries as programme
from ..programme.rules import Step
from ..reminders import queries as reminders
from ..rounds import queries as rounds
from ..shifts import queries as shifts
from ..trends import queries as trends
from .feed import BREAK, STATION, Appointment
from .models import CalendarFeed


def phone_session(person: Person, now: datetime) -> dict[str, Any]:
    """What a phone must know to send: who is signed in, from when she counts, and the running keys' public ids."""
    team = people.team_of(person.id)
    return {
        "person": {"key": str(person.key), "name": person.name, "language": person.language},
        "word": team.word if team else "shift",
        **trends.session_periods(person.id, now),
    }


@dataclass(frozen=True)
class AtWork:
    """What home tells in a line: accords that wait for her name, the partsgruppe's, the plan of learning, open questions, shifts that are over."""

    to_sign: list[tuple[UUID, str]]
    partsgruppa: hse.AtWork
    plan: list[Step]
    is_asked: bool
    is_out_of_shifts: bool


def at_work(person: people.Someone, now: datetime, today: date) -> AtWork:
    """All of it in one statement."""
    told = accords.awaiting_rows(person.id), *hse.home_rows(person, today), programme.step_rows(person.workplace_id)
    rows = db.session.execute(sa.union_all(*told, waves.home_rows(person.id, now), shifts.over_rows(person.id, now))).all()
    kinds = {row.kind for row in rows}
    to_sign = sorted(accords.awaited(rows), key=lambda one: one[1])
    return AtWork(to_sign, hse.AtWork.of(rows), programme.steps_in(rows), "wave" in kinds, "shifts_over" in kinds)


def has_feed(person_id: int) -> bool:
    """Whether her calendar can be fetched."""
    return bool(db.session.scalar(sa.select(sa.exists().where(CalendarFeed.person_id == person_id))))


def fed_by(digest: bytes) -> Person | None:
    """Whose calendar this secret fetches; nobody's who has left."""
    owner = sa.select(Person).join(CalendarFeed, CalendarFeed.person_id == Person.id)
    return db.session.scalar(owner.where(CalendarFeed.digest == digest, Person.left_day.is_(None)))


def appointments(person_id: int, now: datetime) -> Iterator[Appointment]:
    """Stations that she has agreed to, and the breathers of the eight days ahead.

    The plan alone: one that she has handled stays until its time, so that whoever sees the calendar cannot tell whether she has.
    Without the offers after something hard: they come at other times than the rest, and would tell of it. Nor are questions a breather.
    """
    for meeting, slot in rounds.agreed(person_id, now):
        yield Appointment(f"station {meeting}", slot, STATION)
    hers = reminders.hers(person_id, now)
    for moment in hers.coming(now) if hers else ():
        if moment.kind not in {"offer", "survey"}:
            yield Appointment(moment.occasion, moment.due_at, BREAK)
