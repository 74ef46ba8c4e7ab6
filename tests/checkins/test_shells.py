"""The check-in's pages are the same for everybody: a phone may keep them, and nobody can be read out of them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import ANNA, LEAD, OTHER
from tests.conftest import PhoneOf

SHELLS = (
    "/check-in",
    "/how",
    "/help",
    "/incidents",
    "/install",
    "/offline",
    "/me",
    "/me/scales",
    "/survey",
    "/stations",
    "/stations/here",
    "/learn",
    "/learn/charging/peer-support",
)


def plain(page: bytes) -> bytes:
    """The page with its nonce replaced by a fixed string, and nothing else."""
    return re.sub(rb'nonce="[^"]+"', b'nonce=""', page)


@pytest.mark.parametrize("address", SHELLS)
def test_a_kept_page_is_byte_for_byte_the_same_for_anna_the_lead_somebody_else_and_nobody(
    address: str, phone_of: PhoneOf, stranger: FlaskClient
) -> None:
    pages = {plain(phone.get(address).data) for phone in (phone_of(ANNA), phone_of(LEAD), phone_of(OTHER), stranger)}
    assert len(pages) == 1


@pytest.mark.parametrize("address", SHELLS)
def test_a_kept_page_sets_no_cookie_and_may_be_kept(address: str, phone_of: PhoneOf) -> None:
    answer = phone_of(ANNA).get(address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "nonce-" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("language", "question"), [("nb", "krevende var vakta"), ("nn", "krevjande var vakta"), ("en", "demanding was the shift")]
)
def test_the_question_is_asked_in_the_phones_own_language(stranger: FlaskClient, language: str, question: str) -> None:
    stranger.set_cookie("language", language)
    page = stranger.get("/check-in").text
    assert question in page
    assert f'<html lang="{language}"' in page


def test_the_check_in_says_truly_what_is_stored_where(stranger: FlaskClient) -> None:
    page = stranger.get("/check-in").text
    assert "Innsjekken lagres på telefonen. Ett samletall for perioden sendes forseglet til teamets tall." in page
    assert "Slik virker det" in page


def test_every_module_the_check_in_needs_is_fetched_at_once(app: Flask, stranger: FlaskClient) -> None:
    page = stranger.get("/check-in").text
    preloaded = set(re.findall(r'modulepreload" nonce="[^"]+" href="([^"]+)"', page))
    assert {path.rpartition("/js/")[2] for path in preloaded} >= {"checkins/page.js", "diary/index.js", "diary/store.js", "cellar/dom.js"}
    assert all(stranger.get(path, buffered=True).status_code == 200 for path in preloaded)
