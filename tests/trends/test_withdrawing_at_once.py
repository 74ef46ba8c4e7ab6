"""A withdrawal counts, also in the very moment when a colleague's answer lays the team's rows down anew."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people.queries import person_by_login
from ladeapp.trends import actions, rules
from ladeapp.trends.models import Contribution
from tests.cast import ANNA, BJORN
from tests.conftest import PhoneOf

WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.mark.parametrize("meanwhile", ["Bjørn answers", "all are laid anew"])
def test_what_anna_takes_back_is_gone_though_the_rows_are_written_at_that_moment(app: Flask, phone_of: PhoneOf, meanwhile: str) -> None:
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("SQLite has one writer at a time")
    with app.app_context():
        actions.open_due(clock.now())
        period = rules.period_of(clock.today()).id
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    assert anna.put(f"/api/contributions/{period}", json={"value": 8}).status_code == 204
    with app.app_context():
        person = person_by_login(BJORN.login, "fjordvik")
        assert person
        with _held_still():
            if meanwhile == "Bjørn answers":
                actions.contribute(person.id, period, 3)
            else:
                actions.lay_anew(clock.now())
        taken_back = threading.Thread(target=lambda: anna.delete(f"/api/contributions/{period}"))
        taken_back.start()
        with db.engine.connect() as onlooker:
            assert any(onlooker.scalar(WAITING) for _ in repeat(None, 5000)), "the withdrawal should be waiting for its turn"
        db.session.commit()
        taken_back.join(10)
        left = db.session.scalar(sa.select(sa.func.count()).select_from(Contribution))
        assert left == (1 if meanwhile == "Bjørn answers" else 0), "nothing of Anna's is left"
        db.session.rollback()
    assert bjorn.delete(f"/api/contributions/{period}").status_code == 204


@contextmanager
def _held_still() -> Iterator[None]:
    """What is done within is not committed yet."""
    commit = db.session.commit
    try:
        db.session.commit = lambda: None  # type: ignore[method-assign]
        yield
    finally:
        db.session.commit = commit  # type: ignore[method-assign]
