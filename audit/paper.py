"""The table of design/privacy.md, section 2, as it stands there: what this simulation is held against."""

from math import sqrt
from typing import NamedTuple

from .figures import Figure, Row

# The paper does not say how many teams it simulated. Its two rows for twelve with k=5 differ by four points of power that only
# chance can explain, so it is taken to have the error of 300 teams.
TEAMS = 300
DEVIATIONS = 3
ROUNDED = 0.005  # it has two decimals


class Told(NamedTuple):
    sure: float
    correlation: float
    hit: float
    rmse: float
    power: tuple[float, float, float]


TABLE = {
    ("exact mean, weekly, k=3", 8): Told(1.00, 0.73, 0.53, 0.61, (0.55, 0.76, 0.84)),
    ("exact mean, weekly, k=5", 8): Told(1.00, 0.62, 0.44, 0.48, (0.42, 0.68, 0.74)),
    ("exact mean, weekly, k=5", 12): Told(0.89, 0.66, 0.38, 0.49, (0.64, 0.84, 0.90)),
    ("rounded to 0.5, weekly, k=5", 12): Told(0.26, 0.62, 0.37, 0.50, (0.68, 0.83, 0.91)),
    ("ε=1 noise, weekly, k=5", 12): Told(0.00, 0.31, 0.16, 1.55, (0.24, 0.28, 0.35)),
    ("STANDARD", 8): Told(0.00, 0.16, 0.17, 0.43, (0.46, 0.64, 0.73)),
    ("STANDARD", 12): Told(0.00, 0.15, 0.13, 0.34, (0.56, 0.76, 0.80)),
    ("STANDARD", 20): Told(0.00, 0.10, 0.07, 0.26, (0.67, 0.84, 0.91)),
    ("STRICT", 20): Told(0.00, 0.09, 0.07, 0.44, (0.50, 0.67, 0.73)),
}


def within(figure: Figure, told: float, teams: int) -> bool:
    """Whether chance and the paper's rounding explain the difference."""
    both = figure.error * sqrt(1 + teams / TEAMS)
    return abs(figure.value - told) <= DEVIATIONS * both + ROUNDED


def apart(row: Row) -> list[str]:
    """What of RMSE and power does not come out as the paper says; empty also for a team that is not in its table."""
    told = TABLE.get((row.rule.name, row.size))
    if told is None:
        return []
    pairs = [
        ("RMSE", row.rmse, told.rmse),
        *((f"power after {4 * n} weeks", *both) for n, both in enumerate(zip(row.power, told.power, strict=True), 1)),
    ]
    return [
        f"{what} {figure.value:.3f} ± {figure.error:.3f}, {paper:g} in the paper"
        for what, figure, paper in pairs
        if not within(figure, paper, row.teams)
    ]
