"""When willingness ends, without an app."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp.pairing.rules import A_WHILE, LONGEST_SHIFT, shift_end, willing_until

OSLO = "Europe/Oslo"


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)  # an hour behind Oslo's wall


@pytest.mark.parametrize(
    ("now", "ends"),
    [(at(5), "07:30"), (at(7), "15:00"), (at(13, 29), "15:00"), (at(13, 31), "22:30"), (at(21, 10), "07:30")],
)
def test_a_shift_ends_at_the_next_usual_time(now, ends):
    assert f"{shift_end(now, OSLO):%H:%M}" == ends


def test_on_the_night_the_clocks_go_forward_the_wall_decides():
    saturday_night = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    assert shift_end(saturday_night, OSLO).astimezone(UTC) == datetime(2026, 3, 29, 5, 30, tzinfo=UTC)


@given(st.integers(0, 366 * 24 * 60).map(lambda minutes: at(0) + timedelta(minutes=minutes)), st.sampled_from(["while", "shift"]))
def test_willingness_always_ends_within_a_shift(now, choice):
    assert A_WHILE <= willing_until(choice, now, OSLO) - now <= LONGEST_SHIFT


def test_a_time_on_the_wall_is_the_next_there_is():
    assert willing_until("15:30", at(12), OSLO) == at(14, 30)
    assert willing_until("01:00", at(21), OSLO) == at(0, day=3)


@pytest.mark.parametrize("choice", ["", "now", "25:00", "12", "12:00+01:00", "12:00:00", "١٢:٠٠", "11:59", "x" * 10_000])
def test_anything_else_is_refused(choice):
    with pytest.raises(ValueError):
        willing_until(choice, at(11) + timedelta(minutes=1), OSLO)
