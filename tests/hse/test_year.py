"""The year as a wheel: every point in its place and none on another, the same in a list, and what is next at the top."""

import re
from datetime import date, timedelta
from math import hypot

import pytest

from ladeapp import clock
from ladeapp.hse import rules, wheel
from tests.cast import LEAD, SAFETY


@pytest.mark.parametrize(
    ("day", "degrees"), [(date(2026, 1, 1), 0), (date(2028, 1, 1), 0), (date(2026, 7, 2), 179.5), (date(2026, 12, 31), 359)]
)
def test_a_day_has_its_place_on_the_wheel(day, degrees):
    assert abs(wheel.angle(day) - degrees) < 0.6


def test_january_is_at_the_top_and_the_year_goes_clockwise():
    assert wheel.at(0, 100) == wheel.Spot(0.0, -100.0)
    assert wheel.at(90, 100) == wheel.Spot(100.0, -0.0)


@pytest.mark.parametrize("start", [date(2026, 1, 5) + timedelta(days=31 * n) for n in range(12)])
def test_no_number_stands_on_another_whenever_the_year_begins(start):
    days = sorted(start + timedelta(days=n) for n in (*rules.PHASES.values(), *rules.RECURRING.values()))
    spots = wheel.spots(days)
    near = [(a, b) for i, a in enumerate(spots) for b in spots[i + 1 :] if hypot(a.x - b.x, a.y - b.y) < 2 * wheel.DOT]
    assert near == []
    assert all(hypot(spot.x, spot.y) + wheel.DOT < wheel.RIM for spot in spots)


def test_the_list_says_all_that_the_wheel_shows(room):
    room.is_signed()
    html = room.html(SAFETY, "/work/year")
    numbers = re.findall(r'class="wheel-number[^>]*>(\d+)<', html)
    listed = re.findall(r'class="point point-[a-z]+" aria-hidden="true">(\d+)<', html)
    assert numbers == listed == [str(n + 1) for n in range(len(rules.PHASES) + len(rules.RECURRING))]
    page = room.page(SAFETY, "/work/year")
    for said in ("Next step", "Find out how it is", "To the AMU: risks and measures", "Is there still a need? § 9-2", "Survey: the baseline",
                 "Survey after three months", "Survey after six months", "Survey after a year", "Look at what came of it"):  # fmt: skip
        assert said in page


def test_what_is_next_is_said_in_words_and_moves_on(room):
    room.is_signed()
    assert re.search(r'aria-current="step">.{0,200}Agree on why and how', room.html(LEAD, "/work/year"), re.S)
    room.sends(LEAD, "/work/phases/anchoring/state", state="done")
    page = room.page(LEAD, "/work/year")
    assert re.search(r"Agree on why and how .{0,40} done", page)
    assert re.search(r"Find out how it is .{0,40} next", page)


def test_the_hand_stands_at_today(room):
    room.is_signed()
    before = re.search(r'class="wheel-hand"[^>]*', room.html(LEAD, "/work/year"))
    room.world.at(clock.now() + timedelta(days=60))
    after = re.search(r'class="wheel-hand"[^>]*', room.html(LEAD, "/work/year"))
    assert before
    assert after
    assert before[0] != after[0]


def test_there_is_no_year_before_the_programme_has_begun(room):
    assert room.world.phone(LEAD).get("/work/year").status_code == 404


def test_what_comes_back_every_year_is_ticked_when_it_is_near_and_can_be_taken_back(room):
    room.is_signed()
    assert "It is done" not in room.page(SAFETY, "/work/year")
    room.world.at(clock.now() + timedelta(days=rules.RECURRING["need_6"] + 1))
    assert room.page(SAFETY, "/work/year").count("It is done") == 3  # the AMU twice, § 9-2 once; the last is far off
    room.sends(SAFETY, "/work/year/need_6/tick")
    room.sends(LEAD, "/work/year/need_6/tick")
    page = room.page(LEAD, "/work/year")
    assert re.search(r"Is there still a need\? § 9-2 [^·]+ · done", page)
    assert "No, not done yet" in page
    room.sends(LEAD, "/work/year/need_6/tick/end")
    assert room.page(LEAD, "/work/year").count("It is done") == 3
    assert room.sends(LEAD, "/work/year/survey_3/tick").status_code == 404


def test_a_new_round_begins_with_nothing_ticked(room):
    room.is_signed()
    room.sends(LEAD, "/work/year/amu_measures/tick")
    room.sends(LEAD, "/work/phases/evaluation/state", state="done")
    room.sends(LEAD, "/work/rounds")
    assert "No, not done yet" not in room.page(LEAD, "/work/year")
