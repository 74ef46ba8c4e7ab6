"""Who is asked, and what lies in the tables."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.push.models import PushDelivery
from tests.cast import BJORN, Member
from tests.conftest import PhoneOf

Rows = Callable[[type], list]


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

    def phone(member: Member = BJORN) -> FlaskClient:
        client = phone_of(member)
        assert client.post("/pairings/willingness", data={"until": "while"}).status_code == 303
        return client

    return phone


@pytest.fixture
def told(app: Flask) -> Callable[[], list[tuple[int, str, str]]]:
    """The worker carries every ask as far as it may go now; then, whom a message is due to: (person, kind, where a tap leads)."""

    def due() -> list[tuple[int, str, str]]:
        with app.app_context():
            now = clock.now()
            actions.reach(now)
            chosen = sa.select(PushDelivery).where(PushDelivery.due_at <= now)
            return [(row.person_id, row.kind, row.navigate) for row in db.session.scalars(chosen)]

    return due
