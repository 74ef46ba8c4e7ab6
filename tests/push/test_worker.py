"""The worker as cron starts it: a process of its own, over TLS, against a push service that checks everything."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from ladeapp import clock, jobs
from ladeapp.push import vapid
from tests.browser.fakes.loopback import certificate
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA
from tests.conftest import PhoneOf

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_cron_sends_what_is_due_and_leaves_until_tomorrow_what_is_done_for_today(
    app: Flask, phone_of: PhoneOf, service: FakePushService, browser: Browser, tmp_path: Path
) -> None:
    config = app.extensions["ladeapp"]
    anna = phone_of(ANNA)
    public = vapid.current(config.secrets_dir).public
    assert anna.post("/api/push-subscriptions", json=service.subscription("anna", browser) | {"vapid": public}).status_code == 201
    anna.post("/api/push-subscriptions/test")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LADEAPP_")}
    environ = kept | {
        "SSL_CERT_FILE": str(certificate()),
        "LADEAPP_INSTANCE": str(config.instance),
        "LADEAPP_DATABASE_URL": config.database_url,
        "LADEAPP_VAPID_SUBJECT": str(config.vapid_subject),
        "LADEAPP_PUSH_EXTRA_HOSTS": service.host,
    }
    done = subprocess.run([sys.executable, "-m", "ladeapp", "worker", "--once"], cwd=ROOT, env=environ, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (service.names(), service.faults) == (["anna"], [])
    assert browser.read(service.received[0].body)["notification"]["title"] == "Det virker"  # type: ignore[index]
    ran: list[str] = []
    again = [jobs.Job(job.name, job.every, lambda now, name=job.name: ran.append(name)) for job in app.extensions["ladeapp.jobs"]]
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        assert jobs.run_due(app, again, config.instance / "worker-once.json") == 0
    assert "push" in ran
    assert "shifts ahead" not in ran


def test_a_job_that_failed_and_one_from_a_clock_that_was_wrong_are_due(app: Flask, tmp_path: Path) -> None:
    def fails(now: object) -> None:
        raise OSError

    notes, ran = tmp_path / "notes.json", []
    daily = jobs.Job("daily", timedelta(days=1), lambda now: ran.append(now))
    notes.write_text(f'{{"daily": "{(clock.now() + timedelta(days=9)).isoformat()}"}}')
    assert jobs.run_due(app, [daily, jobs.Job("fails", timedelta(days=1), fails)], notes) == 1
    assert jobs.run_due(app, [daily, jobs.Job("fails", timedelta(days=1), fails)], notes) == 1
    assert len(ran) == 1
