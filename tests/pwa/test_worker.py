"""The worker's script: what it keeps, and what it must never keep."""

import json
import re

from flask.testing import FlaskClient

from ladeapp.pwa.rules import kept_files
from tests.cast import ANNA
from tests.conftest import PhoneOf


def lists(script: str) -> tuple[list[str], list[str]]:
    """The pages and the files the worker keeps."""
    shells, files = (re.search(rf"const {name} = (\[.*?\]);", script, re.DOTALL) for name in ("SHELLS", "FILES"))
    assert shells
    assert files
    return json.loads(shells[1]), json.loads(files[1])


def test_the_worker_is_fresh_at_every_look_and_may_fetch_from_us_alone(stranger: FlaskClient) -> None:
    answer = stranger.get("/sw.js")
    assert answer.content_type.startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; script-src 'self'; connect-src 'self'"


def test_every_page_and_file_it_keeps_is_there_and_redirects_nowhere(stranger: FlaskClient) -> None:
    shells, files = lists(stranger.get("/sw.js").text)
    assert {"/check-in", "/me", "/help", "/offline", "/install", "/stations", "/stations/here", "/learn"} <= set(shells)
    for address in shells + files:
        assert stranger.get(address, buffered=True).status_code == 200, address


def test_it_keeps_no_page_that_knows_who_asks(phone_of: PhoneOf) -> None:
    phone = phone_of(ANNA)
    shells, _files = lists(phone.get("/sw.js").text)
    for address in shells:
        answer = phone.get(address)
        assert "no-store" not in answer.headers["Cache-Control"]
        assert "Anna" not in answer.text
        assert "csrf" not in answer.text.lower()


def test_it_is_the_same_script_for_everybody(phone_of: PhoneOf, stranger: FlaskClient) -> None:
    assert phone_of(ANNA).get("/sw.js").data == stranger.get("/sw.js").data


def test_the_buttons_on_a_reminder_speak_every_language_and_fit_a_lock_screen(stranger: FlaskClient) -> None:
    found = re.search(r"self.ladeappWords = (.*);", stranger.get("/sw.js").text)
    assert found
    words = json.loads(found[1])
    assert words["nb"] == {"open": "Åpne", "not_today": "Ikke i dag", "light": "Lett", "heavy": "Tung"}
    assert words["nn"]["not_today"] == "Ikkje i dag"
    assert words["en"]["not_today"] == "Not today"
    assert all(len(word) <= 12 for spoken in words.values() for word in spoken.values())


def test_every_picture_style_and_script_a_kept_page_names_is_kept_with_it(stranger: FlaskClient) -> None:
    shells, files = lists(stranger.get("/sw.js").text)
    for address in shells:
        named = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', stranger.get(address).text))
        assert named <= set(files), address


def test_home_screen_icons_and_the_styleguide_are_not_kept() -> None:
    given = [
        "css/base.css",
        "css/styleguide.css",
        "icons/icon-512.png",
        "icons/badge-96.png",
        "js/push/worker.js",
        "js/push/worker-notes.js",
        "js/push/worker-server.js",
        "js/a/b.js",
        "vendor/x/LICENSE",
    ]
    assert kept_files(given) == ["css/base.css", "icons/badge-96.png", "js/a/b.js"]
