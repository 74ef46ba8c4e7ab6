"""What the clock asks of the team's number: keys first, then what is due to open and to close."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("keep period keys", timedelta(minutes=1), actions.fail_closed),
    Job("close periods", timedelta(minutes=1), actions.close_due),
    Job("open periods", timedelta(minutes=1), actions.open_due),
]
