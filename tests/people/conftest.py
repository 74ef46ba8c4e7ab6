"""Shortcuts for walking through the doors as a person does: open the page, fill the form, send it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp import create_app
from ladeapp.db import db
from ladeapp.limits import limiter
from tests.conftest import config_for

Rows = Callable[[str], list[tuple[Any, ...]]]
OWN_WORDS = "tre troll under brua"  # a password nobody in these tests has yet


def fill(phone: FlaskClient, page: str, to: str | None = None, **typed: object) -> TestResponse:
    """Send the form of `page` (to `to`, where that is another address) with the page's own token."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', phone.get(page).text)
    assert token, f"no form on {page}"
    return phone.post(to or page, data={"csrf_token": token[1], **typed})


def sign_in(phone: FlaskClient, name: str, password: str, page: str = "/sign-in") -> TestResponse:
    return fill(phone, page, name=name, password=password)


def code_on(page: TestResponse) -> str:
    """The poster's address, as the QR code holds it."""
    found = re.search(r"/join/([\w-]{22})\b", page.text)
    assert found
    return found[1]


def typed_on(page: TestResponse) -> str:
    """The characters that stand large on a page: a poster's ten, or a reset's twenty."""
    found = re.search(r'class="code">([^<]+)<', page.text)
    assert found
    return found[1]


@pytest.fixture
def rows(app: Flask) -> Rows:
    """What stands in the database: `rows("SELECT …")`."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with app.app_context(), db.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    return ask


@pytest.fixture
def guarded(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """The application with its rate limits on, as in the world."""
    app = create_app(replace(config_for(tmp_path, database_url), testing=False))
    yield app
    limiter.reset()
    limiter.enabled = False
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
