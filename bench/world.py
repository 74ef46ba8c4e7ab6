"""Our own contender: the demo workplace without the demo's switch, and every counted person signed in on a phone."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest import mock

import sqlalchemy as sa
from flask import Flask
from flask_babel import Domain
from flask_migrate import upgrade

from ladeapp import clock, create_app
from ladeapp.config import load
from ladeapp.db import db
from ladeapp.demo import load_demo
from ladeapp.people import actions as people
from ladeapp.people.models import Person
from ladeapp.trends import rules
from ladeapp.trends.models import Roster

from .load import Ask


@dataclass(frozen=True)
class World:
    """A filled database of ours and the headers of its signed-in people."""

    environ: Mapping[str, str]
    app: Flask
    period: str
    closes: datetime
    phones: tuple[Mapping[str, str], ...]

    def contributions(self) -> list[Ask]:
        return puts(self.period, self.phones)

    def pages(self, path: str) -> list[Ask]:
        return gets(path, self.phones)


def puts(period: str, phones: tuple[Mapping[str, str], ...]) -> list[Ask]:
    """Everyone's contribution, in the form both sides understand."""
    kind = {"Content-Type": "application/json"}
    path = f"/api/contributions/{period}"
    return [Ask("PUT", path, {**phone, **kind}, json.dumps({"value": n % 10}), 204) for n, phone in enumerate(phones)]


def gets(path: str, phones: tuple[Mapping[str, str], ...]) -> list[Ask]:
    return [Ask("GET", path, {"Cookie": phone["Cookie"]}) for phone in phones]


def build(folder: Path, url: str | None = None) -> World:
    """Migrate, invent Havnvik, open the running period, sign people in."""
    environ = {"LADEAPP_INSTANCE": str(folder), **({"LADEAPP_DATABASE_URL": url} if url else {})}
    app = create_app(load(environ))
    span = rules.period_of(clock.today())
    with app.app_context():
        upgrade()
        load_demo()
        counted = sa.select(Person).join(Roster).where(Roster.period_id == span.id, Roster.counted)
        tokens = [people.begin_session(person) for person in db.session.scalars(counted).all()]
        db.session.remove()
    return World(environ, app, span.id, span.closes, tuple(_phone(app, token) for token in tokens))


def _phone(app: Flask, token: str) -> dict[str, str]:
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
        kept.permanent = True
    csrf = client.get("/api/session").get_json()["csrf"]
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    return {"Cookie": f"{name}={cookie.value}", "X-CSRFToken": csrf}


def weight(ours: World, path: str) -> tuple[int, int]:
    """Bytes of a page of ours, and how many sentences it looks up in the catalogues; what an equal page has too."""
    looked_up = Domain.get_translations
    with mock.patch.object(Domain, "get_translations", autospec=True, side_effect=looked_up) as sentences:
        page = ours.app.test_client(use_cookies=False).get(path, headers=dict(ours.phones[0]))
    assert page.status_code == 200, f"{path}: {page.status_code}"
    return len(page.data), sentences.call_count


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the app says to its database meanwhile, BEGIN and COMMIT left out."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            said.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
