"""What the clock asks for: every second, send what is due; every hour, forget keys that nobody needs."""

import time
from datetime import datetime, timedelta
from typing import cast

from flask import current_app

from .. import clock
from ..config import settings
from ..jobs import Job
from . import actions, mailing, queries, vapid

ROUND = 60.0  # seconds in which a worker that runs but once takes on more


def deliver(now: datetime) -> None:
    """Send everything due. Safe beside other workers: each message is claimed by one."""
    from .courier import Courier  # here, so that web processes do not load libcurl and pywebpush
    from .sending import sender

    kept, post = current_app.extensions, sender()
    courier = cast(Courier | None, kept.get("push.courier"))
    if courier is None or courier.sender is not post:
        courier = kept["push.courier"] = Courier(post, settings())
    until = time.monotonic() + ROUND
    courier.work(lambda: _may_go_on() and ("ladeapp.stopping" in kept or time.monotonic() < until))


def mark_anew(now: datetime) -> None:
    """Let every mark be another that says the same; a worker that is to stop does not finish first."""
    actions.mark_anew(now, _may_go_on)


def _may_go_on() -> bool:
    stopping = current_app.extensions.get("ladeapp.stopping")
    return stopping is None or not stopping.is_set()


def forget_unseen(now: datetime) -> None:
    """A phone on which the app has not been opened for long gets no more messages, until it is."""
    actions.forget_unseen(clock.today())


def forget_keys(now: datetime) -> None:
    """A key that no phone has any more signs for nobody."""
    vapid.forget(settings().secrets_dir, queries.keys_in_use())


JOBS = [
    Job("push", timedelta(seconds=1), deliver, lane="push"),
    Job("mail", timedelta(seconds=5), mailing.post, lane="mail"),
    Job("marks", timedelta(minutes=5), mark_anew),
    Job("phones not seen for long", timedelta(hours=1), forget_unseen),
    Job("old keys", timedelta(hours=1), forget_keys),
]
