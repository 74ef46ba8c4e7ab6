"""When she is left alone, what could be said when, and how much of it is: the rules alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.reminders import rules
from ladeapp.reminders.rules import Choice, Count, Hours, Moment
from ladeapp.shifts.rules import Rotation, Span, Turn, planned, spans

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = date(2026, 11, 23)
DAY, EVENING, NIGHT = Turn(time(7), time(15)), Turn(time(14, 30), time(22)), Turn(time(21, 30), time(7, 30))
NO_JITTER = lambda day: timedelta()  # noqa: E731
EVERY_DAY = Choice(per_week=7)


def wall(text: str, zone: ZoneInfo = OSLO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def hours(shifts: dict[date, tuple[Turn, ...]], **more: object) -> Hours:
    return Hours(OSLO, told=True, stretches=rules.stretches(spans(shifts, "Europe/Oslo"), OSLO), **more)  # type: ignore[arg-type]


def week(pattern: str, monday: date = MONDAY) -> dict[date, tuple[Turn, ...]]:
    rotation = Rotation(monday, pattern, (DAY, EVENING, NIGHT))
    return planned(rotation, {}, monday, monday + timedelta(days=len(pattern) - 1))


def told(choice: Choice, hours: Hours, since: datetime, days: int = 8, offers: Iterable[date] = ()) -> list[Moment]:
    return rules.moments(choice, hours, since, since + timedelta(days=days), NO_JITTER, offers)


def on_the_wall(moments: Iterable[Moment]) -> list[str]:
    return [f"{moment.kind} {moment.due_at.astimezone(OSLO):%a %H:%M}" for moment in moments]


def coming(choice: Choice, hours: Hours, since: datetime, count: Count = Count(), **more: object) -> list[str]:  # noqa: B008
    return on_the_wall(rules.coming(choice, told(choice, hours, since, **more), count))  # type: ignore[arg-type]


# Quiet


def test_quiet_begins_half_an_hour_after_a_shift_and_lasts_to_the_next() -> None:
    found = hours(week("dedoooo")).quiet(wall("2026-11-23 12:00"), wall("2026-11-26 12:00"))
    assert found == [
        Span(wall("2026-11-23 15:30"), wall("2026-11-24 14:30")),
        Span(wall("2026-11-24 22:30"), wall("2026-11-25 07:00")),
        Span(wall("2026-11-25 15:30"), wall("2026-11-26 12:00")),
    ]


def test_after_a_night_she_sleeps_eight_hours_whatever_else_is_planned() -> None:
    course = {MONDAY: (NIGHT,), MONDAY + timedelta(days=1): (Turn(time(12), time(14)),)}
    found = hours(course).quiet(wall("2026-11-24 07:00"), wall("2026-11-24 23:00"))
    assert found == [Span(wall("2026-11-24 08:00"), wall("2026-11-24 23:00"))]
    assert "after_shift Tue 14:10" not in on_the_wall(told(EVERY_DAY, hours(course), wall("2026-11-24 07:00")))


def test_a_spring_night_is_an_hour_shorter_and_the_sleep_after_it_is_not() -> None:
    found = hours({date(2026, 3, 28): (NIGHT,), date(2026, 3, 29): (EVENING,)}).quiet(wall("2026-03-29 01:00"), wall("2026-03-29 20:00"))
    assert found == [Span(wall("2026-03-29 08:00"), wall("2026-03-29 16:00"))]


def test_who_has_told_no_shifts_has_quiet_nights() -> None:
    found = Hours(OSLO, told=False).quiet(wall("2026-10-24 12:00"), wall("2026-10-26 12:00"))
    assert found == [
        Span(wall("2026-10-24 21:00"), wall("2026-10-25 07:00")),
        Span(wall("2026-10-25 21:00"), wall("2026-10-26 07:00")),
    ]
    assert found[0].end - found[0].start == timedelta(hours=11)  # the clock went back


def test_who_has_told_shifts_is_left_alone_on_days_off() -> None:
    assert hours({}).quiet(wall("2026-11-23 00:00"), wall("2026-11-30 00:00")) == [Span(wall("2026-11-23 00:00"), wall("2026-11-30 00:00"))]


# Moments


def test_the_prompt_comes_ten_minutes_after_each_shift_and_is_over_when_quiet_begins() -> None:
    found = told(EVERY_DAY, hours(week("denoooo")), wall("2026-11-23 00:00"))
    assert on_the_wall(found) == ["after_shift Mon 15:10", "after_shift Tue 22:10", "after_shift Thu 07:40"]
    assert [moment.expires_at - moment.due_at for moment in found] == [timedelta(minutes=20)] * 3
    assert [moment.day for moment in found] == [MONDAY + timedelta(days=n) for n in range(3)]


def test_of_two_shifts_on_a_day_the_last_has_the_prompt() -> None:
    shifts = {MONDAY: (Turn(time(7), time(11)), Turn(time(16), time(20)))}
    assert on_the_wall(told(EVERY_DAY, hours(shifts), wall("2026-11-23 00:00"))) == ["after_shift Mon 20:10"]


@pytest.mark.parametrize("second", [Turn(time(7, 30), time(15)), Turn(time(7, 50), time(15))])
def test_a_double_shift_is_one_and_she_sleeps_after_it(second: Turn) -> None:
    joined = hours({MONDAY: (NIGHT,), MONDAY + timedelta(days=1): (second,)})
    assert on_the_wall(told(EVERY_DAY, joined, wall("2026-11-23 12:00"))) == ["after_shift Tue 15:10"]
    assert joined.quiet(wall("2026-11-24 08:00"), wall("2026-11-24 23:00"))[0].start == wall("2026-11-24 15:30")
    assert joined.stretches[0].night


def test_a_long_shift_has_a_break_in_the_middle_and_a_short_one_has_none() -> None:
    choice = Choice(after_shift=False, mid_shift=True, per_week=7)
    shifts = {MONDAY: (DAY,), MONDAY + timedelta(days=1): (Turn(time(9), time(14, 30)),), MONDAY + timedelta(days=2): (NIGHT,)}
    assert on_the_wall(told(choice, hours(shifts), wall("2026-11-23 00:00"))) == ["mid_shift Mon 11:00", "mid_shift Thu 02:30"]


def test_a_time_she_has_chosen_comes_in_quiet_hours_only_if_she_says_so() -> None:
    choice = Choice(after_shift=False, weekly_day=6, weekly_time=time(18), fixed_time=time(12), per_week=7)
    monday = hours(week("doooooo"))
    assert on_the_wall(told(choice, monday, wall("2026-11-23 00:00"), 7)) == ["fixed Mon 12:00"]
    also = on_the_wall(told(replace(choice, fixed_in_quiet=True), monday, wall("2026-11-23 00:00"), 7))
    assert len(also) == 8
    assert "weekly Sun 18:00" in also


def test_a_time_that_the_spring_night_skips_comes_an_hour_later_and_one_that_comes_twice_comes_once() -> None:
    choice = Choice(after_shift=False, fixed_time=time(2, 30), fixed_in_quiet=True)
    home = Hours(OSLO, told=False)
    assert on_the_wall(told(choice, home, wall("2026-03-29 00:00"), 1)) == ["fixed Sun 03:30"]
    (autumn,) = told(choice, home, wall("2026-10-25 00:00"), 1)
    assert autumn.due_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_nothing_comes_on_a_holiday_or_before_a_pause_is_over() -> None:
    shifts = week("ddddddd")
    away = hours(shifts, away=frozenset({MONDAY + timedelta(days=1)}))
    choice = replace(EVERY_DAY, paused_until=MONDAY + timedelta(days=4))
    assert "after_shift Tue 15:10" not in on_the_wall(told(EVERY_DAY, away, wall("2026-11-23 00:00")))
    assert on_the_wall(told(choice, hours(shifts), wall("2026-11-23 00:00"), 6)) == ["after_shift Fri 15:10", "after_shift Sat 15:10"]


def test_an_offer_comes_after_the_shift_of_its_day_else_at_noon_never_in_quiet() -> None:
    offer = Choice(after_shift=False)
    assert on_the_wall(told(offer, hours(week("ddooood")), wall("2026-11-23 00:00"), offers=[MONDAY])) == [
        "offer Mon 15:10",
        "offer Tue 15:10",
    ]
    assert on_the_wall(told(offer, Hours(OSLO, told=False), wall("2026-11-23 00:00"), offers=[MONDAY])) == [
        "offer Mon 12:00", "offer Tue 12:00", "offer Wed 12:00",
    ]  # fmt: skip
    assert told(offer, hours({}), wall("2026-11-23 00:00"), offers=[MONDAY]) == []


# How much


def test_three_a_week_do_not_fall_on_the_first_three_days() -> None:
    found = coming(Choice(), hours(week("ddddddd")), wall("2026-11-23 00:00"), days=7)
    assert found == ["after_shift Mon 15:10", "after_shift Wed 15:10", "after_shift Fri 15:10"]


def test_a_cap_that_changes_in_the_middle_of_the_week_counts_what_was() -> None:
    shifts, thursday = hours(week("ddddddd")), wall("2026-11-26 00:00")
    two_had = Count(MONDAY, 2, MONDAY + timedelta(days=2))
    assert coming(Choice(per_week=1), shifts, thursday, two_had, days=4) == []
    assert coming(Choice(per_week=3), shifts, thursday, two_had, days=4) == ["after_shift Fri 15:10"]
    assert coming(Choice(per_week=4), shifts, thursday, two_had, days=4) == ["after_shift Thu 15:10", "after_shift Fri 15:10"]


def test_a_day_that_had_one_has_no_other_however_its_shift_is_moved() -> None:
    monday = Count(MONDAY, 1, MONDAY)
    for turn in (Turn(time(7), time(19)), Turn(time(17), time(1)), NIGHT):
        assert coming(EVERY_DAY, hours({MONDAY: (turn,)}), wall("2026-11-23 15:20"), monday) == []


def test_the_night_from_sunday_counts_in_the_week_in_which_it_is_told() -> None:
    sunday, next_week = MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)
    (moment,) = told(Choice(), hours({sunday: (NIGHT,)}), wall("2026-11-29 12:00"))
    assert (moment.day, moment.week) == (sunday, next_week)
    full = Count(MONDAY, 3, MONDAY + timedelta(days=4))
    assert coming(Choice(), hours({sunday: (NIGHT,)}), wall("2026-11-29 12:00"), full) == ["after_shift Mon 07:40"]


def test_what_can_come_any_day_takes_turns() -> None:
    both = Choice(mid_shift=True)
    assert coming(both, hours(week("ddddddd")), wall("2026-11-23 00:00"), days=7) == [
        "after_shift Mon 15:10", "mid_shift Wed 11:00", "after_shift Fri 15:10",
    ]  # fmt: skip


def test_room_is_kept_for_the_weekly_moment_and_for_an_offer() -> None:
    weekly = Choice(weekly_day=5, weekly_time=time(12))
    shifts = hours(week("ddddddd"))
    assert coming(weekly, shifts, wall("2026-11-23 00:00"), days=7) == [
        "after_shift Mon 15:10",
        "after_shift Wed 15:10",
        "weekly Sat 12:00",
    ]
    saturday = MONDAY + timedelta(days=5)
    assert coming(Choice(per_week=1), shifts, wall("2026-11-23 00:00"), days=7, offers=[saturday]) == ["offer Sat 15:10"]


def test_an_offer_comes_once() -> None:
    assert coming(Choice(after_shift=False), Hours(OSLO, told=False), wall("2026-11-23 00:00"), offers=[MONDAY]) == ["offer Mon 12:00"]


KEY = UUID(int=7)


def test_jitter_is_the_same_all_week_and_another_the_next_and_spreads_a_ward() -> None:
    drawn = [rules.jitter(b"x" * 40, UUID(int=n), MONDAY).total_seconds() for n in range(60)]
    assert max(drawn) - min(drawn) >= 240
    assert min(drawn) >= 0
    assert max(drawn) <= 360
    week = {rules.jitter(b"x" * 40, KEY, MONDAY + timedelta(days=n)) for n in range(7)}
    assert len(week) == 1
    assert week != {rules.jitter(b"x" * 40, KEY, MONDAY + timedelta(days=7))}
    assert week != {rules.jitter(b"y" * 40, KEY, MONDAY)}


turns = st.tuples(st.integers(0, 95), st.integers(1, 96)).map(
    lambda drawn: Turn(time(drawn[0] // 4, 15 * (drawn[0] % 4)), time(sum(drawn) // 4 % 24, 15 * (sum(drawn) % 4)))
)
choices = st.builds(
    Choice,
    after_shift=st.booleans(),
    after_minutes=st.integers(0, 20),
    mid_shift=st.booleans(),
    weekly_day=st.just(2),
    weekly_time=st.times(),
    fixed_time=st.none() | st.times(),
    fixed_in_quiet=st.booleans(),
    per_week=st.integers(1, 7),
)
FIRST = st.one_of(
    st.sampled_from([date(2026, 3, 26), date(2026, 10, 22), date(2028, 2, 27), date(2026, 12, 28)]),
    st.dates(date(2024, 1, 1), date(2028, 12, 1)),
)


@given(st.lists(st.lists(turns, max_size=2), min_size=8, max_size=8), choices, FIRST, st.integers(0, 360), st.booleans())
def test_whatever_she_works_and_chooses_her_quiet_and_her_cap_hold(
    drawn: list[list[Turn]], choice: Choice, first: date, late: int, offered: bool
) -> None:
    theirs = hours({first + timedelta(days=n): tuple(turns) for n, turns in enumerate(drawn)})
    since = theirs.at(first, time(0))
    until = since + timedelta(days=8)
    found = rules.moments(choice, theirs, since, until, lambda day: timedelta(seconds=late), [first + timedelta(days=3)] * offered)
    quiet = theirs.quiet(since - timedelta(days=1), until + timedelta(days=2))
    for moment in found:
        own = choice.fixed_in_quiet and moment.kind in {"fixed", "weekly"}
        assert own or not any(start < moment.expires_at and end > moment.due_at for start, end in quiet)
        assert moment.due_at < moment.expires_at <= moment.due_at + timedelta(hours=2)
    prompts = list(rules.coming(choice, found, Count()))
    assert all(sum(one.week == week for one in prompts) <= choice.per_week for week in {one.week for one in prompts})
    assert len({one.occasion for one in prompts}) == len({one.day for one in prompts}) == len(prompts)
    loose = [one for one in prompts if not one.firm]
    assert all((b.day - a.day).days >= rules.gap(choice.per_week) for a, b in pairwise(loose))
    assert sum(end - start >= timedelta(0) for start, end in quiet) == len(quiet)
    assert all(a.end < b.start for a, b in pairwise(quiet))
