"""The worker: what is slow in one lane holds nothing back in another."""

import threading
from datetime import datetime, timedelta

from flask import Flask

from ladeapp.jobs import Job, run_until


def test_a_calendar_that_never_answers_does_not_hold_back_the_messages(cellar: Flask) -> None:
    stop, sent = threading.Event(), threading.Event()

    def wait_for_an_answer(now: datetime) -> None:
        sent.wait(20)
        stop.set()

    calendars = Job("calendars", timedelta(hours=6), wait_for_an_answer, lane="calendars")
    push = Job("push", timedelta(seconds=1), lambda now: sent.set(), lane="push")
    run_until(cellar, [calendars, push], stop)
    assert sent.is_set(), "sent while the other was still at it"


def test_jobs_of_one_lane_run_one_after_another(cellar: Flask) -> None:
    stop = threading.Event()
    order = []

    def last(now: datetime) -> None:
        order.append("second")
        stop.set()

    run_until(cellar, [Job("first", timedelta(hours=1), lambda now: order.append("first")), Job("second", timedelta(hours=1), last)], stop)
    assert order == ["first", "second"]
