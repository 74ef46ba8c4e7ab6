"""What a calendar says of when somebody works: start and end, and not a word more.

Runs alone, as a process of its own with narrow limits (see reading.py): so it knows nothing of the house, and is imported by no room.
"""

import contextlib
import json
import re
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]

CPU = 8  # seconds
MEMORY = 512 * 1024 * 1024  # bytes
MOST_EVENTS = 5_000  # series and single ones
MOST_SHIFTS = 1_500  # in the year ahead: four a day
LONGEST = timedelta(hours=24)

Spans = list[tuple[datetime, datetime]]

# All that is looked at; what a shift is called, where it is, who else comes and why is gone before anything is understood.
PARTS = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
LINES = re.compile(
    r"(?:DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|UID|STATUS|SEQUENCE|TZID|TZOFFSETFROM|TZOFFSETTO)[:;]", re.IGNORECASE
)
OFTEN = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND|BYMINUTE|BYHOUR", re.IGNORECASE)


class Refused(Exception):
    """Not one shift can be read; the text is a word for why."""


def read(raw: bytes, zone: str, since: datetime, until: datetime) -> tuple[Spans, Counter[str]]:
    """The shifts that touch the time between, oldest first, in UTC and whole minutes; and how many events were left out, by reason.

    raw       as it came; whatever is no calendar is refused
    zone      where times without a zone are meant
    reasons   all_day · long (over 24 hours) · no_end · backwards (ends before it begins) · zone (unknown) · often (repeats within
              a day) · broken
    raises    Refused: "page" (no calendar) · "many" (events, or shifts)
    """
    left_out: Counter[str] = Counter()
    calendar = icalendar.Calendar.from_ical("\r\n".join(_kept(raw)))
    for event in list(calendar.events):
        if reason := _fault(event, zone):
            left_out[reason] += 1
            calendar.subcomponents.remove(event)
    found: Spans = []
    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    for one in query.between(since, until):
        span = _span(one, zone)
        if span is None:
            left_out["all_day"] += 1
        elif reason := _no_shift(*span):
            left_out[reason] += 1
        elif str(one.get("STATUS", "")).upper() != "CANCELLED":
            found.append(span)
    if len(found) > MOST_SHIFTS:
        raise Refused("many")
    return _apart(found, left_out), left_out


def _kept(raw: bytes) -> Iterator[str]:
    """The lines that are looked at, unfolded. Raises Refused."""
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").strip()
    if text[:15].upper() != "BEGIN:VCALENDAR":
        raise Refused("page")
    inside: list[str] = []
    events = 0
    for line in re.sub(r"\n[ \t]", "", text).split("\n"):
        word, _, name = line.strip().upper().partition(":")
        if word == "BEGIN":
            inside.append(name)
            events += name == "VEVENT"
            if events > MOST_EVENTS or len(inside) > 8:
                raise Refused("many")
        looked_at = PARTS.issuperset(inside)
        if looked_at and (word in {"BEGIN", "END"} or LINES.match(line)):
            yield line
        if word == "END" and (not inside or inside.pop() != name):
            raise Refused("page")
    if inside:
        raise Refused("page")


def _fault(event: icalendar.Event, zone: str) -> str | None:
    """Why nothing can be made of it at all."""
    try:
        told: list[Any] = [event[name] for name in ("DTSTART", "DTEND") if name in event]
        moments = [each.dt for each in told]
        rules: list[Any] = _listed(event.get("RRULE"))
        if any(OFTEN.search(rule.to_ical().decode()) for rule in rules):
            return "often"
        if any(isinstance(each.dt, datetime) and each.dt.tzinfo is None and "TZID" in each.params for each in told):
            return "zone"
        if "DTSTART" not in event or len({isinstance(moment, datetime) for moment in moments}) > 1:
            return "broken"
        if len(moments) == 2 and isinstance(moments[0], datetime) and _utc(moments[1], zone) < _utc(moments[0], zone):
            return "backwards"
    except (ValueError, AttributeError, TypeError, OverflowError):
        return "broken"
    return None


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _span(one: icalendar.Event, zone: str) -> tuple[datetime, datetime] | None:
    start: object = one.start
    end: object = one.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return None
    return _utc(start, zone), _utc(end, zone)


def _no_shift(start: datetime, end: datetime) -> str | None:
    if start >= end:
        return "no_end"
    return "long" if end - start > LONGEST else None


def _utc(moment: datetime, zone: str) -> datetime:
    """A time the spring night skips counts as an hour later, one that comes twice as the first (RFC 5545, section 3.3.5)."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).replace(second=0, microsecond=0)


def _apart(found: Spans, left_out: Counter[str]) -> Spans:
    """Shifts that run at once are one: the same event in two calendars, a meeting within a shift."""
    apart: Spans = []
    for start, end in sorted(found):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
        elif max(end, apart[-1][1]) - apart[-1][0] <= LONGEST:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            left_out["long"] += 1
    return apart


def main(zone: str, since: str, until: str) -> None:
    """From the calendar on stdin to JSON on stdout, within limits that are set before a byte of it is read."""
    for limit, most in ((resource.RLIMIT_CPU, CPU), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(limit, (most, most))
    try:
        spans, left_out = read(sys.stdin.buffer.read(), zone, datetime.fromisoformat(since), datetime.fromisoformat(until))
    except Refused as refused:
        answer: dict[str, object] = {"why": str(refused)}
    else:
        answer = {"spans": [[start.isoformat(), end.isoformat()] for start, end in spans], "left_out": left_out}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
