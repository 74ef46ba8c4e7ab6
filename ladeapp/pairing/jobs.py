"""What the clock asks of pairing: to forget."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [Job("purge pairing", timedelta(minutes=1), actions.purge)]
