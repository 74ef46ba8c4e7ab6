"""Vaktene mine: tapping a rotation without any script, changing one day, and what is said when something cannot be."""

import re
from collections.abc import Callable
from datetime import datetime

from flask.testing import FlaskClient

from tests.cast import ADMIN, ANNA, BJORN, LEAD
from tests.conftest import PhoneOf
from tests.shifts.conftest import Told

TIMES = {
    "day_from": "07:00", "day_to": "15:00", "evening_from": "14:30", "evening_to": "22:00", "night_from": "21:30", "night_to": "07:30",
}  # fmt: skip
ENGLISH = {"Accept-Language": "en"}
DAY = "/shifts/days/2026-11-26"


def keep(phone: FlaskClient, pattern: str, **more: str):
    form = {"pattern": pattern, "weeks": str(len(pattern) // 7), "first": "2026-11-23"} | TIMES | more
    return phone.post("/shifts/rotation", data=form, headers=ENGLISH)


def shifts(phone: FlaskClient) -> list[str]:
    return [f"{one['start'][5:16]} {one['kind']}" for one in phone.get("/api/shifts").json["shifts"]]


def read(phone: FlaskClient, address: str) -> str:
    return phone.get(address, headers=ENGLISH).text


def test_a_rotation_is_tapped_without_any_script(at: Callable[[datetime], None], phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    assert "No shifts yet" in read(anna, "/shifts")
    form = {"pattern": "ooooooo", "weeks": "1", "first": "2026-11-23"} | TIMES
    drawn = anna.post("/shifts/rotation", data=form | {"tap": "3"}, headers=ENGLISH)
    assert drawn.status_code == 200
    assert 'name="pattern" type="hidden" value="ooodooo"' in drawn.text
    assert "Thursday, week 1: Day shift" in drawn.text
    longer = anna.post("/shifts/rotation", data=form | {"pattern": "ooodooo", "weeks": "2"}, headers=ENGLISH)
    assert 'value="ooodoooooooooo"' in longer.text
    assert shifts(anna) == []  # drawn, not kept
    assert keep(anna, "ooodoooooonooo").location == "/shifts"
    assert shifts(anna)[:2] == ["11-26T07:00 day", "12-03T21:30 night"]
    page = read(anna, "/shifts")
    assert "Day shift 07:00–15:00" in page
    assert "Thursday 3 December, the night to Friday" in page


def test_this_week_can_be_any_week_of_the_rotation(at: Callable[[datetime], None], phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    keep(anna, "ddddoooeeeeooonnnoooo", first="2026-11-16")
    assert shifts(anna)[0] == "11-23T14:30 evening"
    again = read(anna, "/shifts/rotation")
    assert re.search(r'<option value="2026-11-16" data-week="2" selected>This is week 2', again)
    keep(anna, "ddddooo", first="2026-12-07")
    assert shifts(anna)[0] == "12-07T07:00 day"


NO_ROTATIONS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("ooooooo", {}, "There is no shift in it yet"),
    ("", {}, "There is no shift in it yet"),
    ("ddxddoo", {}, "There is a letter in it"),
    ("d" * 400, {"weeks": "57"}, "1 to 24 whole weeks"),
    ("ddddddd", {"first": "1990-01-01"}, "too long ago or too far ahead"),
    ("ddddddd", {"first": "2031-06-02"}, "too long ago or too far ahead"),
    ("ddddddd", {"first": "neste mandag"}, "too long ago or too far ahead"),
    ("ddddooo", {"day_from": "kl. sju"}, "Write the time like 07:00."),
    ("ddddooo", {"night_to": "25:00"}, "Write the time like 07:00."),
    ("doooodn", {}, "In week 1 the shift on Sunday has not ended when the one on Monday begins."),
)


def test_what_cannot_be_a_rotation_is_said_and_what_was_typed_stays(at: Callable[[datetime], None], phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    for pattern, more, said in NO_ROTATIONS:
        answer = keep(anna, pattern, **more)
        assert answer.status_code == 422, pattern[:9]
        assert said in answer.text
        assert f'value="{more.get("day_from", "07:00")}"' in answer.text
        assert f'name="pattern" type="hidden" value="{pattern}"' in answer.text
    assert shifts(anna) == []


def test_one_day_is_changed_and_the_change_is_undone(works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "dddddoo")
    anna = phone_of(ANNA)
    before = shifts(anna)
    assert anna.post(DAY, data={"what": "o"}).location == "/shifts?week=2026-11-26"
    assert "11-26T07:00 day" not in shifts(anna)
    page = read(anna, "/shifts?week=2026-11-26")
    assert "Thursday 26 November: Off (changed)" in page
    assert "26. november: Fri (endret)" in anna.get("/shifts?week=2026-11-26", headers={"Accept-Language": "nb"}).text
    assert 'name="what" value="rotation"' in page  # the undo that is offered, once
    assert 'name="what" value="rotation"' not in read(anna, "/shifts")
    anna.post(DAY, data={"what": "own", "start": "10.00", "end": "18"})
    assert "11-26T10:00 day" in shifts(anna)
    assert 'name="hours" value=""' in read(anna, "/shifts")  # undone, it was a day off
    anna.post(DAY, data={"what": "rotation"})
    assert shifts(anna) == before


def test_an_extra_shift_stands_beside_the_first_and_a_third_is_too_many(works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "dddddoo")
    anna = phone_of(ANNA)
    assert anna.post(DAY, data={"what": "own", "start": "17:00", "end": "21:00", "also": "y"}).status_code == 303
    assert [one for one in shifts(anna) if "11-26" in one] == ["11-26T07:00 day", "11-26T17:00 evening"]
    third = anna.post(DAY, data={"what": "own", "start": "22:00", "end": "23:00", "also": "y"}, headers=ENGLISH)
    assert third.status_code == 422
    assert "two shifts at most" in third.text


NO_DAYS: tuple[tuple[dict[str, str], str], ...] = (
    ({"what": "n"}, "The shift that begins Thursday 26 November has not ended when the one Friday 27 November begins."),
    ({"what": "own", "start": "14:00", "end": "20:00", "also": "y"}, "has not ended when the one Thursday 26 November begins."),
    ({"what": "own", "start": "", "end": "20:00"}, "Write the time like 07:00."),
    ({"what": "own", "start": "7", "end": "32:00"}, "Write the time like 07:00."),
    ({"what": "hours", "hours": "07:00-15:00 " * 9}, "two shifts at most"),
    ({"what": "x"}, "Choose one of these."),
)


def test_a_day_that_cannot_be_is_said_and_what_was_typed_stays(works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "dddddoo")
    anna = phone_of(ANNA)
    before = shifts(anna)
    for sent, said in NO_DAYS:
        answer = anna.post(DAY, data=sent, headers=ENGLISH)
        assert answer.status_code == 422, sent
        assert said in answer.text
        assert f'value="{sent.get("start", "07:00")}"' in answer.text
    assert shifts(anna) == before


def test_a_day_long_ago_or_far_ahead_is_said(at: Callable[[datetime], None], phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    for day in ("1990-01-01", "2026-11-23", "2028-01-01", "9999-12-31"):
        assert anna.post(f"/shifts/days/{day}", data={"what": "o"}, headers=ENGLISH).location == "/shifts"
        assert "from yesterday to a year ahead" in read(anna, "/shifts")
        assert anna.get(f"/shifts?week={day}").status_code == 200
    assert anna.get("/shifts/days/i-morgen").status_code == 404


def test_an_office_tells_its_hours_in_one_tap(at: Callable[[datetime], None], phone_of: PhoneOf) -> None:
    adam = phone_of(ADMIN)
    page = read(adam, "/shifts")
    assert "Office hours" in page
    assert "Office hours" not in read(phone_of(ANNA), "/shifts")
    offered = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    offered.pop("csrf_token")
    assert adam.post("/shifts/rotation", data=offered).status_code == 303
    assert shifts(adam)[:2] == ["11-23T08:00 day", "11-24T08:00 day"]


def test_all_is_deleted_at_once(works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "dddddoo")
    anna = phone_of(ANNA)
    anna.post(DAY, data={"what": "o"})
    assert anna.post("/shifts/clear").status_code == 303
    assert shifts(anna) == []
    assert "No shifts yet" in read(anna, "/shifts")


def test_nobody_else_is_shown_her_shifts(works: Told, phone_of: PhoneOf) -> None:
    """Her lead, her colleague and the administrator get the same pages whether she has told her shifts or not."""
    others = [phone_of(member) for member in (LEAD, BJORN, ADMIN)]

    def all_they_see() -> list[str]:
        pages = [
            other.get(page).text
            for other in others
            for page in ("/shifts", "/shifts/rotation", DAY, "/api/shifts", "/team", "/workplace/people")
        ]
        return [re.sub(r'(nonce|value|content)="[^"]{20,}"', "", page) for page in pages]

    before = all_they_see()
    works(ANNA, "dddddoo")
    assert all_they_see() == before
