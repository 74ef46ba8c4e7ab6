"""The cards for a team meeting, as the content folder holds them: the same for everyone, whatever the number."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

CONTENT = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class Said:
    """A figure, or a sentence about the law, and where it was read."""

    text: str
    source: str
    url: str


@dataclass(frozen=True)
class Card:
    """One of § 4-3's four factors. `work` and `measures`, what the workplace can do, stand before `us`, what we can."""

    letter: str
    title: str
    about: str
    work: tuple[str, ...]
    measures: tuple[str, ...]
    us: str


@dataclass(frozen=True)
class Country:
    """What is known of the whole country; `note` says why it is no measure of ours."""

    figures: tuple[Said, ...]
    note: str


@dataclass(frozen=True)
class Deck:
    use: tuple[str, ...]
    law: Said
    cards: tuple[Card, ...]
    country: Country


@lru_cache(maxsize=3)
def deck(language: str) -> Deck:
    """Every card in `language`. Raises FileNotFoundError for a language we do not speak, TypeError for a card that lacks something."""
    told = yaml.safe_load((CONTENT / language / "cards.yaml").read_text(encoding="utf-8"))
    country = Country(tuple(Said(**figure) for figure in told["country"]["figures"]), told["country"]["note"])
    return Deck(tuple(told["use"]), Said(**told["law"]), tuple(Card(**card) for card in told["cards"]), country)
