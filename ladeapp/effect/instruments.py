"""Instruments as data: content/<language>/instruments.yaml, whole and alike in every language before the first request. Scored on the phone alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from ..config import LANGUAGES

PURPOSES = ("wave", "private")  # asked in a survey of the workplace too, or of oneself alone
SCORINGS = ("mean", "sum")


@dataclass(frozen=True)
class Item:
    """One question or statement. `reverse`: lowest and highest change places before it is counted."""

    key: str
    text: str
    reverse: bool = False


@dataclass(frozen=True)
class Source:
    """What it builds on, where that stands, and the month it was read, YYYY-MM."""

    title: str
    where: str
    read: str

    @property
    def url(self) -> str | None:
        return self.where if self.where.startswith("https://") else None


@dataclass(frozen=True)
class Figures:
    """Published shares, in whole per cent, of those whose score is `high_from` or more. `about` and `limits`: what they are, and are not."""

    year: int
    high_from: float
    about: str
    limits: str
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Instrument:
    """One scale in one language; how its answers become a number stands in static/js/effect/scoring.js.

    options  (value, words) in the order they are shown    times   what mean or sum is multiplied by
    least    how many items must be answered               talk    from here on, towards the worse end, it is worth talking with somebody
    language the words' own, where it is not the page's
    """

    key: str
    title: str
    purpose: Literal["wave", "private"]
    stem: str
    items: tuple[Item, ...]
    options: tuple[tuple[int, str], ...]
    scoring: Literal["mean", "sum"]
    times: int
    least: int
    higher_means: Literal["better", "worse"]
    low: str
    high: str
    limits: str
    source: Source
    licence: str
    note: str
    talk: int | None = None
    figures: Figures | None = None
    language: str | None = None
    values: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(sorted(value for value, _ in self.options)))

    @property
    def lowest(self) -> int:
        """The lowest score there is."""
        return self.values[0] * self.times * self._counted

    @property
    def highest(self) -> int:
        """The highest score there is."""
        return self.values[-1] * self.times * self._counted

    @property
    def as_json(self) -> dict[str, Any]:
        """What scoring.js and the pages need, in plain data."""
        return {
            "key": self.key, "title": self.title, "stem": self.stem, "scoring": self.scoring, "times": self.times, "least": self.least,
            "lowest": self.lowest, "highest": self.highest, "higherMeans": self.higher_means, "talk": self.talk, "language": self.language,
            "low": self.low, "high": self.high, "limits": self.limits,
            "items": [{"key": item.key, "text": item.text, "reverse": item.reverse} for item in self.items],
            "options": [{"value": value, "text": text} for value, text in self.options],
        }  # fmt: skip

    @property
    def _counted(self) -> int:
        return len(self.items) if self.scoring == "sum" else 1


def instruments(language: str = LANGUAGES[0]) -> tuple[Instrument, ...]:
    """All of them, in their order. Raises KeyError for a language we do not speak."""
    return _all()[language]


def instrument(key: str, language: str = LANGUAGES[0]) -> Instrument | None:
    return next((each for each in instruments(language) if each.key == key), None)


def check() -> None:
    """Read them, once. Raises files.InstrumentError."""
    _all()


@lru_cache(maxsize=1)
def _all() -> Mapping[str, tuple[Instrument, ...]]:
    from .files import load  # which knows what an Instrument is

    return load()
