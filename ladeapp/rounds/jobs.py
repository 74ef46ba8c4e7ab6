"""What the clock asks of rounds: to begin, to bring together again, to put right, and to forget."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("match rounds", timedelta(minutes=1), actions.match_due),
    Job("match again within rounds", timedelta(minutes=1), actions.match_again),
    Job("open the next rounds", timedelta(minutes=5), actions.turn),
    Job("mend rounds", timedelta(minutes=5), actions.mend),
    Job("purge rounds", timedelta(hours=1), actions.purge),
]
