"""A year in which six scales are asked four times beside the team's number: what somebody who reads all of it learns of who is worst off.

Every scale is taken to be one more look at the same lasting load, as if all six asked the same in other words: the worst there is.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from ladeapp.effect import asking
from ladeapp.trends import rules

from .certainty import certainty
from .figures import YEAR, Figure, figure
from .publishing import STANDARD, STRICT, Number, Rule, published
from .world import Settings, live, whole
from .year import correlation, guesses_from, hit

SIZE = rules.FEWEST_IN_A_GROUP  # the smallest group there is: what hides a person least
SHARE = 5  # of the teams of the first table, one in so many is asked: there are five rows of twenty people
HIGHEST = rules.HIGHEST - rules.LOWEST  # as far as one answer can move a sum


class Waves(NamedTuple):
    """What one reads of a year: so many scales, so many times, beside the team's number or without it."""

    rule: Rule
    scales: int
    times: int
    with_number: bool = True

    @property
    def releases(self) -> int:
        """In how many published numbers one person's answers can be, at most."""
        return self.scales * self.times + (YEAR // self.rule.weeks if self.with_number else 0)

    @property
    def epsilon(self) -> float:
        """The summed privacy loss of a year: every release adds as much as one answer can move a sum, by the scale of the noise."""
        return self.releases * HIGHEST / float(self.rule.scale or 1)


class Row(NamedTuple):
    waves: Waves
    ever: float  # the most that the one who knows all others can be sure of an 8 or more, by one number
    correlation: Figure
    hit: Figure


def kinds() -> list[Waves]:
    most = (asking.MOST_SCALES, asking.MOST_WAVES)
    return [
        Waves(STANDARD, 0, 0),
        Waves(STANDARD, *most, with_number=False),
        Waves(STANDARD, *most),
        Waves(STRICT, 0, 0),
        Waves(STRICT, *most),
    ]


def measure(waves: Waves, teams: int, seed: str, settings: Settings) -> Row:
    """The same teams and weeks for every kind."""
    correlations, hits, asked = [], [], replace(waves.rule, weeks=1)  # each is answered on one day, about the weeks before
    for number in range(teams):
        name = f"{seed} waves {number}"
        year, chance = live(SIZE, YEAR, settings, f"{name} year"), random.Random(f"{name} {waves.rule.name}")
        seen = [(waves.rule, one) for one in published(waves.rule, year.told, chance) if one] if waves.with_number else []
        seen += [(asked, one) for one in _asked(waves, year.traits, settings, random.Random(f"{name} asked"))]
        guessed = guesses_from(seen, SIZE, settings)
        correlations.append(correlation(guessed, year.traits))
        hits.append(hit(guessed, year.traits))
    k = max(waves.rule.k, rules.FEWEST_IN_A_WAVE)
    ever = max(certainty(waves.rule, n, settings).ever for n in (k, SIZE))
    return Row(waves, ever, figure(correlations), figure(hits))


def _asked(waves: Waves, traits: Sequence[float], settings: Settings, chance: random.Random) -> Iterator[Number]:
    """The numbers of every scale of every wave, through the shipped rule; who answers a wave answers all of it, and is known."""
    for _time in range(waves.times):
        who = [person for person in range(SIZE) if chance.random() < settings.reports]
        level = settings.middle + chance.gauss(0, settings.team_week_sd)
        for _scale in range(waves.scales):
            values = [whole(min(max(level + traits[one] + chance.gauss(0, settings.week_sd), 0), 10)) for one in who]
            noise = partial(rules.discrete_laplace, rules.MODES[waves.rule.name.lower()].scale, chance.randrange)
            tenths = rules.release(values, rules.group_allows(SIZE, SIZE), rules.FEWEST_IN_A_WAVE, noise)
            if tenths is not None:
                yield Number(tenths / 10, dict.fromkeys(who, 1))


HEAD = (
    "| a year, the smallest group (20) | numbers one is in | summed ε | one who knows all others is at most so sure of an 8+, each time "
    "| correlation | picks the worst-off (chance) |\n|---|---|---|---|---|---|"
)


def line(row: Row) -> str:
    waves = row.waves
    parts = [f"{waves.rule.name}'s number"] * waves.with_number
    parts += [f"{waves.scales} scales, {waves.times} times, at {waves.rule.name}"] * bool(waves.scales)
    cells = (
        " and ".join(parts),
        waves.releases,
        f"{waves.epsilon:.1f}",
        f"{100 * row.ever:.0f} %",
        f"{row.correlation.value:.3f} ± {row.correlation.error:.3f}",
        f"{100 * row.hit.value:.1f} ± {100 * row.hit.error:.1f} % ({100 / SIZE:.1f})",
    )
    return f"| {' | '.join(map(str, cells))} |"
