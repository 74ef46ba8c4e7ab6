"""The table on screen, as it stands in docs/privacy.md, and the limits that our rule must keep."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import paper, waves
from .certainty import SURE
from .figures import Figure, Row
from .publishing import STANDARD
from .world import SELDOM, SETTINGS, Settings

CORRELATION = 0.20  # at most, over a year, for STANDARD
TIMES_CHANCE = 1.6  # so often, at most, does the outsider of a year name the worst-off
CORRELATION_WITH_WAVES = 0.25  # the same, for whoever reads four waves of six scales beside the number
TIMES_CHANCE_WITH_WAVES = 2.0
DOUBT = 2  # standard errors by which a figure must lie beyond its limit before chance is ruled out

HEAD = (
    "| rule | team | one who knows all other answers is 80 % sure of an 8+ | and is at most so sure | a year: correlation "
    "| picks the worst-off (chance) | RMSE | lasting +1.0 seen after 4/8/12 weeks, % |\n|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Limit:
    """One promise, what was found of it, and whether it holds."""

    what: str
    holds: bool

    def __str__(self) -> str:
        return f"{'✓' if self.holds else '✗'} {self.what}"


def line(row: Row) -> str:
    """One row of the table. ± is one standard error of the simulation; what has none is exact."""
    power = "/".join(f"{100 * figure.value:.0f}" for figure in row.power)
    worst = max(figure.error for figure in row.power)
    cells = (
        f"**{row.rule.name}**" if row.rule.mode else row.rule.name,
        row.size,
        f"{100 * row.sure:.0f} %",
        f"{100 * row.ever:.0f} %",
        _plus_minus(row.correlation),
        f"{100 * row.hit.value:.1f} ± {100 * row.hit.error:.1f} % ({100 / row.size:.1f})",
        _plus_minus(row.rmse) if row.rmse.value else "no number",
        f"{power} ± {100 * worst:.0f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def weak_spot(rows: Sequence[Row]) -> str:
    """What the year's outsider learns where people answer seldom."""
    found = ", ".join(f"{_plus_minus(row.correlation)} for {row.size}" for row in rows)
    return f"Weak spot: where people work half of the weeks (works {SELDOM.works:g}), STANDARD's one-year correlation is {found}."


def limits(rows: Sequence[Row], settings: Settings) -> Iterator[Limit]:
    """What must hold of our rules for each size, and what must come out as in the paper."""
    for row in rows:
        if not row.rule.mode:
            continue
        name = f"{row.rule.name}, {row.size}:"
        yield Limit(f"{name} nobody is ever {100 * SURE:.0f} % sure of an 8+; at most {100 * row.ever:.0f} %", row.ever < SURE)
        if row.rule is STANDARD:
            times = Figure(row.hit.value * row.size, row.hit.error * row.size)
            yield _at_most(f"{name} a year's correlation", row.correlation, CORRELATION)
            yield _at_most(f"{name} picks the worst-off, × chance,", times, TIMES_CHANCE)
        if settings == SETTINGS and (row.rule.name, row.size) in paper.TABLE:
            apart = paper.apart(row)
            yield Limit(f"{name} RMSE and power as in the paper{''.join(f'; {one}' for one in apart)}", not apart)


def limits_of_waves(rows: Sequence[waves.Row]) -> Iterator[Limit]:
    """What must hold of a year in which waves are asked."""
    for row in rows:
        if not row.waves.scales:
            continue
        name = f"{row.waves.rule.name}, {row.waves.releases} numbers a year:"
        yield Limit(
            f"{name} nobody is ever {100 * SURE:.0f} % sure of an 8+ by one of them; at most {100 * row.ever:.0f} %", row.ever < SURE
        )
        yield _at_most(f"{name} a year's correlation", row.correlation, CORRELATION_WITH_WAVES)
        times = Figure(row.hit.value * waves.SIZE, row.hit.error * waves.SIZE)
        yield _at_most(f"{name} picks the worst-off, × chance,", times, TIMES_CHANCE_WITH_WAVES)


def _at_most(what: str, figure: Figure, limit: float) -> Limit:
    return Limit(f"{what} {figure.value:.2f} ± {figure.error:.2f} ≤ {limit:g}", figure.value - DOUBT * figure.error <= limit)


def _plus_minus(figure: Figure) -> str:
    return f"{figure.value:.3f} ± {figure.error:.3f}"
