"""What the page of a calendar shows of it: how many shifts until when, the next ones, what was left out, and what went wrong."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ..config import settings
from . import links, queries, rules
from .calendar_words import left_out, why_not
from .pages import Coming

SHOWN = 4


@dataclass(frozen=True)
class Told:
    """A calendar she has given."""

    linked: bool
    is_new: bool  # what follows, if anything does, is of the one she had before
    waiting: bool  # nobody has tried to read it yet
    read_day: date | None
    problem: str | None
    count: int
    until: date | None
    coming: list[Coming]
    left_out: list[str]
    host: str | None
    typed: str | None  # the address as it was told, while nothing has come of it


def told(person_id: int, now: datetime) -> Told | None:
    """None when she has given none."""
    found = queries.calendar(person_id)
    if found is None:
        return None
    wall = ZoneInfo(queries.zone_of(person_id) or "UTC")
    ahead = [(start.astimezone(wall), end.astimezone(wall), start <= now) for start, end in queries.imported(person_id) if end > now]
    coming = [Coming(start.date(), rules.Turn(start.time(), end.time()), runs) for start, end, runs in ahead[:SHOWN]]
    link = links.opened(settings().secret_key, person_id, found.link) if found.link else None
    return Told(
        linked=found.link is not None,
        is_new=found.is_new,
        waiting=found.is_new and found.problem is None,
        read_day=found.read_day,
        problem=why_not(found.problem) if found.problem else None,
        count=len(ahead),
        until=ahead[-1][0].date() if ahead else None,
        coming=coming,
        left_out=[left_out(reason, int(count)) for reason, _, count in (each.partition(":") for each in found.left_out.split())],
        host=urlsplit(link).hostname if link else None,
        typed=link if found.is_new else None,
    )
