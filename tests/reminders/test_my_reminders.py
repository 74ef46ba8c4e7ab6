"""Her page: on and off, what comes next, a pause in one tap, and what she has chosen; and the number that answers a reminder."""

import io
from datetime import timedelta

import pytest

from ladeapp import clock
from ladeapp.push import actions as push
from ladeapp.push import queries as pushed
from ladeapp.push.models import PushDelivery
from ladeapp.push.rules import Prompt
from ladeapp.reminders.models import ReminderChoice
from ladeapp.shifts import actions as shifts
from tests.cast import ANNA, BJORN, LEAD
from tests.periods import SEVENTH, World
from tests.periods import seventh as seventh
from tests.periods import world as world
from tests.reminders.conftest import Ward
from tests.shifts.calendars import ics

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OVER = "Vaktene du la inn, er over"
CHOICES = {"per_week": "3", "after_shift": "y", "after_minutes": "10", "weekly_day": "", "weekly_time": "12:00", "fixed_time": ""}


def page(phone) -> str:
    """As it is read: where the line may not break is nothing one sees."""
    return phone.get("/reminders").text.replace("\xa0", " ")


def test_the_page_begins_with_one_button_and_says_what_comes_next(ward: Ward) -> None:
    anna = ward.phone_of(ANNA)
    assert "Slå på påminnelser" in page(anna)
    ward.works("deeoodd")
    ward.phone()
    assert "I dag kl. 15.1" in page(anna)
    assert "onsdag kl. 22.1" in page(anna).lower()
    assert "Stille fra i dag kl. 15.30 til i morgen kl. 14.30" in page(anna)
    anna.post("/reminders/end")
    assert "Slå på påminnelser" in page(anna)


def test_who_has_told_no_shifts_is_shown_how_and_has_quiet_nights(ward: Ward) -> None:
    anna = ward.phone()
    assert "Når jobber du?" in page(anna)
    assert "Stille hver natt kl. 21.00–07.00" in page(anna)


def test_when_the_shifts_she_put_in_are_over_it_is_said_where_she_looks(ward: Ward) -> None:
    """A file is read once; what it does not know, nobody reminds of. A holiday is no such end."""
    anna = ward.phone()
    last = ics("DTSTART;TZID=Europe/Oslo:20261123T070000\r\nDURATION:PT8H")
    anna.post("/shifts/calendar", data={"file": (io.BytesIO(last), "turnus.ics")})
    for address in ("/", "/reminders", "/shifts"):
        assert OVER not in anna.get(address).text
    ward.wall("Mon 15:40")
    for address in ("/", "/reminders", "/shifts"):
        assert OVER in anna.get(address).text
    assert "Bruk en annen kalender" not in anna.get("/shifts/calendar").text  # what to use instead stands open
    anna.post("/shifts/away", data={"first": "2026-11-23", "last": "2026-11-29"})
    assert OVER not in page(anna)
    anna.post("/shifts/calendar/end")
    assert OVER not in anna.get("/").text


def test_a_pause_is_one_tap_and_so_is_its_end(ward: Ward) -> None:
    ward.works("ddddddd")
    anna = ward.phone()
    for length, day in (("week", "Mandag 30. november"), ("fortnight", "Mandag 7. desember"), ("month", "Onsdag 23. desember")):
        anna.post("/reminders/pause", data={"length": length})
        assert day in page(anna)
        anna.post("/reminders/pause/end")
        assert "I dag kl. 15.1" in page(anna)


def test_a_pause_until_a_day_has_to_be_ahead(ward: Ward) -> None:
    anna = ward.phone()
    for wrong in ("", "2026-11-23", "2028-01-01", "i morgen"):
        refused = anna.post("/reminders/pause", data={"until": wrong})
        assert refused.status_code == 422
        assert "<details open>" in refused.text
    assert anna.post("/reminders/pause", data={"until": "2026-12-24"}).status_code == 303
    assert "Torsdag 24. desember" in page(anna)


def test_choices_are_kept_and_told_in_words(ward: Ward) -> None:
    anna = ward.phone()
    chosen = {
        **CHOICES,
        "per_week": "5",
        "mid_shift": "y",
        "weekly_day": "2",
        "weekly_time": "18",
        "fixed_time": "0930",
        "fixed_in_quiet": "y",
    }
    assert anna.post("/reminders/choices", data=chosen).status_code == 303
    assert "Etter vakta, Midt i vakta, onsdag kl. 18.00, hver dag kl. 09.30 · høyst 5 i uka" in page(anna)
    form = anna.get("/reminders/choices").text
    assert 'value="18:00"' in form
    assert 'value="09:30"' in form


WRONG = (
    {"per_week": "8"},
    {"per_week": "x"},
    {"after_minutes": "21"},
    {"weekly_day": "1", "weekly_time": ""},
    {"fixed_time": "25"},
    {"weekly_day": "7"},
)


def test_what_cannot_be_chosen_is_refused_with_a_sentence_and_changes_nothing(ward: Ward) -> None:
    anna = ward.phone()
    for wrong in WRONG:
        refused = anna.post("/reminders/choices", data={**CHOICES, **wrong})
        assert refused.status_code == 422, wrong
        assert 'role="alert"' in refused.text
    assert "Etter vakta · høyst 3 i uka" in page(anna)


def test_a_time_that_is_always_quiet_is_said_to_be(ward: Ward) -> None:
    ward.works("dddddoo")
    anna = ward.phone()
    told = "faller i de stille timene dine hele uka"
    anna.post("/reminders/choices", data={**CHOICES, "weekly_day": "6"})
    assert "Søndag kl. 12.00 " + told in page(anna)
    anna.post("/reminders/choices", data={**CHOICES, "weekly_day": "6", "fixed_time": "08:00"})
    assert "Søndag kl. 12.00 " + told in page(anna)  # though the other time is heard
    anna.post("/shifts/away", data={"first": "2026-11-29"})
    assert told not in page(anna)
    anna.post("/shifts/away/2026-11-29/end")
    anna.post("/reminders/choices", data={**CHOICES, "weekly_day": "6", "fixed_in_quiet": "y"})
    assert told not in page(anna)


def test_after_something_hard_she_hears_three_times_and_can_take_it_back(ward: Ward) -> None:
    ward.works("ddddddd")
    anna = ward.phone()
    anna.post("/reminders/offers")
    assert "torsdag 26. november, torsdag 3. desember og onsdag 23. desember" in page(anna)
    anna.post("/reminders/offers/end")
    assert "torsdag 26. november" not in page(anna)


def test_she_lives_by_her_own_wall(ward: Ward) -> None:
    anna = ward.phone()
    with ward.app.app_context():
        shifts.choose_zone(World.id_of(ANNA), "Europe/Helsinki", clock.now())
    ward.works("ddddddd")
    ward.work()
    (one,) = anna.get("/api/reminders").json["open"]
    assert one["shift"] == "2026-11-23T07:00:00+02:00"
    assert one["due"].startswith("2026-11-23T13:1")
    assert "I dag kl. 15.1" in page(anna)


@pytest.mark.parametrize(("member", "status"), [(ANNA, 204), (LEAD, 403)])
def test_a_number_takes_its_reminder_with_it_when_it_is_taken(seventh: World, member, status: int) -> None:
    phone, now = seventh.phone(member), clock.now()
    with seventh.inside():
        for person in (seventh.id_of(member), seventh.id_of(BJORN)):
            push.plan(
                person, ["after_shift"], [Prompt("after_shift 2026-07-01", "after_shift", "/check-in", now, now + timedelta(hours=1))]
            )
    mine = "SELECT d.id FROM push_delivery d JOIN person p ON p.id = d.person_id WHERE p.login = :login"
    ((own,),), ((other,),) = (seventh.rows(mine, login=login) for login in (member.login, BJORN.login))
    address = f"/api/contributions/{SEVENTH.id}"
    assert phone.put(address, json={"value": 3, "reminder": str(other)}).status_code == status
    assert phone.put(address, json={"value": 3, "reminder": str(own)}).status_code == status
    assert phone.put(address, json={"value": 3, "reminder": "no id"}).status_code == 422
    with seventh.inside():
        assert len(pushed.planned(seventh.id_of(member), ["after_shift"])) == (0 if status == 204 else 1)
        assert len(pushed.planned(seventh.id_of(BJORN), ["after_shift"])) == 1


def test_turning_off_leaves_nothing_of_what_she_chose(ward: Ward) -> None:
    ward.works("ddddddd")
    ward.phone().post("/reminders/end")
    with ward.app.app_context():
        for table in (ReminderChoice, PushDelivery):
            assert World(ward.app, None, ward.phone_of).rows(f"SELECT * FROM {table.__tablename__}") == []
