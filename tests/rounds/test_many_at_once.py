"""Two workers, two thumbs, and two thousand people."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing.models import Block
from ladeapp.people.models import Membership, Person
from ladeapp.rounds import actions, rules
from ladeapp.rounds.models import FirstInLine, Joining, Meeting, MeetingSeat, Round
from ladeapp.shifts.models import Shift
from ladeapp.stations.models import PeerSession
from tests.cast import ANNA, BJORN, COLLEAGUES
from tests.rounds.conftest import START, World


def at_once(*verbs: Callable[[], object]) -> list[object]:
    gate = Barrier(len(verbs))

    def go(verb: Callable[[], object]) -> object:
        gate.wait()
        return verb()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(go, verbs))


def test_two_workers_match_a_round_once(world: World):
    world.join(*COLLEAGUES)
    world.clocks.move_to(START)

    def work() -> None:
        with world.app.app_context():
            actions.match_due(clock.now())
            db.session.remove()

    at_once(work, work)
    assert len(world.rows(Meeting)) == 4
    assert len({seat.person_id for seat in world.rows(MeetingSeat)}) == len(world.rows(MeetingSeat)) == 8
    assert len(world.told()) == 8


def test_two_who_start_at_once_sit_in_the_same_station(world: World):
    phones = world.matched(ANNA, BJORN)
    address = f"/rounds/meetings/{world.meeting().id}/station"
    answers = at_once(*(lambda phone=phone: phone.post(address) for phone in phones))
    assert len({answer.location for answer in answers}) == 1
    assert len(world.rows(PeerSession)) == 1


def test_a_worker_that_died_while_matching_is_followed_by_another(world: World):
    world.join(ANNA, BJORN)
    world.run(sa.update(Round).values(state="matching", claimed_until=START + timedelta(minutes=10)))
    world.pass_on(START + timedelta(minutes=9))
    assert world.rows(Meeting) == []
    world.pass_on(START + timedelta(minutes=10))
    assert len(world.rows(Meeting)) == 1


def test_who_leaves_while_the_worker_thinks_is_not_matched(world: World, monkeypatch: pytest.MonkeyPatch):
    anna, *_ = world.join(ANNA, BJORN, COLLEAGUES[0])
    number, match = world.open_round().id, rules.match

    def slow(pool: rules.Pool, seed: int) -> rules.Matching:
        monkeypatch.setattr(rules, "match", match)
        world.run_elsewhere(lambda: anna.post(f"/rounds/{number}/joining/end"))
        return match(pool, seed)

    monkeypatch.setattr(rules, "match", slow)
    world.pass_on(START)
    world.work()
    assert {seat.person_id for seat in world.rows(MeetingSeat)} == {world.id_of(BJORN), world.id_of(COLLEAGUES[0])}


@pytest.mark.slow
def test_two_thousand_join_and_none_is_dropped(world: World):
    lot = random.Random(1)
    with world.app.app_context():
        place = db.session.scalar(sa.select(Person.workplace_id).limit(1))
        people = [Person(workplace_id=place, login=f"p{n}", name=f"P{n}", joined_day=date(2026, 1, 5)) for n in range(2000)]
        db.session.add_all(people)
        db.session.flush()
        ids = [person.id for person in people]
        db.session.add_all(
            Membership(person_id=each, team_id=1 + n % 2, since_day=date(2026, 1, 5), added_by="Adam") for n, each in enumerate(ids)
        )
        db.session.add_all(Block(person_id=a, other_id=b) for a, b in {tuple(lot.sample(ids, 2)) for _ in range(2000)})
        shifts = ((each, START + timedelta(days=day, hours=lot.choice((-1, 6)))) for each in ids for day in lot.sample(range(14), 8))
        db.session.add_all(Shift(person_id=each, starts_at=start, ends_at=start + timedelta(hours=8)) for each, start in shifts)
        number = world_round(place)
        db.session.add_all(Joining(round_id=number, person_id=each) for each in ids)
        db.session.commit()
    before = time.process_time()
    world.pass_on(START)
    assert time.process_time() - before < 30
    seated = {seat.person_id for seat in world.rows(MeetingSeat)}
    assert seated | {row.person_id for row in world.rows(Joining)} == set(ids)
    assert len(seated) == 2000
    assert len(world.rows(FirstInLine)) <= 2
    assert len(world.told()) == 2000


def world_round(place: int) -> object:
    return db.session.scalar(sa.select(Round.id).where(Round.workplace_id == place, Round.state == "open"))
