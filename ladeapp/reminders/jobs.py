"""What the clock asks of reminders: to plan the next day, to look once more before something is said, and to forget."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("plan reminders", timedelta(minutes=5), actions.replan_all, lane="reminders"),
    Job("look once more at reminders", timedelta(seconds=15), actions.replan_soon, lane="reminders"),
    Job("forget reminders", timedelta(days=1), actions.forget, lane="reminders"),
]
