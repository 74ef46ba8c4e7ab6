"""A station with Anna and Bjørn in it, however they found each other."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people import queries as people
from ladeapp.stations import actions
from tests.cast import ANNA, BJORN, Member

Seated = Callable[..., UUID]


@pytest.fixture
def seated(app: Flask) -> Seated:
    """`seated()` seats Anna and Bjørn, `seated(X, Y)` others; the lot decides who begins."""

    def seat(one: Member = ANNA, other: Member = BJORN, now: datetime | None = None) -> UUID:
        with app.app_context():
            station = actions.seat((id_of(one), id_of(other)), now or clock.now())
            db.session.commit()
            return station

    return seat


def id_of(member: Member) -> int:
    person = people.person_by_login(member.login, "fjordvik")
    assert person
    return person.id
