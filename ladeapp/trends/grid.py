"""When a period runs: a fixed grid of four ISO weeks in Oslo, known for every day there is. Pure.

Source of every constant: design/privacy.md, section 3.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Oslo")
PERIODS_A_YEAR = 13

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


def a_year_before(span: Span) -> Span:
    """The period with the same number, a year earlier."""
    return _span(span.year - 1, span.number)


def _span(year: int, number: int) -> Span:
    return Span(date.fromisocalendar(year, 4 * number - 3, 1), f"{year:04}-P{number:02}")


def _oslo(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)
