"""What a change between two released numbers can honestly be said to be: an interval, and one of a few words. Pure.

In it: the noise of both numbers, exactly, as if only k had answered each time and their
rounding to half steps. At the ends, "2 or lower" and "8 or higher", one side stays open. Not in it, because no published
number tells: who answered and who did not, who came and who left, and that four weeks are only four weeks. So it is about
the answers that were given, and not about everybody; and it tells what has changed, never why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..trends.rules import CEILING_TENTHS, FEWEST_TEAMS, FLOOR_TENTHS, MODES, Terms
from .blurring import HUNDREDTHS, reach, reach_of_means


class Number(NamedTuple):
    """A released number: its level in tenths, and the terms it was released by. Of the four-week number, or of one scale of a wave."""

    level_tenths: int
    terms: Terms


@dataclass(frozen=True)
class Interval:
    """Between which hundredths of a point a change lies in nine of ten cases; None where an end is open."""

    low: int | None
    high: int | None

    @property
    def verdict(self) -> str:
        """higher · lower · unclear"""
        if self.low is not None and self.low > 0:
            return "higher"
        return "lower" if self.high is not None and self.high < 0 else "unclear"


@dataclass(frozen=True)
class Change:
    """From one released number to another of the same group and scale. `step_tenths` is None where an end hides it."""

    step_tenths: int | None
    interval: Interval
    is_clamped: bool

    @property
    def verdict(self) -> str:
        return self.interval.verdict


def change(before: Number | None, after: Number | None) -> Change | None:
    """The change between two numbers, or None where one of them is "no number"."""
    if before is None or after is None:
        return None
    step, give = (after.level_tenths - before.level_tenths) * HUNDREDTHS, reach(before.terms, after.terms)
    low_open = before.level_tenths == CEILING_TENTHS or after.level_tenths == FLOOR_TENTHS
    high_open = before.level_tenths == FLOOR_TENTHS or after.level_tenths == CEILING_TENTHS
    interval = Interval(None if low_open else step - give, None if high_open else step + give)
    is_clamped = low_open or high_open
    return Change(None if is_clamped else after.level_tenths - before.level_tenths, interval, is_clamped)


@dataclass(frozen=True)
class Arm:
    """Some teams' mean change between the same two periods, in hundredths."""

    teams: int
    mean: int


@dataclass(frozen=True)
class Comparison:
    """How much more the numbers rose where the programme had begun than where it had not, between a base and one later period.

    `begun`, `waiting`   None under three teams: then there is no comparison
    `clamped`            how many teams are left out because a number of theirs stood at an end
    """

    period: str
    begun: Arm | None
    waiting: Arm | None
    clamped: int
    interval: Interval | None

    @property
    def difference(self) -> int | None:
        return self.begun.mean - self.waiting.mean if self.begun and self.waiting else None


Series = Mapping[str, Number | None]  # period → what was released; an id sorts as time does


def stepped(series: Mapping[int, Series], begins: Mapping[int, date | None], spans: Sequence[tuple[str, date, date]]) -> list[Comparison]:
    """Teams that began earlier beside teams that had not begun yet, for each period after the first: a waiting list read step by step.

    series    team → its released numbers
    begins    team → the day it began; None for not yet, a team that is missing for unknown, and then it is left out
    spans     (period, first day, last day), oldest first; the first one is the base that each later one is compared with
    returns   one for each later period. A team counts as begun when it began after the base's last day and by that period's first,
              as waiting when it had not begun on that period's last day. Who began within the period, or before, is in neither
    """
    if not spans:
        return []
    base, _first, base_end = spans[0]
    found = []
    for period, first, last in spans[1:]:
        begun = [team for team, day in begins.items() if day and base_end < day <= first]
        waiting = [team for team, day in begins.items() if day is None or day > last]
        found.append(_compared(period, *(_pairs(series, group, base, period) for group in (begun, waiting))))
    return found


def _pairs(series: Mapping[int, Series], teams: Iterable[int], base: str, period: str) -> list[tuple[Number, Number]]:
    pairs = ((series.get(team, {}).get(base), series.get(team, {}).get(period)) for team in teams)
    return [(before, after) for before, after in pairs if before and after]


def _compared(period: str, begun: list[tuple[Number, Number]], waiting: list[tuple[Number, Number]]) -> Comparison:
    groups = [[pair for pair in group if not _at_an_end(pair)] for group in (begun, waiting)]
    clamped = len(begun) + len(waiting) - sum(map(len, groups))
    arms = [_arm(group) if len(group) >= FEWEST_TEAMS else None for group in groups]
    if not arms[0] or not arms[1]:
        return Comparison(period, None, None, clamped, None)
    terms = {number.terms for group in groups for pair in group for number in pair}
    give = reach_of_means(max(terms, key=_blur), len(groups[0]), len(groups[1]))
    step = arms[0].mean - arms[1].mean
    return Comparison(period, arms[0], arms[1], clamped, Interval(step - give, step + give))


def _arm(pairs: Sequence[tuple[Number, Number]]) -> Arm:
    total = sum(after.level_tenths - before.level_tenths for before, after in pairs) * HUNDREDTHS
    return Arm(len(pairs), (2 * total + len(pairs)) // (2 * len(pairs)))


def _at_an_end(pair: tuple[Number, Number]) -> bool:
    return any(number.level_tenths in (FLOOR_TENTHS, CEILING_TENTHS) for number in pair)


def _blur(terms: Terms) -> Fraction:
    return MODES[terms.mode].scale / terms.k
