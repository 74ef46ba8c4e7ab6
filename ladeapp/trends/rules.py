"""Whether a team's number may be published, and how it is blurred: pure, exact, no floats. When a period runs is told in grid.py.

Source of every constant: design/privacy.md, sections 2 and 3.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from typing import NamedTuple

from ladeapp import kept

from .grid import ZONE as ZONE
from .grid import Scale as Scale
from .grid import Span as Span
from .grid import a_year_before as a_year_before
from .grid import before_a_wave as before_a_wave
from .grid import closes_after as closes_after
from .grid import is_scale as is_scale
from .grid import opens_on as opens_on
from .grid import period as period
from .grid import period_of as period_of
from .grid import scale as scale
from .grid import scale_of as scale_of

LOWEST, HIGHEST = 0, 10  # a person's value, whole numbers
FLOOR_TENTHS, CEILING_TENTHS, STEP_TENTHS = 20, 80, 5  # what may be published
LEAD_WAITS = timedelta(hours=24)  # members read a number first
FEWEST_TEAMS = 3  # in the workplace's number
FEWEST_IN_A_GROUP = 20  # counted people, for a wave's scale
FEWEST_IN_A_WAVE = 10  # different people who answered one of its scales, if the teams ask for no more
NINE_OF_TEN = Decimal("0.9")


def roster_until(span: Span) -> date:
    """The day on which who belonged to a team in `span` is forgotten; how many remains."""
    for _ in range(kept.ROSTER_PERIODS + 1):
        span = span.next
    return span.first_day


@dataclass(frozen=True)
class Mode:
    """k: fewest contributors a number is made of; scale: b of the discrete Laplace noise on the sum."""

    k: int
    scale: Fraction


STANDARD = Mode(k=5, scale=Fraction(3, 2))
STRICT = Mode(k=10, scale=Fraction(5))
MODES = {"standard": STANDARD, "strict": STRICT}


class Terms(NamedTuple):
    """What a team's number takes: `mode` a key of MODES, `k` the fewest answers behind it.

    low_trust    STRICT, and the number is no part of the workplace's: the team's own switch
    """

    mode: str
    k: int
    low_trust: bool = False


def terms(mode: str, k: int, low_trust: bool = False) -> Terms:
    """The terms that hold when a team has chosen these: never milder than the mode itself."""
    return Terms(mode, max(k, MODES[mode].k), low_trust)


LOW_TRUST = Terms("strict", STRICT.k, low_trust=True)
OFFERED = (*(Terms("standard", k) for k in range(STANDARD.k, STRICT.k)), Terms("strict", STRICT.k), LOW_TRUST)  # mild to strict


def half(counted: int) -> int:
    """How many of a list's counted people it takes to decide for all of them; of nobody nobody decides."""
    return max(1, (counted + 1) // 2)


def roster_allows(counted: int, stayed: int, k: int, confirmed: bool) -> bool:
    """Whether this roster may get a number at all, whoever answers.

    counted      counted members on this period's roster; stayed: those of them counted last period too
    k            the team's own, never under 5
    confirmed    the safety rep and the union rep both confirmed this roster before it opened
    returns      ≥ k + 1 counted, and either confirmed or ≥ k who stayed;
                 so nobody is singled out among five invented colleagues
    """
    return counted > k and (confirmed or stayed >= k)


def group_allows(counted: int, stayed: int) -> bool:
    """Whether a group may get a wave's numbers at all, whoever answers.

    counted      counted people on the wave's list; whoever leads a team is not
    stayed       those of them who were counted in a team's number of the period before the one that ran when it opened, so that
                 nobody fills a group up with invented people
    """
    return min(counted, stayed) >= FEWEST_IN_A_GROUP


def wave_terms(teams: Iterable[Terms]) -> Terms:
    """What a group's numbers take: the strictest of what its teams have chosen, and never under ten answers.

    raises    ValueError without a team
    """
    chosen = tuple(teams)
    mode = max((one.mode for one in chosen), key=lambda name: MODES[name].k)
    return terms(mode, max(FEWEST_IN_A_WAVE, *(one.k for one in chosen)), any(one.low_trust for one in chosen))


def release(values: Sequence[int], allowed: bool, k: int, noise: Callable[[], int]) -> int | None:
    """The level to publish, in tenths (20, 25 … 80), or None for "no number".

    values     0–10, one for each counted person who answered; allowed by `roster_allows`
    noise      draws once from the mode's discrete Laplace distribution
    raises     ValueError for a value outside 0–10 or k under STANDARD's
    """
    if k < STANDARD.k:
        raise ValueError("nobody lowers k below 5")
    if any(not LOWEST <= value <= HIGHEST for value in values):
        raise ValueError("a value is a whole number from 0 to 10")
    if not allowed or len(values) < k:
        return None
    return level_tenths(sum(values), len(values), noise())


def level_tenths(total: int, n: int, noise: int) -> int:
    """clamp((total + noise) / n, 2.0, 8.0) rounded half up to 0.5, in tenths, in whole numbers throughout.

    total 0 … 10 n; n ≥ 1; noise any whole number. 27, 6, 0 -> 45; ends read "2 or lower", "8 or higher".
    """
    if n < 1:
        raise ValueError("a level needs at least one value")
    halves = (4 * (total + noise) + n) // (2 * n)
    return min(max(halves * STEP_TENTHS, FLOOR_TENTHS), CEILING_TENTHS)


def of_the_workplace(teams: int, heads: int, weighted: int) -> int | None:
    """The workplace's level in tenths, half up to 0.5: the mean of released levels weighted by heads. None, "no number", under three teams.

    teams       how many are in it; heads: counted people on their rosters together
    weighted    the sum of each team's released level in tenths times its heads
    """
    if teams < FEWEST_TEAMS or heads < 1:
        return None
    return (2 * weighted + STEP_TENTHS * heads) // (2 * STEP_TENTHS * heads) * STEP_TENTHS


@cache
def blur_tenths(terms: Terms) -> int:
    """Half the width of the band around a level, in tenths rounded up: in nine of ten periods blur and rounding move it no further.

    From the terms alone, as if only k had answered: the fewer, the wider. So it is honest for every number of
    answers and tells none. Not in it: that not everybody answers, and the ends, beyond which nothing is told.
    """
    scale, reach = MODES[terms.mode].scale, 0
    sure = laplace_probability(0, scale)
    while sure < NINE_OF_TEN:
        reach += 1
        sure += 2 * laplace_probability(reach, scale)
    return ceil(Fraction(10 * reach, terms.k) + Fraction(STEP_TENTHS, 2))


def discrete_laplace(scale: Fraction, below: Callable[[int], int] = secrets.randbelow) -> int:
    """One exact draw X with P(X = x) = (1 - q)/(1 + q) · q^|x| where q = e^(-1/scale).

    scale      > 0, rational: b on the team sum, in units of one step of one person's value
    below      uniform source: below(n) is one of 0 … n-1; the operating system's by default
    source     Canonne, Kamath, Steinke 2020, "The Discrete Gaussian for Differential Privacy", algorithm 2
    """
    if scale <= 0:
        raise ValueError("the scale is above 0")
    t, s = scale.numerator, scale.denominator
    while True:
        u = below(t)
        if not _happens_exp_minus(u, t, below):
            continue
        v = 0
        while _happens_exp_minus(1, 1, below):
            v += 1
        size = (u + t * v) // s
        negative = below(2) == 1
        if not (negative and size == 0):
            return -size if negative else size


def _happens_exp_minus(numerator: int, denominator: int, below: Callable[[int], int]) -> bool:
    """True with probability e^-(numerator/denominator), a ratio within 0 … 1: their algorithm 1."""
    k = 1
    while below(denominator * k) < numerator:
        k += 1
    return k % 2 == 1


def laplace_probability(x: int, scale: Fraction) -> Decimal:
    """P(X = x) of `discrete_laplace` in closed form, to the precision of the decimal context."""
    q = (-Decimal(scale.denominator) / Decimal(scale.numerator)).exp()
    return (1 - q) / (1 + q) * q ** abs(x)


def roster_digest(roster: Iterable[tuple[int, bool]]) -> str:
    """A short name for exactly this list of (person id, counted), whatever its order: what a rep confirms."""
    lines = sorted(f"{person_id}:{int(counted)}" for person_id, counted in roster)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
