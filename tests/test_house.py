"""The house stands: walls, words, templates, requirements, and every address that phones have installed."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from ladeapp.db import db
from tests.cast import ANNA
from tests.conftest import PhoneOf
from tools import sizes, walls, words

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "ladeapp"
TEMPLATES = sorted((APP / "templates").rglob("*.html"))
MODULES = sorted(path for path in APP.rglob("*.py") if "migrations" not in path.parts)
SCRIPTS = sorted((APP / "static/js").rglob("*.js"))

# Bookmarked, installed as shortcuts, or called by a page that a phone has kept. None of them may ever disappear.
URLS_PHONES_HAVE_INSTALLED = (
    ("GET", "/"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("GET", "/join/0123456789abcdef0123456789abcdef"),
    ("GET", "/check-in"),
    ("GET", "/stations"),
    ("GET", "/stations/here"),
    ("GET", "/stations/00000000-0000-4000-8000-000000000000"),
    ("GET", "/pairings"),
    ("GET", "/team"),
    ("GET", "/team/lead-view"),
    ("GET", "/me"),
    ("GET", "/me/scales"),
    ("GET", "/help"),
    ("GET", "/learn"),
    ("GET", "/learn/charging/peer-support"),
    ("GET", "/incidents"),
    ("POST", "/api/incidents"),
    ("GET", "/api/incidents/words"),
    ("POST", "/api/reminders/offers"),
    ("GET", "/install"),
    ("GET", "/manifest.webmanifest"),
    ("GET", "/sw.js"),
    ("GET", "/offline"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/api/session"),
    ("PUT", "/api/contributions/2026-P12"),
    ("DELETE", "/api/contributions/2026-P12"),
    ("GET", "/api/vault"),
    ("PUT", "/api/vault"),
    ("GET", "/api/vault-keys"),
    ("PUT", "/api/vault-keys"),
    ("POST", "/api/push-subscriptions"),
    ("DELETE", "/api/push-subscriptions"),
    ("POST", "/api/push-subscriptions/test"),
    ("GET", "/api/pairing"),
    ("GET", "/reminders"),
    ("GET", "/api/reminders"),
    ("PUT", "/api/reminders"),
    ("POST", "/api/reminders/00000000-0000-4000-8000-000000000000/handled"),
    ("GET", "/shifts"),
    ("GET", "/calendar"),
    ("GET", "/calendar/00000000000000000000000000000000.ics"),  # in people's calendars
    ("GET", "/api/shifts"),
    ("GET", "/api/stations/00000000-0000-4000-8000-000000000000"),
    ("GET", "/api/stations/00000000-0000-4000-8000-000000000000/events"),
    ("POST", "/api/stations/00000000-0000-4000-8000-000000000000/moves"),
)


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[str(path.relative_to(APP)) for path in paths])


# Walls


def test_the_walls_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert walls.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("people/queries.py", "from ladeapp.trends import models", "people must not import trends"),
        ("people/queries.py", "from ..home import queries", "people must not import home"),
        ("stations/queries.py", "from ..trends.models import Contribution", "stations must not import trends"),
        ("checkins/views.py", "import ladeapp.stations.actions", "checkins must not import stations"),
        ("db.py", "from .people.models import Person", "db must not import people"),
        ("vault/actions.py", "from ladeapp import trends", "vault must not import trends"),
        ("pairing/views.py", "from ..stations.views import bp", "must not import another room's views"),
        ("pairing/views.py", "from ..people import forms", "must not import another room's forms"),
        ("trends/models.py", "from ..people.models import Person", "by name only"),
        ("trends/rules.py", "import sqlalchemy as sa", "rules.py must not import sqlalchemy"),
        ("trends/rules.py", "from flask import g", "rules.py must not import flask"),
        ("trends/rules.py", "from .models import Period", "rules.py must not import .models"),
        ("trends/rules.py", "from .. import clock", "rules.py must not import ladeapp.clock"),
        ("people/models.py", "from .forms import SignInForm", "models.py must not import .forms"),
        ("pairing/queries.py", "from flask_login import current_user", "queries.py must not import flask_login"),
        ("push/actions/mail.py", "from flask import request", "actions.py must not import flask"),
        ("people/actions/access.py", "from flask import request", "must not import flask"),
        ("people/forms.py", "from .models import Person", "forms.py must not import .models"),
        ("people/forms.py", "from ..db import db", "forms.py must not import ladeapp.db"),
        ("push/jobs.py", "from .views import bp", "jobs.py must not import .views"),
        ("attic/__init__.py", "from ..db import db", "attic must not import db"),
    ],
)
def test_a_wall_that_is_broken_is_told(
    file: str, line: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "ladeapp"
    shutil.copytree(APP, copy, ignore=lambda folder, names: {n for n in names if n in {"static", "content", "translations", "__pycache__"}})
    (copy / file).parent.mkdir(exist_ok=True)
    with (copy / file).open("a") as source:
        source.write(f"\n{line}\n")
    monkeypatch.setattr(walls, "APP", copy)
    assert walls.main() > 0
    assert told in capsys.readouterr().out


# The cellar's two privileges


@named(MODULES)
def test_only_the_clock_reads_the_time_and_only_config_the_environment(path: Path) -> None:
    refused = set()
    if path not in {APP / "clock.py", APP / "push/signing.py"}:  # push services judge a signature by their own clock, not the demo's
        refused |= {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
    if path not in {APP / "config.py", APP / "cli.py"}:
        refused |= {"os.environ", "os.getenv"}
    said = {ast.unparse(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert not said & refused


# Templates and scripts

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
RAW = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
STYLE = re.compile(r"\{% block critical %\}.*?\{% endblock %\}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r"\b(?:aria-label|aria-description|alt|title|placeholder|label)=\"([^\"]*)\"")
MARKUP = re.compile(r"&\w+;|[\w-]+=(?:\"[^\"]*\")?|\bdata-[\w-]+")  # also pieces of a tag that a macro gives away
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Ladeapp"}


def spoken(template: str) -> Iterator[str]:
    """What a template itself says to people, outside the catalogues."""
    text = RAW.sub(" ", JINJA.sub(" ", STYLE.sub(" ", template)))
    yield from (word for value in SPOKEN.findall(text) for word in WORD.findall(value))
    yield from WORD.findall(MARKUP.sub(" ", TAG.sub(" ", text)))


@named([path for path in TEMPLATES if path.parent.name != "styleguide"])  # the demo's showroom has invented people's words in it
def test_templates_say_nothing_outside_the_catalogues(path: Path) -> None:
    assert [word for word in spoken(path.read_text()) if word not in NAMES] == []


def test_a_bare_word_is_found() -> None:
    assert list(spoken('<p title="Lukk">{{ _("Close") }} {% if x %}vindu{% endif %}</p><style>a {}</style>')) == ["Lukk", "vindu"]


@named(TEMPLATES)
def test_templates_have_no_inline_style_handler_or_unescaped_text(path: Path) -> None:
    template = path.read_text()
    tags = " ".join(TAG.findall(JINJA.sub("x", template)))
    assert not re.search(r"\sstyle\s*=", tags)
    assert not re.search(r"\son[a-z]+\s*=", tags)
    assert not re.search(r"javascript:", tags)
    if path != APP / "templates/macros/icons.html":  # our own drawings
        assert not re.search(r"\|\s*safe\b|autoescape false", template)


@named(SCRIPTS)
def test_scripts_never_make_markup_or_code_of_text(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    assert not re.search(r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(", code)


# Words and sizes


def test_every_sentence_has_words_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert words.main(check=True) == 0, capsys.readouterr().out


def test_no_file_is_twice_as_long_as_it_should_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert sizes.main() == 0, capsys.readouterr().out


# Requirements


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*")), ids=lambda path: path.name)
def test_requirements_name_no_address(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|--trusted-host|@ file", text)
    if path.suffix == ".txt":
        pins = re.findall(r"^[A-Za-z0-9_.\[\],-]+==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)


# Addresses


@pytest.mark.parametrize(("method", "path"), URLS_PHONES_HAVE_INSTALLED, ids=[" ".join(url) for url in URLS_PHONES_HAVE_INSTALLED])
def test_no_address_that_phones_have_installed_disappears(app: Flask, method: str, path: str) -> None:
    try:
        app.url_map.bind("localhost").match(path, method)
    except (NotFound, MethodNotAllowed) as lost:
        pytest.fail(f"{method} {path} is gone: {lost.name}")


def test_installed_pages_open_for_someone_signed_in(phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    pages = [path for method, path in URLS_PHONES_HAVE_INSTALLED if method == "GET" and "0000" not in path and "/join/" not in path]
    closed = {path: anna.get(path).status_code for path in pages if path not in {"/sign-in", "/api/vault"}}
    assert {path: status for path, status in closed.items() if status != 200} == {}


# What no table may know

KNOWS_TOO_MUCH = re.compile(r"last_|seen|streak|count|answer|latest|check_?in|active|_at$|_on$|created|updated|when")
MAY_KNOW = {
    "user_session.created_day",  # days, not times: privacy.md section 4
    "user_session.last_seen_day",
    "roster.counted",  # frozen when the period opens, whoever answers
    "password_reset.opens_at",
    "password_reset.expires_at",
    "ask.opens_at",  # gone when answered, withdrawn or expired
    "ask.expires_at",
    "pairing_choice.hears_from",  # when she last changed whom she meets; half an hour, else changing it tells who asks
    "device_link.expires_at",  # five minutes, and gone when the new phone has the diary
    "push_delivery.due_at",  # when a message is wanted; gone when it expires, whatever became of it
    "push_delivery.expires_at",
    "reminder_count.last_day",  # the last day that was planned for, whatever she did; it keeps prompts apart
    "shift.starts_at",  # when she works, not when she did anything here; her own alone
    "shift.ends_at",
    "shift_imported.starts_at",  # the same, as her calendar tells it
    "shift_imported.ends_at",
    "shift_away.last_day",  # the end of a holiday she has told, ahead of her
    "shift_calendar.fetch_at",  # when our worker will ask her calendar's server next: six-hourly, whatever she does
}


def test_no_table_about_a_person_knows_when_or_how_often(app: Flask) -> None:
    with app.app_context():
        tables = db.metadata.tables.values()
    about = [table for table in tables if any(key.column.table.name == "person" for key in table.foreign_keys)]
    assert len(about) >= 10
    known = {f"{table.name}.{column.name}" for table in about for column in table.columns if KNOWS_TOO_MUCH.search(column.name)}
    assert known <= MAY_KNOW


def test_answers_and_numbers_have_exactly_their_columns(app: Flask) -> None:
    exact = {
        "contribution": {"period_id", "team_id", "tag", "sealed"},
        "release": {"team_id", "period_id", "level_tenths"},
    }
    with app.app_context():
        found = {name: set(db.metadata.tables[name].columns.keys()) for name in exact}
    assert found == exact
