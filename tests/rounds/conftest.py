"""A workplace with rounds every other week, a worker that comes by when told, and time that passes when told."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.people import queries as people
from ladeapp.push.models import PushDelivery
from ladeapp.rounds import JOBS
from ladeapp.rounds.models import Meeting, Round
from ladeapp.shifts.models import Shift
from tests.cast import ADMIN, Member
from tests.conftest import PhoneOf

WEDNESDAY = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
START = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)  # the Monday after, nine o'clock in Norway

MEETS = re.compile(r"<h2>Du møter ([^<]+)</h2>")
SLOT = re.compile(r'name="slot" value="([^"]+)"')
OWN = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"')  # what differs from one reading of a page to the next
ACTION = re.compile(r'action="(/rounds/[^"]+)"')


class World:
    """What a test does beside tapping on phones."""

    def __init__(self, app: Flask, phone_of: PhoneOf, clocks: Any) -> None:
        self.app, self.phone_of, self.clocks = app, phone_of, clocks

    def id_of(self, member: Member) -> int:
        with self.app.app_context():
            person = people.person_by_login(member.login, "fjordvik")
            assert person
            return person.id

    def work(self) -> None:
        """One round of the worker."""
        assert run_once(self.app, JOBS) == 0

    def pass_on(self, until: datetime) -> None:
        self.clocks.move_to(until)
        self.work()

    def rows(self, model: type) -> list:
        with self.app.app_context():
            return list(db.session.scalars(sa.select(model)))

    def add(self, *rows: object) -> None:
        with self.app.app_context():
            db.session.add_all(rows)
            db.session.commit()

    def at_work(self, member: Member, start: datetime, hours: int = 8) -> None:
        self.add(Shift(person_id=self.id_of(member), starts_at=start, ends_at=start + timedelta(hours=hours)))

    def open_round(self) -> Round:
        return next(each for each in self.rows(Round) if each.state == "open")

    def join(self, *members: Member) -> list[FlaskClient]:
        number = self.open_round().id
        phones = [self.phone_of(member) for member in members]
        for phone in phones:
            assert phone.post(f"/rounds/{number}/joining").status_code == 303
        return phones

    def matched(self, *members: Member) -> list[FlaskClient]:
        """They have joined, and the round has begun."""
        phones = self.join(*members)
        self.pass_on(START)
        return phones

    def meeting(self) -> Meeting:
        (only,) = self.rows(Meeting)
        return only

    def told(self) -> list[tuple[int, str, str]]:
        return sorted((row.person_id, row.kind, row.navigate) for row in self.rows(PushDelivery))

    def silence(self) -> None:
        self.run(sa.delete(PushDelivery))

    def run_elsewhere(self, verb: Callable[[], object]) -> None:
        """As from another phone while something goes on here."""
        with ThreadPoolExecutor(1) as other:
            other.submit(verb).result()

    def run(self, statement: sa.Executable) -> None:
        with self.app.app_context():
            db.session.execute(statement)
            db.session.commit()


@pytest.fixture
def world(app: Flask, phone_of: PhoneOf) -> Iterator[World]:
    with time_machine.travel(WEDNESDAY, tick=False) as clocks:
        assert phone_of(ADMIN).post("/workplace/rounds", data={"weeks": "2"}).status_code == 303
        yield World(app, phone_of, clocks)


@pytest.fixture
def tap() -> Callable[..., None]:
    """`tap(phone, "agreement", slot=…)`: a tap on what the page offers; what it does not offer cannot be tapped."""

    def post(phone: FlaskClient, verb: str, **data: str) -> None:
        offered = [action for action in ACTION.findall(phone.get("/rounds").text) if action.endswith(f"/{verb}")]
        assert offered, verb
        assert phone.post(offered[0], data=data).status_code == 303

    return post


def page(phone: FlaskClient) -> str:
    return phone.get("/rounds").text


def meets(phone: FlaskClient) -> str | None:
    """Whom her page says she meets."""
    found = MEETS.search(page(phone))
    return found and found[1]


def slots(phone: FlaskClient) -> list[str]:
    """The times she can choose between."""
    return SLOT.findall(page(phone))
