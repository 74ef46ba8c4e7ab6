"""Forty phones say yes at the same moment: one comes, the others are told; who may not come never does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.pairing.models import Ask, Block, HelpCount, PairingChoice
from ladeapp.people.models import Membership, Person
from ladeapp.stations.models import PeerSession, Seat
from tests.cast import ANNA, SUPPORTER
from tests.stations.conftest import id_of

pytestmark = pytest.mark.at_once
PHONES = 40
BLOCKED, CAPPED = 3, 3  # of the forty, beside the one supporter


@dataclass
class Ward:
    """Anna, who asks; those who may come, a supporter from another ward among them; and those who may not."""

    anna: int
    may: list[int]
    blocked: list[int]
    capped: list[int]

    @property
    def forty(self) -> list[int]:
        return [*self.may, *self.blocked, *self.capped]


@pytest.fixture
def ward(app: Flask) -> Ward:
    with app.app_context():
        anna = db.session.get(Person, id_of(ANNA))
        team = db.session.get(Membership, anna.id).team_id
        people = [
            Person(workplace_id=anna.workplace_id, login=f"vakt{n}", name=f"Vakt {n}", joined_day=anna.joined_day)
            for n in range(PHONES - 1)
        ]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(Membership(person_id=each.id, team_id=team, since_day=anna.joined_day, added_by="Adam") for each in people)
        ids = [each.id for each in people]
        blocked, capped, may = ids[:BLOCKED], ids[BLOCKED : BLOCKED + CAPPED], ids[BLOCKED + CAPPED :]
        for number, person in enumerate(blocked):
            pair = (person, anna.id) if number % 2 else (anna.id, person)
            db.session.add(Block(person_id=pair[0], other_id=pair[1]))
        db.session.add_all(PairingChoice(person_id=person, helps_max=0) for person in capped)
        db.session.commit()
        return Ward(anna.id, [*may, id_of(SUPPORTER)], blocked, capped)


def at_once(app: Flask, tries: list[tuple]) -> list[str]:
    """Everybody accepts at the same moment: (ask, person)."""
    gate = Barrier(len(tries))

    def accept(one: tuple) -> str:
        with app.app_context():
            gate.wait()
            try:
                actions.accept(*one, clock.now())
            except actions.TooLate:
                return "told"
            except actions.Sitting:
                return "sits"
            finally:
                db.session.remove()
            return "came"

    with ThreadPoolExecutor(len(tries)) as phones:
        return list(phones.map(accept, tries))


def asked(app: Flask, person: int):
    """She asks, and the worker carries it to the supporters as well."""
    with app.app_context():
        ask = actions.ask(person, clock.now(), clock.today())
        actions.reach(clock.now())
        db.session.remove()
        return ask


def count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def clear() -> None:
    """Everybody has gone home."""
    for table in ("peer_session", "ask", "ask_count", "help_count", "push_delivery"):
        db.session.execute(sa.text(f"DELETE FROM {table}"))
    db.session.commit()


def run(app: Flask, ward: Ward, rounds: int) -> None:
    came = set()
    for _ in range(rounds):
        ask = asked(app, ward.anna)
        answers = dict(zip(ward.forty, at_once(app, [(ask, person) for person in ward.forty]), strict=True))
        assert sorted(answers.values()) == ["came"] + ["told"] * (PHONES - 1)
        winner = next(person for person, answer in answers.items() if answer == "came")
        assert winner in ward.may
        came.add(winner)
        with app.app_context():
            assert (count(Seat), count(Ask)) == (2, 0)
            assert db.session.execute(sa.select(HelpCount.person_id, HelpCount.times)).all() == [(winner, 1)]
            assert set(db.session.scalars(sa.select(Seat.person_id))) == {ward.anna, winner}
            clear()
    if rounds >= 100:
        assert len(came) > 1


def run_both_ways(app: Flask, ward: Ward, rounds: int) -> None:
    """Two who ask and answer each other, and one who answers two with two phones: nobody sits twice, nobody waits for ever."""
    one, other, third = ward.may[:3]
    for _ in range(rounds):
        asks = {person: asked(app, person) for person in (one, other)}
        answers = at_once(app, [(asks[one], other), (asks[other], one), (asks[one], third), (asks[other], third)])
        with app.app_context():
            seats = list(db.session.scalars(sa.select(Seat.person_id)))
            assert len(seats) == len(set(seats)) == 2 * answers.count("came")
            assert answers.count("came") >= 1
            assert count(PeerSession) == answers.count("came")
            clear()


def test_exactly_one_of_forty_comes(app: Flask, ward: Ward):
    run(app, ward, 3)


def test_two_who_answer_each_other_sit_in_one_station(app: Flask, ward: Ward):
    run_both_ways(app, ward, 5)


@pytest.mark.slow
def test_exactly_one_of_forty_comes_two_hundred_times(app: Flask, ward: Ward):
    run(app, ward, 200)


@pytest.mark.slow
def test_two_who_answer_each_other_two_hundred_times(app: Flask, ward: Ward):
    run_both_ways(app, ward, 200)
