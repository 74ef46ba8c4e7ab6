"""A close of five hundred teams is killed at any moment: each team has exactly one number or none, and the next round completes it."""

import multiprocessing
import os
import random
import time
from collections import Counter

import pytest
import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Membership, Person, Team
from ladeapp.trends import closing, keys
from ladeapp.trends.models import Contribution
from tests.cast import JOINED
from tests.periods import SEVENTH

EACH = 6  # counted people in a team
PATIENCE = 4  # kills of one period's close before the worker is left in peace
STATE = "SELECT state FROM period WHERE id = :id"
RELEASED = "SELECT team_id, level_tenths FROM release WHERE period_id = :id"
SEALED = "SELECT count(*) FROM contribution WHERE period_id = :id"


def populate(world, count):
    """So many teams of six; their ids."""
    with world.inside():
        place, unit = db.session.scalar(sa.select(Person.workplace_id).limit(1)), world.team().unit_id
        teams = [Team(name=f"Storm {n}", unit_id=unit, word="shift") for n in range(count)]
        people = [Person(workplace_id=place, login=f"storm{n}", name=f"Storm {n}", joined_day=JOINED) for n in range(EACH * count)]
        db.session.add_all([*teams, *people])
        db.session.flush()
        db.session.add_all(
            Membership(person_id=person.id, team_id=teams[n // EACH].id, since_day=JOINED, added_by="Adam")
            for n, person in enumerate(people)
        )
        db.session.commit()
        return [team.id for team in teams]


def level_of(team_id):
    return 20 + 10 * (team_id % 7)


def answer(world, span, teams):
    """Everybody in a team says the same, so that its number is known."""
    with world.inside():
        key = keys.load(span.id)
        places = db.session.execute(sa.text("SELECT team_id, person_id FROM roster WHERE period_id = :id AND counted"), {"id": span.id})
        tags = [(team_id, key.tag(span.id, team_id, person_id)) for team_id, person_id in places if team_id in teams]
        rows = [
            {"period_id": span.id, "team_id": team_id, "tag": tag, "sealed": key.seal(level_of(team_id) // 10, tag)}
            for team_id, tag in tags
        ]
        db.session.execute(sa.insert(Contribution), sorted(rows, key=lambda row: row["tag"]))
        db.session.commit()


def close_in_a_child(world, span):
    """Begin to close in a process of its own; returns when it is about to."""
    with world.inside():
        db.engine.dispose()
    told, tell = os.pipe()

    def close():
        with world.app.app_context():
            db.engine.dispose(close=False)
            os.write(tell, b"!")
            closing.close(span.id)
        os._exit(0)

    child = multiprocessing.get_context("fork").Process(target=close)
    child.start()
    os.read(told, 1)
    os.close(told)
    os.close(tell)
    return child


def wait_for_the_server(world):
    """PostgreSQL takes a moment to notice that its client is dead."""
    if world.app.extensions["ladeapp"].database_url.startswith("postgresql"):
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        while world.rows(others) != [(0,)]:
            time.sleep(0.01)


def all_or_nothing(world, span, teams):
    """True if it is closed. Each of its teams has its right number and no answer is left, or none has and all answers are."""
    ((state,),), released, ((sealed,),) = (world.rows(statement, id=span.id) for statement in (STATE, RELEASED, SEALED))
    if state == "open":
        assert (released, sealed) == ([], EACH * len(teams))
        assert span.id in kept_keys(world)
        return False
    assert sealed == 0
    levels = dict(released)
    assert len(levels) == len(released)
    assert {team: levels[team] for team in teams} == {team: level_of(team) for team in teams}
    return True


def kept_keys(world):
    with world.inside():
        return keys.kept()


def storm(world, count, kills):
    """Kill so many closes; returns when they died."""
    lot, teams, span = random.Random(5), set(populate(world, count)), SEVENTH
    world.live_through(span.previous, span)
    answer(world, span, teams)
    world.at(span.closes)
    died, lasts, tries = Counter(), 1.0, 0
    while sum(died.values()) < kills:
        begin, child = time.perf_counter(), close_in_a_child(world, span)
        child.join(lasts * lot.random())
        child.kill()
        child.join()
        wait_for_the_server(world)
        closed, key_is_left, tries = all_or_nothing(world, span, teams), span.id in kept_keys(world), tries + 1
        if child.exitcode == 0:
            assert closed
            lasts = time.perf_counter() - begin
        else:
            died["after the commit, with the key" if closed and key_is_left else "after its key" if closed else "before the commit"] += 1
            lasts *= 1.05  # until one is done before it is killed, and tells how long it takes
        if closed or tries == PATIENCE:
            span, tries = the_next(world, span, teams), 0
    return died


def the_next(world, span, teams):
    """The worker comes round and completes the close. Then the next period is answered and due."""
    world.work()
    assert all_or_nothing(world, span, teams)
    assert kept_keys(world) == [span.next.id]
    world.at(span.next.closes)
    answer(world, span.next, teams)
    return span.next


@pytest.mark.slow
def test_two_hundred_kills_over_five_hundred_teams(world, silent_noise, capsys):
    died = storm(world, count=500, kills=200)
    with capsys.disabled():
        print(f"\n{dict(died)} on {world.app.extensions['ladeapp'].database_url.partition(':')[0]}")
