"""What the clock asks of the team's number: keys first, then what is due to close and to open."""

from datetime import datetime, timedelta

from ..jobs import Job
from . import actions
from .forgetting import forget_lists


def forget_deleted(at: datetime) -> None:
    """A close does it too; this catches up where the power went in between, or a long reader was in the way."""
    actions.forget_deleted()


JOBS = [
    Job("keep period keys", timedelta(minutes=1), actions.fail_closed),
    Job("lay answers anew", timedelta(minutes=5), actions.lay_anew),
    Job("forget deleted answers", timedelta(hours=1), forget_deleted),
    Job("forget old lists", timedelta(hours=1), forget_lists),
    Job("close periods", timedelta(minutes=1), actions.close_due),
    Job("open periods", timedelta(minutes=1), actions.open_due),
]
