"""What the clock asks of stations: to be forgotten."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [Job("purge stations", timedelta(minutes=1), actions.purge)]
