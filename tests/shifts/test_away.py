"""Holidays lie over whatever else is told and give it back; and the clock her shifts follow."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.shifts import JOBS, away, queries
from ladeapp.shifts.away import Away
from tests.cast import ANNA, BJORN
from tests.conftest import PhoneOf
from tests.periods import World
from tests.shifts.conftest import MONDAY, NOW, Told
from tests.shifts.test_my_shifts import ENGLISH, read, shifts

AWAY = "/shifts/away"
FEW = st.dates(date(2026, 12, 1), date(2027, 1, 31))
holidays = st.lists(st.tuples(FEW, st.integers(0, 20)).map(lambda each: Away(each[0], each[0] + timedelta(days=each[1]))), max_size=6)


def go(phone, first: str, last: str = ""):  # type: ignore[no-untyped-def]
    return phone.post(AWAY, data={"first": first, "last": last}, headers=ENGLISH)


def days_of(anna_id: int, app: Flask) -> set[date]:
    with app.app_context():
        found = queries.away(anna_id, MONDAY, MONDAY + timedelta(days=60))
        db.session.remove()
    return found


def test_a_holiday_takes_the_shifts_and_gives_them_back(app: Flask, works: Told, phone_of: PhoneOf) -> None:
    anna_id, anna = works(ANNA, "dddddoo"), phone_of(ANNA)
    anna.post("/shifts/days/2026-12-02", data={"what": "e"})
    before = shifts(anna)
    assert go(anna, "2026-12-01", "3.12.2026").location == AWAY
    assert [one for one in before if one not in shifts(anna)] == ["12-01T07:00 day", "12-02T14:30 evening", "12-03T07:00 day"]
    assert days_of(anna_id, app) == {date(2026, 12, day) for day in (1, 2, 3)}
    assert "Wednesday 2 December: Holiday" in read(anna, "/shifts")
    assert "Tuesday 1 to Thursday 3 December" in read(anna, AWAY)
    go(anna, "2026-12-04")
    assert "Tuesday 1 to Friday 4 December" in read(anna, AWAY)  # what touches is one
    anna.post(f"{AWAY}/2026-12-01/end")
    assert shifts(anna) == before
    page = read(anna, AWAY)
    assert 'name="first" value="2026-12-01"' in page  # the undo that is offered, once
    assert 'name="first" value="2026-12-01"' not in read(anna, AWAY)


def test_a_day_she_works_after_all_comes_out_of_the_holiday(app: Flask, works: Told, phone_of: PhoneOf) -> None:
    anna_id, anna = works(ANNA, "dddddoo"), phone_of(ANNA)
    go(anna, "2026-12-01", "2026-12-04")
    assert "takes it out of the holiday" in read(anna, "/shifts/days/2026-12-02")
    anna.post("/shifts/days/2026-12-02", data={"what": "e"})
    assert "12-02T14:30 evening" in shifts(anna)
    assert days_of(anna_id, app) == {date(2026, 12, day) for day in (1, 3, 4)}
    anna.post("/shifts/days/2026-12-03", data={"what": "rotation"})
    assert days_of(anna_id, app) == {date(2026, 12, day) for day in (1, 4)}


NO_HOLIDAYS = (
    ("", "", "Choose a day, or write it like 24.12.2026."),
    ("i morgen", "2026-12-04", "Choose a day, or write it like 24.12.2026."),
    ("31.11.2026", "", "Choose a day, or write it like 24.12.2026."),
    ("2026-12-04", "x", "Choose a day, or write it like 24.12.2026."),
    ("2026-12-04", "2026-12-01", "The last day is before the first."),
    ("2026-11-01", "2026-11-20", "from today until a year ahead"),
    ("2026-12-04", "2028-12-04", "from today until a year ahead"),
    ("9999-12-31", "", "from today until a year ahead"),
)


def test_what_is_no_holiday_is_said_and_what_was_typed_stays(app: Flask, works: Told, phone_of: PhoneOf) -> None:
    anna_id, anna = works(ANNA, "dddddoo"), phone_of(ANNA)
    for first, last, said in NO_HOLIDAYS:
        answer = go(anna, first, last)
        assert answer.status_code == 422, (first, last)
        assert said in answer.text
        assert f'value="{first}"' in answer.text
        assert f'value="{last}"' in answer.text
    assert days_of(anna_id, app) == set()
    assert anna.post(f"{AWAY}/i-morgen/end").status_code == 303


def test_a_holiday_that_is_over_is_forgotten_and_nobody_elses_is_touched(
    app: Flask, works: Told, phone_of: PhoneOf, at: Callable[[datetime], None]
) -> None:
    works(ANNA, "dddddoo")
    go(phone_of(ANNA), "2026-11-26", "2026-11-27")
    go(phone_of(BJORN), "2026-11-26", "2026-12-24")
    phone_of(ANNA).post(f"{AWAY}/2026-12-24/end")
    at(NOW + timedelta(days=10))
    assert run_once(app, [job for job in JOBS if job.lane == "house"]) == 0
    with app.app_context():
        assert [len(queries.away_told(World.id_of(member))) for member in (ANNA, BJORN)] == [0, 1]
        db.session.remove()


@given(holidays, FEW)
def test_joining_and_taking_out_lose_no_other_day(told: list[Away], day: date) -> None:
    kept: set[Away] = set()
    for one in told:
        joined = away.united(kept, one)
        kept = {each for each in kept if not joined.first <= each.first <= joined.last} | {joined}
    first, last = date(2026, 11, 1), date(2027, 3, 31)
    assert away.within(kept, first, last) == away.within(told, first, last)
    assert all(one.last + timedelta(days=1) < other.first for one, other in zip(sorted(kept), sorted(kept)[1:], strict=False))
    gone, halves = away.without(kept, day)
    assert away.within((kept - gone) | halves, first, last) == away.within(told, first, last) - {day}


def test_her_shifts_follow_the_clock_she_chooses(app: Flask, works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "dddddoo")
    anna = phone_of(ANNA)
    assert '<option value="Europe/Oslo" selected>Oslo, as at work' in read(anna, "/shifts/zone")
    anna.post("/shifts/zone", data={"zone": "Atlantic/Reykjavik"})
    assert anna.get("/api/shifts").json["shifts"][0]["start"] == "2026-11-23T07:00:00+00:00"
    for unknown in ("Mars/Phobos", "../../etc/passwd", "", "UTC"):
        answer = anna.post("/shifts/zone", data={"zone": unknown}, headers=ENGLISH)
        assert answer.status_code == 422
        assert "We do not know that place." in answer.text
    anna.post("/shifts/zone", data={"zone": "Europe/Oslo"})
    assert anna.get("/api/shifts").json["shifts"][0]["start"] == "2026-11-23T07:00:00+01:00"
