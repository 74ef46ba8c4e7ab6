"""When a period runs, whether a team's number may be published, and how it is blurred: pure, exact, no floats.

Source of every constant: design/privacy.md, sections 2 and 3.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ladeapp import kept

ZONE = ZoneInfo("Europe/Oslo")
PERIODS_A_YEAR = 13
LOWEST, HIGHEST = 0, 10  # a person's value, whole numbers
FLOOR_TENTHS, CEILING_TENTHS, STEP_TENTHS = 20, 80, 5  # what may be published
LEAD_WAITS = timedelta(hours=24)  # members read a number first

_ID = re.compile(r"([0-9]{4})-P([0-9]{2})")
_YEARS = range(2000, 3000)


@dataclass(frozen=True, order=True)
class Span:
    """One period of the fixed grid: four ISO weeks, P13 five in a year of 53 weeks."""

    first_day: date
    id: str

    @property
    def year(self) -> int:
        return int(self.id[:4])

    @property
    def number(self) -> int:
        return int(self.id[6:])

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def opens(self) -> datetime:
        """Its first Monday 00:00 in Oslo, in UTC."""
        return _oslo(self.first_day, time(0))

    @property
    def closes(self) -> datetime:
        """The Wednesday 12:00 in Oslo after its last Sunday, in UTC."""
        return _oslo(self.last_day + timedelta(days=3), time(12))

    @property
    def next(self) -> "Span":
        return _span(self.year, self.number + 1) if self.number < PERIODS_A_YEAR else _span(self.year + 1, 1)

    @property
    def previous(self) -> "Span":
        return _span(self.year, self.number - 1) if self.number > 1 else _span(self.year - 1, PERIODS_A_YEAR)

    def takes_answers(self, at: datetime) -> bool:
        """opens ≤ at < closes; two periods do for two and a half days."""
        return self.opens <= at < self.closes


def period_of(day: date) -> Span:
    """The period that a local date in Oslo belongs to. Week 53 belongs to P13."""
    year, week, _ = day.isocalendar()
    return _span(year, min((week - 1) // 4 + 1, PERIODS_A_YEAR))


def period(id: str) -> Span:
    """The period with this id, '2026-P01' … '2026-P13'.

    raises    ValueError for anything else, years outside 2000–2999 included
    """
    match = _ID.fullmatch(id)
    if match is None or int(match[1]) not in _YEARS or not 1 <= int(match[2]) <= PERIODS_A_YEAR:
        raise ValueError("a period is written 2026-P07, from P01 to P13")
    return _span(int(match[1]), int(match[2]))


def roster_until(span: Span) -> date:
    """The day on which who belonged to a team in `span` is forgotten; how many remains."""
    for _ in range(kept.ROSTER_PERIODS + 1):
        span = span.next
    return span.first_day


def a_year_before(span: Span) -> Span:
    """The period with the same number, a year earlier."""
    return _span(span.year - 1, span.number)


def _span(year: int, number: int) -> Span:
    return Span(date.fromisocalendar(year, 4 * number - 3, 1), f"{year:04}-P{number:02}")


def _oslo(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Mode:
    """k: fewest contributors a number is made of; scale: b of the discrete Laplace noise on the sum."""

    k: int
    scale: Fraction


STANDARD = Mode(k=5, scale=Fraction(3, 2))
STRICT = Mode(k=10, scale=Fraction(5))
MODES = {"standard": STANDARD, "strict": STRICT}


class Terms(NamedTuple):
    """What a team's number takes: `mode` a key of MODES, `k` the fewest answers behind it; sorts from mild to strict on k."""

    mode: str
    k: int


def terms(mode: str, k: int) -> Terms:
    """The terms that hold when a team has chosen this mode and k: never milder than the mode itself."""
    return Terms(mode, max(k, MODES[mode].k))


OFFERED = (*(Terms("standard", k) for k in range(STANDARD.k, STRICT.k)), Terms("strict", STRICT.k))


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
