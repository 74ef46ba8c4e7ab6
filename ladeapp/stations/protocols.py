"""The protocols: conversations as data, read once and whole before the first request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ..config import LANGUAGES
from .rules import Pace

WAITING = {"gate", "close"}
STRETCHES = (100, 125, 150, 200)  # per cent of its own times that a workplace may give a protocol
ROUNDED = 5  # seconds


@dataclass(frozen=True)
class Text:
    """What is said large, and the smaller words below it."""

    say: str
    also: str


@dataclass(frozen=True)
class Step:
    """One step. `seat` shares, or is mirrored, in it; None: all, or nobody. `seconds` is its length, or a hint if it waits.

    `texts` by who reads them: all; alone, at the gate; share and listen. `title` stands where "who shares" else stands.
    """

    key: str
    kind: str
    seconds: int
    seat: str | None
    title: str | None
    texts: Mapping[str, Text]
    line: int = 0  # where its file tells of it

    @property
    def pace(self) -> Pace:
        return Pace(self.kind, self.seconds, self.kind in WAITING, self.seat)

    @property
    def as_json(self) -> dict[str, Any]:
        bones = {"key": self.key, "kind": self.kind, "seconds": self.seconds, "seat": self.seat, "waits": self.kind in WAITING}
        title = {"title": self.title} if self.title else {}
        return bones | title | {name: [text.say, text.also] for name, text in self.texts.items()}


@dataclass(frozen=True)
class Protocol:
    """A conversation in one language, for `people` (fewest, most), on one phone between them or on each their own."""

    key: str
    name: str
    about: str
    boundary: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    people: tuple[int, int]
    phones: tuple[str, ...]
    steps: tuple[Step, ...]
    stretch: int = 100

    @property
    def paces(self) -> tuple[Pace, ...]:
        return tuple(step.pace for step in self.steps)

    @property
    def most(self) -> int:
        return self.people[1]

    @property
    def who(self) -> str:
        """How it is chosen: alone, two or group."""
        return {1: "alone", 2: "two"}.get(self.most, "group")

    @property
    def minutes(self) -> int:
        return max(1, (sum(step.seconds for step in self.steps) + 30) // 60)

    def stretched(self, percent: int) -> "Protocol":
        """The same with longer times, each rounded to five seconds, and so alike for both who share.

        percent   one of STRETCHES; steps that wait for answers are as they were
        raises    ValueError for another
        """
        if percent not in STRETCHES:
            raise ValueError("no such stretch")
        if percent == self.stretch:
            return self
        steps = tuple(step if step.pace.waits else replace(step, seconds=_longer(step.seconds, percent)) for step in self.steps)
        return replace(self, steps=steps, stretch=percent)

    @property
    def bare(self) -> dict[str, Any]:
        """What a phone needs to offer it: no words but its name."""
        steps = [{"kind": pace.kind, "seconds": pace.seconds, "waits": pace.waits, "seat": pace.seat} for pace in self.paces]
        shape = {"people": list(self.people), "phones": list(self.phones), "stretch": self.stretch, "minutes": self.minutes}
        return {"key": self.key, "name": self.name} | shape | {"steps": steps}

    @property
    def as_json(self) -> dict[str, Any]:
        """What a phone needs to run it."""
        words = {"about": self.about, "boundary": self.boundary, "rules": list(self.rules)}
        return self.bare | words | {"steps": [step.as_json for step in self.steps]}


def check() -> None:
    """Read every protocol, once. Raises ProtocolError for one that would fail people in the middle."""
    _all()


def protocol(key: str, language: str = LANGUAGES[0], stretch: int = 100) -> Protocol:
    """Raises KeyError for one that is not there."""
    return _all()[language][key].stretched(stretch)


def protocols(language: str = LANGUAGES[0]) -> tuple[Protocol, ...]:
    """All of them, those for fewest people and shortest first."""
    return tuple(sorted(_all()[language].values(), key=lambda each: (each.people[1], each.minutes)))


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Protocol]]:
    from .protocol_files import load  # which knows what a Protocol is

    return load()


def _longer(seconds: int, percent: int) -> int:
    return (seconds * percent + 50 * ROUNDED) // (100 * ROUNDED) * ROUNDED  # half up, as offers.js does
