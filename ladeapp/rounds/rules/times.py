"""When people who met could sit down: from what their shifts have in common, never showing anybody's own; pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ladeapp.shifts.rules import kind

Span = tuple[datetime, datetime]

MOST = 3  # times to choose between
NOTICE = timedelta(minutes=45)  # no time is proposed sooner than this
SETTLED = timedelta(hours=1)  # into the common time, when the shift has come to rest
ROOM = timedelta(minutes=30)  # what must be left of the common time
HANDOVER = timedelta(hours=1)  # one goes and the other comes, at most so far apart
HALF_HOUR = timedelta(minutes=30)
USUAL = (time(11, 30), time(14, 30), time(9))  # lunch, afternoon, morning


class Common(NamedTuple):
    """The first time people are at work together: its local day, and which shift it is when it is the same for all."""

    day: date
    kind: str | None  # day, evening, night


def common(spans: Sequence[Sequence[Span]], now: datetime, zone: str) -> Common | None:
    """The first shift that all of them share from now on, at least half an hour of it; None when there is none.

    spans     each one's shifts, aware, oldest first
    returns   the day it begins, and its kind when each of them has the same kind
    """
    wall = ZoneInfo(zone)
    for shared in _together(spans):
        if min(end for _, end in shared) > now + ROOM:
            kinds = {kind(start.astimezone(wall), end.astimezone(wall)) for start, end in shared}
            day = max(start for start, _ in shared).astimezone(wall).date()
            return Common(day, kinds.pop() if len(kinds) == 1 else None)
    return None


def candidates(spans: Sequence[Sequence[Span]], now: datetime, until: datetime, zone: str) -> list[datetime]:
    """Up to three times at which they could meet, on the wall, soonest first, on different days where that can be.

    First while all are at work; then where one goes and another comes; and, when that gives fewer than three, usual times of
    the coming days, so that the list looks the same for those who have entered no shifts.

    spans     each one's shifts, aware, oldest first; empty: not known
    now, until   aware; times lie between, at least 45 minutes from now
    returns   aware, in `zone`; none only when the time between is too short
    """
    found: dict[date, datetime] = {}
    for source in (_within(spans), _handovers(spans), _usual(now, zone)):
        _fill(found, source, now + NOTICE, until, zone)
    return sorted(found.values())


def remaining(times: Sequence[datetime], now: datetime, until: datetime, zone: str) -> list[datetime]:
    """Of the times that were found for a meeting, those that lie ahead; and usual times where others have passed.

    Nothing here depends on anybody's shifts as they are now.

    times, now, until   aware; times lie before `until`
    returns   aware, in `zone`, soonest first
    """
    wall = [at.astimezone(ZoneInfo(zone)) for at in times if at > now]
    found = {at.date(): at for at in wall}
    _fill(found, _usual(now, zone), now + NOTICE, until, zone)
    return sorted(found.values())


def hours(spans: Sequence[Span], since: datetime, until: datetime) -> int:
    """Bit n is set when somebody is at work in the n-th hour after `since`; for the matching."""
    bits = 0
    for start, end in spans:
        first = max(0, (start - since) // timedelta(hours=1))
        last = -((since - min(end, until)) // timedelta(hours=1))
        bits |= ((1 << max(0, last - first)) - 1) << first
    return bits


def _fill(found: dict[date, datetime], source: Iterable[datetime], since: datetime, until: datetime, zone: str) -> None:
    """One time a day, until there are three."""
    for instant in source:
        wall = instant.astimezone(ZoneInfo(zone))
        if wall >= until or len(found) == MOST:
            break
        if since <= wall:
            found.setdefault(wall.date(), wall)


def _together(spans: Sequence[Sequence[Span]]) -> list[tuple[Span, ...]]:
    """Shifts, one of each person, that share some time; in order of when the shared time begins."""
    known = [sorted(each) for each in spans]
    shared = [chosen for chosen in product(*known) if max(start for start, _ in chosen) < min(end for _, end in chosen)] if known else []
    return sorted(shared, key=lambda chosen: max(start for start, _ in chosen))


def _within(spans: Sequence[Sequence[Span]]) -> Iterator[datetime]:
    for shared in _together(spans):
        begins, ends = max(start for start, _ in shared), min(end for _, end in shared)
        at = _half_hour(begins + SETTLED)
        at = at if at + ROOM <= ends else _half_hour(begins)
        if at + ROOM <= ends:
            yield at


def _handovers(spans: Sequence[Sequence[Span]]) -> Iterator[datetime]:
    """Between two: the end of one's shift, when the other's begins then."""
    if len(spans) != 2:
        return
    ways = (spans, spans[::-1])
    yield from sorted(end for one, other in ways for _, end in one for start, _ in other if timedelta() <= start - end <= HANDOVER)


def _usual(now: datetime, zone: str) -> Iterator[datetime]:
    """A different part of the day on each of the coming weekdays."""
    day, n = now.astimezone(ZoneInfo(zone)).date(), 0
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5:
            yield datetime.combine(day, USUAL[n % len(USUAL)], ZoneInfo(zone))
            n += 1


def _half_hour(at: datetime) -> datetime:
    """The next full half hour, or this one."""
    over = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at - over + (HALF_HOUR if over else timedelta())


def chosen(text: str, zone: str) -> datetime:
    """A time as a page sends it: with its zone, or without one, as the clock on the wall shows it.

    text      ISO 8601, at least to the minute
    raises    ValueError for anything else
    """
    at = datetime.fromisoformat(text.strip())
    if len(text.strip()) < len("2026-03-05T15:30"):
        raise ValueError("not a time")
    try:
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        raise ValueError("not a time") from None
