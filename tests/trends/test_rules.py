"""The calendar of periods, the exact noise, and what may be published: no app, no database."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladeapp.trends import rules

OSLO = ZoneInfo("Europe/Oslo")
days = st.dates(date(2001, 1, 1), date(2998, 12, 31))


# The grid


@settings(deadline=None)
@given(days)
def test_every_day_lies_in_exactly_one_period(day):
    span = rules.period_of(day)
    assert span.first_day <= day <= span.last_day
    assert rules.period(span.id) == span


@settings(deadline=None)
@given(days)
def test_periods_follow_each_other_without_a_gap(day):
    span = rules.period_of(day)
    assert span.next.first_day == span.last_day + timedelta(days=1)
    assert span.next.previous == span
    assert span.id < span.next.id


@settings(deadline=None)
@given(days)
def test_a_period_is_whole_weeks_from_monday_to_sunday(day):
    span = rules.period_of(day)
    weeks = ((span.last_day - span.first_day).days + 1) / 7
    assert (span.first_day.isoweekday(), span.last_day.isoweekday()) == (1, 7)
    assert weeks == 4 or (weeks == 5 and span.id.endswith("P13"))


@settings(deadline=None)
@given(days)
def test_it_opens_at_midnight_and_closes_on_wednesday_at_noon_whatever_the_clocks_do(day):
    span = rules.period_of(day)
    opens, closes = span.opens.astimezone(OSLO), span.closes.astimezone(OSLO)
    assert (opens.date(), opens.hour, opens.minute) == (span.first_day, 0, 0)
    assert (closes.date() - span.last_day, closes.isoweekday(), closes.hour) == (timedelta(days=3), 3, 12)
    assert span.next.opens < span.closes < span.next.next.opens


def test_week_53_belongs_to_the_thirteenth_period():
    span = rules.period_of(date(2027, 1, 3))  # Sunday of week 53 of 2026
    assert (span.id, span.first_day, span.last_day) == ("2026-P13", date(2026, 11, 30), date(2027, 1, 3))
    assert span.next.id == "2027-P01"
    assert rules.period("2025-P13").last_day == date(2025, 12, 28)  # a year of 52 weeks


def test_midsummer_and_midwinter_open_at_different_hours_of_utc():
    assert rules.period("2026-P07").opens == datetime(2026, 6, 14, 22, tzinfo=UTC)
    assert rules.period("2026-P07").closes == datetime(2026, 7, 15, 10, tzinfo=UTC)
    assert rules.period("2026-P01").opens == datetime(2025, 12, 28, 23, tzinfo=UTC)


def test_for_two_and_a_half_days_two_periods_take_answers():
    seventh, eighth = rules.period("2026-P07"), rules.period("2026-P08")
    at = eighth.opens
    assert seventh.takes_answers(at)
    assert eighth.takes_answers(at)
    assert not eighth.takes_answers(at - timedelta(microseconds=1))
    assert not seventh.takes_answers(seventh.closes)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2026",
        "2026-P00",
        "2026-P14",
        "2026-P7",
        "2026-P007",
        "2026-p07",
        "26-P07",
        "1999-P01",
        "3000-P01",
        "0000-P01",
        " 2026-P07",
        "2026-P07\n",
        "2026-P07/..",
        "../../2026-P07",
        "２０２６-P07",
        "2026-P٠٧",
        "2026-P-1",
        "-2026-P07",
        "2026-P072026-P07",
    ],
)
def test_anything_else_is_no_period(written):
    with pytest.raises(ValueError):
        rules.period(written)


# The level


@settings(deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=60), st.integers(-300, 300))
def test_the_level_is_what_exact_fractions_say(values, noise):
    mean = Fraction(sum(values) + noise, len(values))
    steps = (min(max(mean, Fraction(2)), Fraction(8)) * 2 + Fraction(1, 2)).__floor__()
    assert rules.level_tenths(sum(values), len(values), noise) == steps * 5


def test_a_quarter_is_rounded_up_and_the_ends_are_cut():
    assert rules.level_tenths(17, 4, 0) == 45  # 4.25
    assert rules.level_tenths(19, 4, 0) == 50  # 4.75
    assert rules.level_tenths(0, 6, -40) == 20
    assert rules.level_tenths(60, 6, 40) == 80
    with pytest.raises(ValueError):
        rules.level_tenths(0, 0, 0)


def test_four_answers_give_no_number_and_five_do():
    assert rules.release([6] * 4, True, 5, lambda: 0) is None
    assert rules.release([6] * 5, True, 5, lambda: 0) == 60
    assert rules.release([6] * 5, False, 5, lambda: 0) is None
    assert rules.release([6] * 9, True, 10, lambda: 0) is None


@pytest.mark.parametrize(("values", "k"), [([11] * 6, 5), ([-1] * 6, 5), ([5] * 6, 4)])
def test_impossible_values_and_a_lowered_k_are_refused(values, k):
    with pytest.raises(ValueError):
        rules.release(values, True, k, lambda: 0)


@pytest.mark.parametrize(
    ("counted", "stayed", "confirmed", "may"),
    [(6, 5, False, True), (6, 4, False, False), (5, 5, False, False), (6, 0, True, True), (5, 5, True, False), (40, 4, False, False)],
)
def test_a_roster_needs_six_and_either_five_who_stayed_or_two_reps_words(counted, stayed, confirmed, may):
    assert rules.roster_allows(counted, stayed, 5, confirmed) is may


def test_strict_asks_for_eleven_and_ten_who_stayed():
    assert rules.roster_allows(11, 10, rules.STRICT.k, False)
    assert not rules.roster_allows(11, 9, rules.STRICT.k, False)
    assert not rules.roster_allows(10, 10, rules.STRICT.k, True)


# The noise


@pytest.mark.parametrize("mode", rules.MODES.values(), ids=rules.MODES)
def test_the_closed_form_sums_to_one_and_falls_by_the_same_ratio(mode):
    every = sum(rules.laplace_probability(x, mode.scale) for x in range(-600, 601))
    assert abs(every - 1) < Decimal("1e-25")
    ratio = rules.laplace_probability(4, mode.scale) / rules.laplace_probability(3, mode.scale)
    assert abs(ratio - (-1 / (Decimal(mode.scale.numerator) / mode.scale.denominator)).exp()) < Decimal("1e-25")


@pytest.mark.parametrize("scale", [rules.STANDARD.scale, rules.STRICT.scale, Fraction(7, 3), Fraction(2, 5)])
def test_draws_follow_the_closed_form(scale):
    """Pearson's chi-square over 40,000 draws from a fixed seed; a fair sampler exceeds the limit once in 10,000 seeds."""
    draws, source = 40_000, random.Random(20260615)
    counts = Counter(rules.discrete_laplace(scale, source.randrange) for _ in range(draws))
    expected = {x: float(rules.laplace_probability(x, scale)) * draws for x in range(-60, 61)}
    cells = [(counts[x], expectation) for x, expectation in expected.items() if expectation >= 10]
    seen, hoped = (sum(column) for column in zip(*cells, strict=True))
    cells.append((draws - seen, draws - hoped))
    freedom = len(cells) - 1
    distance = sum((count - expectation) ** 2 / expectation for count, expectation in cells)
    limit = freedom * (1 - 2 / (9 * freedom) + 3.719 * (2 / (9 * freedom)) ** 0.5) ** 3  # Wilson–Hilferty, p = 1e-4
    assert distance < limit


def test_the_operating_system_draws_by_default():
    assert len({rules.discrete_laplace(rules.STRICT.scale) for _ in range(200)}) > 10
    with pytest.raises(ValueError):
        rules.discrete_laplace(Fraction(0))


# The list that reps confirm


def test_a_digest_names_the_list_and_not_its_order():
    assert rules.roster_digest([(1, True), (2, False)]) == rules.roster_digest([(2, False), (1, True)])
    assert rules.roster_digest([(1, True), (2, True)]) != rules.roster_digest([(1, True), (2, False)])
    assert rules.roster_digest([(1, True)]) != rules.roster_digest([(1, True), (2, True)])
