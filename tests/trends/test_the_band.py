"""The band around a number is honest, and tells nothing of how many answered."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from ladeapp.trends import rules
from tests.cast import ANNA
from tests.periods import EIGHTH, SEVENTH
from tests.trends.test_raising import SIX, all_want
from tests.trends.test_team_page import words

AREA = r'class="band-(?:area|lone)"[^>]*>'


@pytest.mark.parametrize("terms", rules.OFFERED)
@pytest.mark.parametrize("more", [0, 1, 7, 30])
def test_in_nine_of_ten_periods_blur_and_rounding_move_a_number_no_further(terms, more):
    """Told exactly, for as few answers as the terms allow and for more; away from the ends, where a level is cut off."""
    n, scale = terms.k + more, rules.MODES[terms.mode].scale
    for total in (5 * n, 5 * n + 1, 5 * n + n // 2):
        within = Decimal(0)
        for noise in range(-120, 121):
            level = rules.level_tenths(total, n, noise)
            if abs(Fraction(level) - Fraction(10 * total, n)) <= rules.blur_tenths(terms):
                within += rules.laplace_probability(noise, scale)
        assert within >= Decimal("0.9")


def test_it_is_no_wider_than_it_has_to_be():
    assert [rules.blur_tenths(terms) for terms in rules.OFFERED] == [9, 8, 7, 7, 6, 14, 14]


def test_five_and_twelve_answers_that_give_one_number_give_one_picture(seventh, silent_noise):
    few, many = seventh.copy("few"), seventh.copy("many")
    few.answer([5] * 5)
    many.answer([5] * 12)
    pictures = []
    for world in (few, many):
        world.close(SEVENTH)
        pictures.append(re.findall(AREA, world.read(ANNA, "/team")))
    assert pictures[0] == pictures[1] != []


def test_each_number_wears_the_band_of_its_own_terms(seventh, silent_noise):
    seventh.answer([5] * 12)
    all_want(seventh, SIX, "strict-10")
    seventh.live_through(EIGHTH)
    assert "by up to ± 0.9 in nine of ten periods" in words(seventh.read(ANNA, "/team"))
    seventh.answer([5] * 12, span=EIGHTH)
    seventh.close(EIGHTH)
    page = seventh.read(ANNA, "/team")
    assert "by up to ± 1.4 in nine of ten periods" in words(page)
    (area,) = re.findall(r'class="band-area" points="([^"]+)"', page)
    ys = [float(corner.partition(",")[2]) for corner in area.split()]  # there and back: upper edges, then lower ones
    assert [round((low - high) / 20, 1) for high, low in zip(ys[:2], reversed(ys[2:]), strict=True)] == [1.8, 2.8]


def test_the_band_stays_in_the_picture_at_the_ends(seventh, silent_noise):
    seventh.answer([10] * 12)
    seventh.close(SEVENTH)
    (alone,) = re.findall(AREA, seventh.read(ANNA, "/team"))
    assert [float(y) for y in re.findall(r' y[12]="([-\d.]+)"', alone)] == [4.0, 32.0]  # up to the edge, down by 0.9
