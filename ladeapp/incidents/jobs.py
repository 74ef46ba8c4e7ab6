"""What the clock asks of follow-ups: to forget them."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [Job("forget follow-ups", timedelta(hours=6), actions.forget)]
