"""That questions are open is told once, in her own hours, to everyone they ask who wants reminders: answered or not, for the server does not know."""

from datetime import date, timedelta

import pytest

from ladeapp import clock
from ladeapp.push.words import MAILED, REMINDERS, TEXTS
from ladeapp.reminders import JOBS, queries
from ladeapp.reminders import actions as reminders
from ladeapp.shifts import actions as shifts
from ladeapp.shifts.rules import Rotation
from ladeapp.trends import rules
from tests.cast import ANNA, BJORN, LEAD, OTHER, UNION
from tests.periods import HOUR
from tests.waves import open_wave, propose, sign, work

MONDAY = date(2026, 6, 29)
MIDNIGHT = rules.opens_on(MONDAY)
TOLD = "SELECT person.login, kind, navigate FROM push_delivery JOIN person ON person.id = person_id WHERE kind = 'survey' ORDER BY 1"


def remind(world, *members):
    with world.inside():
        for member in members:
            reminders.turn_on(world.id_of(member), clock.now())


def plan(world):
    with world.inside():
        JOBS[0].run(clock.now())


def coming(world, member):
    """When she will be told, by the clock in Oslo."""
    with world.inside():
        found = queries.hers(world.id_of(member), clock.now())
        return [f"{one.due_at.astimezone(rules.ZONE):%a %H}" for one in found.coming(clock.now()) if one.kind == "survey"]


@pytest.fixture
def opened(grown):
    """Monday at one in the morning; those who want reminders have turned them on long ago."""
    remind(grown, ANNA, BJORN, LEAD, OTHER)
    sign(grown, propose(grown, weeks=2))
    grown.at(MIDNIGHT + HOUR)
    work(grown)
    return grown


def test_who_is_asked_is_told_and_nobody_else(opened):
    """Leila leads, Oda's group is too small, and Unni has turned on no reminders."""
    plan(opened)
    assert opened.rows(TOLD) == [("anna", "survey", "/survey"), ("bjorn", "survey", "/survey")]
    with opened.inside():
        assert queries.hers(opened.id_of(UNION), clock.now()) is None


def test_whoever_has_answered_is_told_like_whoever_has_not(opened):
    silent = opened.copy("silent")
    assert opened.phone(ANNA).put("/api/contributions/2026-E1-strain", json={"value": 9}).status_code == 204
    found = []
    for world in (opened, silent):
        plan(world)
        found.append(world.rows("SELECT person_id, kind, occasion, due_at, expires_at FROM push_delivery ORDER BY 1"))
    assert found[0] == found[1]


def test_it_comes_once_and_not_again_the_days_after(opened):
    plan(opened)
    for day in range(1, 14):
        opened.at(MIDNIGHT + timedelta(days=day, hours=1))
        opened.run("DELETE FROM push_delivery")  # as if it had been sent, so that nothing but the rule remembers
        plan(opened)
        assert opened.rows(TOLD) == []


def test_whoever_moves_her_shifts_afterwards_is_told_no_second_time(opened):
    """Anna has told no shifts, so it comes on Monday at noon; then she tells some, and others, while other reminders come."""
    plan(opened)
    with opened.inside():
        me = opened.id_of(ANNA)
        reminders.set_per_week(me, 7, clock.now())
    for day, pattern in enumerate(("odddddd", "ooeeeee", "ooonnnn")):
        opened.at(MIDNIGHT + timedelta(days=day, hours=18))
        opened.run("DELETE FROM push_delivery")  # as if it had been sent
        with opened.inside():
            shifts.keep_rotation(me, Rotation(MONDAY, pattern), clock.now())
        plan(opened)
        assert [login for login, *_ in opened.rows(TOLD)] == []


@pytest.mark.parametrize(
    ("pattern", "when"),
    [("", ["Mon 12"]), ("ddddddd", ["Mon 15"]), ("ooeeeee", ["Wed 22"]), ("nnnnnnn", ["Mon 07"]), ("ooooodd", [])],
)
def test_it_comes_after_her_own_work_and_never_in_her_quiet_hours(grown, pattern, when):
    """Day, evening and night; whoever is off for three days is left alone, and finds it on home."""
    remind(grown, ANNA)
    if pattern:
        with grown.inside():
            shifts.keep_rotation(grown.id_of(ANNA), Rotation(MONDAY - timedelta(weeks=1), pattern), clock.now())
    open_wave(grown)
    grown.at(MIDNIGHT + HOUR)
    assert coming(grown, ANNA) == when


def test_a_pause_is_a_pause(opened):
    with opened.inside():
        reminders.pause(opened.id_of(ANNA), MONDAY + timedelta(days=5), MONDAY, clock.now())
    plan(opened)
    assert opened.rows(TOLD) == [("bjorn", "survey", "/survey")]


def test_it_takes_its_place_among_what_she_may_be_told_in_a_week(opened):
    """Once a week is what Anna wants; so this is what she is told that week."""
    with opened.inside():
        me = opened.id_of(ANNA)
        reminders.set_per_week(me, 1, clock.now())
        shifts.keep_rotation(me, Rotation(MONDAY, "ddddddd"), clock.now())
        told = list(queries.hers(me, clock.now()).coming(clock.now()))
        assert [one.kind for one in told if one.week == MONDAY] == ["survey"]


def test_the_lock_screen_says_nothing_of_what_it_is_about():
    said = " ".join(map(str, TEXTS["survey"])).casefold()
    assert said == "a few minutes, if you like tap to see."
    assert "survey" in REMINDERS
    assert "survey" in MAILED
