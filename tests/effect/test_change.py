"""A change between two released numbers holds what it promises: counted out, lived through by chance, and at the ends. No app."""

import random
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest

from ladeapp.effect.blurring import reach, reach_of_means
from ladeapp.effect.change import Number, change, stepped
from ladeapp.trends import rules
from ladeapp.trends.rules import LOW_TRUST, MODES, OFFERED, Terms, laplace_probability, level_tenths

STANDARD, STRICT = rules.terms("standard", 5), rules.terms("strict", 10)
NINE = 0.9


def number(tenths: int, terms: Terms = STANDARD) -> Number:
    return Number(tenths, terms)


def law(terms: Terms) -> dict[int, float]:
    scale = MODES[terms.mode].scale
    return {x: float(laplace_probability(x, scale)) for x in range(-100, 101)}


def errors(terms: Terms, n: int, total: int) -> dict[Fraction, float]:
    """How far the level before its ends lies from the true mean of these n answers → how likely."""
    found: dict[Fraction, float] = {}
    for noise, p in law(terms).items():
        level = Fraction((4 * (total + noise) + n) // (2 * n), 2)
        at = level - Fraction(total, n)
        found[at] = found.get(at, 0.0) + p
    return found


def covered(one: dict[Fraction, float], other: dict[Fraction, float], hundredths: int) -> float:
    """How likely the errors of two numbers lie at most so far from each other."""
    most, places = Fraction(hundredths, 100), sorted(other)
    below = [0.0, *accumulate(other[at] for at in places)]
    return sum(p * (below[bisect_right(places, x + most)] - below[bisect_left(places, x - most)]) for x, p in one.items())


@pytest.mark.parametrize(
    ("before", "after"), [(STANDARD, STANDARD), (STRICT, STRICT), (STANDARD, STRICT), (Terms("standard", 8), STANDARD)]
)
def test_however_many_answered_and_whatever_they_said_nine_of_ten_changes_lie_within(before: Terms, after: Terms) -> None:
    """Counted out exactly: k answers and more, sums that rounding treats worst included."""
    give = reach(before, after)
    for n in (before.k, before.k + 1, before.k + 4, 23, 40):
        for m in (after.k, after.k + 2, 17, 40):
            for total in range(5 * n, 5 * n + (n + 1) // 2, max(1, n // 8)):
                assert covered(errors(before, n, total), errors(after, m, 4 * m + m // 4), give) >= NINE, (n, m, total)


def test_one_step_less_would_not_hold() -> None:
    """The noise alone, with k answers and no rounding to hide behind: so it is not wider than it must be."""
    noise = {Fraction(x, 5): p for x, p in law(STANDARD).items()}
    assert covered(noise, noise, reach(STANDARD, STANDARD) - 50) >= NINE
    assert covered(noise, noise, reach(STANDARD, STANDARD) - 50 - 20) < NINE


def test_stricter_blur_and_fewer_answers_give_wider_lines() -> None:
    assert reach(STANDARD, STANDARD) == 150
    assert reach(STRICT, STRICT) == reach(LOW_TRUST, LOW_TRUST) == 210
    milder = [reach(terms, terms) for terms in OFFERED if terms.mode == "standard"]
    assert all(wide >= narrow for wide, narrow in pairwise(milder))


def lived(chance: random.Random, terms: Terms, mean: float, n: int) -> tuple[int, Fraction]:
    """(published level, true mean of the answers) of one team in one period."""
    answers = [min(max(round(chance.gauss(mean, 2)), 0), 10) for _ in range(n)]
    noise = rules.discrete_laplace(MODES[terms.mode].scale, chance.randrange)
    return level_tenths(sum(answers), n, noise), Fraction(sum(answers), n)


@pytest.mark.parametrize(("terms", "shift"), [(STANDARD, 0.0), (STANDARD, 1.5), (STRICT, 0.5), (STANDARD, -6.0)])
def test_lived_through_by_chance_the_interval_holds_at_the_ends_too(terms: Terms, shift: float) -> None:
    chance, held, tried = random.Random(f"{terms}{shift}"), 0, 1500
    for _ in range(tried):
        (first, was), (second, became) = (
            lived(chance, terms, mean, chance.randint(terms.k, 22)) for mean in (5 - shift / 2, 5 + shift / 2)
        )
        found = change(number(first, terms), number(second, terms))
        assert found
        low, high, true = found.interval.low, found.interval.high, (became - was) * 100
        held += (low is None or low <= true) and (high is None or true <= high)
    assert held / tried >= NINE


def test_what_is_said_of_a_change() -> None:
    assert [change(number(45), number(level)).verdict for level in (20, 30, 35, 55, 60, 65, 80)] == [  # type: ignore[union-attr]
        "lower", "unclear", "unclear", "unclear", "unclear", "higher", "higher"]  # fmt: skip
    assert change(None, number(45)) is None
    assert change(number(45), None) is None


def test_an_end_of_the_scale_leaves_one_side_open() -> None:
    from_floor, to_floor = change(number(20), number(50)), change(number(50), number(20))
    assert from_floor
    assert to_floor
    assert (from_floor.interval.low, from_floor.interval.high, from_floor.step_tenths) == (150, None, None)
    assert (to_floor.interval.low, to_floor.interval.high, to_floor.verdict) == (None, -150, "lower")
    same = change(number(80), number(80))
    assert same
    assert (same.interval.low, same.interval.high, same.verdict) == (None, None, "unclear")
    through = change(number(20), number(80))
    assert through
    assert (through.interval.low, through.interval.high) == (450, None)


# Teams that began earlier, beside those that had not begun

PERIODS = [rules.period(f"2026-P0{n}") for n in range(1, 6)]
SPANS = [(span.id, span.first_day, span.last_day) for span in PERIODS]
FIRST = PERIODS[0]


def flat(levels: list[int | None]) -> dict[str, Number | None]:
    return {span.id: number(level) if level else None for span, level in zip(PERIODS, levels, strict=False)}


def test_each_later_period_compares_who_had_begun_with_who_had_not() -> None:
    begun = {team: flat([60, 60, 50, 40, 40]) for team in (1, 2, 3)}
    waiting = {team: flat([55, 55, 55, 50, 55]) for team in (4, 5, 6, 7)}
    begins = {1: PERIODS[1].first_day, 2: PERIODS[1].first_day, 3: PERIODS[1].first_day, **dict.fromkeys((4, 5, 6)), 7: date(2027, 1, 4)}
    found = stepped({**begun, **waiting}, begins, SPANS)
    assert [one.period for one in found] == ["2026-P02", "2026-P03", "2026-P04", "2026-P05"]
    assert [one.difference for one in found] == [0, -100, -150, -200]
    assert [(one.begun.teams, one.waiting.teams) for one in found if one.begun and one.waiting] == [(3, 4)] * 4
    last = found[-1].interval
    assert last
    assert last.verdict == "lower"


def test_who_began_before_the_base_or_within_the_period_is_in_neither_group() -> None:
    series = {team: flat([50] * 5) for team in range(1, 9)}
    within = PERIODS[2].first_day + timedelta(days=1)
    begins: dict[int, date | None] = {1: FIRST.last_day, 2: within, 3: within, 4: within, **dict.fromkeys((5, 6, 7))}  # 8 is unknown
    second, third, fourth, fifth = stepped(series, begins, SPANS)
    assert second.begun is None
    assert third.begun is None
    assert fourth.begun
    assert fifth.waiting
    assert (fourth.begun.teams, fifth.waiting.teams) == (3, 3)


def test_two_teams_are_no_group_and_a_number_at_an_end_or_missing_is_left_out() -> None:
    series = {team: flat([50] * 5) for team in range(1, 7)}
    series[3] = flat([50, 50, None, 80, 50])
    begins: dict[int, date | None] = {**dict.fromkeys((1, 2, 3), PERIODS[1].first_day), **dict.fromkeys((4, 5, 6))}
    second, third, fourth, _fifth = stepped(series, begins, SPANS)
    assert second.interval
    assert (third.interval, third.clamped) == (None, 0)
    assert (fourth.interval, fourth.clamped) == (None, 1)
    assert stepped(series, begins, []) == []
    assert stepped(series, begins, SPANS[:1]) == []


@pytest.mark.parametrize(("terms", "begun", "waiting"), [(STANDARD, 3, 3), (STANDARD, 4, 9), (STRICT, 5, 3)])
def test_lived_through_by_chance_the_difference_of_groups_holds_too(terms: Terms, begun: int, waiting: int) -> None:
    """Of teams of any size from k on, whose answers move by chance; numbers before their ends, as the comparison leaves those out."""
    chance, give, held, tried = random.Random(f"{terms}{begun}"), Fraction(reach_of_means(terms, begun, waiting), 100), 0, 400

    def error(n: int) -> Fraction:
        total = sum(min(max(round(chance.gauss(5, 2)), 0), 10) for _ in range(n))
        noise = rules.discrete_laplace(MODES[terms.mode].scale, chance.randrange)
        return Fraction((4 * (total + noise) + n) // (2 * n), 2) - Fraction(total, n)

    def mean_error(teams: int) -> Fraction:
        sizes = (chance.choice((terms.k, terms.k, terms.k + 2, 14, 20)) for _ in range(teams))
        return sum((error(n) - error(n) for n in sizes), Fraction(0)) / teams

    for _ in range(tried):
        held += abs(mean_error(begun) - mean_error(waiting)) <= give
    assert held / tried >= NINE


def test_many_teams_together_are_told_apart_better_than_one() -> None:
    assert reach_of_means(STANDARD, 10, 10) < reach_of_means(STANDARD, 3, 3) < reach(STANDARD, STANDARD)
