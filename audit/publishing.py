"""The rules that are compared: ours, through the shipped code, and what vendors publish."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import exp

from ladeapp.trends import rules

from .world import whole

Shown = Callable[[int, int, int], float]  # (sum of the answers, how many, noise on the sum) → the number


@dataclass(frozen=True)
class Rule:
    """How a team's answers become a number. `scale` is that of the noise on the sum, `step` the grid of what is shown."""

    name: str
    weeks: int  # that one number is made of
    k: int
    step: float
    shown: Shown
    scale: Fraction | None = None
    mode: rules.Mode | None = None  # ours have one

    @property
    def blur(self) -> float:
        """Variance of the noise: discrete Laplace, in closed form."""
        if self.scale is None:
            return 0
        q = exp(-1 / self.scale)
        return 2 * q / (1 - q) ** 2

    def publish(self, values: Sequence[int], size: int, chance: random.Random) -> float | None:
        """The number of a team whose list of `size` counted people has not changed, or None."""
        if self.mode:
            allowed = rules.roster_allows(size, size, self.mode.k, confirmed=False)
            level = rules.release(values, allowed, self.mode.k, partial(rules.discrete_laplace, self.mode.scale, chance.randrange))
            return None if level is None else level / 10
        if len(values) < self.k:
            return None
        noise = rules.discrete_laplace(self.scale, chance.randrange) if self.scale else 0
        return self.shown(sum(values), len(values), noise)


def _mean(step: float, total: int, n: int, noise: int) -> float:
    return round((total + noise) / n / step) * step


def _held(step: float, total: int, n: int, noise: int) -> float:
    return min(max(_mean(step, total, n, noise), 2), 8)


def _level(total: int, n: int, noise: int) -> float:
    return rules.level_tenths(total, n, noise) / 10


def _ours(name: str) -> Rule:
    mode, usual = rules.MODES[name], rules.period("2026-P01")
    weeks = (usual.next.first_day - usual.first_day).days // 7
    return Rule(name.upper(), weeks, mode.k, rules.STEP_TENTHS / 10, _level, mode.scale, mode)


STANDARD, STRICT = _ours("standard"), _ours("strict")
VENDORS = (
    Rule("exact mean, weekly, k=3", 1, 3, 0.1, partial(_mean, 0.1)),  # shown with one decimal
    Rule("exact mean, weekly, k=5", 1, 5, 0.1, partial(_mean, 0.1)),
    Rule("rounded to 0.5, weekly, k=5", 1, 5, 0.5, partial(_mean, 0.5)),
    Rule("ε=1 noise, weekly, k=5", 1, 5, 0.1, partial(_held, 0.1), Fraction(10)),  # 10: as far as one answer can move the sum
)


def rules_for(size: int) -> list[Rule]:
    """Vendors' first, then ours; STRICT where more than half may stay away."""
    return [*VENDORS, STANDARD, *([STRICT] if size >= 2 * STRICT.k else [])]


@dataclass(frozen=True)
class Number:
    """What was published once, and what an outsider may know besides: who answered, and in how many weeks."""

    level: float
    who: dict[int, int]


def published(rule: Rule, told: Sequence[Sequence[float | None]], chance: random.Random) -> Iterator[Number | None]:
    """One number after the other. A person's value is the mean of what she told in the rule's weeks, as a whole number."""
    for start in range(0, len(told), rule.weeks):
        own: dict[int, list[float]] = {}
        for week in told[start : start + rule.weeks]:
            for person, load in enumerate(week):
                if load is not None:
                    own.setdefault(person, []).append(load)
        level = rule.publish([whole(sum(loads) / len(loads)) for loads in own.values()], len(told[0]), chance)
        yield None if level is None else Number(level, {person: len(loads) for person, loads in own.items()})
