"""The one who knows all answers but one, and sees the number: exactly how sure can she be that the last one is 8 or more?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ladeapp.trends import rules

from .publishing import Rule
from .world import Settings, answer_chances

HEAVY = 8  # an answer from here on
SURE = 0.8
_FAR = 300  # noise beyond it has no weight that a float could hold


class Certainty(NamedTuple):
    often: float  # the share of heavy answers about which she is at least SURE
    ever: float  # the most she can ever be, whatever the others answered and whatever the number


def certainty(rule: Rule, n: int, settings: Settings) -> Certainty:
    """By exact enumeration, when all n answer; before she looks she believes what `answer_chances` says."""
    belief = answer_chances(settings)
    others = _sums(belief, n - 1)
    outcomes = [_outcomes(rule, total, n) for total in range(10 * n + 1)]
    often = ever = 0.0
    for total, likely in enumerate(others):
        heavy, all_of_it = defaultdict[float, float](float), defaultdict[float, float](float)
        for answer, believed in enumerate(belief):
            for level, chance in outcomes[total + answer].items():
                all_of_it[level] += believed * chance
                heavy[level] += believed * chance * (answer >= HEAVY)
        for level, mass in all_of_it.items():
            ever = max(ever, heavy[level] / mass if mass else 0)
            often += likely * heavy[level] * (heavy[level] >= SURE * mass)
    return Certainty(often / sum(belief[HEAVY:]), ever)


def _outcomes(rule: Rule, total: int, n: int) -> Mapping[float, float]:
    """How likely each number is for answers with this sum."""
    if rule.scale is None:
        return {rule.shown(total, n, 0): 1.0}
    chances = defaultdict[float, float](float)
    for noise, chance in _noise(rule.scale):
        chances[rule.shown(total, n, noise)] += chance
    return chances


@cache
def _noise(scale: Fraction) -> list[tuple[int, float]]:
    return [(noise, float(rules.laplace_probability(noise, scale))) for noise in range(-_FAR, _FAR + 1)]


def _sums(belief: Sequence[float], people: int) -> list[float]:
    """How likely each sum of so many people's answers is."""
    sums = [1.0]
    for _ in range(people):
        longer = [0.0] * (len(sums) + len(belief) - 1)
        for total, chance in enumerate(sums):
            for answer, believed in enumerate(belief):
                longer[total + answer] += chance * believed
        sums = longer
    return sums
