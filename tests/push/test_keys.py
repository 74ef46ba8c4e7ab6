"""The server changes its key; nobody loses a message, and phones move one by one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.doctor import findings
from ladeapp.push import actions, jobs, vapid
from ladeapp.push.models import PushSubscription
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA, BJORN, Member
from tests.conftest import PhoneOf

URL = "/api/push-subscriptions"
IdOf = Callable[[Member], int]


def signer(service: FakePushService, name: str) -> str:
    """Which key the last message to `name` was signed with."""
    return next(one for one in reversed(service.received) if one.name == name).headers["Authorization"].partition("k=")[2]


@pytest.fixture
def secrets(app: Flask) -> Path:
    """Where the keys are."""
    return app.extensions["ladeapp"].secrets_dir


def rotate(app: Flask) -> None:
    with app.app_context():
        actions.rotate_vapid(app.extensions["ladeapp"].secrets_dir)


def works(app: Flask) -> None:
    with app.app_context():
        for job in jobs.JOBS:
            job.run(clock.now())


def test_each_phone_is_reached_with_the_key_it_came_with(
    app: Flask, secrets: Path, phone_of: PhoneOf, service: FakePushService, browser: Browser
) -> None:
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    old = anna.get("/api/session").json["vapid"]
    anna.post(URL, json=service.subscription("anna", browser))
    rotate(app)
    new = bjorn.get("/api/session").json["vapid"]
    assert new != old
    bjorn.post(URL, json=service.subscription("bjorn", browser) | {"vapid": new})
    for phone in (anna, bjorn):
        phone.post(f"{URL}/test")
    works(app)
    assert service.faults == []
    assert (signer(service, "anna"), signer(service, "bjorn")) == (old, new)
    assert any("1 phones still have an older VAPID key" in line for line in findings(app))
    anna.post(URL, json=service.subscription("anna", browser) | {"vapid": new})
    works(app)
    assert [path.name for path in sorted(secrets.glob("vapid*"))] == ["vapid.pem"]
    assert not any("older VAPID key" in line for line in findings(app))


def test_a_phone_from_before_keys_had_names_keeps_its_key(
    app: Flask, secrets: Path, phone_of: PhoneOf, service: FakePushService, browser: Browser
) -> None:
    anna = phone_of(ANNA)
    old = anna.get("/api/session").json["vapid"]
    anna.post(URL, json=service.subscription("anna", browser))
    with app.app_context():
        db.session.execute(sa.update(PushSubscription).values(vapid=None))
        db.session.commit()
    rotate(app)
    anna.post(f"{URL}/test")
    works(app)
    assert signer(service, "anna") == old


def test_a_phone_with_a_key_that_is_gone_is_told_to_turn_messages_on_anew(
    phone_of: PhoneOf, service: FakePushService, browser: Browser
) -> None:
    answer = phone_of(ANNA).post(URL, json=service.subscription("anna", browser) | {"vapid": "B" * 87})
    assert (answer.status_code, answer.json["slug"]) == (422, "vapid")


def test_old_keys_are_for_our_eyes_only_and_read_by_a_process_that_was_running(tmp_path: Path) -> None:
    first = vapid.current(tmp_path)
    second = vapid.rotate(tmp_path)
    assert vapid.current(tmp_path) == second
    assert vapid.key_named(tmp_path, first.name).public == first.public
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("vapid*")} == {0o600}
    assert vapid.forget(tmp_path, {first.name}) == 0
    assert vapid.forget(tmp_path, {second.name}) == 1
    assert list(vapid.keys(tmp_path)) == [second.name]


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 404),
        ({}, "10.0.0.7", 404),
        ({"Authorization": "Bearer wrong"}, "127.0.0.1", 404),
        ({"Authorization": "Bearer watch-me-closely"}, "10.0.0.7", 200),
    ],
)
def test_only_a_watcher_reads_the_metrics_and_it_learns_of_messages_alone(
    app: Flask, headers: dict[str, str], address: str, status: int
) -> None:
    from dataclasses import replace

    app.extensions["ladeapp"] = replace(app.extensions["ladeapp"], metrics_token="watch-me-closely")
    answer = app.test_client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    if status == 200:
        names = {line.split()[0] for line in answer.text.splitlines() if not line.startswith("#")}
        assert names == {f"ladeapp_push_{name}" for name in ("waiting", "oldest_seconds", "sending", "lost", "dead")}


def test_the_first_phones_of_all_come_at_once_and_get_one_key(tmp_path: Path) -> None:
    together = Barrier(8)

    def first(_: int) -> str:
        together.wait()
        return vapid.current(tmp_path / "secrets").public

    for _ in range(20):
        with ThreadPoolExecutor(8) as phones:
            assert len(set(phones.map(first, range(8)))) == 1
        assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["vapid.pem"]
        (tmp_path / "secrets" / "vapid.pem").unlink()
