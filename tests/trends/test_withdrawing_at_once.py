"""A withdrawal counts, also in the very moment when a colleague's answer lays the team's rows down anew."""

import threading
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


def test_what_anna_takes_back_is_gone_though_bjorn_answers_at_that_moment(app: Flask, phone_of: PhoneOf) -> None:
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
        _answer_without_committing(person.id, period)
        taken_back = threading.Thread(target=lambda: anna.delete(f"/api/contributions/{period}"))
        taken_back.start()
        with db.engine.connect() as onlooker:
            assert any(onlooker.scalar(WAITING) for _ in repeat(None, 5000)), "the withdrawal should be waiting for its turn"
        db.session.commit()
        taken_back.join(10)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 1, "only Bjørn's is left"
        db.session.rollback()
    assert bjorn.delete(f"/api/contributions/{period}").status_code == 204


def _answer_without_committing(person_id: int, period: str) -> None:
    """What `contribute` does, held still before its commit."""
    commit = db.session.commit
    try:
        db.session.commit = lambda: None  # type: ignore[method-assign]
        actions.contribute(person_id, period, 3)
    finally:
        db.session.commit = commit  # type: ignore[method-assign]
