"""How long an ask and a willingness last; pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ASK_LASTS = timedelta(minutes=15)
ASKS_A_DAY = 5
PAIRING_KEPT = timedelta(weeks=6)
A_WHILE = timedelta(minutes=30)
LONGEST_SHIFT = timedelta(hours=13)
SHIFT_ENDS = (time(7, 30), time(15, 0), time(22, 30))  # until shifts are known (issue 3): night, day, evening


def shift_end(now: datetime, zone: str) -> datetime:
    """The next usual end of a shift on the workplace's wall, at least half an hour away.

    now       aware    zone  IANA name
    returns   aware, in `zone`
    """
    here = now.astimezone(ZoneInfo(zone))
    days = (here.date(), here.date() + timedelta(days=1))
    ends = (datetime.combine(day, end, ZoneInfo(zone)) for day in days for end in SHIFT_ENDS)
    return next(end for end in ends if end - now >= A_WHILE)


def willing_until(choice: str, now: datetime, zone: str) -> datetime:
    """When "I can listen" ends.

    choice    "while": in half an hour; "shift": at the usual end; or a time on the wall, "15:30", the next there is
    returns   aware, at most 13 hours away
    raises    ValueError for anything else
    """
    if choice == "while":
        return now + A_WHILE
    if choice == "shift":
        return shift_end(now, zone)
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
