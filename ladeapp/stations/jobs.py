"""What the clock asks of stations: to be closed when nobody closes them, and to be forgotten."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("settle stations", timedelta(minutes=1), actions.settle),
    Job("purge stations", timedelta(minutes=1), actions.purge),
]
