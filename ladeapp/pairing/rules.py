"""How long an ask and a willingness last, and how often somebody is asked; pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ladeapp import kept

SHIFT_FIRST = timedelta(minutes=3)  # those at work together with her are asked so much earlier
COLLEAGUES_FIRST = timedelta(minutes=15)  # and her unit so much earlier than trained supporters
SUPPORTERS_TOO = timedelta(minutes=30)
ASKS_A_DAY = 5
HELPS_A_WEEK = 2  # unless she has chosen another number
HELPS_MAX = 5
TOLD_FROM = 3  # so many must be willing before anybody is told that someone is
A_WHILE = timedelta(minutes=30)
LONGEST_SHIFT = timedelta(hours=13)
SHIFT_ENDS = (time(7, 30), time(15, 0), time(22, 30))  # for those who have not told their shifts: night, day, evening


def lasts(supporters: bool) -> timedelta:
    """How long an ask is open: a quarter of an hour, and as long again where the workplace has trained supporters."""
    return SUPPORTERS_TOO if supporters else COLLEAGUES_FIRST


def utc_day(now: datetime) -> date:
    """The day that a help is counted on. `now` is aware."""
    return now.astimezone(UTC).date()


def week(now: datetime) -> date:
    """The latest day that the cap has forgotten: only what lies after it counts. `now` is aware."""
    return utc_day(now) - kept.HELPS


def shift_end(now: datetime, zone: str, own: datetime | None = None) -> datetime:
    """The end of the own shift; else the next usual one on the workplace's wall, at least half an hour away.

    now, own  aware    zone  IANA name
    returns   aware, in `zone`
    """
    if own is not None and own > now:
        return own.astimezone(ZoneInfo(zone))
    here = now.astimezone(ZoneInfo(zone))
    days = (here.date(), here.date() + timedelta(days=1))
    ends = (datetime.combine(day, end, ZoneInfo(zone)) for day in days for end in SHIFT_ENDS)
    return next(end for end in ends if end - now >= A_WHILE)


def willing_until(choice: str, now: datetime, zone: str, own: datetime | None = None) -> datetime:
    """When "I can listen" ends.

    choice    "while": in half an hour; "shift": at its end; or a time on the wall, "15:30", the next there is
    own       when the shift she is in ends, if it is known
    returns   aware; a time on the wall is at most 13 hours away
    raises    ValueError for anything else
    """
    if choice == "while":
        return now + A_WHILE
    if choice == "shift":
        return shift_end(now, zone, own)
    here = now.astimezone(ZoneInfo(zone))
    wall = time.fromisoformat(choice)
    if wall.tzinfo or len(choice) != 5:
        raise ValueError("not a time on the wall")
    until = datetime.combine(here.date(), wall, ZoneInfo(zone))
    if until <= now:
        until = datetime.combine(here.date() + timedelta(days=1), wall, ZoneInfo(zone))
    if until - now > LONGEST_SHIFT:
        raise ValueError("longer than a shift")
    return until
