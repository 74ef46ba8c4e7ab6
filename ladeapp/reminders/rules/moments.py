"""Every moment at which something could be said, before anybody has counted."""

import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ladeapp.shifts.rules import Span, monday_of

from .quiet import AFTER, DAY, Hours, Stretch

KINDS = ("after_shift", "mid_shift", "fixed", "weekly", "offer", "survey")
ABOUT_A_SHIFT = {"after_shift", "mid_shift"}
FIRM = {"weekly", "offer", "survey"}  # of these there is one, and room is kept for it
JITTER = 360  # seconds
LASTS = timedelta(hours=2)  # how long a prompt at a time of day makes sense
BREAK_LASTS = timedelta(hours=1)
LONG_ENOUGH = timedelta(hours=5, minutes=30)  # a shift longer than this has a break: AML section 10-9
OFFER_DAYS = 3  # an offer comes on its day or one of the two after it; that questions are open is told on one of them
NOON = time(12)

Jitter = Callable[[date], timedelta]


@dataclass(frozen=True)
class Choice:
    """What she has chosen. Minutes after a shift 0–20; weekday 0 is Monday; prompts a week 1–7; a pause ends on its day."""

    after_shift: bool = True
    after_minutes: int = 10
    mid_shift: bool = False
    weekly_day: int | None = None
    weekly_time: time | None = None
    fixed_time: time | None = None
    fixed_in_quiet: bool = False
    per_week: int = 3
    paused_until: date | None = None


@dataclass(frozen=True)
class Moment:
    """One prompt that could be.

    occasion   its name: of one occasion there is never more than one prompt
    day        the working day or calendar day that it belongs to; there is one prompt a day
    week       the Monday of the week in which it comes
    """

    kind: str
    occasion: str
    day: date
    week: date
    due_at: datetime
    expires_at: datetime

    @property
    def firm(self) -> bool:
        return self.kind in FIRM

    @property
    def survey(self) -> date | None:
        """When the questions opened that it tells of, if it does."""
        return date.fromisoformat(self.occasion.split()[1]) if self.kind == "survey" else None


def jitter(secret: bytes, person: UUID, day: date) -> timedelta:
    """0–360 s, the same for one person all through an ISO week, so that a ward does not buzz at once."""
    year, week, _ = day.isocalendar()
    drawn = hmac.digest(secret, f"reminders {person} {year}-W{week:02}".encode(), "sha256")
    return timedelta(seconds=int.from_bytes(drawn[:8]) % (JITTER + 1))


def shift_of_offers(secret: bytes, person: UUID, day: date) -> timedelta:
    """-1, 0 or 1 day, the same whenever she says yes that day: so that the days of her offers do not tell the day they are counted from."""
    drawn = hmac.digest(secret, f"offers {person} {day}".encode(), "sha256")
    return timedelta(days=int.from_bytes(drawn[:8]) % 3 - 1)


def moments(
    choice: Choice, hours: Hours, since: datetime, until: datetime, jitter: Jitter, offers: Iterable[date] = (), asked: date | None = None
) -> list[Moment]:
    """All that could be said after `since` and until `until`, the earliest first.

    jitter    how much later than it should she is told, in the week of a day
    offers    the days from which each offer may come
    asked     the day on which questions opened that she is asked, answered or not
    returns   none in her quiet hours but at the times she has chosen to have there; none on a holiday or in a pause
    """
    quiet = hours.quiet(since - DAY, until + DAY)
    found = [*_by_shifts(choice, hours, jitter), *_by_wall(choice, hours, since, until, jitter), *_offers(choice, hours, jitter, offers)]
    found += [_asked(choice, hours, jitter, asked)] if asked else []
    kept = (_outside(quiet, moment, choice) for moment in found if since < moment.due_at <= until and _wanted(choice, hours, moment))
    return sorted((moment for moment in kept if moment), key=lambda moment: moment.due_at)


def _by_shifts(choice: Choice, hours: Hours, jitter: Jitter) -> Iterator[Moment]:
    last_of_day = {stretch.day: stretch for stretch in hours.stretches}
    for stretch in hours.stretches:
        if choice.after_shift and last_of_day[stretch.day] is stretch:
            yield _after(choice, hours, stretch, jitter, "after_shift", stretch.day)
        if choice.mid_shift and stretch.end - stretch.start > LONG_ENOUGH:
            middle = stretch.start + (stretch.end - stretch.start) / 2
            yield _moment("mid_shift", stretch.day, hours, middle, jitter, min(BREAK_LASTS, stretch.end - middle))


def _by_wall(choice: Choice, hours: Hours, since: datetime, until: datetime, jitter: Jitter) -> Iterator[Moment]:
    first = hours.day_of(since) - DAY
    for day in (first + timedelta(days=n) for n in range((until - since).days + 3)):
        if choice.fixed_time is not None:
            yield _moment("fixed", day, hours, hours.at(day, choice.fixed_time), jitter, LASTS)
        if choice.weekly_time is not None and day.weekday() == choice.weekly_day:
            yield _moment("weekly", day, hours, hours.at(day, choice.weekly_time), jitter, LASTS)


def _offers(choice: Choice, hours: Hours, jitter: Jitter, offers: Iterable[date]) -> Iterator[Moment]:
    """After the shift that ends on the day; without one at noon."""
    ends = {hours.day_of(stretch.end): stretch for stretch in hours.stretches}
    for first in offers:
        for day in (first + timedelta(days=n) for n in range(OFFER_DAYS)):
            if day in ends:
                yield _after(choice, hours, ends[day], jitter, "offer", first)
            else:
                yield _moment("offer", first, hours, hours.at(day, NOON), jitter, LASTS)


def _asked(choice: Choice, hours: Hours, jitter: Jitter, first: date) -> Moment:
    """Once: after her first shift that ends by then; without one at noon. One moment and no other, so nobody keeps that it has come."""
    ends = {hours.day_of(stretch.end): stretch for stretch in hours.stretches}
    day = next((day for n in range(OFFER_DAYS) if (day := first + timedelta(days=n)) in ends), None)
    if day is None:
        return _moment("survey", first, hours, hours.at(first, NOON), jitter, LASTS)
    return _after(choice, hours, ends[day], jitter, "survey", first)


def _after(choice: Choice, hours: Hours, stretch: Stretch, jitter: Jitter, kind: str, day: date) -> Moment:
    pause = timedelta(minutes=choice.after_minutes)
    moment = _moment(kind, day, hours, stretch.end + pause, jitter, AFTER)
    return Moment(kind, moment.occasion, stretch.day, moment.week, moment.due_at, stretch.end + AFTER)


def _moment(kind: str, day: date, hours: Hours, at: datetime, jitter: Jitter, lasts: timedelta) -> Moment:
    due = at + jitter(hours.day_of(at))
    falls = hours.day_of(due)
    return Moment(kind, f"{kind} {day}", falls if kind == "offer" else day, monday_of(falls), due, due + lasts)


def _wanted(choice: Choice, hours: Hours, moment: Moment) -> bool:
    days = {moment.day, hours.day_of(moment.due_at)}
    return not days & hours.away and (choice.paused_until is None or max(days) >= choice.paused_until)


def _outside(quiet: Sequence[Span], moment: Moment, choice: Choice) -> Moment | None:
    """The moment, over when quiet begins; None when it is quiet already."""
    if choice.fixed_in_quiet and moment.kind in {"fixed", "weekly"}:
        return moment
    if any(start <= moment.due_at < end for start, end in quiet):
        return None
    begins = min((start for start, _ in quiet if start > moment.due_at), default=moment.expires_at)
    ends = min(moment.expires_at, begins)
    return Moment(moment.kind, moment.occasion, moment.day, moment.week, moment.due_at, ends)
