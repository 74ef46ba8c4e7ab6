"""What the clock asks of pairing: to carry asks further, and to forget."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("reach colleagues", timedelta(seconds=1), actions.reach, lane="asks"),
    Job("purge pairing", timedelta(minutes=1), actions.purge),
]
