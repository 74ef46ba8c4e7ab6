"""The help lines, as the content folder holds them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

CONTENT = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class HelpLine:
    """Somewhere to call or write. `checked` is the month the source was read, as YYYY-MM; `number` or `url` is there."""

    name: str
    about: str
    source: str
    checked: str
    number: str | None = None
    url: str | None = None

    @property
    def tel(self) -> str:
        """The number as a phone dials it."""
        return f"tel:{(self.number or '').replace(' ', '')}"

    @property
    def checked_day(self) -> date:
        """Some day in the month the source was read, for showing the month."""
        return date.fromisoformat(f"{self.checked}-15")


@dataclass(frozen=True)
class HelpLines:
    """`urgent`: life is in danger. `now`: open day and night. `also`: for something in particular."""

    urgent: tuple[HelpLine, ...]
    now: tuple[HelpLine, ...]
    also: tuple[HelpLine, ...]


@lru_cache(maxsize=3)
def help_lines(language: str) -> HelpLines:
    """Every line in `language`. Raises FileNotFoundError for a language we do not speak."""
    content = yaml.safe_load((CONTENT / language / "help.yaml").read_text())
    return HelpLines(**{group: tuple(HelpLine(**line) for line in lines) for group, lines in content.items()})
