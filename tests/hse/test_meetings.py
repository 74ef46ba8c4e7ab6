"""Meetings: an agenda from what is open, minutes, decisions that become measures, an invitation; and a limit that loses nothing."""

from datetime import UTC, datetime, timedelta

import icalendar

from ladeapp import clock
from tests.cast import LEAD, SAFETY, UNION
from tests.hse.conftest import MEASURE, words

TICK = "M20 6 9 17l-5-5"  # how it is drawn


def test_the_agenda_is_proposed_from_what_is_open(room):
    room.is_signed()
    room.risks(title="Alene på natt")
    room.measures(title="Ny turnus", due=room.ahead(1))
    room.measures(title="Debrief etter vakt", state="doing")
    room.world.at(clock.now() + timedelta(days=4))
    html = room.html(UNION, "/work/meetings")
    for line in (
        "- Overdue: Ny turnus",
        "- A risk without a measure: Alene på natt",
        "- Decided and not told to staff: Debrief etter vakt",
        "- Anything else",
    ):
        assert line in html


def test_a_decision_becomes_a_measure_with_one_tap_and_once(room):
    meeting = room.meets()
    room.writes(UNION, meeting, decisions="- Ny turnus for natt\n\n* Samtale hver fredag")
    page = room.page(UNION, meeting)
    assert "Ny turnus for natt Make it a measure" in page
    for _ in range(2):
        answer = room.sends(UNION, f"{meeting}/decisions/0")
        assert "You see to it until you choose somebody else" in answer.text
    assert room.world.rows("SELECT title, owner, level, state FROM work_measure") == [
        ("Ny turnus for natt", "Unni", "organisation", "planned")
    ]
    assert "Ny turnus for natt It is a measure" in room.page(LEAD, meeting)
    assert room.sends(UNION, f"{meeting}/decisions/7").status_code == 404


def test_minutes_are_markdown_and_html_in_them_stays_words(room):
    meeting = room.meets()
    text = "## Sak 1\n\n- **to** ting\n\n<img src=x onerror=alert(1)>\n\n[lokk](javascript:alert(1)) ![x](https://ond.no/x.png) <https://ond.no>"
    room.writes(UNION, meeting, minutes=text)
    html = room.html(UNION, meeting).partition("prose")[2].partition("</section>")[0]
    assert "<h2>Sak 1</h2>" in html
    assert "<strong>to</strong>" in html
    for tag in ("<img", "<a ", "<script"):
        assert tag not in html
    assert "&lt;img" in html


def test_minutes_of_two_hundred_pages_are_refused_and_come_back_whole(room):
    meeting = room.meets()
    pages = "\n".join(f"Side {n}: " + "vi snakket lenge om været. " * 110 for n in range(200))
    answer = room.writes(UNION, meeting, minutes=pages.replace("\n", "\r\n"))  # as browsers send it
    assert answer.status_code == 422
    assert "there is room for 40,000. Shorten it: it stands here still" in words(answer.text)
    assert f"That is {len(pages.strip()):,} characters" in words(answer.text)
    assert "Side 199:" in answer.text
    assert room.world.rows("SELECT count(*) FROM work_part WHERE key = 'minutes' AND length(text) > 0") == [(0,)]


def test_what_three_have_signed_is_read_whole_with_its_agenda_time_and_place(room):
    meeting = room.meets(at="14:30", place="Møterom 2", agenda="- Nattevaktene")
    room.writes(LEAD, meeting, at="14:30", place="Møterom 2", agenda="- Nattevaktene", minutes="Vi ble enige.")
    room.all_sign(meeting)
    page = room.page(UNION, meeting)
    assert "14:30 · Møterom 2" in page
    assert "Agenda Nattevaktene Minutes Vi ble enige." in page


def test_the_invitation_is_a_calendar_file(room):
    meeting = room.meets(place="Møterom; 2, plan 1")
    answer = room.world.phone(SAFETY).get(f"{meeting}.ics")
    assert answer.mimetype == "text/calendar"
    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    start = event.decoded("dtstart")
    assert start.astimezone(UTC) == datetime(start.year, start.month, start.day, 12, 30, tzinfo=UTC)  # 14:30 in Oslo in summer
    assert str(event["location"]) == "Møterom; 2, plan 1"
    assert "attendee" not in {name.lower() for name in event}


def test_a_meeting_without_a_day_or_with_an_odd_time_comes_back(room):
    for wrong, said in (({"day": ""}, "Choose a day."), ({"at": "halv tre"}, "Write the time like 14:30")):
        answer = room.sends(UNION, "/work/meetings", **{"day": room.ahead(3), "at": "", "agenda": "- Tallet på mandag", **wrong})
        assert answer.status_code == 422
        assert said in answer.text
        assert "Tallet på mandag" in answer.text


def test_a_locked_meeting_keeps_its_decisions_which_can_still_become_measures(room):
    meeting = room.meets()
    room.writes(UNION, meeting, decisions="Ny turnus")
    room.all_sign(meeting)
    assert room.writes(UNION, meeting, was=room.digest(meeting.rpartition("/")[2]), decisions="Noe annet").status_code == 422
    room.sends(LEAD, f"{meeting}/decisions/0")
    assert room.world.rows("SELECT title FROM work_measure") == [("Ny turnus",)]
    assert MEASURE


def test_minutes_that_not_all_have_signed_are_the_next_step(room):
    room.is_signed()
    meeting = room.meets()
    assert "Sign the minutes" not in room.page(LEAD)
    room.writes(LEAD, meeting)
    room.signs(LEAD, meeting)
    day = f"{room.today():%-d %B %Y}"
    assert f"Next step Sign the minutes of {day} Missing: safety rep, union rep" in room.page(UNION)
    for member in (SAFETY, UNION):
        room.signs(member, meeting)
    assert "Sign the minutes" not in room.page(UNION)


def test_what_was_refused_does_not_stand_beside_a_tick(room):
    meeting = room.meets()
    room.writes(LEAD, meeting)
    for seen, is_done in (("", True), ("another text", False)):
        told = room.signs(LEAD, meeting, seen=seen).text.partition('class="flash"')[2].partition("</p>")[0]
        assert (TICK in told) == is_done


def test_what_is_signed_can_be_printed_without_the_field_for_what_comes_later(room):
    room.is_signed()
    meeting = room.meets()
    room.writes(UNION, meeting, minutes="Vi så på tallet.", decisions="Ny turnus")
    assert "data-print" not in room.world.read(LEAD, meeting)
    room.all_sign(meeting)
    for address in (meeting, "/work/discussion"):
        page = room.world.read(LEAD, address)
        assert "data-print" in page
        assert '<form class="form no-print"' in page
