"""The library: both series as the content folder holds them, read once, the same in every language.

Whatever cannot be used is left out, in all languages, and told by `faults()`; the rest stays on the shelf.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from ..config import LANGUAGES

SERIES = ("charging", "leadership")  # modules, and episodes


@dataclass(frozen=True)
class Card:
    """One thought. `html` is ours alone: every sentence stands in <span data-sentence="1…">."""

    number: int
    title: str
    html: Markup
    words: int


@dataclass(frozen=True)
class Source:
    """Where something was read. `number` is what its marks say, `marks` how many of them there are."""

    key: str
    text: str
    url: str | None
    number: int
    marks: int


@dataclass(frozen=True)
class Part:
    """One question of an exercise: text, choice, rank, scale, sort or map. `ends` are a scale's words, `piles` where to sort to."""

    id: str
    kind: str
    ask: str
    many: bool = False
    options: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    piles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    title: str
    about: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Step:
    """One step of the ward meeting: show, round, talk, card or close. `cards` are numbers of cards to show."""

    kind: str
    minutes: int
    title: str
    say: str
    cards: tuple[int, ...] = ()
    options: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """The ten-minute version for a ward meeting, and the leader's sheet."""

    about: str
    steps: tuple[Step, ...]
    leader: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One module or episode in one language. `minutes` at 180 words a minute; `drawing` says what its drawing shows."""

    series: str
    slug: str
    number: int
    title: str
    about: str
    version: int
    minutes: int
    remember: str
    drawing: str
    cards: tuple[Card, ...]
    exercise: Exercise
    sources: tuple[Source, ...]
    try_this: str | None
    meeting: Meeting | None
    words: int
    lix: float

    @property
    def key(self) -> str:
        return f"{self.series}/{self.slug}"

    @property
    def path(self) -> str:
        """Its address."""
        return f"/learn/{self.key}"


@dataclass(frozen=True)
class Series:
    """`basis` says what it builds on, and how sure that is."""

    key: str
    title: str
    about: str
    basis: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Shelf:
    """Language → series, and what was left out: a line each, with file and line."""

    series: Mapping[str, tuple[Series, ...]]
    faults: tuple[str, ...]


def series(language: str) -> tuple[Series, ...]:
    """Both, in their order. Raises KeyError for a language we do not speak."""
    return shelf().series[language]


def item(series_key: str, slug: str, language: str) -> Item:
    """Raises KeyError for one that is not there."""
    found = (each for one in series(language) if one.key == series_key for each in one.items if each.slug == slug)
    try:
        return next(found)
    except StopIteration:
        raise KeyError(f"{series_key}/{slug}") from None


def items(language: str = LANGUAGES[0]) -> tuple[Item, ...]:
    """All of both series, in their order."""
    return tuple(each for one in series(language) for each in one.items)


def faults() -> tuple[str, ...]:
    """What was left out, and why."""
    return shelf().faults


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """Everything, read once."""
    from .files import load  # which knows what an Item is

    return load()
