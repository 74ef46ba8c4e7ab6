"""What another sick-leave rate would mean in kroner: a sum over four figures, exact to the krone. It foretells nothing. Pure.

`static/js/effect/scenario.js` reckons the same in the browser; tests/effect/worked_examples.json holds both to it.
Source of the formula and every figure: domain/numbers-law-process.md, section F, and where another stands beside it.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

EMPLOYEES, WORKDAYS, POINTS = 20, Decimal(230), Decimal(1)  # the programme's example; 230 is the careful one of its possible day counts
COST, CAREFUL = 4_200, 3_400  # NOK a day of absence: the programme's own assumption, and NHO's average of 17,000 a week in 2020
YEAR_DAYS = (220, 226, 230, 235, 240, 250, 260, 365)  # what "a year" may be: from a net work year of 1,695 hours to every day
ROUND_SUM = 200_000  # NOK: what the programme says its example comes to, about
G = 130_160  # NOK, of 1 May 2025, the newest with a source (the Ministry of Labour, in finansavisen.no, 22 May 2025); set anew each May
REFUND = 3_004  # NOK a workday: 6 G over 260 days, rounded (how: arbinn.nho.no, "Hva koster sykefravær?")
AFTER_16 = Decimal(66)  # % of days of absence that lie after day 16 (Nav's analysts in memu.no, "Hva koster sykefraværet for bedriftene?")

MOST_PEOPLE, MOST_DAYS, MOST_NOK = 100_000, 366, 1_000_000_000
HUNDRED = Decimal(100)


def saving(employees: int, workdays: Decimal, points: Decimal, cost_per_day: int | Fraction) -> int:
    """Extra cost avoided in a year if sick leave falls by `points` percentage points.

    employees > 0; workdays per employee and year, 1–366; points 0–100; cost in NOK, not negative.
    returns   NOK, rounded half up. 20, 230, 1.0, 4200 -> 193200
    raises    ValueError outside those ranges
    source    domain/numbers-law-process.md, section F; excludes wages and Nav refunds
    """
    if cost_per_day < 0:
        raise ValueError("a cost is not negative")
    return _half_up(days_fewer(employees, workdays, points) * cost_per_day)


def days_fewer(employees: int, workdays: Decimal, points: Decimal) -> Fraction:
    """Days of absence in a year that `points` percentage points are. Raises ValueError as `saving` does. 20, 230, 1 -> 46"""
    if not 0 < employees <= MOST_PEOPLE:
        raise ValueError("employees from 1 to 100 000")
    if not 1 <= workdays <= MOST_DAYS:
        raise ValueError("workdays from 1 to 366")
    if not 0 <= points <= HUNDRED:
        raise ValueError("points from 0 to 100")
    return employees * Fraction(workdays) * Fraction(points) / 100


def after_refund(cost_per_day: int, share: Decimal, refund: int) -> Fraction:
    """What a day of absence costs on average when Nav's refund is taken from those after day 16.

    share     % of the days of absence that lie after day 16, 0–100; refund: NOK for each of them
    returns   NOK: cost less refund for those days, and never below 0; the whole cost for the others. 4200, 66, 3004 -> 2217.36
    source    NHO (arbinn.nho.no): the refund is to be taken from the average cost after day 16. The cost has no wages in it;
              what is refunded is wages that are free to pay a substitute
    """
    if not 0 <= share <= HUNDRED or refund < 0 or cost_per_day < 0:
        raise ValueError("a share from 0 to 100, a refund and a cost that are not negative")
    return cost_per_day - Fraction(share) / 100 * min(refund, cost_per_day)


def points_to_break_even(employees: int, workdays: Decimal, cost_per_day: int | Fraction, programme: int) -> Decimal | None:
    """How many percentage points sick leave must fall to pay for the programme, rounded up to hundredths.

    None where even 100 points would not, or a day costs nothing. 20, 230, 4200, 50000 -> 0.26
    """
    one = days_fewer(employees, workdays, Decimal(1)) * cost_per_day
    if programme == 0:
        return Decimal("0.00")
    if one == 0 or programme > one * 100:
        return None
    return Decimal(ceil(100 * programme / one)) / 100


def days_to_break_even(cost_per_day: int | Fraction, programme: int) -> int | None:
    """How many whole days of absence fewer pay for the programme. None where a day costs nothing. 4200, 50000 -> 12"""
    return None if cost_per_day == 0 and programme else ceil(Fraction(programme) / (cost_per_day or 1))


def workdays_for(amount: int, employees: int, points: Decimal, cost_per_day: int) -> Decimal | None:
    """The workdays in a year with which the sum comes to `amount`, rounded to tenths. None for no points or no cost. 200000 -> 238.1"""
    one = Fraction(points) / 100 * employees * cost_per_day
    return Decimal(_half_up(10 * amount / one)) / 10 if one else None


@dataclass(frozen=True)
class Scenario:
    """Everything that is typed in. `rate`: the own absence in per cent; `refunded`: take Nav's refund from the days after day 16."""

    employees: int = EMPLOYEES
    workdays: Decimal = WORKDAYS
    points: Decimal = POINTS
    cost: int = COST
    rate: Decimal | None = None
    programme: int = 0
    refunded: bool = False
    share: Decimal = AFTER_16
    refund: int = REFUND

    def per_day(self, cost: int) -> int | Fraction:
        return after_refund(cost, self.share, self.refund) if self.refunded else cost

    def saving(self, cost: int | None = None) -> int:
        return saving(self.employees, self.workdays, self.points, self.per_day(self.cost if cost is None else cost))

    @property
    def range(self) -> list[tuple[int, int]]:
        """(cost a day, NOK in a year) for the careful figure, the programme's and the own one, rising."""
        return [(cost, self.saving(cost)) for cost in sorted({CAREFUL, COST, self.cost})]

    @property
    def days(self) -> int:
        """Days of absence fewer in a year, rounded half up."""
        return _half_up(days_fewer(self.employees, self.workdays, self.points))

    @property
    def net(self) -> int:
        """NOK left when the programme is paid; below 0 where it is not."""
        return self.saving() - self.programme

    @property
    def even_points(self) -> Decimal | None:
        return points_to_break_even(self.employees, self.workdays, self.per_day(self.cost), self.programme)

    @property
    def even_days(self) -> int | None:
        return days_to_break_even(self.per_day(self.cost), self.programme)

    @property
    def is_beyond_rate(self) -> bool:
        """Whether the break-even lies further down than the own absence can fall."""
        return self.rate is not None and self.even_points is not None and self.even_points > self.rate

    @property
    def relative(self) -> Decimal | None:
        """How large a part of the own absence the points are, in per cent, rounded to tenths; None without a rate."""
        return Decimal(_half_up(1000 * Fraction(self.points) / Fraction(self.rate))) / 10 if self.rate else None

    @property
    def by_days(self) -> list[tuple[int, int]]:
        """(workdays, NOK) for each count that "a year" may mean."""
        return [(days, saving(self.employees, Decimal(days), self.points, self.per_day(self.cost))) for days in YEAR_DAYS]


def _half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))
