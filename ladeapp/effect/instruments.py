"""STAND-IN, to be replaced by the branch `scales` at merge: the same names, and just enough words to be asked with."""

from dataclasses import dataclass
from typing import Any

OFTEN = {
    "nb": ("Aldri eller nesten aldri", "Sjelden", "Av og til", "Ofte", "Alltid eller nesten alltid"),
    "nn": ("Aldri eller nesten aldri", "Sjeldan", "Av og til", "Ofte", "Alltid eller nesten alltid"),
    "en": ("Never or hardly ever", "Seldom", "Sometimes", "Often", "Always or almost always"),
}
STEM = {
    "nb": "Tenk på de siste fire ukene på jobben. Hvor ofte har det vært slik?",
    "nn": "Tenk på dei siste fire vekene på jobben. Kor ofte har det vore slik?",
    "en": "Think of the last four weeks at work. How often has it been like this?",
}
TITLES = {
    "relations": ("Oss kolleger imellom", "Oss kollegaer imellom", "Among us colleagues"),
    "regulation": ("Følelsene i arbeidet", "Kjenslene i arbeidet", "Feelings at work"),
    "climate": ("Et arbeidssted som tar vare på oss", "Ein arbeidsstad som tek vare på oss", "A workplace that looks after us"),
    "strain": ("Det som tærer", "Det som tærer på", "What wears on us"),
    "given": ("Støtte jeg har gitt", "Støtte eg har gitt", "Support I have given"),
    "received": ("Støtte jeg har fått", "Støtte eg har fått", "Support I have had"),
    "noa": ("Følelsesmessige krav", "Emosjonelle krav", "Emotional demands"),
}
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class Item:
    key: str
    text: str
    reverse: bool = False


@dataclass(frozen=True)
class Instrument:
    key: str
    title: str
    purpose: str
    stem: str
    items: tuple[Item, ...]
    options: tuple[tuple[int, str], ...]
    scoring: str = "mean"
    times: int = 1
    least: int = 2
    lowest: int = 1
    highest: int = 5

    @property
    def higher_means(self) -> str:
        return "worse" if self.key in {"strain", "noa"} else "better"

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "scoring": self.scoring,
            "times": self.times,
            "least": self.least,
            "lowest": self.lowest,
            "highest": self.highest,
            "items": [{"key": item.key, "text": item.text, "reverse": item.reverse} for item in self.items],
            "options": [{"value": value, "text": text} for value, text in self.options],
        }


def instruments(language: str = "nb") -> tuple[Instrument, ...]:
    place = LANGUAGES.index(language)
    options = tuple(enumerate(OFTEN[language], 1))
    return tuple(
        Instrument(key, titles[place], "wave", STEM[language], tuple(Item(name, f"{titles[place]} ({name})") for name in "abc"), options)
        for key, titles in TITLES.items()
    )
