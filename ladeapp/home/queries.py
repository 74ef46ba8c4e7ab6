"""What the home page and the phone's own session need, asked of each room once."""

from datetime import datetime
from typing import Any

from ..people import queries as people
from ..people.models import Person
from ..trends import queries as trends


def phone_session(person: Person, now: datetime) -> dict[str, Any]:
    """What a phone must know to send: who is signed in, from when she counts, and the running keys' public ids."""
    team = people.team_of(person.id)
    return {
        "person": {"key": str(person.key), "name": person.name, "language": person.language},
        "word": team.word if team else "shift",
        **trends.session_periods(person.id, now),
    }
