"""What each rule gives away and what it is good for, over many simulated teams, with Monte-Carlo errors."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean, stdev
from typing import NamedTuple

from .certainty import certainty
from .publishing import Number, Rule, published, rules_for
from .world import Life, Settings, live
from .year import correlation, guesses, hit

YEAR = 52  # weeks
BEFORE = 12  # weeks that a lasting change of +1.0 is compared with
AFTER = (4, 8, 12)  # weeks after which somebody looks
ONE_IN_TWENTY = 1.645  # false alarms: the one-sided 5 % point of a normal distribution


class Figure(NamedTuple):
    value: float
    error: float  # one standard error of the simulation; 0 where it is exact


@dataclass(frozen=True)
class Row:
    """One rule for teams of one size."""

    rule: Rule
    size: int
    teams: int
    sure: float  # share of heavy answers that the one who knows all others is 80 % sure of
    ever: float  # and the most that she can ever be
    correlation: Figure
    hit: Figure
    rmse: Figure
    power: tuple[Figure, ...]  # after 4, 8 and 12 weeks


@dataclass
class _Seen:
    """What was seen of one rule, team by team."""

    correlations: list[float] = field(default_factory=list)
    hits: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)  # mean squares
    calm: list[list[float | None]] = field(default_factory=list)  # change between before and after, where nothing changed
    heavy: list[list[float | None]] = field(default_factory=list)  # and where everything became 1.0 heavier


def measure(size: int, teams: int, seed: str, settings: Settings, compared: Sequence[Rule] = ()) -> list[Row]:
    """Every rule on the same teams of this size, and on the same weeks."""
    seen = [(rule, _Seen()) for rule in compared or rules_for(size)]
    for number in range(teams):
        name = f"{seed} {size} {number}"
        year = live(size, YEAR, settings, f"{name} year")
        calm, heavy = (live(size, BEFORE + AFTER[-1], settings, f"{name} change", since) for since in (None, BEFORE))
        for rule, found in seen:
            chance = random.Random(f"{name} {rule.name}")
            _watch(rule, found, year, settings, chance)
            found.calm.append(_changes(rule, calm, chance))
            found.heavy.append(_changes(rule, heavy, chance))
    return [_row(rule, size, found, settings) for rule, found in seen]


def _watch(rule: Rule, found: _Seen, year: Life, settings: Settings, chance: random.Random) -> None:
    numbers = list(published(rule, year.told, chance))
    guessed = guesses(rule, numbers, len(year.traits), settings)
    found.correlations.append(correlation(guessed, year.traits))
    found.hits.append(hit(guessed, year.traits))
    off = [number.level - _truth(year, place, rule.weeks) for place, number in enumerate(numbers) if number]
    if off:
        found.errors.append(fmean(one * one for one in off))


def _truth(year: Life, place: int, weeks: int) -> float:
    """The mean load of all members, whether they answered or not."""
    return fmean(load for week in year.loads[place * weeks : (place + 1) * weeks] for load in week)


def _changes(rule: Rule, life: Life, chance: random.Random) -> list[float | None]:
    """Mean of the numbers after so many weeks less the mean of those before; None where there is none."""
    numbers = list(published(rule, life.told, chance))
    turn = BEFORE // rule.weeks
    before = _mean(numbers[:turn])
    after = [_mean(numbers[turn : turn + weeks // rule.weeks]) for weeks in AFTER]
    return [None if before is None or later is None else later - before for later in after]


def _mean(numbers: Sequence[Number | None]) -> float | None:
    levels = [number.level for number in numbers if number]
    return fmean(levels) if levels else None


def _row(rule: Rule, size: int, found: _Seen, settings: Settings) -> Row:
    square = figure(found.errors) if found.errors else Figure(0, 0)
    rmse = sqrt(square.value)
    sure = certainty(rule, size, settings)
    # With fewer answers the same noise hides as much, and the grid is finer in the sum: so she is asked about the fewest too.
    ever = max(sure.ever, certainty(rule, rule.k, settings).ever)
    return Row(
        rule,
        size,
        len(found.hits),
        sure.often,
        ever,
        figure(found.correlations),
        figure(found.hits),
        Figure(rmse, square.error / (2 * rmse) if rmse else 0),
        tuple(_power(calm, heavy) for calm, heavy in zip(zip(*found.calm, strict=True), zip(*found.heavy, strict=True), strict=True)),
    )


def _power(calm: Sequence[float | None], heavy: Sequence[float | None]) -> Figure:
    """How often a change of +1.0 shows, with a threshold that one team in twenty passes where nothing changed."""
    still = [change for change in calm if change is not None]
    if len(still) < 2:
        return Figure(0, 0)
    threshold = fmean(still) + ONE_IN_TWENTY * stdev(still)
    share = sum(change is not None and change > threshold for change in heavy) / len(heavy)
    of_the_threshold = (0.4 * ONE_IN_TWENTY) ** 2 / 2  # at most: the density of a normal distribution is under 0.4
    return Figure(share, sqrt((share * (1 - share) + of_the_threshold) / len(heavy)))


def figure(found: Sequence[float]) -> Figure:
    return Figure(fmean(found), stdev(found) / sqrt(len(found)))
