"""What stands on the shared screen, one after the other: a meeting's steps, with a slide of its own for each card that is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..learning.library import Card, Item, Step, items

MARK = re.compile(r"<sup>.*?</sup>")  # a source's number; the sources stand in the text itself


@dataclass(frozen=True)
class Slide:
    """`at` is the step's number from 0: slides of one step share its time. `card` only where a step shows one."""

    at: int
    step: Step
    card: Card | None = None

    @property
    def html(self) -> Markup:
        """The card without marks of sources."""
        return Markup(MARK.sub("", self.card.html if self.card else ""))  # noqa: S704 – the library's own, and less of it


def slides(item: Item) -> Iterator[Slide]:
    for at, step in enumerate(item.meeting.steps if item.meeting else ()):
        if step.cards:
            yield from (Slide(at, step, item.cards[number - 1]) for number in step.cards)
        else:
            yield Slide(at, step)


def round_of(item: Item) -> Step:
    """Raises KeyError for an item without a meeting."""
    for step in item.meeting.steps if item.meeting else ():
        if step.kind == "round":
            return step
    raise KeyError(item.key)


def prompts(language: str) -> tuple[str, ...]:
    """How the lines of a team card begin: as the module says that makes one. None where it is not on the shelf."""
    steps = (step for item in items(language) if item.meeting for step in item.meeting.steps)
    return next((step.prompts for step in steps if step.kind == "card"), ())
