"""When rounds begin and end, and what is kept how long; pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ladeapp import kept

CADENCES = (0, 1, 2, 4)  # weeks between rounds; 0: no rounds
ROUNDS_REMEMBERED = 3  # nobody meets the same again within so many, if it can be helped
KEPT = kept.MET
TAGS_KEPT = timedelta(weeks=12)  # that two have met, at most: three rounds four weeks apart
TIME_TO_JOIN = timedelta(days=3)  # at least, before the first round
BEGINS = time(9)  # Mondays, when most phones are awake


def first_start(now: datetime, zone: str) -> datetime:
    """The first Monday morning on the workplace's wall that leaves people three days to join.

    now       aware    zone  IANA name
    returns   aware, in `zone`
    """
    here = (now + TIME_TO_JOIN).astimezone(ZoneInfo(zone))
    monday = here.date() + timedelta(days=-here.weekday() % 7)
    start = datetime.combine(monday, BEGINS, ZoneInfo(zone))
    return start if start >= here else datetime.combine(monday + timedelta(weeks=1), BEGINS, ZoneInfo(zone))


def next_start(start: datetime, weeks: int, zone: str, now: datetime) -> datetime:
    """When the round after this one begins, on the wall; after a standstill the first one still ahead of `now`.

    weeks     1, 2 or 4
    raises    ValueError for another number
    """
    if weeks not in CADENCES or not weeks:
        raise ValueError("rounds are one, two or four weeks apart")
    monday = start.astimezone(ZoneInfo(zone)).date()
    while True:
        monday += timedelta(weeks=weeks)
        following = datetime.combine(monday, BEGINS, ZoneInfo(zone))
        if following > now:
            return following
