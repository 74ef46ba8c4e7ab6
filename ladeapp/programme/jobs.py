"""What the clock asks of the programme: that no file is left over, and that old lines of the log are forgotten."""

from datetime import datetime, timedelta

from ..config import settings
from ..jobs import Job
from . import actions


def sweep(_now: datetime) -> None:
    """A crash, or an older database put in place, may have left files that no film knows."""
    actions.sweep(settings().media_dir)


JOBS = [
    Job("sweep files that no film knows", timedelta(minutes=30), sweep),
    Job("forget old lines of the programme", timedelta(hours=6), actions.forget),
]
