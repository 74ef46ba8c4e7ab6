"""Whoever sees to something overdue is told in her own hours, once a week, in words that tell nothing; and not once it is done."""

from datetime import UTC, datetime, timedelta

import pytest

from ladeapp import clock
from ladeapp.hse import actions, rules
from ladeapp.push.words import MAILED, REMINDERS, TEXTS
from ladeapp.reminders.rules import Hours
from ladeapp.shifts import actions as shifts
from ladeapp.shifts.away import Away
from ladeapp.shifts.rules import Rotation
from tests.cast import LEAD, SAFETY, UNION, Member
from tests.hse.conftest import MEASURE, Room

NOON, NIGHT = 10, 23  # hours UTC; Oslo is two ahead


@pytest.fixture
def late(room: Room) -> Room:
    """Unni sees to something that was to be done last week; it is Wednesday noon."""
    room.measures(title="Ny turnus", owner=room.person(UNION), due=room.ahead(1))
    monday = room.today() + timedelta(days=14 - room.today().weekday())
    room.world.at(datetime(monday.year, monday.month, monday.day, NOON, tzinfo=UTC) + timedelta(days=2))
    return room


def work(room: Room) -> None:
    with room.world.inside():
        actions.remind_owners(clock.now())


def told(room: Room) -> list[tuple[object, ...]]:
    return room.world.rows("SELECT person.login, kind, navigate FROM push_delivery JOIN person ON person.id = person_id ORDER BY 1")


def at_hour(room: Room, hour: int, days: int = 0) -> None:
    room.world.at(clock.now().replace(hour=hour) + timedelta(days=days))


def forget_sent(room: Room) -> None:
    """As if every message had expired, so that nothing but the measure remembers."""
    room.world.run("DELETE FROM push_delivery")


def id_of(room: Room, member: Member) -> int:
    return int(room.person(member))


def test_the_owner_is_told_and_nobody_else(late):
    work(late)
    assert told(late) == [("unni", "measure", "/work/measures")]


def test_she_is_told_once_a_week_for_each_and_again_the_next(late):
    work(late)
    for _day in range(4):  # Thursday to Sunday
        forget_sent(late)
        at_hour(late, NOON, 1)
        work(late)
        assert told(late) == []
    at_hour(late, NOON, 1)
    work(late)
    assert told(late) == [("unni", "measure", "/work/measures")]


def test_two_that_are_late_are_one_message(late):
    late.world.at(clock.now() - timedelta(days=9))
    late.measures(title="Tavle", owner=late.person(UNION), due=late.ahead(1))
    late.world.at(clock.now() + timedelta(days=9))
    work(late)
    assert len(told(late)) == 1
    forget_sent(late)
    work(late)
    assert told(late) == []


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_or_dropped_is_told_of_no_more(late, state):
    ((measure,),) = late.world.rows("SELECT id FROM work_measure")
    from tests.hse.conftest import uuid

    due = late.world.rows("SELECT due FROM work_measure")[0][0]
    answer = late.sends(
        UNION, f"/work/measures/{uuid(measure)}", **{**MEASURE, "owner": late.person(UNION), "due": str(due), "state": state}
    )
    assert answer.status_code == 200
    work(late)
    assert told(late) == []


@pytest.mark.parametrize(("hour", "days"), [(NIGHT, 0), (3, 0), (NOON, 3), (NOON, 4)])
def test_nobody_is_told_at_night_or_at_a_weekend_and_the_next_morning_it_comes(late, hour, days):
    at_hour(late, hour, days)
    work(late)
    assert told(late) == []
    at_hour(late, NOON, 1 if days < 3 else 5 - days)
    work(late)
    assert len(told(late)) == 1


def test_whoever_has_told_her_shifts_is_told_only_in_them(late):
    monday = late.today() - timedelta(days=late.today().weekday())
    with late.world.inside():
        shifts.keep_rotation(id_of(late, UNION), Rotation(monday, "ooodooo"), clock.now())  # only Thursdays
    work(late)
    assert told(late) == []
    at_hour(late, NOON, 1)
    work(late)
    assert len(told(late)) == 1


def test_nobody_is_told_on_a_holiday(late):
    with late.world.inside():
        shifts.go_away(id_of(late, UNION), Away(late.today(), late.today() + timedelta(days=1)), clock.now())
    work(late)
    assert told(late) == []


def test_a_pause_from_reminders_is_one_from_this_too(late):
    late.world.run(
        "INSERT INTO reminder_choice (person_id, after_shift, after_minutes, mid_shift, fixed_in_quiet, per_week, paused_until) "
        "VALUES (:who, :yes, 10, :no, :no, 3, :day)",
        who=id_of(late, UNION), yes=True, no=False, day=late.ahead(5),
    )  # fmt: skip
    work(late)
    assert told(late) == []


def test_an_owner_who_holds_no_key_any_more_is_not_sent_to_a_closed_door(late):
    late.lose(UNION)
    work(late)
    assert told(late) == []


def test_without_any_phone_the_line_on_home_stays(late):
    work(late)
    forget_sent(late)
    assert "Ny turnus Overdue, and yours" in late.page(UNION, "/")
    assert "Overdue, and yours" not in late.page(LEAD, "/") + late.page(SAFETY, "/")


def test_the_message_tells_nothing_and_may_go_by_mail():
    title, body = TEXTS["measure"]
    assert "measure" in MAILED - REMINDERS
    for word in ("tiltak", "measure", "overdue", "partsgrup", "frist", "stress", "vold"):
        assert word not in f"{title} {body}".casefold()


def test_it_is_over_after_two_hours_or_when_quiet_begins():
    from zoneinfo import ZoneInfo

    oslo = Hours(ZoneInfo("Europe/Oslo"), told=False)
    tuesday = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
    assert rules.may_be_told(oslo, tuesday) == tuesday + rules.TOLD
    evening = tuesday.replace(hour=18, minute=30)  # 20:30 on the wall
    assert rules.may_be_told(oslo, evening) == evening + timedelta(minutes=30)
    assert rules.may_be_told(oslo, evening + timedelta(minutes=30)) is None
