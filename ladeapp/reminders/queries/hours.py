"""What reminders know of people's time: their shifts, their holidays and the wall they live by, read at once however many they are."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ladeapp.shifts import queries as shifts

from .. import rules

BEHIND = timedelta(days=3)  # a shift that ended longer ago has no quiet left
LOOK = timedelta(days=8)  # how far she is told what comes
BEYOND = timedelta(days=2)  # so that the quiet at the end of it is known


def hours_of(person_ids: Collection[int], now: datetime) -> dict[int, rules.Hours]:
    """The time of each of these people, from three days ago to ten days ahead; of those who are gone, none."""
    since, until = now - BEHIND, now + LOOK + BEYOND
    worked, told = shifts.spans(person_ids, since, until), shifts.tellers(person_ids)
    away = shifts.everyones_away(person_ids, since.date(), until.date())
    found = {}
    for person_id, name in shifts.zones(person_ids).items():
        zone, spans = ZoneInfo(name), worked.get(person_id, ())
        stretches, free = rules.stretches(spans, zone), frozenset(away.get(person_id, ()))
        found[person_id] = rules.Hours(zone, bool(spans) or person_id in told, stretches, free)
    return found
