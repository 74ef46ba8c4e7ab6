"""The outsider of a year: sees every published number, knows who answered each time, and ranks the members by their lasting load."""

from collections.abc import Iterable, Sequence

from .publishing import Number, Rule
from .world import Settings


def guesses(rule: Rule, numbers: Iterable[Number | None], size: int, settings: Settings) -> list[float]:
    """The best prediction from one rule's numbers; see `guesses_from`."""
    return guesses_from(((rule, number) for number in numbers if number), size, settings)


def guesses_from(numbers: Iterable[tuple[Rule, Number]], size: int, settings: Settings) -> list[float]:
    """The best linear prediction of each member's trait: (ZᵀR⁻¹Z + I/σ²)⁻¹ ZᵀR⁻¹(y − middle).

    Z holds 1/n for whoever answered; R is whatever else moves a number: weeks, rounding, the rule's own noise.
    """
    precision = [[settings.trait_sd**-2 if one == other else 0.0 for one in range(size)] for other in range(size)]
    pull = [0.0] * size
    for rule, number in numbers:
        n = len(number.who)
        weight = 1 / (_rest(rule, number, settings) * n * n)
        surprise = weight * n * (number.level - settings.middle)
        for one in number.who:
            pull[one] += surprise
            row = precision[one]
            for other in number.who:
                row[other] += weight
    return _solved(precision, pull)


def _rest(rule: Rule, number: Number, settings: Settings) -> float:
    n = len(number.who)
    own = sum(settings.week_sd**2 / weeks + 1 / 12 for weeks in number.who.values())
    return settings.team_week_sd**2 / rule.weeks + (own + rule.blur) / n**2 + rule.step**2 / 12


def _solved(matrix: Sequence[list[float]], right: list[float]) -> list[float]:
    """x with matrix · x = right, by elimination; positive definite, so no pivot is looked for. Uses both up."""
    size = len(right)
    for pivot, top in enumerate(matrix):
        for below in range(pivot + 1, size):
            row = matrix[below]
            if factor := row[pivot] / top[pivot]:
                for column in range(pivot, size):
                    row[column] -= factor * top[column]
                right[below] -= factor * right[pivot]
    for pivot in reversed(range(size)):
        row = matrix[pivot]
        right[pivot] = (right[pivot] - sum(row[column] * right[column] for column in range(pivot + 1, size))) / row[pivot]
    return right


def correlation(guessed: Sequence[float], traits: Sequence[float]) -> float:
    """Within one team; 0 when all guesses are alike."""
    here, there = (_centred(numbers) for numbers in (guessed, traits))
    together = sum(one * other for one, other in zip(here, there, strict=True))
    spread = sum(one * one for one in here) * sum(other * other for other in there)
    return together / spread**0.5 if spread > 1e-18 else 0.0


def hit(guessed: Sequence[float], traits: Sequence[float]) -> float:
    """How likely she names the worst-off, when she takes one at random of those she holds for equally badly off."""
    edge = max(guessed) - 1e-9
    named = [person for person, guess in enumerate(guessed) if guess >= edge]
    return (traits.index(max(traits)) in named) / len(named)


def _centred(numbers: Sequence[float]) -> list[float]:
    middle = sum(numbers) / len(numbers)
    return [number - middle for number in numbers]
