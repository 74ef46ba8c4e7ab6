"""Who is asked, and what lies in the tables."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.pairing.models import Block, PairingChoice, PairingPolicy
from ladeapp.people.models import Workplace
from ladeapp.push.models import PushDelivery
from ladeapp.shifts.models import Shift
from tests.cast import BJORN, Member
from tests.conftest import PhoneOf
from tests.stations.conftest import id_of

NIGHT = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)

Rows = Callable[[type], list]


@pytest.fixture
def night() -> Iterator[time_machine.Traveller]:
    """It is eleven in the evening in Fjordvik, and no time passes unless somebody shifts it."""
    with time_machine.travel(NIGHT, tick=False) as clocks:
        yield clocks


@pytest.fixture
def rows(app: Flask) -> Rows:
    """`rows(Ask)` is what the table holds."""

    def read(model: type) -> list:
        with app.app_context():
            return list(db.session.scalars(sa.select(model)))

    return read


@pytest.fixture
def listening(phone_of: PhoneOf) -> Callable[..., FlaskClient]:
    """`listening(BJORN)` is the phone of someone who has said "I can listen"."""

    def phone(member: Member = BJORN, until: str = "while") -> FlaskClient:
        client = phone_of(member)
        assert client.post("/pairings/willingness", data={"until": until}).status_code == 303
        return client

    return phone


@pytest.fixture
def told(app: Flask) -> Callable[[], list[tuple[int, str, str]]]:
    """The worker carries every ask as far as it may go now; then, whom a message is due to: (person, kind, where a tap leads)."""

    def due() -> list[tuple[int, str, str]]:
        with app.app_context():
            now = clock.now()
            actions.reach(now)
            chosen = sa.select(PushDelivery).where(PushDelivery.due_at <= now, PushDelivery.expires_at > now)
            return [(row.person_id, row.kind, row.navigate) for row in db.session.scalars(chosen)]

    return due


class House:
    """Sets up what people have chosen and when they work, past the pages."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def id(self, member: Member) -> int:
        with self.app.app_context():
            return id_of(member)

    def _add(self, row: object) -> None:
        with self.app.app_context():
            db.session.merge(row)
            db.session.commit()

    def works(self, *members: Member, hours: float = 8, begins: float = -1) -> None:
        """They are in a shift that began an hour ago."""
        now = clock.now()
        for member in members:
            start = now + timedelta(hours=begins)
            self._add(Shift(person_id=self.id(member), starts_at=start, ends_at=start + timedelta(hours=hours)))

    def chooses(self, member: Member, **choices: Any) -> None:
        chosen = {"on_shift": False, "helps_max": 2, "outside": False, "supports": True, **choices}
        self._add(PairingChoice(person_id=self.id(member), **chosen))

    def blocks(self, member: Member, other: Member) -> None:
        self._add(Block(person_id=self.id(member), other_id=self.id(other)))

    def allows_outside(self) -> None:
        with self.app.app_context():
            place = db.session.scalar(sa.select(Workplace.id).where(Workplace.slug == "fjordvik"))
        self._add(PairingPolicy(workplace_id=place, outside=True))


@pytest.fixture
def house(app: Flask) -> House:
    return House(app)
