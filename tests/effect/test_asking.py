"""When a wave may be asked, and who answers together, before any database."""

from datetime import date, timedelta

import pytest

from ladeapp.effect import asking

MONDAY = date(2026, 11, 30)


def weeks_before(*weeks: int) -> list[date]:
    return [MONDAY - timedelta(weeks=each) for each in weeks]


@pytest.mark.parametrize(
    ("others", "number"),
    [
        ([], 1),
        (weeks_before(4, 20, 30), 4),
        (weeks_before(1, 2, 3, 4), None),  # four of this year
        (weeks_before(51, 50, 49, 48), None),  # four of last year, 51 weeks ago and less
        (weeks_before(52, 51, 50, 49), 1),  # the oldest was 52 weeks ago: three are left
        (weeks_before(100, 90, 80, 70), 1),
        (weeks_before(48, 40, 20, 10), None),  # one of last year, three of this: four in 52 weeks
    ],
)
def test_four_are_the_most_in_a_year_and_in_any_52_weeks(others: list[date], number: int | None) -> None:
    assert asking.number_of(MONDAY, others) == number


def test_a_new_year_begins_with_one_but_gives_no_four_more() -> None:
    new_year, december = date(2027, 1, 4), weeks_before(0, 8, 16)
    assert asking.number_of(new_year, december) == 1
    assert asking.number_of(date(2027, 2, 1), [*december, new_year]) is None


@pytest.mark.parametrize(("signed", "opens"), [(date(2026, 11, 29), 30), (date(2026, 11, 23), 30), (date(2026, 11, 24), 30)])
def test_it_opens_on_the_monday_after_and_never_on_the_day_it_is_signed(signed: date, opens: int) -> None:
    assert asking.monday_after(signed) == date(2026, 11, opens)


def test_six_scales_are_the_most_and_one_asked_twice_is_one() -> None:
    assert asking.clean_scales([*asking.SCALES[:6], asking.SCALES[0]]) == asking.SCALES[:6]
    for chosen, why in (([], "none"), (asking.SCALES, "many"), (["sleep"], "unknown")):
        with pytest.raises(ValueError, match=why):
            asking.clean_scales(chosen)


def test_every_team_answers_in_one_group_alone() -> None:
    groups = asking.groups_of({1: None, 2: 1, 3: 1, 4: 2, 5: None})
    assert groups == {1: (1,), 2: (2, 3), 4: (4,), 5: (5,)}
