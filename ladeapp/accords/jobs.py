"""What the clock asks of the three keys: that what is agreed comes into force on its day, and that old proposals are forgotten."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("bring what is agreed into force", timedelta(minutes=5), actions.bring_into_force),
    Job("forget old proposals", timedelta(hours=6), actions.forget),
]
