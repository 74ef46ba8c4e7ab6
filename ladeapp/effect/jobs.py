"""What the clock asks of the waves: that an agreed one opens on its Monday. It is closed by the team number's own job."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [Job("open waves", timedelta(minutes=1), actions.open_due)]
