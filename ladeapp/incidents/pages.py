"""A follow-up as its page tells it: steps by time, which are done and as what, and which comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..i18n import language
from . import content, queries, rules
from .models import IncidentStep
from .queries import Seen


@dataclass(frozen=True)
class Step:
    """One thing for the leader; `role` and `day` say as what it was ticked and when."""

    key: str
    text: str
    role: str | None
    day: date | None


@dataclass(frozen=True)
class Stretch:
    """The steps of one time, and the day by which they are to be done."""

    name: str
    due: date
    steps: Sequence[Step]

    @property
    def done(self) -> int:
        return sum(step.day is not None for step in self.steps)


@dataclass(frozen=True)
class Sheet:
    """All of it. `acts`: whether she who reads may tick its steps, end it, and open it again."""

    seen: Seen
    stretches: Sequence[Stretch]
    acts: bool

    @property
    def ticks(self) -> bool:
        return self.acts and self.seen.incident.outcome is None

    @property
    def undone(self) -> int:
        return sum(len(stretch.steps) - stretch.done for stretch in self.stretches)

    @property
    def next(self) -> tuple[Stretch, Step] | None:
        """The first step that is not done."""
        return next(((stretch, step) for stretch in self.stretches for step in stretch.steps if step.day is None), None)


def sheet(seen: Seen, workplace_id: int) -> Sheet:
    advice, done = content.advice(language()), queries.steps(seen.incident.id)
    own = queries.wordings(workplace_id)
    stretches = []
    for time, points in advice.of("leader").items():
        steps = [Step(each.key, own.get(each.key, each.text), *_ticked(done.get(each.key))) for each in points]
        stretches.append(Stretch(advice.times[time], rules.due(seen.incident.day, time), steps))
    return Sheet(seen, stretches, rules.may_tick(set(seen.roles), seen.incident.led_by) is not None)


def lines(role: str, own: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(time, [(point, words)]) of one role's checklist, with the workplace's words where it has its own."""
    advice = content.advice(language())
    for time, points in advice.of(role).items():
        yield advice.times[time], [(each.key, own.get(each.key, each.text)) for each in points]


def _ticked(step: IncidentStep | None) -> tuple[str | None, date | None]:
    return (step.role, step.day) if step else (None, None)
