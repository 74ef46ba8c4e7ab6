"""When she is left alone: from half an hour after a shift to the next one's start, and at least eight hours after a night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ladeapp.shifts.rules import Span, kind

AFTER = timedelta(minutes=30)  # quiet begins so long after a shift's end, so that the one prompt after it still comes
SLEEP = timedelta(hours=8)  # quiet lasts at least so long after a night, whatever else is planned
EVENING, MORNING = time(21), time(7)  # quiet on the wall for whoever has told no shifts
DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """Work without a quiet moment in it: one shift, or several with at most half an hour between.

    day    on which it begins, by the wall: the working day that it belongs to
    last   when the last of its shifts begins
    """

    start: datetime
    end: datetime
    day: date
    night: bool
    last: datetime


def stretches(shifts: Iterable[Span], zone: ZoneInfo) -> tuple[Stretch, ...]:
    """Her shifts (aware instants, in any order) as stretches, oldest first."""
    joined: list[list[datetime]] = []
    for start, end in sorted(shifts):
        if joined and start <= joined[-1][1] + AFTER:
            joined[-1][1:] = [max(joined[-1][1], end), start]
        else:
            joined.append([start, end, start])
    return tuple(Stretch(start, end, start.astimezone(zone).date(), _is_night(start, end, zone), last) for start, end, last in joined)


def _is_night(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    return kind(start.astimezone(zone), end.astimezone(zone)) == "night"


@dataclass(frozen=True)
class Hours:
    """What reminders know of her time.

    told        whether she has told any shifts; if so, time without a shift is quiet
    stretches   from at least two days before to a day after the time that is asked about
    away        holidays, by the wall
    """

    zone: ZoneInfo
    told: bool
    stretches: tuple[Stretch, ...] = ()
    away: frozenset[date] = frozenset()

    def quiet(self, since: datetime, until: datetime) -> list[Span]:
        """Her quiet hours between two instants, oldest first and apart from one another, cut at both ends."""
        found = self._between_shifts(since, until) if self.told else self._nights(since, until)
        joined: list[Span] = []
        for start, end in sorted((max(start, since), min(end, until)) for start, end in found):
            if joined and start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
            elif start < end:
                joined.append(Span(start, end))
        return joined

    def open_until(self, at: datetime) -> datetime | None:
        """When the next quiet begins, at most a day later; None when it is quiet already."""
        quiet = self.quiet(at - DAY, at + DAY)
        if any(start <= at < end for start, end in quiet):
            return None
        return min((start for start, _ in quiet if start > at), default=at + DAY)

    def open_from(self, at: datetime, until: datetime) -> datetime | None:
        """The first moment from `at` on that is neither quiet nor in a holiday; None when there is none before `until`."""
        for begins, ends in (*self.quiet(at, until), Span(until, until)):
            while at < begins:
                if self.day_of(at) not in self.away:
                    return at
                at = self.at(self.day_of(at) + DAY, time())
            at = max(at, ends)
        return None

    def _between_shifts(self, since: datetime, until: datetime) -> list[Span]:
        found, calm = [], since
        for stretch in self.stretches:
            found.append(Span(calm, stretch.start))
            calm = stretch.end + AFTER
            if stretch.night:
                found.append(Span(calm, calm + SLEEP))
        return [*found, Span(calm, until)]

    def _nights(self, since: datetime, until: datetime) -> list[Span]:
        first = self.day_of(since) - DAY
        nights = (first + timedelta(days=n) for n in range((until - since).days + 3))
        return [Span(self.at(day, EVENING), self.at(day + DAY, MORNING)) for day in nights]

    def at(self, day: date, wall: time) -> datetime:
        """The instant at which the wall shows this; a time that the spring night skips is an hour later, one that comes twice the first."""
        return datetime.combine(day, wall, self.zone).astimezone(UTC)

    def day_of(self, at: datetime) -> date:
        """The day on the wall."""
        return at.astimezone(self.zone).date()
