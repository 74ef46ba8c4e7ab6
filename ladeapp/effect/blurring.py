"""How far noise and rounding carry changes between released numbers, counted out exactly from what is public: the terms. Pure.

Everything is reckoned as if only k had answered each time: with more answers the same noise is divided by more, and does less
(tests/effect/test_change.py counts it out up to 40 of them).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import accumulate
from math import ceil

from ..trends.rules import MODES, NINE_OF_TEN, STEP_TENTHS, Terms, laplace_probability

HUNDREDTHS = 10  # in a tenth; distances are reckoned in hundredths of a point on the scale 0–10
ROUNDED = STEP_TENTHS * HUNDREDTHS // 2  # how far rounding moves one number at most
_CRUMBS = ROUNDED // 5  # rounding as eleven equal steps from -25 to 25 hundredths: spread a little wider than evenly
_SURE = float(NINE_OF_TEN + Decimal("1e-9"))
_NOTHING = 1e-13  # what a law leaves out at its far ends


@cache
def reach(before: Terms, after: Terms) -> int:
    """How far, in hundredths, a change may lie from the step between two numbers: in nine of ten cases no further.

    The least h with P(|X2/k2 - X1/k1| ≤ h - 0.5) ≥ 0.9, X1 and X2 the modes' discrete Laplace; 0.5 is the most that two roundings do.
    With more answers than k the noise is divided by more (tests/effect/test_change.py counts it out up to 40).
    """
    noise: dict[int, float] = {}
    for x, p in _noise(after.mode).items():
        for y, q in _noise(before.mode).items():
            at = 100 * abs(x * before.k - y * after.k)
            noise[at] = noise.get(at, 0.0) + p * q
    return ceil(_quantile(noise) / (before.k * after.k)) + 2 * ROUNDED


@cache
def reach_of_means(terms: Terms, begun: int, waiting: int) -> int:
    """How far, in hundredths, the difference of two groups' mean changes may lie from the true one: in nine of ten cases no further.

    terms             the ones that blur most among all numbers in it, taken for all of them
    begun, waiting    how many teams are in each group
    Noise is counted out exactly as if k had answered; rounding is taken to move each number evenly within ± 0.25 and without
    regard to the others', which nobody can check from outside. Laid outwards on a grid of hundredths.
    """
    noise, crumbs = {0: 1.0}, {0: 1.0}
    for teams in (begun, waiting):
        noise = _sum(noise, _outward(_fold(_noise(terms.mode), 2 * teams), 100 / (terms.k * teams)))
        crumbs = _sum(crumbs, _outward(_fold(dict.fromkeys(range(-5, 6), 1 / 11), 2 * teams), _CRUMBS / teams))
    places = sorted(noise)
    below = [0.0, *accumulate(noise[at] for at in places)]

    def is_enough(h: int) -> bool:
        within = (p * (below[bisect_right(places, h - at)] - below[bisect_left(places, -h - at)]) for at, p in crumbs.items())
        return sum(within) >= _SURE

    return bisect_left(range(10_000), True, key=is_enough)


@cache
def _noise(mode: str) -> dict[int, float]:
    """The mode's discrete Laplace as far out as it matters."""
    scale, law, x = MODES[mode].scale, {}, 0
    while (p := float(laplace_probability(x, scale))) > _NOTHING:
        law[x] = law[-x] = p
        x += 1
    return law


def _fold(law: Mapping[int, float], times: int) -> dict[int, float]:
    """The law of the sum of so many independent ones, by doubling."""
    if times == 1:
        return dict(law)
    half = _fold(law, times // 2)
    whole = _sum(half, half)
    return _sum(whole, law) if times % 2 else whole


def _sum(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    found: dict[int, float] = {}
    for x, p in one.items():
        for y, q in other.items():
            if p * q > _NOTHING * _NOTHING:
                found[x + y] = found.get(x + y, 0.0) + p * q
    return {x: p for x, p in found.items() if p > _NOTHING}


def _outward(law: Mapping[int, float], unit: float) -> dict[int, float]:
    """The same law in steps of one, each moved away from 0 to the next."""
    found: dict[int, float] = {}
    for x, p in law.items():
        at = ceil(abs(x) * unit - 1e-9) * (1 if x >= 0 else -1)
        found[at] = found.get(at, 0.0) + p
    return found


def _quantile(sizes: Mapping[int, float]) -> int:
    sure = 0.0
    for size in sorted(sizes):
        sure += sizes[size]
        if sure >= _SURE:
            return size
    raise ValueError("the law is not whole")
