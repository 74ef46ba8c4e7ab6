"""The sick-leave sum: the table of the paper to the krone, what it refuses, and where it ends. No app."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ladeapp.effect.forms import parsed
from ladeapp.effect.scenario import (
    AFTER_16,
    COST,
    EMPLOYEES,
    POINTS,
    REFUND,
    YEAR_DAYS,
    G,
    Scenario,
    after_refund,
    days_to_break_even,
    points_to_break_even,
    saving,
    workdays_for,
)

WORKED = json.loads((Path(__file__).parent / "worked_examples.json").read_text())
PAPER = {"220": 184_800, "226": 189_840, "230": 193_200, "235": 197_400, "240": 201_600, "250": 210_000, "260": 218_400, "365": 306_600}


def scenario(of: dict[str, Any]) -> Scenario:
    decimals = {name: Decimal(of[name]) for name in ("workdays", "points", "share") if name in of}
    return Scenario(**decimals, **{name: of[name] for name in ("employees", "cost", "programme", "refunded", "refund") if name in of})


@pytest.mark.parametrize("days", PAPER)
def test_the_papers_table_comes_out_to_the_krone(days: str) -> None:
    assert saving(20, Decimal(days), Decimal(1), 4_200) == PAPER[days]


def test_the_programmes_two_hundred_thousand_takes_238_days_and_a_tenth() -> None:
    assert workdays_for(200_000, EMPLOYEES, POINTS, COST) == Decimal("238.1")
    assert saving(20, Decimal("238.1"), Decimal(1), 4_200) == 200_004  # the paper's 238.1 is itself rounded: 200,000 / 840 = 238.095…
    assert [kroner for _days, kroner in Scenario().by_days] == [PAPER[str(days)] for days in YEAR_DAYS]


def test_the_range_runs_from_nhos_figure_to_the_programmes_and_the_own_one() -> None:
    assert Scenario().range == [(3_400, 156_400), (4_200, 193_200)]
    assert [cost for cost, _kroner in Scenario(cost=5_000).range] == [3_400, 4_200, 5_000]
    assert [cost for cost, _kroner in Scenario(cost=2_000).range] == [2_000, 3_400, 4_200]


@pytest.mark.parametrize("of", WORKED["examples"], ids=lambda of: ", ".join(f"{name} {value}" for name, value in of.items()))
def test_worked_examples(of: dict[str, Any]) -> None:
    told = scenario(of)
    assert told.saving() == of["saving"]
    if "days" in of:
        assert told.days == of["days"]
    if "even_points" in of:
        assert told.even_points == (None if of["even_points"] is None else Decimal(of["even_points"]))
        assert told.even_days == of["even_days"]
    if "net" in of:
        assert told.net == of["net"]
    if "workdays_for" in of:
        amount, days = of["workdays_for"]
        assert workdays_for(amount, told.employees, told.points, told.cost) == Decimal(days)


@pytest.mark.parametrize(("text", "places", "value"), WORKED["typed"])
def test_what_is_typed_is_read_in_the_readers_own_way(text: str, places: int, value: int | None) -> None:
    assert parsed(text, places) == (None if value is None else Decimal(value) / 10**places)


def test_what_pays_pays_and_a_hundredth_less_does_not() -> None:
    for programme in (1, 9_999, 50_000, 193_200, 1_000_000):
        points = points_to_break_even(20, Decimal(230), 4_200, programme)
        assert points is not None
        exact = lambda at: 20 * 230 * Fraction(at) / 100 * 4_200  # noqa: E731
        assert exact(points) >= programme > exact(points - Decimal("0.01"))
        days = days_to_break_even(4_200, programme)
        assert days is not None
        assert days * 4_200 >= programme > (days - 1) * 4_200


def test_the_refund_is_taken_from_days_after_the_sixteenth_alone_and_never_below_nothing() -> None:
    assert round(Fraction(6 * G, 260)) == REFUND
    assert after_refund(COST, AFTER_16, REFUND) == Fraction("2217.36")
    assert after_refund(COST, Decimal(0), REFUND) == COST
    assert after_refund(COST, Decimal(100), REFUND) == COST - REFUND
    assert after_refund(1_000, Decimal(100), REFUND) == 0
    assert Scenario(refunded=True).saving() < Scenario().saving()


@pytest.mark.parametrize(
    "wrong",
    [
        (0, 230, 1, 4200),
        (-1, 230, 1, 4200),
        (20, 0, 1, 4200),
        (20, 367, 1, 4200),
        (20, 230, -1, 4200),
        (20, 230, 101, 4200),
        (20, 230, 1, -1),
    ],
)
def test_the_impossible_is_refused(wrong: tuple[int, int, int, int]) -> None:
    employees, days, points, cost = wrong
    with pytest.raises(ValueError):
        saving(employees, Decimal(days), Decimal(points), cost)


def test_an_own_rate_says_how_large_a_part_the_points_are_and_where_the_bottom_is() -> None:
    assert Scenario(rate=Decimal(8)).relative == Decimal("12.5")
    assert Scenario(rate=Decimal(100), points=Decimal(100)).relative == 100
    assert Scenario(rate=None).relative is None
    assert Scenario(rate=Decimal(0), points=Decimal(0)).relative is None
    assert Scenario(rate=Decimal("0.2"), points=Decimal("0.1"), programme=50_000).is_beyond_rate
    assert not Scenario(rate=Decimal(8), programme=50_000).is_beyond_rate
