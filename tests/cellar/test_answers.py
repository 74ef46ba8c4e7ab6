"""What every answer has in common, whoever asks and whatever went wrong."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.http import WORDS_FOR

from .conftest import CANARY

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ADDRESSES = ("/page", "/shell", "/nowhere", "/api/nowhere", "/problem/403", "/api/problem/422", "/fault", "/api/fault", "/api/lock")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_guarded(visitor: FlaskClient, address: str) -> None:
    headers = visitor.get(address).headers
    assert {name: headers[name] for name in EVERYWHERE} == EVERYWHERE
    policy = headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types ladeapp",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert "*" not in policy


def test_the_nonce_is_new_every_time_and_stands_on_every_style_and_script(visitor: FlaskClient) -> None:
    nonces = set()
    for _ in range(5):
        answer = visitor.get("/problem/404")
        (nonce,) = set(re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]))
        assert set(re.findall(r'nonce="([^"]+)"', answer.text)) == {nonce}
        assert not re.search(r"<(?:style|script)(?![^>]*nonce=)", answer.text)
        nonces.add(nonce)
    assert len(nonces) == 5
    assert all(len(nonce) >= 22 for nonce in nonces)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_a_shell_may_be_kept(visitor: FlaskClient, address: str) -> None:
    kept = "no-store" not in visitor.get(address).headers.get("Cache-Control", "")
    assert kept == (address == "/shell")


def test_a_shell_leaves_the_session_untouched(visitor: FlaskClient) -> None:
    visitor.set_cookie("ladeapp", "x")
    assert "Set-Cookie" not in visitor.get("/shell").headers


def test_public_installs_insist_on_encryption(cellar: Flask) -> None:
    assert "Strict-Transport-Security" not in cellar.test_client().get("/page").headers
    object.__setattr__(cellar.extensions["ladeapp"], "public_url", "https://lade.fjordvik.no")
    assert "max-age=31536000" in cellar.test_client().get("/page").headers["Strict-Transport-Security"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("status", WORDS_FOR)
def test_programs_get_a_problem_document_in_the_persons_language(visitor: FlaskClient, status: int, language: str) -> None:
    answer = visitor.get(f"/api/problem/{status}", headers={"Accept-Language": language})
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    document = json.loads(answer.data)
    assert document["type"] == "/help/problems#invented"
    assert (document["slug"], document["status"], document["left"]) == ("invented", status, 3)
    english = [str(words) for words in WORDS_FOR[status]]
    same = [document["title"] == english[0], document["detail"] == english[1]]
    assert same == [language == "en"] * 2


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_people_get_a_page_in_their_language(visitor: FlaskClient, language: str) -> None:
    answer = visitor.get("/problem/404", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text
    assert ("There is nothing here" in answer.text) == (language == "en")


def test_the_phones_own_choice_of_language_goes_before_the_browsers(visitor: FlaskClient) -> None:
    visitor.set_cookie("language", "nn")
    assert '<html lang="nn"' in visitor.get("/problem/404", headers={"Accept-Language": "en"}).text
    visitor.set_cookie("language", "<script>")
    assert '<html lang="en"' in visitor.get("/problem/404", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("address", ["/fault", "/api/fault", "/api/database-fault"])
def test_a_fault_of_ours_tells_nothing_of_what_it_met(visitor: FlaskClient, address: str, capfd: pytest.CaptureFixture[str]) -> None:
    answer = visitor.get(address, query_string={"note": CANARY}, headers={"X-Note": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.text
    out = "".join(capfd.readouterr())
    assert '"event": "fault"' in out
    assert '"where"' in out
    assert CANARY not in out


def test_a_wrong_method_says_which_are_right(visitor: FlaskClient) -> None:
    answer = visitor.delete("/api/lock")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"", 400, "not-json"),
        (b"{", 400, "not-json"),
        (b'{"value": "\xff"}', 400, "not-json"),
        (b"[" * 60_000, 400, "not-json"),
        (b'{"a":' * 10_000, 400, "not-json"),
        (b"7" * 5_000, 400, "not-json"),
        (b"[]", 400, "not-an-object"),
        (b"null", 400, "not-an-object"),
        (b'"text"', 400, "not-an-object"),
        (b'{"note": "' + b"x" * 65_536 + b'"}', 413, "too-large"),
    ],
)
def test_a_body_that_is_no_object_is_refused(visitor: FlaskClient, body: bytes, status: int, slug: str) -> None:
    answer = visitor.post("/api/echo", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["slug"]) == (status, slug)


def test_a_body_that_hides_its_length_is_cut_off_too(visitor: FlaskClient) -> None:
    from io import BytesIO

    answer = visitor.post(
        "/api/echo", input_stream=BytesIO(b'{"note": "' + b"x" * 200_000 + b'"}'), environ_overrides={"wsgi.input_terminated": True}
    )
    assert answer.status_code == 413
