"""The year of a round: its phases and what comes back every year, in order, with which is next; as a picture and as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import format_date

from . import rules, wheel, words
from .models import WorkPhase
from .pages import Work
from .wheel import Spoke, Spot

SOON = timedelta(days=28)  # before its day something can be ticked


@dataclass(frozen=True)
class Point:
    """One thing of the year. `state`: done · next · late · open · passed, the last of what nobody has to tick."""

    day: date
    title: str
    more: str
    state: str
    url: str
    key: str = ""  # of what people can tick now


@dataclass(frozen=True)
class Year:
    """`points` and `spots` belong together, by their order; `today` is where the hand stands."""

    points: Sequence[Point]
    spots: Sequence[Spot]
    spokes: Sequence[tuple[Spoke, str]]
    hand: Spot

    @property
    def next(self) -> Point | None:
        """The one that comes now: the first that somebody has to tick, else whatever comes first."""
        return next((point for point in self.points if point.state == "next"), None)


def of(work: Work, done: Mapping[str, date]) -> Year:
    """The newest round's; `done` are the ticked ones of what comes back every year."""
    start = _start(work)
    found = [_phase(phase, work) for phase in work.phases] + [_recurring(key, start, work.today, done) for key in rules.RECURRING]
    points = sorted(found, key=lambda point: point.day)
    names = [(spoke, format_date(date(2001, spoke.month, 1), "LLL").rstrip(".")) for spoke in wheel.spokes()]
    return Year(points, wheel.spots(point.day for point in points), names, wheel.at(wheel.angle(work.today), wheel.RIM))


def _start(work: Work) -> date:
    """The day of the discussion; before it is held, as long before its own due day as the template has it."""
    told = work.discussion.record.day if work.discussion else None
    return told or work.phases[0].due - timedelta(days=rules.PHASES["anchoring"])


def _phase(phase: WorkPhase, work: Work) -> Point:
    is_next = work.phase is not None and work.phase.key == phase.key
    state = "done" if phase.done_day else "next" if is_next else "late" if phase.due < work.today else "open"
    return Point(phase.due, str(words.PHASES[phase.key]), phase.owner, state, url_for("hse.phase", key=phase.key))


def _recurring(key: str, start: date, today: date, done: Mapping[str, date]) -> Point:
    day = start + timedelta(days=rules.RECURRING[key])
    title, more = words.RECURRING[key]
    where = "/effect" if key.startswith("survey") else url_for("hse.meetings")
    state = "done" if key in done else "passed" if day < today else "open"
    ticks = key in rules.TICKED and (key in done or day <= today + SOON)
    return Point(day, str(title), str(more), state, where, key if ticks else "")
