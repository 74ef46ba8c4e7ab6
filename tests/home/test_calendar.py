"""Anna's own calendar fetches her times by a private address; nobody learns more from it than when."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
import recurring_ical_events
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp.db import db
from ladeapp.home import actions
from ladeapp.home.models import CalendarFeed
from ladeapp.people import queries as people
from ladeapp.people.models import Person
from ladeapp.push import actions as push
from ladeapp.push import queries as pushed
from ladeapp.reminders import actions as reminders
from ladeapp.reminders import queries as reminded
from ladeapp.rounds.models import Meeting, MeetingSeat, Round
from ladeapp.shifts import actions as shifts
from ladeapp.shifts.rules import Rotation
from tests.cast import ANNA, BJORN, OTHER, Member
from tests.conftest import PhoneOf
from tests.people.conftest import guarded as guarded

NOW = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)  # a Monday
SLOT = NOW + timedelta(days=2, hours=5)  # 14.00 on the wall
ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/calendar/[0-9a-f]{40}\.ics)")


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def id_of(member: Member) -> int:
    person = people.person_by_login(member.login, "fjordvik")
    assert person
    return person.id


def made(phone: FlaskClient) -> str:
    """A new address, as the page shows it."""
    page = phone.post("/calendar/address", follow_redirects=True).text
    found = ADDRESS.search(page)
    assert found
    return found[1]


def lives_by_shifts(app: Flask, member: Member) -> None:
    with app.app_context():
        shifts.keep_rotation(id_of(member), Rotation(NOW.date(), "dddddoo"), NOW)
        reminders.turn_on(id_of(member), NOW)


def agreed(app: Flask, *, suits_bjorn: bool = True) -> None:
    """Anna and Bjørn meet on Wednesday."""
    with app.app_context():
        place = db.session.get_one(Person, id_of(ANNA)).workplace_id
        meeting = Meeting(slot=SLOT, seats=[
            MeetingSeat(person_id=id_of(ANNA), why="new", agreed=True),
            MeetingSeat(person_id=id_of(BJORN), why="new", agreed=suits_bjorn),
        ])  # fmt: skip
        meeting.round = Round(workplace_id=place, starts_at=NOW, ends_at=NOW + timedelta(days=14), seed=1, state="running")
        db.session.add(meeting)
        db.session.commit()


def times(answer: TestResponse) -> list[tuple[str, datetime]]:
    """What a calendar program makes of the file: each title, and when by UTC."""
    assert answer.status_code == 200, answer.text
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.data)).between(NOW, NOW + timedelta(days=30))
    return sorted(((str(event["summary"]), event["dtstart"].dt.astimezone(UTC)) for event in found), key=lambda event: event[1])


def test_it_tells_when_and_nothing_else(app: Flask, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    lives_by_shifts(app, ANNA)
    agreed(app)
    answer = stranger.get(made(phone_of(ANNA)))
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    told = times(answer)
    assert ("Ladestasjon", SLOT) in told
    breaks = [at for title, at in told if title == "Ladepause"]
    assert len(breaks) >= 2
    assert all(timedelta(minutes=9) < at - at.replace(hour=14, minute=0) < timedelta(minutes=17) for at in breaks)  # after 15.00 in Oslo
    assert {title for title, _ in told} == {"Ladestasjon", "Ladepause"}
    assert not re.search(r"Bjørn|Anna|anna|after|shift|station |http|ATTENDEE|DESCRIPTION|LOCATION", answer.text)


def test_a_time_that_does_not_suit_the_other_yet_is_not_there(app: Flask, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    agreed(app, suits_bjorn=False)
    assert times(stranger.get(made(phone_of(ANNA)))) == []


def test_whoever_sees_the_calendar_cannot_tell_whether_she_has_checked_in(app: Flask, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    lives_by_shifts(app, ANNA)
    address = made(phone_of(ANNA))
    before = stranger.get(address)
    with app.app_context():
        (open_one,) = pushed.planned(id_of(ANNA), ["after_shift"]).values()
        push.handled(id_of(ANNA), UUID(str(open_one.id)))
        reminders.replan(id_of(ANNA), NOW)
    after = stranger.get(address)
    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])
    assert times(after)


def test_whoever_sees_the_calendar_cannot_tell_that_something_hard_happened(app: Flask, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    lives_by_shifts(app, ANNA)
    address = made(phone_of(ANNA))
    usual = {event["dtstart"].dt for event in icalendar.Calendar.from_ical(stranger.get(address).data).walk("VEVENT")}
    with app.app_context():
        reminders.offer(id_of(ANNA), NOW.date(), NOW)
        person_id = id_of(ANNA)
        hers = reminded.hers(person_id, NOW)
        assert hers
        assert "offer" in {moment.kind for moment in hers.coming(NOW)}
    told = {event["dtstart"].dt for event in icalendar.Calendar.from_ical(stranger.get(address).data).walk("VEVENT")}
    assert told
    assert told <= usual


def test_it_is_sent_again_only_when_it_is_another(app: Flask, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    address = made(phone_of(ANNA))
    known = {"If-None-Match": stranger.get(address).headers["ETag"]}
    assert stranger.get(address, headers=known).status_code == 304
    agreed(app)
    assert times(stranger.get(address, headers=known)) == [("Ladestasjon", SLOT)]


def test_a_new_address_ends_the_old_one_and_turning_off_ends_both(phone_of: PhoneOf, stranger: FlaskClient) -> None:
    anna, oda = phone_of(ANNA), phone_of(OTHER)
    first, another = made(anna), made(oda)
    second = made(anna)
    status = lambda *addresses: [stranger.get(address).status_code for address in addresses]  # noqa: E731
    assert status(first, second, another, f"/calendar/{'a' * 40}.ics") == [404, 200, 200, 404]
    anna.post("/calendar/address/end")
    assert status(first, second, another) == [404, 404, 200]


def test_the_address_is_shown_once_and_only_its_digest_is_kept(app: Flask, phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    secret = made(anna).removeprefix("/calendar/").removesuffix(".ics")
    again = anna.get("/calendar").text
    assert "Lag en ny adresse" in again
    assert not ADDRESS.search(again)
    with app.app_context():
        rows = db.session.execute(sa.select(CalendarFeed)).scalars().all()
        assert [row.person_id for row in rows] == [id_of(ANNA)]
        assert secret.encode() not in rows[0].digest


def test_whoever_guesses_is_stopped_and_a_program_that_asks_all_the_time_too(guarded: Flask) -> None:
    with guarded.app_context():
        secret = actions.open_feed(id_of(ANNA))
    from_one, from_another = guarded.test_client(), guarded.test_client()
    from_another.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    guesses = [from_one.get(f"/calendar/{n:040x}.ics").status_code for n in range(101)]
    assert guesses == [404] * 100 + [429]
    fetched = [from_another.get(f"/calendar/{secret}.ics").status_code for _ in range(61)]
    assert fetched == [200] * 60 + [429]


def test_who_has_left_is_fetched_no_more(app: Flask, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    address = made(phone_of(ANNA))
    with app.app_context():
        db.session.get_one(Person, id_of(ANNA)).left_day = NOW.date()
        db.session.commit()
    assert stranger.get(address).status_code == 404
