"""What the team's pages show, made once for members and for the lead: finished values, nothing left to decide."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..accords import queries as accords
from . import keys, queries, rules, words
from .decided import LedTo
from .queries.lists import Listed, Logged
from .queries.numbers import Place, Reading


@dataclass(frozen=True)
class Point:
    """One period in the picture and the table; `level` 2.0–8.0, or None for "no number"."""

    span: rules.Span
    level: float | None
    text: str
    label: str
    tick: str  # its month, below the axis; empty where there would be too many
    blur: float  # half the width of the band around it
    give: str  # the same as it is said


@dataclass(frozen=True)
class TeamPage:
    """A team's numbers and lists as one reader may see them at one moment."""

    place: Place
    current: rules.Span
    points: list[Point]
    headline: str | None  # None before the first release
    next_span: rules.Span
    next_at: datetime
    is_first: bool  # no roster of this team has been frozen yet: two reps' words decide
    terms: rules.Terms  # of the running period, frozen with its list
    coming_terms: rules.Terms  # those the next period opens with
    is_too_small: bool
    roster: list[Listed]
    safety_reps: list[str]
    log: list[Logged]
    changeable: list[rules.Span]
    agreed: accords.Standing
    led_to: list[LedTo]  # the newest first


def for_members(place: Place, now: datetime) -> TeamPage:
    """The page of everyone in the team; for whoever leads it `places` has already held back a day."""
    return _page(place, place.readings, timedelta(), now)


def for_the_lead(place: Place, now: datetime) -> TeamPage:
    """The lead's page, whoever opens it."""
    seen = [reading for reading in place.readings if reading.closed + rules.LEAD_WAITS <= now]
    return _page(place, seen, rules.LEAD_WAITS, now)


@dataclass(frozen=True)
class WorkplacePage:
    """The workplace's numbers, the same for everyone who works there."""

    points: list[Point]
    headline: str | None
    next_at: datetime


def for_the_workplace(workplace_id: int, now: datetime) -> WorkplacePage:
    readings = queries.workplace_numbers(workplace_id, now)
    current = _current(now)
    ahead = (span.closes + rules.LEAD_WAITS for span in (current.previous, current, current.next))
    headline = words.headline(readings[-1].level_tenths) if readings else None
    return WorkplacePage(_points(readings), headline, next(at for at in ahead if at > now))


@dataclass(frozen=True)
class Keys:
    """Which periods have a key now, and the last closed one, whose key should be gone."""

    running: list[rules.Span]
    last_closed: rules.Span
    is_destroyed: bool


def about_keys(now: datetime) -> Keys:
    """Looked up on the disk, at this moment."""
    current = _current(now)
    last = current.previous if now >= current.previous.closes else current.previous.previous
    kept = keys.kept()
    running = [span for span in (current.previous, current) if span.takes_answers(now) and span.id in kept]
    return Keys(running, last, last.id not in kept)


def _page(place: Place, readings: list[Reading], delay: timedelta, now: datetime) -> TeamPage:
    current = _current(now)
    lists = queries.lists(place.team, current)
    coming = rules.terms(place.team.mode, place.team.k, place.team.low_trust)
    terms = lists.terms.get(current.id, coming)
    next_span = lists.next_number(readings, current)
    roster = lists.roster(current)
    return TeamPage(
        place=place,
        current=current,
        points=_points(readings),
        headline=words.headline(readings[-1].level_tenths) if readings else None,
        next_span=next_span,
        next_at=next_span.closes + delay,
        is_first=not lists.listed,
        terms=terms,
        coming_terms=coming,
        is_too_small=bool(roster) and sum(person.counted for person in roster) <= terms.k,
        roster=roster,
        safety_reps=lists.safety_reps,
        log=lists.log,
        changeable=[span for span in (current.previous, current) if span.takes_answers(now)],
        agreed=lists.agreed,
        led_to=lists.led_to,
    )


def _points(readings: list[Reading]) -> list[Point]:
    marked = {0, len(readings) // 2, len(readings) - 1}
    return [_point(reading, index in marked) for index, reading in enumerate(readings)]


def _point(reading: Reading, is_marked: bool) -> Point:
    level = reading.level_tenths / 10 if reading.level_tenths else None
    month = words.month(reading.span.last_day) if is_marked else ""
    blur = rules.blur_tenths(reading.terms)
    return Point(reading.span, level, words.level(reading.level_tenths), words.period(reading.span), month, blur / 10, words.give(blur))


def _current(now: datetime) -> rules.Span:
    return rules.period_of(now.astimezone(rules.ZONE).date())
