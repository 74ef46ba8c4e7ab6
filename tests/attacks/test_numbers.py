"""Attacks 4, 5, 6 and 7: whoever knows the published number and everyone else's answers tries to work out one more."""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ladeapp.trends import keys, rules
from tests.cast import COUNTED, LEAD
from tests.waves import work

GRID = set(range(20, 81, 5))
FAR = 400  # beyond it every noise leads to one of the two ends, for the teams looked at here
SIZES = (5, 6, 8, 10, 12)


@settings(deadline=None)
@example([10] * 4, True, 5, 0)
@example([10] * 5, False, 5, 0)
@example([10] * 5, True, 5, 500)
@example([0] * 5, True, 5, -500)
@given(st.lists(st.integers(0, 10), max_size=40), st.booleans(), st.integers(5, 12), st.integers(-500, 500))
def test_4_a_level_lies_on_the_grid_and_too_few_give_none(values, allowed, k, noise):
    level = rules.release(values, allowed, k, lambda: noise)
    assert level is None if not allowed or len(values) < k else level in GRID


def test_4_nor_does_the_database_take_another(sealed):
    for level in (0, 15, 47, 85, -20):
        with pytest.raises(sa.exc.IntegrityError):
            sealed.world.run("INSERT INTO release SELECT id, :period, :level FROM team", period=sealed.id, level=level)


def test_4_too_few_give_none_and_enough_a_level_on_the_grid(sealed):
    two = sealed.world.copy("one_more")
    sealed.answer([9] * (sealed.fewest - 1))
    two.answer([9] * sealed.fewest, span=sealed)
    sealed.close()
    assert sealed.level() is None
    work(two)
    assert two.level(span=sealed) in GRID


@pytest.mark.parametrize("value", [0, 10])
def test_5_the_leads_own_value_never_changes_a_number(sealed, silent_noise, value):
    """A lead answers too, to subtract herself; and once more with the help of whoever holds the key."""
    world = sealed.world
    sealed.answer([5] * (sealed.fewest + 1))
    assert world.phone(LEAD).put(sealed.address, json={"value": value}).status_code == 403
    with world.inside():
        team_id, key = world.team().id, keys.load(sealed.id)
        tag = key.tag(sealed.id, team_id, world.id_of(LEAD))
        row = {"period": sealed.id, "team": team_id, "tag": tag, "sealed": key.seal(value, tag)}
    world.run("INSERT INTO contribution VALUES (:period, :team, :tag, :sealed)", **row)
    sealed.close()
    assert sealed.level() == 50


def test_5_nor_does_it_make_up_the_fewest(sealed, silent_noise):
    sealed.answer([5] * (sealed.fewest - 1))
    sealed.world.phone(LEAD).put(sealed.address, json={"value": 5})
    sealed.close()
    assert sealed.level() is None


@pytest.mark.parametrize("value", [0, 10])
def test_5_nor_does_that_of_whoever_is_made_lead_meanwhile(sealed, silent_noise, value):
    """Anna answers, and is made lead before the close."""
    sealed.answer([value, *[5] * 11], COUNTED)
    sealed.world.run(
        "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team WHERE login = 'anna' AND team.name = 'Team A'"
    )
    sealed.close()
    assert sealed.level() == 50


@cache
def outcomes(total: int, n: int, scale: Fraction) -> dict[int, Decimal]:
    """The exact probability of each published level for answers with this sum, through the shipped rule."""
    with localcontext() as precise:
        precise.prec = 60
        q = (-Decimal(scale.denominator) / Decimal(scale.numerator)).exp()
        chances = dict.fromkeys(sorted(GRID), Decimal(0))
        for x in range(-FAR, FAR + 1):
            chances[rules.level_tenths(total, n, x)] += rules.laplace_probability(x, scale)
        tail = q ** (FAR + 1) / (1 + q)
        chances[rules.level_tenths(total, n, -FAR - 1)] += tail
        chances[rules.level_tenths(total, n, FAR + 1)] += tail
        return chances


@pytest.mark.parametrize(("mode", "b"), [("standard", Decimal("1.5")), ("strict", Decimal(5))])
@pytest.mark.parametrize("n", SIZES)
def test_6_one_persons_answer_moves_every_outcomes_chance_by_at_most_e_to_the_d_over_b(mode, b, n):
    """She knows all answers but one, sees the level, and compares how likely it is for each answer the last one may have given."""
    with localcontext() as precise:
        precise.prec = 60
        for total in range(10 * n + 1):
            for d in range(1, min(10, 10 * n - total) + 1):
                bound = (d / b).exp() * (1 + Decimal("1e-40"))
                here, there = (outcomes(sum_of_all, n, rules.MODES[mode].scale) for sum_of_all in (total, total + d))
                assert all(here[level] <= bound * there[level] and there[level] <= bound * here[level] for level in GRID)


def test_6_the_strict_promise_is_2_7_to_1_between_a_calm_3_and_a_heavy_8():
    with localcontext() as precise:
        precise.prec = 60
        ratios = [
            outcomes(total + 8, 12, rules.STRICT.scale)[level] / outcomes(total + 3, 12, rules.STRICT.scale)[level]
            for total in range(111)
            for level in GRID
        ]
    assert max(*ratios, *(1 / ratio for ratio in ratios)) < Decimal("2.72")


@pytest.mark.parametrize("mode", rules.MODES.values(), ids=rules.MODES)
@pytest.mark.parametrize("n", SIZES)
def test_7_no_level_rules_out_any_answer(mode, n):
    """Even everybody at 0 can come out as "8 or higher"; so nobody can say "then it cannot have been me"."""
    for total in range(10 * n + 1):
        chances = outcomes(total, n, mode.scale)
        assert set(chances) == GRID
        assert all(chance > 0 for chance in chances.values())
        assert abs(sum(chances.values()) - 1) < Decimal("1e-20")
