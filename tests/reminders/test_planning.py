"""What stands in the due table: one prompt at a time, moved with her shifts, withdrawn in a pause, never twice about a day."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.jobs import run_once
from ladeapp.people.models import Person
from ladeapp.reminders import JOBS
from ladeapp.reminders.models import ReminderCount, ReminderOffer
from ladeapp.shifts import actions as shifts
from ladeapp.shifts.away import Away
from tests.cast import ANNA, BJORN
from tests.periods import World
from tests.reminders.conftest import MONDAY, NOW, Ward

DAY = timedelta(days=1)


def open_ones(phone):
    return phone.get("/api/reminders").json["open"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_gets_any_before_she_has_turned_them_on(ward: Ward) -> None:
    ward.works("ddddddd")
    ward.work()
    assert ward.planned() == []
    ward.phone()
    assert ward.planned() == ["after_shift Mon 15:10"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_three_come_in_a_week_the_next_when_the_one_before_is_sent(ward: Ward) -> None:
    ward.works("ddddddd")
    ward.phone()
    seen = []
    for hour in range(0, 7 * 24, 6):
        ward.at(NOW + timedelta(hours=hour))
        seen += [one for one in ward.planned() if one not in seen]
    assert seen == ["after_shift Mon 15:10", "after_shift Wed 15:10", "after_shift Fri 15:10"]


def test_a_shift_that_is_moved_moves_its_prompt_and_its_id_stays(ward: Ward) -> None:
    ward.works("ddddddd")
    anna = ward.phone()
    (before,) = open_ones(anna)
    ward.works_on(MONDAY, "07:00-19:00")
    ward.work()
    (after,) = open_ones(anna)
    assert ward.planned() == ["after_shift Mon 19:10"]
    assert (after["id"], after["shift"]) == (before["id"], "2026-11-23T07:00:00+01:00")


@pytest.mark.parametrize(("hours", "then"), [(("07:00-19:00",), ["after_shift Mon 19:10"]), ((), [])])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_she_changes_in_the_last_minute_counts(ward: Ward, hours: tuple[str, ...], then: list[str]) -> None:
    ward.works("doooooo")
    (one,) = open_ones(ward.phone())
    ward.clocks.move_to(datetime.fromisoformat(one["due"]) - timedelta(seconds=30), tick=False)
    ward.works_on(MONDAY, *hours)
    assert run_once(ward.app, [job for job in JOBS if job.every < timedelta(minutes=1)]) == 0
    assert ward.planned() == then


@pytest.mark.parametrize("hours", [("07:00-15:00", "21:30-07:30"), ("07:00-01:00",)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_shift_moved_after_its_prompt_was_sent_has_no_second(ward: Ward, hours: tuple[str, ...]) -> None:
    ward.works("doooooo")
    ward.phone().put("/api/reminders", json={"per_week": 7})
    ward.wall("Mon 15:20")
    ward.works_on(MONDAY, *hours)
    for at in ("Mon 15:21", "Mon 15:40", "Mon 18:00", "Tue 00:30"):  # also when its row has expired
        ward.wall(at)
        assert ward.planned() == []


@pytest.mark.parametrize("handled_at", ["Mon 14:50", "Mon 15:20"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_handled_does_not_come_again_before_or_after_its_time_nor_when_the_shift_is_moved(ward: Ward, handled_at: str) -> None:
    ward.works("ddddddd")
    anna = ward.phone()
    ward.wall(handled_at)
    (one,) = open_ones(anna)
    assert anna.post(f"/api/reminders/{one['id']}/handled").status_code == 204
    assert open_ones(anna) == []
    ward.works_on(MONDAY, "07:00-19:00")
    for at in (handled_at, "Mon 16:00"):
        ward.wall(at)
        assert ward.planned() == []
    ward.wall("Tue 14:00")
    assert ward.planned() == ["after_shift Wed 15:10"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_withdrawn_unsent_is_not_counted(ward: Ward) -> None:
    ward.works("ddddddd")
    ward.phone().put("/api/reminders", json={"per_week": 1})
    assert ward.planned() == ["after_shift Mon 15:10"]
    ward.works_on(MONDAY)
    ward.wall("Mon 15:00")
    assert ward.planned() == ["after_shift Tue 15:10"]
    ward.wall("Tue 15:20")
    ward.wall("Wed 08:00")
    assert ward.planned() == []


def test_half_as_many_from_the_phone_counts_what_the_week_has_had(ward: Ward) -> None:
    ward.works("ddddddd")
    anna = ward.phone()
    for at in ("Mon 15:20", "Wed 08:00"):
        ward.wall(at)
    assert ward.planned() == ["after_shift Wed 15:10"]
    assert anna.put("/api/reminders", json={"per_week": 1}).status_code == 204
    assert ward.planned() == []
    assert anna.get("/api/reminders").json["per_week"] == 1
    anna.put("/api/reminders", json={"per_week": 7})
    assert ward.planned() == ["after_shift Wed 15:10"]
    for wrong in (0, 8, "3", None, True, 2.0):
        assert anna.put("/api/reminders", json={"per_week": wrong}).status_code == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_pause_and_its_end_and_off_and_on_act_at_once(ward: Ward) -> None:
    ward.works("ddddddd")
    anna = ward.phone()
    for away, back in (("pause", "pause/end"), ("end", "")):
        anna.post(f"/reminders/{away}", data={"length": "week"})
        assert ward.planned() == []
        anna.post(f"/reminders/{back}".rstrip("/"))
        assert ward.planned() == ["after_shift Mon 15:10"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_comes_on_a_holiday_though_the_time_is_her_own(ward: Ward) -> None:
    anna = ward.phone()
    chosen = {"per_week": "7", "after_minutes": "10", "weekly_day": "", "fixed_time": "12.00", "fixed_in_quiet": "y"}
    assert anna.post("/reminders/choices", data=chosen).status_code == 303
    assert ward.planned() == ["fixed Mon 12:00"]
    with ward.app.app_context():
        shifts.go_away(World.id_of(ANNA), Away(MONDAY, MONDAY + DAY), clock.now())
    ward.work()
    assert ward.planned() == []
    ward.wall("Tue 13:00")
    assert ward.planned() == ["fixed Wed 12:00"]


def test_an_offer_comes_once_after_a_shift_near_its_day_and_is_forgotten(ward: Ward) -> None:
    ward.works("ddooddd")
    ward.phone().put("/api/reminders", json={"per_week": 1})
    ward.wall("Mon 15:20")
    ward.offer()
    for at in ("Tue 08:00", "Thu 08:00"):
        ward.wall(at)
        assert ward.planned() == []  # there has been one this week
    ward.phone().put("/api/reminders", json={"per_week": 2})
    ward.wall("Fri 08:00")
    assert ward.planned() == ["offer Fri 15:10"]
    ward.wall("Fri 15:20")
    ward.wall("Sat 08:00")
    assert ward.planned() == []
    with ward.app.app_context():
        assert len(World(ward.app, None, ward.phone_of).rows("SELECT day FROM reminder_offer")) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_waits_to_be_tried_again_goes_on_while_the_next_is_planned(ward: Ward) -> None:
    ward.works("ddddddd")
    ward.phone().put("/api/reminders", json={"per_week": 7})
    ward.clocks.move_to(datetime(2026, 11, 23, 14, 20, tzinfo=UTC), tick=False)  # the service has not answered yet
    ward.work()
    assert ward.planned() == ["after_shift Mon 15:10", "after_shift Tue 15:10"]


def test_another_s_reminder_is_not_there_and_is_not_handled(ward: Ward) -> None:
    ward.works("ddddddd")
    anna, bjorn = ward.phone(), ward.phone(BJORN)
    (one,) = open_ones(anna)
    assert open_ones(bjorn) == []
    assert bjorn.post(f"/api/reminders/{one['id']}/handled").status_code == 204
    assert open_ones(anna) == [one]


def test_nothing_is_left_of_whoever_has_left(ward: Ward) -> None:
    ward.works("ddddddd")
    ward.phone()
    ward.offer()
    ward.run(sa.update(Person).where(Person.login == "anna").values(left_day=MONDAY))
    ward.work()
    world = World(ward.app, None, ward.phone_of)
    for table in ("reminder_choice", ReminderCount.__tablename__, ReminderOffer.__tablename__):
        assert world.rows(f"SELECT * FROM {table}") == []
