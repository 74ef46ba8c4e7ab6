"""The calendar somebody subscribes to: when, and two neutral titles; never with whom, why, or anything she has done.

Who fetches it is not known: a phone, but also Google, Apple, Microsoft, and whoever may look into the calendar it ends in.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

import icalendar
from flask_babel import gettext as _

STATION, BREAK = timedelta(minutes=30), timedelta(minutes=5)
FETCH = timedelta(hours=6)  # how often a calendar is asked to look again


@dataclass(frozen=True)
class Appointment:
    """A time in her calendar. `occasion` is its name among hers, and is never shown."""

    occasion: str
    start: datetime
    lasts: timedelta

    @property
    def title(self) -> str:
        return str(_("Charging station") if self.lasts == STATION else _("A breather"))


def digest(secret: str) -> bytes:
    """What is kept of a secret of 160 random bits, and what is looked for: the time that takes tells at most of digests."""
    return sha256(secret.encode()).digest()


def written(appointments: Iterable[Appointment], zone: str, secret: str, today: datetime) -> bytes:
    """The file, the same bytes all day as long as the times are the same; words in the language of the moment.

    appointments  those ahead, aware
    zone          the wall she lives by
    secret        of the address: with another address every event has another UID, so that two cannot be told to be one's
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Ladeapp//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Ladeapp")
    calendar.add("refresh-interval", FETCH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_wall(zone, today.year))
    for one in sorted(appointments, key=lambda each: (each.start, each.occasion)):
        calendar.add_component(_event(one, ZoneInfo(zone), secret, today))
    return bytes(calendar.to_ical())


def _event(one: Appointment, wall: ZoneInfo, secret: str, today: datetime) -> icalendar.Event:
    start = one.start.replace(second=0, microsecond=0)
    event = icalendar.Event()
    event.add("uid", hmac.digest(secret.encode(), one.occasion.encode(), sha256)[:16].hex())
    event.add("dtstamp", today)
    event.add("dtstart", _on(wall, start))
    event.add("dtend", _on(wall, start + one.lasts))
    event.add("summary", one.title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # nobody sees her as busy because of it
    return event


def _on(wall: ZoneInfo, at: datetime) -> datetime:
    """By her wall; in the hour of autumn that comes twice a file can only mean the first, so the second is told in UTC."""
    local = at.astimezone(wall)
    return at.astimezone(UTC) if local.fold else local


@lru_cache(maxsize=32)
def _wall(zone: str, year: int) -> icalendar.Timezone:
    """The zone's rules from last year to the next, one change after the other.

    icalendar's own `Timezone.from_tzid` (7.3) lets summer time begin an hour late.
    """
    wall, at, end = ZoneInfo(zone), datetime(year - 1, 1, 1, tzinfo=UTC), datetime(year + 2, 1, 1, tzinfo=UTC)
    told = icalendar.Timezone()
    told.add("tzid", zone)
    told.add_component(_since(at, at, wall))
    while changed := _change(wall, at, end):
        told.add_component(_since(changed, changed - timedelta(seconds=1), wall))
        at = changed
    return told


def _since(at: datetime, before: datetime, wall: ZoneInfo) -> icalendar.Component:
    """What the wall does from `at` on; told, as RFC 5545 asks, by how it went before."""
    was, now = before.astimezone(wall), at.astimezone(wall)
    part = icalendar.TimezoneDaylight() if now.dst() else icalendar.TimezoneStandard()
    part.add("dtstart", (at + (was.utcoffset() or timedelta())).replace(tzinfo=None))
    part.add("tzoffsetfrom", was.utcoffset())
    part.add("tzoffsetto", now.utcoffset())
    part.add("tzname", now.tzname())
    return part


def _change(wall: ZoneInfo, since: datetime, end: datetime) -> datetime | None:
    """The first instant after `since` at which the offset is another, to the second."""
    early = since
    offset = early.astimezone(wall).utcoffset()
    while (late := early + timedelta(days=1)).astimezone(wall).utcoffset() == offset:
        if late >= end:
            return None
        early = late
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (middle, late) if middle.astimezone(wall).utcoffset() == offset else (early, middle)
    return late
