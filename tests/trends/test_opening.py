"""A period opens: everyone's team is frozen, and a key is there from the first moment."""

import threading
from datetime import timedelta

import pytest

from ladeapp import clock
from ladeapp.trends import actions, keys, opening
from tests.cast import ANNA, LEAD, OTHER
from tests.periods import EIGHTH, HOUR, SEVENTH, SIXTH

ON = "SELECT count(*) FROM roster JOIN team ON team.id = team_id WHERE team.name = 'Team A' AND period_id = :id AND counted = :counted"


def periods(world):
    return [period_id for (period_id,) in world.rows("SELECT id FROM period ORDER BY id")]


def test_a_fresh_install_opens_the_running_period_and_no_other(world):
    world.at(SEVENTH.opens + timedelta(days=20))
    world.work()
    assert periods(world) == [SEVENTH.id]


def test_twelve_are_counted_and_the_lead_stands_there_uncounted(world):
    world.live_through(SEVENTH)
    assert world.rows(ON, id=SEVENTH.id, counted=True) == [(12,)]
    assert world.rows(ON, id=SEVENTH.id, counted=False) == [(1,)]


def test_it_opens_on_monday_at_midnight_in_oslo_and_not_a_minute_before(world):
    world.live_through(SIXTH)
    world.at(SEVENTH.opens - timedelta(minutes=1))
    world.work()
    assert periods(world) == [SIXTH.id]
    world.at(SEVENTH.opens)
    world.work()
    assert periods(world) == [SIXTH.id, SEVENTH.id]


def test_whoever_joins_after_monday_is_not_on_the_list_even_if_it_is_made_late(world):
    world.run(
        "UPDATE membership SET since_day = :day WHERE person_id = (SELECT id FROM person WHERE login = 'anna')", day=str(SEVENTH.first_day)
    )
    world.live_through(SEVENTH)
    assert world.rows(ON, id=SEVENTH.id, counted=True) == [(11,)]


def test_whoever_has_left_is_not_on_the_list(world):
    world.run("UPDATE person SET left_day = '2026-06-01' WHERE login = 'anna'")
    world.live_through(SEVENTH)
    assert world.rows(ON, id=SEVENTH.id, counted=True) == [(11,)]


def test_opening_again_changes_nothing(world):
    world.live_through(SEVENTH)
    world.run("UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Team B')")
    with world.inside():
        key = keys.load(SEVENTH.id).public_id
        assert opening.open_period(SEVENTH) is False
    world.work()
    assert world.rows(ON, id=SEVENTH.id, counted=True) == [(12,)]
    with world.inside():
        assert keys.load(SEVENTH.id).public_id == key


def test_of_several_workers_one_opens(world):
    world.at(SEVENTH.opens)
    opened = []

    def open_it():
        with world.inside():
            opened.append(opening.open_period(SEVENTH))

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(opened) == [False, False, False, True]
    assert world.rows(ON, id=SEVENTH.id, counted=True) == [(12,)]


def test_missed_openings_are_caught_up_in_order(world):
    world.live_through(SIXTH)
    world.at(EIGHTH.next.opens + HOUR)
    world.work()
    world.work()
    assert world.rows("SELECT id, state FROM period ORDER BY id") == [
        (SIXTH.id, "closed"),
        (SEVENTH.id, "closed"),
        (EIGHTH.id, "open"),
        (EIGHTH.next.id, "open"),
    ]


def test_a_clock_set_back_opens_and_closes_nothing_and_nothing_is_taken(seventh):
    seventh.at(SIXTH.opens - timedelta(days=40))
    seventh.work()
    assert periods(seventh) == [SIXTH.id, SEVENTH.id]
    with seventh.inside(), pytest.raises(actions.NotTaken, match="early"):
        actions.contribute(seventh.id_of(ANNA), SEVENTH.id, 5)


def test_a_crash_before_the_commit_leaves_a_key_that_the_next_attempt_uses(world):
    world.at(SEVENTH.opens)
    with world.inside():
        keys.create(SEVENTH.id)
        key = keys.load(SEVENTH.id).public_id
    world.work()
    with world.inside():
        assert keys.load(SEVENTH.id).public_id == key


# What a phone is told


def test_a_phone_learns_which_periods_take_answers_and_under_which_key(seventh):
    told = seventh.phone(ANNA).get("/api/session").json
    with seventh.inside():
        key = keys.load(SEVENTH.id).public_id
    assert told["counts_from"] == SEVENTH.id
    assert told["periods"] == [
        {
            "id": "2026-P07",
            "first_day": "2026-06-15",
            "last_day": "2026-07-12",
            "closes": "2026-07-15T10:00:00Z",
            "counted": True,
            "key": key,
        }
    ]


def test_between_monday_and_wednesday_a_phone_learns_of_two_periods(seventh):
    seventh.at(EIGHTH.opens + HOUR)
    seventh.work()
    assert [period["id"] for period in seventh.phone(ANNA).get("/api/session").json["periods"]] == [SEVENTH.id, EIGHTH.id]


def test_a_newcomer_learns_from_when_she_counts_and_a_lead_that_she_does_not(world):
    world.run("UPDATE membership SET since_day = '2026-06-20' WHERE person_id = (SELECT id FROM person WHERE login = 'oda')")
    world.live_through(SEVENTH)
    newcomer, lead = (world.phone(member).get("/api/session").json for member in (OTHER, LEAD))
    assert (newcomer["counts_from"], newcomer["periods"][0]["counted"]) == (EIGHTH.id, False)
    assert (lead["counts_from"], lead["periods"][0]["counted"]) == (None, False)


def test_before_anything_was_opened_a_phone_learns_of_no_period(world):
    told = world.phone(ANNA).get("/api/session").json
    assert (told["counts_from"], told["periods"]) == (None, [])
    assert clock.now() < SIXTH.opens
