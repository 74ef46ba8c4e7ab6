"""Anna's shifts come from her calendar: by file, by link that the worker reads, and what she is told when it cannot be read."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import aiohttp
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from ladeapp import outside
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.shifts import JOBS, queries
from ladeapp.shifts.calendar_words import WHY_NOT, why_not
from ladeapp.shifts.importing import EVERY
from ladeapp.shifts.models import ShiftCalendar, ShiftImported
from tests.cast import ANNA, BJORN, LEAD
from tests.conftest import PhoneOf
from tests.shifts.calendars import DAY_SHIFT, OSLO_NIGHT, SECRET, FakeCalendars, ics
from tests.shifts.conftest import NOW, Told
from tests.shifts.test_my_shifts import ENGLISH, read, shifts
from tests.shifts.test_reading import HOSTILE, NO_SHIFTS

CALENDAR = "/shifts/calendar"
FETCH = [job for job in JOBS if job.lane == "calendars"]
Move = Callable[[datetime], None]


@pytest.fixture(scope="module")
def server() -> Iterator[FakeCalendars]:
    with FakeCalendars() as server:
        yield server


@pytest.fixture
def worker(app: Flask, at: Move, server: FakeCalendars) -> Callable[[], None]:
    """One round of the worker, out by a door that leads to the stand-in."""
    app.extensions["outside"] = server.door
    server.files.clear()
    server.asked.clear()

    def run() -> None:
        assert run_once(app, FETCH) == 0

    return run


def upload(phone: FlaskClient, raw: bytes, name: str = "turnus.ics"):
    return phone.post(CALENDAR, data={"file": (io.BytesIO(raw), name)}, content_type="multipart/form-data", headers=ENGLISH)


def tell(phone: FlaskClient, link: str):
    return phone.post(CALENDAR, data={"link": link}, headers=ENGLISH)


def test_a_file_is_understood_and_her_rotation_rests_until_it_is_removed(app: Flask, works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "eeeeeoo")
    anna = phone_of(ANNA)
    assert upload(anna, ics(OSLO_NIGHT, DAY_SHIFT, NO_SHIFTS[0][1])).location == CALENDAR
    page = read(anna, CALENDAR)
    assert "2 shifts until Monday 30 November" in page
    assert "Night shift 22:00–07:00" in page
    assert "1 that lasts all day" in page
    assert "Your rotation rests meanwhile" in page
    assert shifts(anna) == ["11-26T22:00 night", "11-30T07:00 day"]
    assert "Thursday 26 November: Night shift 22:00–07:00" in read(anna, "/shifts")
    anna.post("/shifts/days/2026-11-30", data={"what": "o"})
    assert shifts(anna) == ["11-26T22:00 night"]
    assert "As the calendar says" in read(anna, "/shifts/days/2026-11-30")
    anna.post("/shifts/days/2026-11-30", data={"what": "rotation"})
    assert shifts(anna) == ["11-26T22:00 night", "11-30T07:00 day"]
    anna.post("/shifts/calendar/end")
    assert shifts(anna)[0] == "11-23T14:30 evening"
    with app.app_context():
        assert [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (ShiftCalendar, ShiftImported)] == [0, 0]
        db.session.remove()


def test_a_rotation_that_is_told_takes_the_calendars_place(works: Told, phone_of: PhoneOf, at: Move) -> None:
    anna = phone_of(ANNA)
    upload(anna, ics(DAY_SHIFT))
    assert "the calendar is removed" in read(anna, "/shifts/rotation")
    works(ANNA, "nnooooo")
    assert shifts(anna)[0] == "11-23T21:30 night"
    assert "This is what we understood" not in read(anna, CALENDAR)


BAD_FILES = (*((HOSTILE[at]) for at in (0, 1, 6)), *((why, ics(event)) for why, event in dict(NO_SHIFTS).items()), ("none", ics()))


def test_what_cannot_be_read_is_said_and_nothing_is_changed(works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "eeeeeoo")
    anna = phone_of(ANNA)
    before = shifts(anna)
    for why, raw in BAD_FILES:
        answer = upload(anna, raw)
        assert answer.status_code == 422, why
        assert str(WHY_NOT[why]) in answer.text.replace("&#39;", "'"), why
    assert "Choose a file first." in upload(anna, b"", "").text
    large = anna.post(CALENDAR, data=b" " * 3_000_000, content_type="multipart/form-data; boundary=x", headers=ENGLISH)
    assert large.status_code == 413
    assert "It is larger than 2 MB" in large.text
    assert shifts(anna) == before


def test_a_file_with_years_of_words_in_it_is_read_like_a_short_one(works: Told, phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    years = ics(DAY_SHIFT).replace(
        b"END:VCALENDAR", b"X-WORDS:some of what a roster system writes of its own\r\n" * 8_000 + b"END:VCALENDAR"
    )
    assert 400_000 < len(years) < 500_000
    assert upload(anna, years).location == CALENDAR
    assert shifts(anna) == ["11-30T07:00 day"]


def test_every_refusal_is_a_kind_sentence_in_each_language(app: Flask) -> None:
    for why in WHY_NOT:
        with app.test_request_context():
            told = []
            for language in ("nb", "nn", "en"):
                with force_locale(language):
                    told.append(why_not(why))
        assert len(set(told)) == 3, why
        assert all(sentence[0].isupper() and sentence.endswith((".", "?")) for sentence in told)


def test_what_is_no_link_is_said_and_what_was_typed_is_still_there(phone_of: PhoneOf, at: Move) -> None:
    anna = phone_of(ANNA)
    for typed in (
        "",
        "http://gat.no/x.ics",
        "https://anna:pw@gat.no/x",
        "https://127.0.0.1/x.ics",
        "https://gat.no:8443/x",
        "https://localhost/x",
    ):
        answer = tell(anna, typed)
        assert answer.status_code == 422, typed
        assert "That is no address we can read from." in answer.text
        assert f'value="{typed}"' in answer.text
    assert "This is what we understood" not in read(anna, CALENDAR)


def test_the_worker_reads_a_link_and_asks_again_six_hourly_only_for_what_is_new(
    app: Flask, phone_of: PhoneOf, worker: Callable[[], None], server: FakeCalendars, at: Move
) -> None:
    anna = phone_of(ANNA)
    server.files["anna.ics"] = ics(DAY_SHIFT, OSLO_NIGHT)
    assert tell(anna, server.link("anna.ics")).location == CALENDAR
    assert "We are reading it" in read(anna, CALENDAR)
    worker()
    assert "2 shifts until" in read(anna, CALENDAR)
    assert server.link("anna.ics") not in read(anna, CALENDAR)  # who has the link has the calendar
    worker()
    assert len(server.asked) == 1
    at(NOW + EVERY)
    worker()
    assert [tag is not None for _, tag in server.asked] == [False, True]  # the same as before: 304
    assert shifts(anna) == ["11-26T22:00 night", "11-30T07:00 day"]
    server.files["anna.ics"] = ics(DAY_SHIFT)
    at(NOW + 2 * EVERY)
    worker()
    assert shifts(anna) == ["11-30T07:00 day"]
    with app.app_context():
        (kept,) = db.session.scalars(sa.select(ShiftCalendar)).all()
        told = repr((kept.link, kept.etag, kept.left_out)) + repr(db.session.execute(sa.select(ShiftImported)).all())
        assert kept.fetch_at
        assert timedelta(hours=5.5) <= kept.fetch_at - (NOW + 2 * EVERY) <= EVERY
        db.session.remove()
    assert not [word for word in (SECRET, "Kari", "anna.ics", "127.0.0.1") if word in told]


def test_a_link_that_fails_is_told_in_words_and_her_shifts_stay(
    phone_of: PhoneOf, worker: Callable[[], None], server: FakeCalendars, at: Move
) -> None:
    anna = phone_of(ANNA)
    tell(anna, server.link("locked"))
    worker()
    page = read(anna, CALENDAR)
    assert "We could not read the calendar" in page
    assert "not open to us" in page
    assert f'value="{server.link("locked")}"' in page  # to be mended
    server.files["anna.ics"] = ics(DAY_SHIFT)
    tell(anna, server.link("anna.ics"))
    worker()
    server.files["anna.ics"] = b"<!doctype html><title>Logg inn</title>"
    at(NOW + timedelta(days=2))
    worker()
    assert "We have not been able to read your calendar since Wednesday 25 November" in read(anna, "/shifts")
    assert "That is no calendar." in read(anna, CALENDAR)
    assert shifts(anna) == ["11-30T07:00 day"]
    server.files["anna.ics"] = ics(OSLO_NIGHT.replace("1126", "1202").replace("1127", "1203"))
    anna.post("/shifts/calendar/again")
    worker()
    assert shifts(anna) == ["12-02T22:00 night"]
    assert "not been able" not in read(anna, "/shifts")


def test_a_new_link_is_not_taken_for_the_calendar_she_had_before(
    phone_of: PhoneOf, worker: Callable[[], None], server: FakeCalendars
) -> None:
    """Her file counts until the link is read; of the link itself nothing is claimed that is not so."""
    anna = phone_of(ANNA)
    upload(anna, ics(DAY_SHIFT))
    tell(anna, server.link("locked"))
    page = read(anna, CALENDAR)
    assert "We are reading it" in page
    assert "Until we have read the new one" in page
    assert "This is what we understood" not in page
    worker()
    page = read(anna, CALENDAR)
    assert "We could not read the calendar" in page
    assert f'value="{server.link("locked")}"' in page  # to be mended
    assert not re.search("not been able|Read from", page + read(anna, "/shifts"))
    assert shifts(anna) == ["11-30T07:00 day"]
    server.files["anna.ics"] = ics(OSLO_NIGHT)
    tell(anna, server.link("anna.ics"))
    worker()
    assert "This is what we understood" in read(anna, CALENDAR)
    assert shifts(anna) == ["11-26T22:00 night"]


def test_one_that_never_ends_holds_nobody_back(
    phone_of: PhoneOf, worker: Callable[[], None], server: FakeCalendars, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "TIMEOUT", aiohttp.ClientTimeout(total=0.8))
    server.files["lise.ics"] = ics(DAY_SHIFT)
    phones = [phone_of(member) for member in (ANNA, BJORN, LEAD)]
    for phone, name in zip(phones, ("drip", "endless", "lise.ics"), strict=True):
        tell(phone, server.link(name))
    worker()
    assert [shifts(phone) for phone in phones] == [[], [], ["11-30T07:00 day"]]
    assert "Nothing answered there." in read(phones[0], CALENDAR)
    assert "larger than 2 MB" in read(phones[1], CALENDAR)


def test_another_link_told_while_the_first_is_being_read_is_what_counts(
    app: Flask, phone_of: PhoneOf, worker: Callable[[], None], server: FakeCalendars, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = phone_of(ANNA)
    server.files |= {"old.ics": ics(DAY_SHIFT), "new.ics": ics(OSLO_NIGHT)}
    tell(anna, server.link("old.ics"))
    give = outside.Door.fetch

    async def slowly(door: outside.Door, *asked: object) -> outside.Fetched:
        monkeypatch.setattr(outside.Door, "fetch", give)
        tell(anna, server.link("new.ics"))
        return await give(door, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(outside.Door, "fetch", slowly)
    worker()
    assert shifts(anna) == []
    worker()
    assert shifts(anna) == ["11-26T22:00 night"]


def test_her_colleagues_see_nothing_of_her_calendar(app: Flask, phone_of: PhoneOf, at: Move) -> None:
    upload(phone_of(ANNA), ics(DAY_SHIFT))
    for other in (phone_of(BJORN), phone_of(LEAD)):
        assert "This is what we understood" not in read(other, CALENDAR)
        assert shifts(other) == []
    with app.app_context():
        assert queries.imported(-1) == []
        db.session.remove()
