"""What the clock asks of leaving: to delete again what an old database has brought back, and to keep to the ninety days."""

from datetime import datetime, timedelta

from ladeapp.jobs import Job

from . import actions


def erase_again(_now: datetime) -> None:
    """Somebody may have put an older database in place while everything runs."""
    actions.erase_again()


JOBS = [
    Job("delete again what was deleted", timedelta(minutes=1), erase_again),
    Job("forget who has left", timedelta(hours=1), actions.forget),
]
