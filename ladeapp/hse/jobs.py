"""What the clock asks of the partsgruppe's room: that what is old is forgotten."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [Job("forget old minutes", timedelta(hours=6), actions.forget)]
