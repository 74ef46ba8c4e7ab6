"""Wednesday 25 November 2026, ten in the morning, and whoever has told a rotation."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.shifts import actions, queries, rules
from tests.cast import Member
from tests.periods import World

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MONDAY = date(2026, 11, 23)

Told = Callable[..., int]


@pytest.fixture
def at(time_machine: Any) -> Callable[[datetime], None]:
    def move(moment: datetime) -> None:
        time_machine.move_to(moment, tick=False)

    move(NOW)
    return move


@pytest.fixture
def works(app: Flask, at: object) -> Told:
    """`works(ANNA, "dddddoo")`: this is her rotation from this week on. Returns her id."""

    def tell(member: Member, pattern: str, hours: tuple[rules.Turn, ...] = rules.USUAL, first_day: date = MONDAY) -> int:
        with app.app_context():
            person_id = World.id_of(member)
            actions.keep_rotation(person_id, rules.Rotation(first_day, pattern, hours), clock.now())
            db.session.remove()
        return person_id

    return tell


@pytest.fixture
def shifts_of(app: Flask) -> Callable[[int], Sequence[rules.Span]]:
    def read(person_id: int) -> Sequence[rules.Span]:
        with app.app_context():
            found = queries.own(person_id)
            db.session.remove()
        return found

    return read
