"""What the clock asks of shifts: each day one more day ahead, and one less behind; none of whoever has left."""

from datetime import datetime, timedelta

from ..jobs import Job
from . import actions, queries


def extend(now: datetime) -> None:
    actions.forget_left()
    for person_id in queries.planners():
        actions.extend(person_id, now)


JOBS = [Job("shifts ahead", timedelta(days=1), extend)]
