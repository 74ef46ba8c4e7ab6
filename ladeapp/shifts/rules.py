"""How a rotation or calendar, edits and holidays become shifts, by the clock on her wall; pure."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ladeapp import kept

KINDS = {"d": "day", "e": "evening", "n": "night"}
OFF = "o"
LETTERS = "deno"  # in the order in which a tap goes round
MOST_WEEKS = 24
MOST_TURNS = 2  # in one day: her own shift and an extra one
AHEAD = timedelta(weeks=10)  # how far shifts are worked out
AHEAD_IMPORTED = timedelta(days=366)  # how far a calendar is read
KEPT = kept.SHIFT  # how long one that ended is kept
EDITABLE = timedelta(days=366)  # how far ahead one day can be changed
LATEST_START = timedelta(weeks=8)  # how far ahead a rotation may begin
DAY = timedelta(days=1)

Plan = Mapping[date, Sequence["Turn"]]


class Turn(NamedTuple):
    """One shift on the wall, at most 24 hours long: an end at or before the start is the next day's."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "Turn":
        """From "21:30-07:30". Raises ValueError("time")."""
        start, _, end = text.partition("-")
        return cls(wall_time(start), wall_time(end))

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Start and end on the wall, naive, when it begins on `day`."""
        start, end = datetime.combine(day, self.start), datetime.combine(day, self.end)
        return start, end if end > start else end + DAY


class Span(NamedTuple):
    """One shift; aware instants, start before end."""

    start: datetime
    end: datetime


USUAL = (Turn(time(7), time(15)), Turn(time(14, 30), time(22)), Turn(time(21, 30), time(7, 30)))
OFFICE = (Turn(time(8), time(15, 30)), *USUAL[1:])
OFFICE_WEEK = "dddddoo"


@dataclass(frozen=True)
class Rotation:
    """A pattern of whole weeks that repeats from `first_day` on.

    pattern   one letter of LETTERS for each day, 1–24 weeks
    hours     when day, evening and night shifts are, in this order
    raises    ValueError: "empty" without any shift, "letters", "weeks" when not 1–24 whole weeks, "hours"
    """

    first_day: date
    pattern: str
    hours: tuple[Turn, ...] = USUAL

    def __post_init__(self) -> None:
        if set(self.pattern) - set(LETTERS):
            raise ValueError("letters")
        if not self.pattern.replace(OFF, ""):
            raise ValueError("empty")
        if len(self.pattern) % 7 or len(self.pattern) > 7 * MOST_WEEKS:
            raise ValueError("weeks")
        if len(self.hours) != len(KINDS):
            raise ValueError("hours")

    @property
    def weeks(self) -> int:
        return len(self.pattern) // 7

    def on(self, day: date) -> tuple[Turn, ...]:
        """The shift that begins on this day, if any; none before the first day."""
        letter = self.pattern[(day - self.first_day).days % len(self.pattern)]
        return () if day < self.first_day or letter == OFF else (self.hours[LETTERS.index(letter)],)

    def begun(self, monday: date) -> date:
        """The first day of the round that runs in the week of `monday`, or the first of all when that is still ahead."""
        if monday < self.first_day:
            return self.first_day
        return monday - timedelta(days=(monday - self.first_day).days % len(self.pattern))


class Imported:
    """Shifts of a calendar, as they stand on the wall of `zone`."""

    def __init__(self, spans: Iterable[Span], zone: str) -> None:
        self.spans, self._wall = list(spans), ZoneInfo(zone)
        self._turns: dict[date, list[Turn]] = {}
        for span in self.spans:
            start, end = (moment.astimezone(self._wall) for moment in span)
            self._turns.setdefault(start.date(), []).append(Turn(start.time(), end.time()))

    def on(self, day: date) -> tuple[Turn, ...]:
        """The shifts that begin on this day."""
        return tuple(self._turns.get(day, ()))

    def beside(self, changed: Container[date]) -> list[Span]:
        """The shifts that begin on days which are not changed."""
        return [span for span in self.spans if span.start.astimezone(self._wall).date() not in changed]


def wall_time(text: str) -> time:
    """A time as people write it: "7", "07.00", "0730", "7:30"; "24.00" is midnight. Raises ValueError("time")."""
    found = re.fullmatch(r"(\d{1,2})(?:[.:]?([0-5]\d))?", text.strip(), re.ASCII)
    if not found or int(found[1]) > 24 or (found[1] == "24" and int(found[2] or 0)):
        raise ValueError("time")
    return time(int(found[1]) % 24, int(found[2] or 0))


def day_of(text: str) -> date:
    """A day as browsers send it, "2026-12-24", or as people write it, "24.12.2026". Raises ValueError("day")."""
    parts = text.strip().split(".")
    ordered = text.strip() if len(parts) != 3 else f"{parts[2].strip()}-{parts[1].strip():0>2}-{parts[0].strip():0>2}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", ordered, re.ASCII):
        raise ValueError("day")
    return date.fromisoformat(ordered)


def parse_turns(text: str) -> tuple[Turn, ...]:
    """From "07:00-15:00 21:30-07:30"; "" is a day off. Raises ValueError("time")."""
    return tuple(Turn.parse(part) for part in text.split())


def with_weeks(pattern: str, weeks: int) -> str:
    """The pattern cut or filled with days off to so many weeks; what is no letter becomes a day off. Weeks 1–24, else the nearest."""
    length = 7 * min(max(weeks, 1), MOST_WEEKS)
    return "".join(letter if letter in LETTERS else OFF for letter in pattern[:length]).ljust(length, OFF)


def tapped(pattern: str, index: int) -> str:
    """The pattern after a tap on one day: day, evening, night, off and round again. Raises IndexError outside it."""
    letter = LETTERS[(LETTERS.index(pattern[index]) + 1) % len(LETTERS)]
    return pattern[:index] + letter + pattern[index + 1 :]


def planned(source: "Rotation | Imported | None", changes: Plan, first: date, last: date) -> dict[date, tuple[Turn, ...]]:
    """What begins on each day from first to last, both included; a changed day is as it was changed, whatever the source says."""
    return {day: tuple(changes[day]) if day in changes else source.on(day) if source else () for day in days(first, last)}


def days(first: date, last: date) -> list[date]:
    """Every day from first to last, both included; none when last is before first."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def clash(plan: Plan) -> tuple[date, date] | None:
    """The days on which the first two overlapping shifts begin; None when each ends before the next begins."""
    turns = sorted((*turn.on(day), day) for day, turns in plan.items() for turn in turns)
    for (_, end, day), (start, _, other) in pairwise(turns):
        if start < end:
            return day, other
    return None


def round_clash(rotation: Rotation) -> tuple[int, int] | None:
    """Which two days of the pattern (0 is the first Monday) have shifts that overlap, the last week meeting the first again."""
    days = len(rotation.pattern)
    found = clash(planned(rotation, {}, rotation.first_day, rotation.first_day + timedelta(days=days)))
    return found and ((found[0] - rotation.first_day).days % days, (found[1] - rotation.first_day).days % days)


def spans(plan: Plan, zone: str, known: Iterable[Span] = ()) -> list[Span]:
    """The plan as instants together with those `known`, oldest first; shifts that touch or overlap are one.

    zone      IANA name: a shift from 21.30 to 07.30 is nine hours long on a spring night and eleven on an autumn one
    returns   in UTC; a time that the spring night skips counts as an hour later, one that comes twice as the first
    source    RFC 5545, section 3.3.5, so that calendars agree with us
    """
    wall, joined = ZoneInfo(zone), list[Span]()
    told = (Span(*(_instant(moment, wall) for moment in turn.on(day))) for day, turns in plan.items() for turn in turns)
    for span in sorted([*told, *known]):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.start < span.end:
            joined.append(span)
    return joined


def _instant(moment: datetime, wall: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=wall).astimezone(UTC)


def kind(start: datetime, end: datetime) -> str:
    """Which kind a shift is, from its two times on the wall alone.

    start, end   both naive or both aware in the workplace's zone; start before end
    returns      "night" with three hours or more between midnight and six (who works nights: AML § 10-11), else "evening"
                 when its middle is at half past three or later, else "day"
    """
    start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    midnight, night = datetime.combine(start.date(), time()), timedelta()
    while midnight < end:
        night += max(min(end, midnight + timedelta(hours=6)) - max(start, midnight), timedelta())
        midnight += DAY
    if night >= timedelta(hours=3):
        return "night"
    middle = start + (end - start) / 2
    return "evening" if middle.time() >= time(15, 30) or middle.date() > start.date() else "day"


def kind_of(turn: Turn) -> str:
    """The kind of a shift on the wall."""
    return kind(*turn.on(date(2026, 1, 1)))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def window(today: date) -> tuple[date, date]:
    """The first and last day whose shifts are worked out: a night that began the day before yesterday is still among them."""
    return today - KEPT, today + AHEAD


def may_edit(day: date, today: date) -> bool:
    """Yesterday's shift can still be put right; beyond a year ahead nobody knows."""
    return today - DAY <= day <= today + EDITABLE


def may_begin(first_day: date, today: date) -> bool:
    """A rotation begins on a Monday, in the round that runs now or at most eight weeks ahead."""
    monday = monday_of(today)
    return first_day.weekday() == 0 and monday - timedelta(weeks=MOST_WEEKS) < first_day <= monday + LATEST_START


def differing(have: Iterable[Span], want: Iterable[Span]) -> tuple[set[Span], set[Span]]:
    """What to take away and what to add so that `have` becomes `want`; both in UTC."""
    have, want = set(have), set(want)
    return have - want, want - have
