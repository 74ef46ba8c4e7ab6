"""Holidays: how they join, how one day comes out of them, and which can be told; pure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .rules import DAY, EDITABLE, days


class Away(NamedTuple):
    """A holiday, both days included."""

    first: date
    last: date


def may_be(away: Away, today: date) -> bool:
    """A holiday is told until a year ahead; one that runs or ended yesterday may be told from its beginning, at most a year back."""
    return today - EDITABLE <= away.first <= away.last <= today + EDITABLE and away.last >= today - DAY


def united(told: Iterable[Away], more: Away) -> Away:
    """One more holiday together with all that it overlaps or touches."""
    for one in sorted(told):
        if one.first <= more.last + DAY and more.first <= one.last + DAY:
            more = Away(min(one.first, more.first), max(one.last, more.last))
    return more


def without(told: Iterable[Away], day: date) -> tuple[set[Away], set[Away]]:
    """What to take away and what to add so that `day` is no holiday and every other day stays as it was."""
    gone = {one for one in told if one.first <= day <= one.last}
    halves = {half for one in gone for half in (Away(one.first, day - DAY), Away(day + DAY, one.last))}
    return gone, {half for half in halves if half.first <= half.last}


def within(told: Iterable[Away], first: date, last: date) -> set[date]:
    """Their days from first to last, both included."""
    return {day for one in told for day in days(max(one.first, first), min(one.last, last))}
