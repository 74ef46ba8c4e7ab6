"""The file that a calendar fetches, read again by dateutil, which knows nothing of icalendar."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.tz import tzical
from flask import Flask
from flask_babel import Babel

from ladeapp.home.feed import BREAK, STATION, Appointment, written

TODAY = datetime(2026, 10, 20, tzinfo=UTC)
SECRET = "s" * 32


def file(app: Flask, *appointments: Appointment, zone: str = "Europe/Oslo", secret: str = SECRET) -> icalendar.Calendar:
    with app.test_request_context(headers={"Accept-Language": "nb"}):
        return icalendar.Calendar.from_ical(written(appointments, zone, secret, TODAY))


@pytest.fixture
def app() -> Flask:
    """Words need an app, but no database."""
    app = Flask(__name__)
    Babel(app)
    return app


@pytest.mark.parametrize("zone", ["Europe/Oslo", "UTC", "Australia/Lord_Howe"])
def test_the_file_tells_the_zone_as_it_is_every_half_hour_of_three_years(app: Flask, zone: str) -> None:
    (told,) = file(app, zone=zone).walk("VTIMEZONE")
    read = tzical(StringIO(told.to_ical().decode())).get(zone)
    at, wall = datetime(2025, 1, 2, tzinfo=UTC), ZoneInfo(zone)
    while at < datetime(2027, 12, 31, tzinfo=UTC):
        local = at.astimezone(wall)
        if not local.fold and local.replace(fold=1).utcoffset() == local.utcoffset():  # what comes twice a file cannot tell apart
            assert local.replace(tzinfo=read).utcoffset() == local.utcoffset(), local
        at += timedelta(minutes=30)


def test_the_hour_that_comes_twice_is_told_without_doubt(app: Flask) -> None:
    first, second = (datetime(2026, 10, 25, 0, 30, tzinfo=UTC) + timedelta(hours=n) for n in range(2))
    events = file(app, Appointment("a", first, BREAK), Appointment("b", second, BREAK)).walk("VEVENT")
    assert [event["dtstart"].to_ical() for event in events] == [b"20261025T023000", b"20261025T013000Z"]
    assert [event["dtstart"].dt.timestamp() for event in events] == [first.timestamp(), second.timestamp()]


def test_another_address_gives_other_names_to_the_same_times(app: Flask) -> None:
    one = Appointment("after_shift 2026-10-21", TODAY + timedelta(days=1), BREAK)
    moved = Appointment("after_shift 2026-10-21", TODAY + timedelta(days=1, hours=2), BREAK)
    uid = lambda *args, **more: file(app, *args, **more).walk("VEVENT")[0]["uid"]  # noqa: E731
    assert uid(one) == uid(moved) == uid(one)
    assert uid(one) != uid(one, secret="t" * 32)
    assert "after" not in uid(one)


def test_nobody_is_busy_because_of_it_and_without_times_it_is_still_a_calendar(app: Flask) -> None:
    (event,) = file(app, Appointment("station", TODAY, STATION)).walk("VEVENT")
    assert (event["transp"], event["class"], event["dtend"].dt - event["dtstart"].dt) == ("TRANSPARENT", "PRIVATE", STATION)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert [part.name for part in file(app).subcomponents] == ["VTIMEZONE"]
