"""What the clock asks of the boxes: keys first, then what is due to be delivered and to be forgotten."""

from datetime import datetime, timedelta

from ..jobs import Job
from . import actions


def forget_deleted(at: datetime) -> None:
    """A delivery does it too; this catches up where the power went in between, or a long reader was in the way."""
    actions.forget_deleted()


JOBS = [
    Job("keep the boxes' keys", timedelta(minutes=1), actions.keep_keys),
    Job("deliver suggestions", timedelta(minutes=1), actions.deliver_due),
    Job("forget deleted suggestions", timedelta(hours=1), forget_deleted),
    Job("forget old suggestions", timedelta(hours=6), actions.forget_old),
]
