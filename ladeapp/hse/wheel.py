"""Where things stand on a wheel of twelve months: 1 January at the top, the year clockwise, whatever is too near moved inwards; pure."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, degrees, pi, sin

RIM, LABELS, HUB = 122.0, 139.0, 34.0  # radii, in the picture's own units; it is 320 wide
LANES = (104.0, 78.0, 52.0)  # from the rim inwards
DOT = 11.5  # radius of a number


@dataclass(frozen=True)
class Spot:
    """A place in the picture, to a tenth."""

    x: float
    y: float


@dataclass(frozen=True)
class Spoke:
    """The line at the beginning of a month, and where its name stands."""

    month: int
    inner: Spot
    outer: Spot
    label: Spot


def angle(day: date) -> float:
    """Degrees from the top, 0 <= angle < 360. 1 January -> 0, 2 July -> about 180."""
    return (day.timetuple().tm_yday - 1) / (366 if calendar.isleap(day.year) else 365) * 360


def at(turned: float, radius: float) -> Spot:
    """`turned` degrees from the top, clockwise."""
    return Spot(round(radius * sin(turned / 180 * pi), 1), round(-radius * cos(turned / 180 * pi), 1))


def spokes() -> list[Spoke]:
    """One for each month."""
    return [
        Spoke(month, at(turned, HUB), at(turned, RIM), at(turned + 15, LABELS))
        for month, turned in ((month, (month - 1) * 30.0) for month in range(1, 13))
    ]


def spots(days: Iterable[date]) -> list[Spot]:
    """A place for each day, in the same order, none on top of another as long as there is room in three lanes."""
    taken: list[tuple[float, float]] = []
    for day in days:
        turned = angle(day)
        lane = next((lane for lane in LANES if _is_free(turned, lane, taken)), LANES[-1])
        taken.append((turned, lane))
    return [at(turned, lane) for turned, lane in taken]


def _is_free(turned: float, lane: float, taken: Sequence[tuple[float, float]]) -> bool:
    apart = 2 * degrees(asin(min(1.0, (DOT + 1) / lane)))
    return all(other != lane or min(abs(turned - there), 360 - abs(turned - there)) >= apart for there, other in taken)
