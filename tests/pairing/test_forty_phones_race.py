"""Forty colleagues say yes at the same moment; one comes, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.pairing.models import Ask, Pairing
from ladeapp.people.models import Membership, Person
from ladeapp.stations.models import PeerSession, Seat
from tests.cast import ANNA
from tests.stations.conftest import id_of

PHONES = 40


@pytest.fixture
def forty(app: Flask) -> list[int]:
    """Forty more colleagues on Anna's team."""
    with app.app_context():
        anna = db.session.get(Person, id_of(ANNA))
        team = db.session.get(Membership, anna.id).team_id
        people = [
            Person(workplace_id=anna.workplace_id, login=f"vakt{n}", name=f"Vakt {n}", joined_day=anna.joined_day) for n in range(PHONES)
        ]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(Membership(person_id=each.id, team_id=team, since_day=anna.joined_day, added_by="Adam") for each in people)
        db.session.commit()
        return [each.id for each in people]


def race(app: Flask, people: list[int]) -> list[str]:
    """One round: Anna asks, everybody accepts at once."""
    with app.app_context():
        ask = actions.ask(id_of(ANNA), clock.now(), clock.today())
    gate = Barrier(len(people))

    def accept(person: int) -> str:
        with app.app_context():
            gate.wait()
            try:
                actions.accept(ask, person, clock.now(), clock.today())
            except actions.TooLate:
                return "told"
            finally:
                db.session.remove()
            return "came"

    with ThreadPoolExecutor(len(people)) as phones:
        return list(phones.map(accept, people))


def run(app: Flask, people: list[int], rounds: int) -> None:
    for number in range(1, rounds + 1):
        answers = race(app, people)
        assert sorted(answers) == ["came"] + ["told"] * (PHONES - 1)
        with app.app_context():
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Pairing)) == number
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Seat)) == 2
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Ask)) == 0
            db.session.execute(sa.delete(PeerSession))
            db.session.execute(sa.text("DELETE FROM ask_count"))
            db.session.commit()


def test_exactly_one_of_forty_comes(app: Flask, forty: list[int]):
    run(app, forty, 3)


@pytest.mark.slow
def test_exactly_one_of_forty_comes_two_hundred_times(app: Flask, forty: list[int]):
    run(app, forty, 200)
