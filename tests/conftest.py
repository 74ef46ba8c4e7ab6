"""An app on each database, the fixed cast in it, and a signed-in phone for whoever is named."""

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings

from ladeapp import create_app
from ladeapp.config import Config
from ladeapp.db import db
from tests import cast, databases, quick
from tests.chromium import chromium, chromium_path, playwright

__all__ = ["chromium", "chromium_path", "playwright"]  # fixtures told in their own file

settings.register_profile("calm", deadline=None)  # what is slow once was the machine; what is slow always is seen in bench
settings.load_profile("calm")
quick.in_memory()
quick.compiled_once()
KEPT_STATIC = tempfile.TemporaryDirectory(prefix="ladeapp-static-")
BOTH = {"attacks", "cellar", "leaving", "push", "rounds", "stations", "trends", "vault"}  # sealed rows, locks, claims, copies, deleting
LONG = {"test_silence.py", "test_suggestions.py"}  # every page is read again and again
PhoneOf = Callable[[cast.Member], FlaskClient]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no core is left alone with it in the end: every page in axe, then the other browser tests.

    Where a database's own ways matter, and whatever people do in the same instant, tests meet both; the rest meets PostgreSQL in
    `make soak`. What is for PostgreSQL alone runs always.
    """
    for item in items:
        given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        only = any("database_url" in mark.args[0] for mark in item.iter_markers("parametrize"))
        both = item.get_closest_marker("at_once") or (item.path.parent.name in BOTH and item.path.name not in LONG)
        if given.get("database_url") == "postgresql" and not only and not both:
            item.add_marker("slow")
    items.sort(key=lambda item: (item.path.name != "test_axe.py", item.get_closest_marker("browser") is None))


def pytest_collection_finish() -> None:
    """What has been imported stays; it need not be looked through for rubbish again and again."""
    gc.freeze()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ladeapp.sqlite3"
    fill(config_for(tmp_path_factory.mktemp("template-instance"), f"sqlite:///{path}"))
    with sa.create_engine(f"sqlite:///{path}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with databases.own_postgres() as address:
        databases.sql(address, "CREATE DATABASE template_cast")
        fill(config_for(tmp_path_factory.mktemp("template-instance"), f"{address}/template_cast"))
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with the cast in it, for one test."""
    if request.param == "sqlite":
        (tmp_path / "db").mkdir()
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), tmp_path / 'db' / 'ladeapp.sqlite3')}"
        return
    address = request.getfixturevalue("postgres")
    databases.sql(address, "DROP DATABASE IF EXISTS test WITH (FORCE)", "CREATE DATABASE test TEMPLATE template_cast STRATEGY FILE_COPY")
    yield f"{address}/test"


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """The whole application; no context is left open (house trap 1)."""
    app = create_app(config_for(tmp_path, database_url))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def phone_of(app: Flask) -> PhoneOf:
    """`phone_of(ANNA)` is a client where Anna is signed in and CSRF is sent by itself."""
    return lambda member: signed_in(app, member)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A phone on which nobody has ever signed in."""
    return app.test_client()


def config_for(folder: Path, url: str, **more: object) -> Config:
    if not (folder / "static").exists():
        (folder / "static").symlink_to(KEPT_STATIC.name)  # compressed once, not for every test
    return Config(
        instance=folder,
        database_url=url,
        secret_key="x" * 40,
        key_dir=folder / "keys",
        public_url="http://127.0.0.1:8000",
        vapid_subject="mailto:drift@fjordvik.no",
        testing=True,
        **more,  # type: ignore[arg-type]
    )


def fill(config: Config) -> None:
    app = create_app(config)
    with app.app_context():
        upgrade()
        cast.populate()
        db.session.remove()
        db.engine.dispose()


class Phone(FlaskClient):
    """A client that sends the CSRF token with whatever changes something, as the app's own pages do."""

    token: str | None = None

    def open(self, *args: object, **kwargs: object):  # type: ignore[no-untyped-def, override]
        method = str(kwargs.get("method", "GET"))
        if method not in {"GET", "HEAD", "OPTIONS"} and self.token:
            headers = dict(kwargs.get("headers") or {})  # type: ignore[call-overload]
            headers.setdefault("X-CSRFToken", self.token)
            kwargs["headers"] = headers
        return super().open(*args, **kwargs)  # type: ignore[arg-type]


def signed_in(app: Flask, member: cast.Member) -> FlaskClient:
    from ladeapp.people import actions, queries

    with app.app_context():
        person = queries.person_by_login(member.login, "fjordvik")
        assert person
        token = actions.begin_session(person)
        db.session.remove()
    phone = Phone(app)
    with phone.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie.permanent = True
    phone.token = phone.get("/api/session").json["csrf"]
    return phone
