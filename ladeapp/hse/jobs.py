"""What the clock asks of the partsgruppe's room: to tell whoever sees to something overdue, and to forget what is old."""

from datetime import timedelta

from ..jobs import Job
from . import actions

JOBS = [
    Job("remind owners", timedelta(minutes=15), actions.remind_owners, lane="reminders"),
    Job("forget old minutes", timedelta(hours=6), actions.forget),
]
