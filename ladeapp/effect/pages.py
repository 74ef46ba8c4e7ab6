"""What the pages of changes show: finished values, from released numbers alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..trends import queries as trends
from ..trends.grid import Span, a_year_before, period, period_of
from ..trends.queries import Published
from ..trends.rules import ZONE
from . import words
from .change import Comparison, Interval, Number, change, stepped
from .waves import Result

Numbers = Mapping[str, Number | None]  # period → what was released


@dataclass(frozen=True)
class Row:
    """One later period beside the one that is compared with, one scale beside where it began, or one comparison of groups."""

    label: str
    tick: str
    step: int | None  # hundredths; None where it cannot be drawn
    interval: Interval | None
    verdict: str  # higher · lower · unclear · none
    levels: str
    text: str
    more: str = ""


@dataclass(frozen=True)
class Group:
    """A team, and what has changed in its numbers; the newest period first."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Seen:
    """What this reader may read at this moment: teams of hers, and – for the partsgruppe and administrators – all of them."""

    own: Sequence[tuple[str, Numbers]]
    teams: list[tuple[int, str]]
    series: Mapping[int, Numbers]

    @property
    def periods(self) -> list[Span]:
        """Those that anything can be compared with, oldest first: with some number, and not the newest."""
        told = {at for numbers in (*(each for _name, each in self.own), *self.series.values()) for at, number in numbers.items() if number}
        return [period(at) for at in sorted(told)][:-1]

    @property
    def spans(self) -> list[Span]:
        return [period(at) for at in sorted({at for numbers in self.series.values() for at in numbers})]


def seen(person_id: int, workplace_id: int, now: datetime, all_teams: bool) -> Seen:
    """A year of it."""
    places = [place for place in trends.places(person_id, now) if place.sees_numbers]
    own = [
        (place.team.name, {one.span.id: Number(one.level_tenths, one.terms) if one.level_tenths else None for one in place.readings})
        for place in places
    ]
    since = a_year_before(period_of(now.astimezone(ZONE).date()))
    found = [one for one in trends.released(workplace_id, now) if one.span.id >= since.id] if all_teams else []
    return Seen(own, _teams(found), _series(found))


def groups(told: Seen, since: str) -> list[Group]:
    """The reader's own teams, each later period beside `since`."""
    return [Group(name, rows) for name, numbers in told.own if (rows := _changes(numbers, since))]


def comparison(told: Seen, since: str, begins: Mapping[int, date | None]) -> list[Row]:
    """Teams that had begun beside teams that had not, the newest period first."""
    spans = [(span.id, span.first_day, span.last_day) for span in told.spans if span.id >= since]
    found = stepped(told.series, begins, spans) if spans and spans[0][0] == since else []
    return [_compared(one) for one in reversed(found)]


def _changes(numbers: Numbers, since: str) -> list[Row]:
    before = numbers.get(since)
    later = [at for at in sorted(numbers, reverse=True) if at > since]
    return [_changed(period(at), before, numbers[at]) for at in later] if before else []


def since_begun(results: Sequence[Result], titles: Mapping[str, str]) -> list[Row]:
    """A group's numbers of one wave, each beside where the same teams began."""
    return [_beside(titles[one.scale], "", one.begun, one.number) for one in results if one.begun and one.number]


def _changed(span: Span, before: Number | None, after: Number | None) -> Row:
    return _beside(words.period(span), str(span.number), before, after)


def _beside(label: str, tick: str, before: Number | None, after: Number | None) -> Row:
    found = change(before, after)
    step = found.step_tenths * 10 if found and found.step_tenths is not None else None
    told = {"levels": words.from_to(before, after), "text": words.changed(found)}
    return Row(label, tick, step, found.interval if found else None, found.verdict if found else "none", **told)


def _compared(one: Comparison) -> Row:
    span, verdict = period(one.period), one.interval.verdict if one.interval else "none"
    told = {"levels": "", "text": words.compared(one), "more": words.left_out(one)}
    return Row(words.period(span), str(span.number), one.difference, one.interval, verdict, **told)


def _teams(found: Sequence[Published]) -> list[tuple[int, str]]:
    names = {one.team_id: f"{one.team}, {one.unit}" for one in found}
    return sorted(names.items(), key=lambda each: (each[1].casefold(), each[0]))


def _series(found: Sequence[Published]) -> Mapping[int, Numbers]:
    series: dict[int, dict[str, Number | None]] = {}
    for one in found:
        series.setdefault(one.team_id, {})[one.span.id] = Number(one.level_tenths, one.terms) if one.level_tenths else None
    return series
