"""When two could sit down, from both shifts and showing neither; and when rounds begin."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.rounds.rules import Common, candidates, common, first_start, hours, next_start, remaining

OSLO = "Europe/Oslo"
WALL = ZoneInfo(OSLO)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=WALL)
END = MONDAY + timedelta(weeks=2)


def shift(day: int, start: str, end: str) -> tuple[datetime, datetime]:
    begins = datetime.combine(date(2026, 3, day), time.fromisoformat(start), WALL)
    ends = datetime.combine(date(2026, 3, day), time.fromisoformat(end), WALL)
    return begins, ends if ends > begins else ends + timedelta(days=1)


def told(times: list[datetime]) -> list[str]:
    return [f"{at:%d %H:%M}" for at in times]


def test_while_both_are_at_work_first_on_different_days() -> None:
    anna = [shift(3, "07:00", "15:00"), shift(5, "14:30", "22:00"), shift(9, "07:00", "15:00")]
    bjorn = [shift(3, "07:00", "15:00"), shift(5, "14:30", "22:00"), shift(6, "07:00", "15:00"), shift(9, "07:00", "15:00")]
    assert told(candidates([anna, bjorn], MONDAY, END, OSLO)) == ["03 08:00", "05 15:30", "09 08:00"]


def test_where_one_goes_and_the_other_comes() -> None:
    times = candidates([[shift(4, "07:00", "15:00")], [shift(4, "15:00", "22:00")]], MONDAY, END, OSLO)
    assert told(times)[1] == "04 15:00"
    assert len(times) == 3


def test_usual_times_where_no_shifts_are_known() -> None:
    assert told(candidates([[], []], MONDAY, END, OSLO)) == ["03 11:30", "04 14:30", "05 09:00"]
    assert told(candidates([[], [], []], MONDAY, END, OSLO)) == ["03 11:30", "04 14:30", "05 09:00"]


def test_times_that_have_passed_make_room_for_usual_ones_and_no_others() -> None:
    first, second = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3, hours=4)
    assert told(remaining([first, second], MONDAY, END, OSLO)) == ["03 09:00", "04 14:30", "05 13:00"]
    assert told(remaining([first, second], first, END, OSLO)) == ["04 11:30", "05 13:00", "06 09:00"]
    assert told(remaining([], MONDAY, END, OSLO)) == told(candidates([[], []], MONDAY, END, OSLO))
    assert remaining([first], END - timedelta(minutes=5), END, OSLO) == []


def test_three_meet_while_all_three_are_at_work() -> None:
    times = candidates([[shift(10, "07:00", "15:00")], [shift(10, "11:00", "19:00")], [shift(10, "08:00", "14:00")]], MONDAY, END, OSLO)
    assert "10 12:00" in told(times)


@given(st.integers(0, 60 * 24 * 13), st.lists(st.tuples(st.integers(2, 15), st.sampled_from(("07:00", "14:30", "21:30"))), max_size=8))
def test_times_lie_ahead_within_the_round_and_are_never_more_than_three(minutes: int, shifts: list[tuple[int, str]]) -> None:
    now = MONDAY + timedelta(minutes=minutes)
    spans = sorted(shift(day, start, {"07:00": "15:00", "14:30": "22:00", "21:30": "07:30"}[start]) for day, start in set(shifts))
    times = candidates([spans, spans[::2]], now, END, OSLO)
    assert len(times) <= 3
    assert times == sorted(times)
    assert all(now < at < END for at in times)


def test_the_first_shift_in_common_has_its_kind_when_it_is_the_same_for_both() -> None:
    evening, late = [shift(5, "14:30", "22:00")], [shift(5, "13:00", "21:00")]
    assert common([evening, late], MONDAY, OSLO) == Common(date(2026, 3, 5), "evening")
    assert common([evening, [shift(5, "07:00", "15:30")]], MONDAY, OSLO) == Common(date(2026, 3, 5), None)
    assert common([evening, [shift(6, "07:00", "15:00")]], MONDAY, OSLO) is None
    assert common([evening, []], MONDAY, OSLO) is None
    assert common([evening, late], MONDAY + timedelta(days=5), OSLO) is None


def test_hours_at_work_are_bits_of_the_round() -> None:
    since = MONDAY
    assert hours([(since + timedelta(hours=2), since + timedelta(hours=4, minutes=30))], since, END) == 0b11100
    assert hours([(since - timedelta(hours=5), since + timedelta(hours=1))], since, END) == 0b1
    assert hours([(END - timedelta(hours=1), END + timedelta(hours=8))], since, END).bit_length() == 14 * 24
    assert hours([(since - timedelta(hours=9), since - timedelta(hours=1))], since, END) == 0


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-03-02T08:00", "2026-03-09T09:00"),
        ("2026-03-05T20:00", "2026-03-09T09:00"),
        ("2026-03-06T10:00", "2026-03-16T09:00"),
        ("2026-03-27T08:00", "2026-03-30T09:00"),  # across the night when the clock goes forward
    ],
)
def test_the_first_round_begins_on_a_monday_with_three_days_to_join(now: str, start: str) -> None:
    instant = datetime.fromisoformat(now).replace(tzinfo=WALL).astimezone(UTC)
    assert first_start(instant, OSLO).isoformat()[:16] == start


def test_the_next_round_keeps_its_hour_on_the_wall_and_catches_up_after_a_standstill() -> None:
    start = datetime(2026, 3, 23, 9, tzinfo=WALL)
    assert next_start(start.astimezone(UTC), 1, OSLO, start) == datetime(2026, 3, 30, 9, tzinfo=WALL)
    assert next_start(start, 4, OSLO, start + timedelta(weeks=9)) == datetime(2026, 6, 15, 9, tzinfo=WALL)
    with pytest.raises(ValueError, match="apart"):
        next_start(start, 3, OSLO, start)
