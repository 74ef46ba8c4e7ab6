"""What is understood of a calendar, what is left out and said, and how little a calendar that means harm can cost."""

from datetime import UTC, datetime
from time import monotonic

import pytest

from ladeapp.shifts import ics, reading
from tests.shifts.calendars import DAY_SHIFT, OSLO_NIGHT, SECRET
from tests.shifts.calendars import ics as calendar
from tests.shifts.conftest import NOW

UNTIL = NOW + reading.AHEAD_IMPORTED
OUTLOOK_ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Vår egen\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


def read(*events: str, before: str = "") -> tuple[list[str], dict[str, int]]:
    spans, left_out = ics.read(calendar(*events, before=before), "Europe/Oslo", NOW - reading.KEPT, UNTIL)
    return [f"{start:%m-%dT%H:%M}/{end:%dT%H:%M}" for start, end in spans], dict(left_out)


def test_a_night_is_the_same_moments_however_its_clock_is_told() -> None:
    for told in (
        OSLO_NIGHT,
        "DTSTART:20261126T210000Z\r\nDTEND:20261127T060000Z",
        "DTSTART:20261126T220000\r\nDTEND:20261127T070000",  # her own wall
        "DTSTART;TZID=W. Europe Standard Time:20261126T220000\r\nDURATION:PT9H",
        "DTSTART;TZID=Vår egen:20261126T220000\r\nDTEND;TZID=Vår egen:20261127T070000",
        "DTSTART;TZID=America/New_York:20261126T160000\r\nDTEND;TZID=Europe/Oslo:20261127T070000",
        "dtstart;tzid=Europe/Oslo:20261126T220030\r\nDTEND;TZID=Europe/Oslo:2026\r\n 1127T070000",
    ):
        assert read(told, before=OUTLOOK_ZONE if "egen" in told else "") == (["11-26T21:00/27T06:00"], {}), told


def test_a_shift_that_comes_round_has_its_exceptions() -> None:
    weekly = "DTSTART;TZID=Europe/Oslo:20261130T070000\r\nDTEND;TZID=Europe/Oslo:20261130T150000\r\nRRULE:FREQ=WEEKLY;COUNT=4"
    swapped = "RECURRENCE-ID;TZID=Europe/Oslo:20261214T070000\r\nDTSTART;TZID=Europe/Oslo:20261215T143000\r\nDTEND;TZID=Europe/Oslo:20261215T220000"
    called_off = weekly.replace("\r\nRRULE:FREQ=WEEKLY;COUNT=4", "").replace("1130", "1221") + "\r\nSTATUS:CANCELLED"
    whole = calendar(
        weekly + "\r\nEXDATE;TZID=Europe/Oslo:20261207T070000", swapped, called_off + "\r\nRECURRENCE-ID;TZID=Europe/Oslo:20261221T070000"
    )
    whole = whole.replace(b"1@gat", b"0@gat").replace(b"2@gat", b"0@gat")
    spans, left_out = ics.read(whole, "Europe/Oslo", NOW, UNTIL)
    assert [f"{start:%m-%dT%H:%M}" for start, _ in spans] == ["11-30T06:00", "12-15T13:30"]
    assert not left_out


NO_SHIFTS = (
    ("all_day", "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227"),
    ("all_day", "DTSTART;VALUE=DATE:20261224"),
    ("long", "DTSTART:20261126T060000Z\r\nDTEND:20261127T060001Z".replace("0001Z", "0100Z")),
    ("no_end", "DTSTART:20261126T060000Z"),
    ("no_end", "DTSTART:20261126T060000Z\r\nDTEND:20261126T060000Z"),
    ("backwards", "DTSTART:20261126T150000Z\r\nDTEND:20261126T070000Z"),
    ("backwards", "DTSTART;TZID=Europe/Oslo:20261126T150000\r\nDTEND:20261126T130000Z"),
    ("zone", "DTSTART;TZID=Mars/Phobos:20261126T220000\r\nDTEND;TZID=Mars/Phobos:20261127T070000"),
    ("zone", "DTSTART;TZID=../../etc/passwd:20261126T220000\r\nDURATION:PT8H"),
    ("often", "DTSTART:20261126T060000Z\r\nDTEND:20261126T060010Z\r\nRRULE:FREQ=SECONDLY"),
    ("often", "DTSTART:20261126T060000Z\r\nDTEND:20261126T060010Z\r\nRRULE:FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1"),
    ("broken", "DTSTART:i morgen\r\nDTEND:20261126T060000Z"),
    ("broken", "DTEND:20261126T060000Z"),
    ("broken", "DTSTART;VALUE=DATE:20261126\r\nDTEND:20261126T060000Z"),
    ("broken", "DTSTART:20261126T060000Z\r\nDTSTART:20261127T060000Z\r\nDTEND:20261126T150000Z"),
)


@pytest.mark.parametrize(("reason", "event"), NO_SHIFTS)
def test_what_is_no_shift_is_left_out_and_counted_and_the_others_stay(reason: str, event: str) -> None:
    assert read(event, DAY_SHIFT) == (["11-30T06:00/30T14:00"], {reason: 1})


def test_what_runs_at_once_is_one_shift_and_what_only_touches_is_two() -> None:
    inside, after = "DTSTART:20261130T080000Z\r\nDTEND:20261130T150000Z", "DTSTART:20261130T150000Z\r\nDTEND:20261130T210000Z"
    assert read(DAY_SHIFT, DAY_SHIFT, inside, after)[0] == ["11-30T06:00/30T15:00", "11-30T15:00/30T21:00"]


def test_no_word_of_it_is_understood_or_comes_out() -> None:
    lines = list(ics._kept(calendar(OSLO_NIGHT, DAY_SHIFT)))
    assert not [line for line in lines if SECRET[:9] in line or "Kari" in line or "VALARM" in line]
    understood = reading.read(calendar(OSLO_NIGHT), "Europe/Oslo", NOW)
    assert understood.spans == [(datetime(2026, 11, 26, 21, tzinfo=UTC), datetime(2026, 11, 27, 6, tzinfo=UTC))]
    assert "Kari" not in repr(understood)


def every_half_hour() -> bytes:
    return calendar(*(f"DTSTART:20261126T{hour:02}0000Z\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY" for hour in range(24)))


HOSTILE = (
    ("page", b""),
    ("page", b"<!doctype html><title>Logg inn</title>"),
    ("page", b"PK\x03\x04" + b"\x00" * 4096),
    ("page", calendar(DAY_SHIFT)[:-30]),
    ("page", b"BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR"),
    ("many", calendar(*["DTSTART:20261126T060000Z"] * 5001)),
    ("many", every_half_hour()),
    ("many", b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 4999 + b"END:VEVENT\n" * 4999 + b"END:VCALENDAR"),
    ("many", b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 90_000 + b"END:X\n" * 90_000 + b"END:VCALENDAR"),
)


@pytest.mark.parametrize(("why", "raw"), HOSTILE)
def test_what_means_harm_or_is_no_calendar_is_refused_with_a_word(why: str, raw: bytes) -> None:
    with pytest.raises(ics.Refused, match=why):
        ics.read(raw, "Europe/Oslo", NOW, UNTIL)


def test_the_process_that_reads_says_why_and_one_that_falls_over_takes_nobody_along() -> None:
    with pytest.raises(reading.Unreadable, match="page"):
        reading.read(b"<!doctype html>", "Europe/Oslo", NOW)
    with pytest.raises(reading.Unreadable, match="heavy"):
        reading.read(calendar(DAY_SHIFT, "DTSTART:20261126T060000Z\r\nDURATION:P999999D"), "Europe/Oslo", NOW)


def test_a_process_that_stands_still_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TIME", 0.01)
    with pytest.raises(reading.Unreadable, match="heavy"):
        reading.read(calendar(DAY_SHIFT), "Europe/Oslo", NOW)


@pytest.mark.slow
@pytest.mark.parametrize(
    "raw",
    [
        calendar("DTSTART:20261126T060000Z\r\nDTEND:20261126T070000Z\r\nRRULE:FREQ=DAILY;INTERVAL=0"),  # never gets on
        calendar(*["DTSTART:00010101T060000\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"] * 4000),
    ],
)  # fmt: skip
def test_whatever_takes_long_is_given_up_after_some_seconds(raw: bytes) -> None:
    began = monotonic()
    with pytest.raises(reading.Unreadable, match="heavy"):
        reading.read(raw, "Europe/Oslo", NOW)
    assert monotonic() - began < reading.TIME + 2
