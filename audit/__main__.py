"""`python -m audit [SIZE …] [--teams N] [--seed TEXT] [--set works=0.5 …]`: the table, the limits, and 1 when one is broken."""

import argparse
import dataclasses
import sys
from math import sqrt

from . import report, waves
from .figures import measure
from .publishing import STANDARD
from .world import SELDOM, SETTINGS, Settings

SIZES = [8, 12, 20]
TEAMS = 3000
SEED = "fjordvik"


def main(words: list[str]) -> int:
    asked = _asked(words)
    sizes, settings = asked.sizes or SIZES, asked.settings
    print(f"World: {settings}. Teams: {asked.teams} of each size. Seed: {asked.seed}.\n\n{report.HEAD}")
    rows = []
    for size in sizes:
        for row in measure(size, asked.teams, asked.seed, settings):
            print(report.line(row), flush=True)
            rows.append(row)
    seldom = [row for size in sizes for row in measure(size, max(asked.teams // 3, 2), asked.seed, SELDOM, [STANDARD])]
    print(f"\n{report.weak_spot(seldom)}\n")
    print(waves.HEAD)
    asked_waves = []
    for kind in waves.kinds():
        asked_waves.append(waves.measure(kind, max(asked.teams // waves.SHARE, 2), asked.seed, settings))
        print(waves.line(asked_waves[-1]), flush=True)
    print()
    limits = [*report.limits(rows, settings), *report.limits_of_waves(asked_waves)]
    print("\n".join(map(str, limits)))
    return 0 if all(limit.holds for limit in limits) else 1


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="audit", description="A year of simulated teams against the shipped release rule.")
    parser.add_argument("sizes", nargs="*", type=_at_least_two, help="counted members of a team; 8 12 20 unless told")
    parser.add_argument("--teams", type=_at_least_two, default=TEAMS, help=f"how many teams of each size, {TEAMS} unless told")
    parser.add_argument("--seed", default=SEED, help="the same seed gives the same figures")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=f"change the world: {SETTINGS}")
    asked = parser.parse_args(words)
    try:
        asked.settings = _changed(asked.set)
    except ValueError as problem:
        parser.error(str(problem))
    return asked


def _changed(wishes: list[str]) -> Settings:
    """The world with these settings instead. Raises ValueError for what is no world."""
    told = dict(wish.partition("=")[::2] for wish in wishes)
    if unknown := set(told) - {field.name for field in dataclasses.fields(Settings)}:
        raise ValueError(f"there is no setting {', '.join(sorted(unknown))}")
    settings = dataclasses.replace(SETTINGS, **{name: float(value) for name, value in told.items()})
    if not (0 < settings.reports < 1 and 0 < settings.works <= 1):
        raise ValueError("works lies within 0–1, reports between 0 and 1")
    if not 0 < settings.reports_sd < sqrt(settings.reports * (1 - settings.reports)):
        raise ValueError(f"rates with the mean {settings.reports:g} cannot spread by {settings.reports_sd:g}")
    if not (settings.trait_sd > 0 and settings.week_sd >= 0 and settings.team_week_sd >= 0):
        raise ValueError("people differ: trait_sd is above 0, the other spreads are not below it")
    return settings


def _at_least_two(word: str) -> int:
    if (number := int(word)) < 2:
        raise argparse.ArgumentTypeError("at least 2")
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
