"""The simulated teams: how heavy each member's weeks are, and in which of them she answers. Every setting of the world is here."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Settings:
    """The world of design/privacy.md, section 2. What is marked * the paper leaves open: chosen so that its table comes out again."""

    middle: float = 4.5  # * the mean of all loads; a load lies within 0–10
    trait_sd: float = 1.5  # between people, for good
    week_sd: float = 1.5  # of one person, from week to week
    team_week_sd: float = 0.5  # of a whole team, from week to week
    works: float = 0.85  # chance that somebody works in a given week
    reports: float = 0.75  # mean of the rates at which people answer in a week they work
    reports_sd: float = 0.13  # * between people's rates: a beta distribution

    def __str__(self) -> str:
        return ", ".join(f"{name} {value:g}" for name, value in vars(self).items())

    @property
    def spread(self) -> float:
        """Standard deviation of one person's load in one week."""
        return math.hypot(self.trait_sd, self.week_sd, self.team_week_sd)


SETTINGS = Settings()
SELDOM = Settings(works=0.5)  # the weak spot: whoever is at work half of the weeks is missed half of the time


@dataclass(frozen=True)
class Life:
    """One team: each member's trait, and week by week how heavy it is for each; the same for whoever answers, None for the others."""

    traits: Sequence[float]
    loads: Sequence[Sequence[float]]
    told: Sequence[Sequence[float | None]]


def live(size: int, weeks: int, settings: Settings, seed: str, heavier_from: int | None = None) -> Life:
    """A team of `size` through so many weeks; from week `heavier_from` on everything weighs 1 more for everyone, for good.

    The same seed gives the same team and the same weeks, heavier or not.
    """
    chance = random.Random(seed)
    traits = [chance.gauss(0, settings.trait_sd) for _ in range(size)]
    rates = [settings.works * _rate(settings, chance) for _ in range(size)]
    loads, told = [], []
    for week in range(weeks):
        more = heavier_from is not None and week >= heavier_from
        level = settings.middle + chance.gauss(0, settings.team_week_sd) + more
        felt = [min(max(level + trait + chance.gauss(0, settings.week_sd), 0), 10) for trait in traits]
        loads.append(felt)
        told.append([load if chance.random() < rate else None for load, rate in zip(felt, rates, strict=True)])
    return Life(traits, loads, told)


def whole(load: float) -> int:
    """Rounded half up, as the phone does."""
    return math.floor(load + 0.5)


def answer_chances(settings: Settings) -> list[float]:
    """How likely 0, 1 … 10 is as one person's answer, for whoever knows nothing else about her."""

    def below(load: float) -> float:
        return 0.5 * (1 + math.erf((load - settings.middle) / settings.spread / math.sqrt(2)))

    edges = [0, *(below(answer + 0.5) for answer in range(10)), 1]
    return [high - low for low, high in pairwise(edges)]


def _rate(settings: Settings, chance: random.Random) -> float:
    weight = settings.reports * (1 - settings.reports) / settings.reports_sd**2 - 1
    return chance.betavariate(settings.reports * weight, (1 - settings.reports) * weight)
