"""Periods in tests: the clock is moved, the worker's jobs run, people answer from their phones."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock, create_app
from ladeapp.db import db
from ladeapp.people.models import Person, Team
from ladeapp.trends import JOBS, actions, rules
from tests.cast import COUNTED, Member
from tests.conftest import config_for, signed_in
from tests.databases import copy_database

SIXTH, SEVENTH, EIGHTH = (rules.period(f"2026-P0{number}") for number in (6, 7, 8))
HOUR = timedelta(hours=1)


@dataclass
class World:
    """The app, its clock and its worker. `phone` signs somebody in at the moment that the clock shows."""

    app: Flask
    clock: Any
    phone: Callable[[Member], FlaskClient]
    copies: list["World"] = field(default_factory=list)

    def at(self, moment: datetime) -> None:
        self.clock.move_to(moment, tick=False)

    def work(self) -> None:
        """What the worker does when it comes round once."""
        with self.inside():
            for job in JOBS:
                job.run(clock.now())

    def live_through(self, *spans: rules.Span) -> None:
        """Open each period in time, closing what falls due meanwhile, and stop a week into the last."""
        for span in spans:
            self.at(span.opens + HOUR)
            self.work()
        self.at(spans[-1].opens + timedelta(days=7))
        self.work()

    def copy(self, name: str, with_keys: bool = True) -> "World":
        """The same world once more as it is now: another database and, where whoever copied it got them, the keys."""
        config = self.app.extensions["ladeapp"]
        folder = config.instance / name
        folder.mkdir()
        if config.secrets_dir.exists():
            shutil.copytree(config.secrets_dir, folder / "secrets")
        if with_keys:
            shutil.copytree(config.key_dir, folder / "keys")
        with self.inside():
            db.engine.dispose()
        app = create_app(config_for(folder, copy_database(config.database_url, folder / "copy.sqlite3", name)))
        self.copies.append(World(app, self.clock, lambda member: signed_in(app, member)))
        return self.copies[-1]

    def close(self, span: rules.Span) -> None:
        self.at(span.closes)
        self.work()

    def answer(self, values: Sequence[int], people: Iterable[Member] = COUNTED, span: rules.Span = SEVENTH) -> None:
        """Each of `people`, in turn, contributes one of `values`, without the detour over HTTP."""
        with self.inside():
            for member, value in zip(people, values, strict=False):
                actions.contribute(self.id_of(member), span.id, value)

    @contextmanager
    def inside(self) -> Iterator[None]:
        with self.app.app_context():
            try:
                yield
            finally:
                db.session.remove()

    def read(self, member: Member, address: str) -> str:
        """A page as this person reads it, in English."""
        answer = self.phone(member).get(address, headers={"Accept-Language": "en"})
        assert answer.status_code == 200, answer.status
        return str(answer.text)

    def run(self, statement: str, **values: Any) -> None:
        with self.inside():
            db.session.execute(sa.text(statement), values)
            db.session.commit()

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.inside():
            return [tuple(row) for row in db.session.execute(sa.text(statement), values)]

    def level(self, team: str = "Team A", span: rules.Span = SEVENTH) -> int | None:
        """The released level. Raises ValueError when there is not exactly one release."""
        released = "SELECT level_tenths FROM release JOIN team ON team.id = team_id WHERE team.name = :team AND period_id = :id"
        ((level,),) = self.rows(released, team=team, id=span.id)
        return level

    @staticmethod
    def id_of(member: Member) -> int:
        return int(db.session.execute(sa.select(Person.id).where(Person.login == member.login)).scalar_one())

    @staticmethod
    def team(name: str = "Team A") -> Team:
        return db.session.execute(sa.select(Team).where(Team.name == name)).scalar_one()


@pytest.fixture
def world(app: Flask, phone_of: Callable[[Member], FlaskClient], time_machine: Any) -> Iterator[World]:
    """Nothing has been opened yet; it is spring."""
    world = World(app, time_machine, phone_of)
    world.at(SIXTH.opens - HOUR)
    yield world
    for copy in world.copies:
        with copy.inside():
            db.engine.dispose()


@pytest.fixture
def seventh(world: World) -> World:
    """A week into period 7. The same people were counted in period 6, which is closed."""
    world.live_through(SIXTH, SEVENTH)
    return world


@pytest.fixture
def silent_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test is about the sum and not about the blur."""
    monkeypatch.setattr(rules, "discrete_laplace", lambda scale: 0)
