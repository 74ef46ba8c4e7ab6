"""Waves in tests: ward A has grown to 22 who are counted, the discussion is signed, and one wave of two scales runs beside period 7."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.effect import JOBS, actions, waves
from ladeapp.hse.models import WorkRecord
from ladeapp.people.models import Membership, Person
from ladeapp.trends import rules
from tests.cast import COUNTED, JOINED, LEAD, SAFETY, UNION, Member
from tests.periods import EIGHTH, HOUR, SEVENTH, SIXTH, World

EXTRA = tuple(Member(f"vikar{n}", f"Vikar {n}") for n in range(1, 11))
GROUP = (*COUNTED, *EXTRA)  # twenty-two, so that one or two may be made lead
SCALES = ("strain", "given")


@dataclass
class Sealed:
    """A number that people answer under seal: the team's, or one scale of a wave. To a World it is as good as a period."""

    world: World
    id: str
    said: str
    opens: datetime
    closes: datetime
    fewest: int
    key_left: list[str]  # the periods whose keys are there after the close

    @property
    def address(self) -> str:
        return f"/api/contributions/{self.said}"

    def close(self) -> None:
        self.world.at(self.closes)
        work(self.world)

    def level(self) -> int | None:
        return self.world.level(span=self)  # type: ignore[arg-type]

    def answer(self, values: Sequence[int], people: Sequence[Member] = COUNTED) -> None:
        self.world.answer(values, people, span=self)  # type: ignore[arg-type]


def grow(world: World, extra: Sequence[Member] = EXTRA) -> None:
    """More people in team A, from the beginning."""
    with world.inside():
        team = world.team().id
        for member in extra:
            person = Person(workplace_id=1, login=member.login, name=member.name, joined_day=JOINED)
            db.session.add(person)
            db.session.flush()
            db.session.add(Membership(person_id=person.id, team_id=team, since_day=JOINED, added_by="Adam"))
        db.session.commit()


def discuss(world: World, day: date = JOINED) -> None:
    """§ 9-2 is behind them: three have signed."""
    with world.inside():
        there = db.session.scalar(sa.select(WorkRecord).where(WorkRecord.kind == "discussion", WorkRecord.workplace_id == 1))
        if there is None:
            there = WorkRecord(workplace_id=1, kind="discussion", day=day, present="Leila, Stein og Unni")
            db.session.add(there)
        there.locked_day = day
        db.session.commit()


def work(world: World) -> None:
    """What the worker does when it comes round once, the waves with it."""
    with world.inside():
        for job in JOBS:
            job.run(clock.now())
    world.work()


def propose(world: World, scales: Sequence[str] = SCALES, weeks: int = 1, months: int = 0, **joined: int) -> UUID:
    """By the safety rep; `joined` names teams and the group each is joined into."""
    with world.inside():
        groups = {team: joined.get(name.replace(" ", "_")) for team, name in waves.teams(1).items()}
        return actions.propose(_person(SAFETY), months, scales, weeks, groups)


def sign(world: World, wave: UUID, *members: Member) -> None:
    """All three unless told."""
    with world.inside():
        for member in members or (LEAD, SAFETY, UNION):
            actions.sign(_person(member), wave, member.roles[0])


def open_wave(world: World, scales: Sequence[str] = SCALES, weeks: int = 1, **joined: int) -> Sealed:
    """Proposed, signed and opened on its Monday; the world stands a day later. Returns its first scale."""
    sign(world, propose(world, scales, weeks, **joined))
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())
    world.at(rules.opens_on(monday) + HOUR)
    work(world)
    world.at(rules.opens_on(monday) + timedelta(days=1))
    scale = rules.Scale(monday.year, 1, scales[0], 1)
    return Sealed(world, scale.id, scale.said, rules.opens_on(monday), rules.closes_after(monday, weeks), 10, [SEVENTH.id])


@pytest.fixture
def grown(world: World) -> World:
    """A week into period 7, with twenty-two in team A who were counted in period 6 too; the discussion is signed."""
    grow(world)
    discuss(world)
    world.live_through(SIXTH, SEVENTH)
    return world


@pytest.fixture
def wave(grown: World) -> Sealed:
    return open_wave(grown)


@pytest.fixture(params=["the team's number", "a wave's scale"])
def sealed(request: pytest.FixtureRequest, world: World) -> Sealed:
    """Once the team's number of period 7, once the scale "strain" of a wave that runs beside it."""
    if request.param == "a wave's scale":
        opened = open_wave(request.getfixturevalue("grown"))
        world.run("DELETE FROM work_record")  # it has done its part, and whoever furnishes the house begins anew
        return opened
    world.live_through(SIXTH, SEVENTH)
    return Sealed(world, SEVENTH.id, SEVENTH.id, SEVENTH.opens, SEVENTH.closes, 5, [EIGHTH.id])


def _person(member: Member) -> Any:
    return db.session.get_one(Person, World.id_of(member))
