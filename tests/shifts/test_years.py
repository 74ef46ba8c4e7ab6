"""Every minute of 2024–2028 in Oslo: what we say, what a calendar says, and what python-dateutil reckons on its own are the same."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from dateutil import rrule, tz

from ladeapp.shifts import ics, rules
from ladeapp.shifts.rules import DAY, Rotation, Turn
from tests.shifts.calendars import ics as calendar

OSLO, WALL = "Europe/Oslo", tz.gettz("Europe/Oslo")
MONDAY = date(2024, 1, 1)
MINUTE = timedelta(minutes=1)
NIGHT = Turn(time(22), time(7))
HOURS = (Turn(time(7), time(15)), Turn(time(14, 30), time(22)), NIGHT)
PATTERNS = ("nnnnnnn", "dddeeoonnooddd", "oonnnnoddooeeooddeeeonnooooo")  # every night; two weeks; four
TURNS_OF_THE_YEAR = [day for year in range(2024, 2029) for day in (date(year, 2, 28), date(year, 3, 1), date(year, 12, 31))]
CLOCKS_CHANGE = [date(2024, 3, 31), date(2024, 10, 27), date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29), date(2026, 10, 25),
                 date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29)]  # fmt: skip
SPECIAL = sorted(day + n * DAY for day in (*CLOCKS_CHANGE, *TURNS_OF_THE_YEAR, date(2024, 2, 29), date(2028, 2, 29)) for n in (-1, 0))

Spans = list[tuple[datetime, datetime]]


def instant(moment: datetime) -> datetime:
    """By dateutil's own reading of the zone, on its own arithmetic."""
    there: datetime = tz.resolve_imaginary(moment.replace(tzinfo=WALL)).astimezone(tz.UTC)
    return there.replace(tzinfo=UTC)


def reckoned(pattern: str, first: date, last: date) -> Spans:
    """The rotation as dateutil's recurrences say: one for each day of the pattern."""
    weeks, found = len(pattern) // 7, []
    for index, letter in enumerate(pattern):
        if letter != "o":
            turn = HOURS["den".index(letter)]
            begins = datetime.combine(MONDAY + index * DAY, turn.start)
            length = datetime.combine(MONDAY, turn.end) - datetime.combine(MONDAY, turn.start)
            length += DAY if turn.end <= turn.start else timedelta()
            until = datetime.combine(last, time.max)
            for start in rrule.rrule(rrule.WEEKLY, interval=weeks, dtstart=begins, until=until):
                if start.date() >= first:
                    found.append((instant(start), instant(start + length)))
    return sorted(found)


def ours(pattern: str, first: date, last: date) -> Spans:
    return [tuple(span) for span in rules.spans(rules.planned(Rotation(MONDAY, pattern, HOURS), {}, first, last), OSLO)]


def by_calendar(pattern: str, first: date, last: date) -> Spans:
    """The same rotation as a calendar would hold it: a series for each day of the pattern, read back."""
    events = []
    for index, letter in enumerate(pattern):
        if letter != "o":
            start, end = HOURS["den".index(letter)].on(MONDAY + index * DAY)
            stamps = (f"{name};TZID=Europe/Oslo:{moment:%Y%m%dT%H%M%S}" for name, moment in (("DTSTART", start), ("DTEND", end)))
            events.append("\r\n".join((*stamps, f"RRULE:FREQ=WEEKLY;INTERVAL={len(pattern) // 7}")))
    since, until = instant(datetime.combine(first, time())), instant(datetime.combine(last + DAY, time()))
    spans, left_out = ics.read(calendar(*events), OSLO, since, until)
    assert not left_out
    return [(start, end) for start, end in spans if start >= since]


def joined(spans: Iterable[tuple[datetime, datetime]]) -> Spans:
    """Shifts that touch or overlap are one stretch at work."""
    whole: Spans = []
    for start, end in sorted(spans):
        whole[-1:] = [(whole[-1][0], max(end, whole[-1][1]))] if whole and start <= whole[-1][1] else [*whole[-1:], (start, end)]
    return whole


def minutes(spans: Spans, first: datetime, last: datetime) -> Iterator[bool]:
    """Minute by minute, whether she is at work."""
    left, now = iter(spans), first
    span = next(left, None)
    while now < last:
        while span and span[1] <= now:
            span = next(left, None)
        yield bool(span and span[0] <= now)
        now += MINUTE


@pytest.mark.parametrize("pattern", PATTERNS)
def test_rotation_calendar_and_dateutil_agree_around_each_change_of_the_clock_and_the_year(pattern: str) -> None:
    for year in (2024, 2028):
        first, last = date(year, 1, 1), date(year, 12, 31)
        told = reckoned(pattern, first, last)
        assert ours(pattern, first, last) == joined(told)
        assert by_calendar(pattern, first, last) == told or joined(by_calendar(pattern, first, last)) == joined(told)


def test_the_night_shift_is_nine_hours_but_for_ten_nights_in_five_years() -> None:
    nights = ours("nnnnnnn", MONDAY, date(2028, 12, 31))
    odd = {
        start.astimezone(WALL).date() + DAY: (end - start) / timedelta(hours=1)
        for start, end in nights
        if end - start != timedelta(hours=9)
    }
    assert odd == {day: 8.0 if day.month == 3 else 10.0 for day in CLOCKS_CHANGE}
    assert all(start.astimezone(WALL).hour == 22 and end.astimezone(WALL).hour == 7 for start, end in nights)
    assert len(nights) == 1827


def test_a_shift_that_begins_at_any_minute_of_a_special_day_is_where_dateutil_says() -> None:
    _agree_from_each_minute(SPECIAL, step=7)


@pytest.mark.slow
@pytest.mark.parametrize("year", range(2024, 2029))
def test_a_shift_that_begins_at_any_minute_of_five_years_is_where_dateutil_says(year: int) -> None:
    _agree_from_each_minute(rules.days(date(year, 1, 1), date(year, 12, 31)), step=1)


def _agree_from_each_minute(days: list[date], step: int) -> None:
    for day in days:
        for at in range(0, 1440, step):
            start = datetime.combine(day, time(at // 60, at % 60))
            end = start + timedelta(hours=9)
            told = rules.spans({day: (Turn(start.time(), end.time()),)}, OSLO)
            assert told == [(instant(start), instant(end))], start


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS)
def test_at_every_minute_of_five_years_all_three_say_the_same(pattern: str) -> None:
    compared = 0
    for year in range(2024, 2029):
        first, last = date(year, 1, 1), date(year, 12, 31)
        since, until = instant(datetime.combine(first, time())), instant(datetime.combine(last + DAY, time()))
        three = (ours(pattern, first, last), joined(reckoned(pattern, first, last)), joined(by_calendar(pattern, first, last)))
        for one, other, third in zip(*(minutes(spans, since, until) for spans in three), strict=True):
            assert one == other == third
            compared += 1
    assert compared == 1827 * 1440  # an hour less each spring, one more each autumn


def test_single_events_of_a_calendar_are_as_exact_as_series() -> None:
    for day in SPECIAL:
        start, end = NIGHT.on(day)
        event = f"DTSTART;TZID=Europe/Oslo:{start:%Y%m%dT%H%M%S}\r\nDTEND;TZID=Europe/Oslo:{end:%Y%m%dT%H%M%S}"
        spans, _ = ics.read(calendar(event), "UTC", instant(start) - DAY, instant(end) + DAY)
        assert spans == [(instant(start), instant(end))]


def test_the_pieces_are_in_order_and_apart() -> None:
    assert all(
        one[1] <= other[0] for pattern in PATTERNS for one, other in pairwise(by_calendar(pattern, date(2026, 1, 1), date(2026, 12, 31)))
    )
