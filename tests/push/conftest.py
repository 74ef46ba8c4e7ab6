"""A push service on loopback, an app that may send to it, and browsers that can read what comes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from ladeapp import create_app
from ladeapp.db import db
from ladeapp.people import queries as people
from ladeapp.push.sending import Sender
from ladeapp.push.vapid import key_named
from tests.browser.fakes.loopback import certificate
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import Member
from tests.conftest import config_for


@pytest.fixture
def service() -> Iterator[FakePushService]:
    with FakePushService() as service:
        yield service


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def app(tmp_path: Path, database_url: str, service: FakePushService) -> Iterator[Flask]:
    config = config_for(tmp_path, database_url, push_extra_hosts=(service.host,))
    app = create_app(config)
    sender = Sender(
        lambda name: key_named(config.secrets_dir, name).private,
        str(config.vapid_subject),
        config.push_extra_hosts,
        trust=str(certificate()),
    )
    app.extensions["push.sender"] = sender
    yield app
    sender.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def id_of(app: Flask) -> Callable[[Member], int]:
    def find(member: Member) -> int:
        with app.app_context():
            person = people.person_by_login(member.login, "fjordvik")
            assert person
            return person.id

    return find
