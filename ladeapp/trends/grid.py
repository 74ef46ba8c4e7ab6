"""When a period runs: a fixed grid of four ISO weeks in Oslo, known for every day there is; and what a wave's scale is called. Pure.

Source of every constant: design/privacy.md, section 3.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Oslo")
PERIODS_A_YEAR = 13

_ID = re.compile(r"([0-9]{4})-P([0-9]{2})")
_SCALE = re.compile(r"([0-9]{4})-E([1-4])-([a-z]{2,12})")
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


@dataclass(frozen=True, order=True)
class Scale:
    """One scale of one wave at one workplace: a sealed number of its own, under a key of its own."""

    year: int
    number: int  # 1–4 of that year
    key: str
    workplace_id: int

    @property
    def said(self) -> str:
        """As phones and people write it: 2026-E1-strain."""
        return f"{self.year:04}-E{self.number}-{self.key}"

    @property
    def id(self) -> str:
        """As the tables and the key's file have it: two workplaces ask at the same time, and share nothing."""
        return f"{self.said}-{self.workplace_id}"


def scale(said: str, workplace_id: int) -> Scale:
    """The scale that is written so at this workplace. Raises ValueError for anything but 2026-E1-strain and the like."""
    match = _SCALE.fullmatch(said)
    if match is None or int(match[1]) not in _YEARS:
        raise ValueError("a wave's scale is written 2026-E1-strain, from E1 to E4")
    return Scale(int(match[1]), int(match[2]), match[3], workplace_id)


def scale_of(period_id: str) -> Scale:
    """The scale whose `id` this is. Raises ValueError."""
    said, _dash, workplace = period_id.rpartition("-")
    if not (workplace.isascii() and workplace.isdigit()) or workplace != str(int(workplace)):
        raise ValueError("a scale's id ends with its workplace")
    return scale(said, int(workplace))


def is_scale(period_id: str) -> bool:
    """Whether it is a wave's and not the team number's."""
    return period_id[4:6] == "-E"


def closes_after(first_day: date, weeks: int) -> datetime:
    """The Wednesday 12:00 in Oslo after so many weeks from a Monday, in UTC: when a wave takes no more answers."""
    return _oslo(first_day + timedelta(days=7 * weeks + 2), time(12))


def opens_on(first_day: date) -> datetime:
    """That day 00:00 in Oslo, in UTC."""
    return _oslo(first_day, time(0))


def before_a_wave(first_day: date) -> Span:
    """The period in which somebody must have been counted to be one of a group's twenty: not the running one, in which people may be invented."""
    return period_of(first_day).previous


def a_year_before(span: Span) -> Span:
    """The period with the same number, a year earlier."""
    return _span(span.year - 1, span.number)


def _span(year: int, number: int) -> Span:
    return Span(date.fromisocalendar(year, 4 * number - 3, 1), f"{year:04}-P{number:02}")


def _oslo(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)
