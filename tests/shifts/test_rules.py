"""A rotation becomes shifts by the clock on the wall, whatever the year does to it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.shifts import rules
from ladeapp.shifts.rules import DAY, OFFICE, OFFICE_WEEK, USUAL, Rotation, Turn

OSLO = "Europe/Oslo"
MONDAY = date(2026, 11, 16)
NIGHT = USUAL[2]

walls = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
turns = st.builds(Turn, walls, walls)
patterns = (
    st.integers(1, 24).flatmap(lambda weeks: st.text("deno", min_size=7 * weeks, max_size=7 * weeks)).filter(lambda p: set(p) != {"o"})
)
rotations = st.builds(Rotation, st.dates(date(2024, 1, 1), date(2028, 12, 31)), patterns, st.tuples(turns, turns, turns))


def hours(*turns: Turn, on: date, zone: str = OSLO) -> list[float]:
    return [(end - start) / timedelta(hours=1) for start, end in rules.spans({on: turns}, zone)]


def test_a_night_shift_is_ten_hours_long_but_for_two_nights_a_year() -> None:
    assert hours(NIGHT, on=date(2026, 11, 20)) == [10]
    assert hours(NIGHT, on=date(2026, 3, 28)) == [9]
    assert hours(NIGHT, on=date(2026, 10, 24)) == [11]


def test_a_shift_ends_by_the_clock_on_the_wall() -> None:
    for day in (date(2026, 3, 28), date(2026, 10, 24), date(2027, 12, 31), date(2028, 2, 28), date(2028, 2, 29)):
        ((start, end),) = rules.spans({day: (NIGHT,)}, OSLO)
        assert [moment.astimezone(ZoneInfo(OSLO)).strftime("%H.%M") for moment in (start, end)] == ["21.30", "07.30"]
        assert end.astimezone(ZoneInfo(OSLO)).date() == day + DAY


def test_a_time_the_spring_night_skips_is_an_hour_later_and_one_that_comes_twice_is_the_first() -> None:
    (spring,) = rules.spans({date(2026, 3, 29): (Turn(time(2, 30), time(8)),)}, OSLO)
    (autumn,) = rules.spans({date(2026, 10, 25): (Turn(time(2, 30), time(8)),)}, OSLO)
    assert spring.start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert autumn.start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert hours(Turn(time(2, 30), time(3, 15)), on=date(2026, 3, 29)) == []  # nothing of it is left


def test_the_same_wall_in_another_place_is_another_moment() -> None:
    assert rules.spans({MONDAY: USUAL[:1]}, "Atlantic/Reykjavik")[0].start - rules.spans({MONDAY: USUAL[:1]}, OSLO)[0].start == timedelta(
        hours=1
    )


NIGHTS = [date(year, month, day) for year in range(2024, 2029) for month, days in ((3, range(24, 32)), (10, range(24, 32))) for day in days]
DAYS = st.one_of(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.sampled_from(NIGHTS))


@given(turns, DAYS)
def test_each_end_of_a_shift_is_the_first_moment_at_which_the_wall_shows_it(turn: Turn, day: date) -> None:
    wall = ZoneInfo(OSLO)
    shown = [moment.astimezone(wall).replace(tzinfo=None) for span in rules.spans({day: (turn,)}, OSLO) for moment in span]
    for moment, told, seen in zip(*rules.spans({day: (turn,)}, OSLO) or [()], turn.on(day), shown, strict=False):
        hour = timedelta(hours=1)
        skipped = (moment - hour).astimezone(wall).replace(tzinfo=None) == told - hour and seen != told
        assert (seen == told and (moment - hour).astimezone(wall).replace(tzinfo=None) != told) or (skipped and seen == told + hour)


@given(rotations, DAYS)
def test_shifts_are_in_order_and_apart_and_cover_what_the_rotation_says(rotation: Rotation, first: date) -> None:
    plan = rules.planned(rotation, {}, first, first + timedelta(days=20))
    found = rules.spans(plan, OSLO)
    assert all(span.start < span.end for span in found)
    assert all(one.end < other.start for one, other in pairwise(found))
    alone = [span for day, told in plan.items() for turn in told for span in rules.spans({day: (turn,)}, OSLO)]
    assert all(any(span.start <= one.start and one.end <= span.end for span in found) for one in alone)
    assert {span.start for span in found} | {span.end for span in found} <= {moment for one in alone for moment in one}


@given(rotations, DAYS)
def test_a_rotation_comes_round_and_never_begins_early(rotation: Rotation, day: date) -> None:
    assert rotation.on(rotation.first_day - DAY) == ()
    if day >= rotation.first_day:
        assert rotation.on(day) == rotation.on(day + timedelta(weeks=rotation.weeks))
    monday = rules.monday_of(day)
    same = Rotation(rotation.begun(monday), rotation.pattern, rotation.hours)
    assert same.on(max(monday, rotation.first_day)) == rotation.on(max(monday, rotation.first_day))


@given(rotations)
def test_a_rotation_that_overlaps_with_itself_is_found_wherever_it_does(rotation: Rotation) -> None:
    plan = rules.planned(rotation, {}, rotation.first_day, rotation.first_day + timedelta(days=2 * len(rotation.pattern)))
    wall = sorted(turn.on(day) for day, told in plan.items() for turn in told)
    assert (rules.round_clash(rotation) is not None) == any(one[1] > other[0] for one, other in pairwise(wall))


def test_the_last_week_meets_the_first_again() -> None:
    assert rules.round_clash(Rotation(MONDAY, "doooodn")) == (6, 0)
    assert rules.round_clash(Rotation(MONDAY, "ddeeonnooodeoo")) is None
    assert rules.round_clash(Rotation(MONDAY, OFFICE_WEEK, OFFICE)) is None


def test_an_edited_day_is_as_it_was_edited() -> None:
    rotation = Rotation(MONDAY, OFFICE_WEEK, OFFICE)
    extra = (OFFICE[0], Turn(time(18), time(21)))
    plan = rules.planned(rotation, {MONDAY: (), MONDAY + 5 * DAY: extra}, MONDAY, MONDAY + 6 * DAY)
    assert plan[MONDAY] == ()
    assert plan[MONDAY + DAY] == OFFICE[:1]
    assert plan[MONDAY + 5 * DAY] == extra
    assert plan[MONDAY + 6 * DAY] == ()


def test_two_shifts_without_a_pause_between_are_one() -> None:
    assert hours(*USUAL[1:], on=MONDAY) == [17]
    care = Turn(time(10), time(10))  # a day and a night in a home for children
    assert [end - start for start, end in rules.spans({MONDAY: (care,), MONDAY + DAY: (care,)}, OSLO)] == [timedelta(hours=48)]


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("07:00-15:00", "day"), ("08:00-15:30", "day"), ("07:00-19:30", "day"), ("05:00-13:00", "day"), ("11:00-19:00", "day"),
        ("14:30-22:00", "evening"), ("12:00-20:00", "evening"), ("15:00-23:00", "evening"), ("16:00-00:00", "evening"), ("17:00-01:00", "evening"),
        ("21:30-07:30", "night"), ("19:30-07:30", "night"), ("22:00-06:00", "night"), ("00:00-08:00", "night"), ("20:00-03:00", "night"),
        ("08:00-08:00", "night"), ("23:30-02:00", "evening"),
    ],
)  # fmt: skip
def test_the_kind_of_a_shift_is_seen_from_its_times(turn: str, kind: str) -> None:
    assert rules.kind_of(Turn.parse(turn)) == kind


@pytest.mark.parametrize(
    ("typed", "meant"), [("7", "07:00"), ("07.00", "07:00"), ("7:5", None), ("0730", "07:30"), (" 7.30 ", "07:30"), ("730", "07:30"),
                         ("24.00", "00:00"), ("24:30", None), ("25", None), ("", None), ("7.60", None), ("٧", None), ("sju", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(ValueError, match="time"):
            rules.wall_time(typed)
    else:
        assert f"{rules.wall_time(typed):%H:%M}" == meant


@pytest.mark.parametrize(
    ("pattern", "why"),
    [("", "empty"), ("o" * 14, "empty"), ("ddddxoo", "letters"), ("dd", "weeks"), ("d" * 400, "weeks"), ("d" * 175, "weeks")],
)
def test_a_pattern_is_one_to_twenty_four_weeks_of_known_letters(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Rotation(MONDAY, pattern)


def test_a_tap_goes_round_and_weeks_come_and_go_at_the_end() -> None:
    seen = ["ooooooo"]
    for _ in range(4):
        seen.append(rules.tapped(seen[-1], 2))
    assert seen == ["ooooooo", "oodoooo", "ooeoooo", "oonoooo", "ooooooo"]
    assert rules.with_weeks("ddddd", 1) == OFFICE_WEEK
    assert rules.with_weeks(OFFICE_WEEK, 2) == OFFICE_WEEK + "ooooooo"
    assert rules.with_weeks("d<script>", 0) == "doooooo"
    assert len(rules.with_weeks("d" * 1000, 99)) == 168


@given(st.lists(turns, max_size=3))
def test_what_is_kept_of_a_day_reads_back_the_same(told: list[Turn]) -> None:
    assert list(rules.parse_turns(" ".join(map(str, told)))) == told
