"""The shelves and an item over HTTP: the same for everybody, whole in every language, and nothing about anyone."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ladeapp.config import LANGUAGES
from ladeapp.learning import files
from ladeapp.learning import library as shipped
from tests.cast import ANNA
from tests.conftest import PhoneOf
from tests.learning import books


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shelves hold the two items of `books`."""
    shelf = files.load(books.library(tmp_path / "books"))
    monkeypatch.setattr(shipped, "shelf", lambda: shelf)


def test_the_shelves_say_what_each_is_and_how_long_it_takes(small: None, stranger: FlaskClient):
    page = stranger.get("/learn").text
    for words in ("Ladestasjonen", "Å lede seg selv", "Å være to", "Hvorfor det er lettere å være to.", "1 min", "Ta med alt"):
        assert words in page
    assert re.search(r"rundt \d+ kB, mindre enn ett bilde", page)
    assert 'href="/learn/charging/two"' in page


def test_an_item_has_its_cards_its_exercise_and_its_sources_on_one_page(small: None, stranger: FlaskClient):
    page = stranger.get("/learn/charging/two").text
    assert re.findall(r'data-screen="(\w+)"', page) == ["cover", "1", "2", "exercise", "sources", "film"]
    assert re.findall(r'data-part="(\w+)" data-kind="(\w+)"', page) == [
        ("who", "text"), ("which", "choice"), ("one", "choice"), ("order", "rank"), ("room", "scale"), ("piles", "sort"), ("map", "map"),
    ]  # fmt: skip
    for words in ("To bærer mer enn én.", "Spør én kollega.", 'aria-label="To personer bærer en benk."', 'href="/crafting"', 'maxlength="'):
        assert (words in page) == (words != 'maxlength="'), words  # what is pasted is never cut off without a word
    marks, sources = set(re.findall(r'href="#(source-\d)"', page)), set(re.findall(r'id="(source-\d)"', page))
    assert marks == sources == {"source-1", "source-2"}
    assert set(re.findall(r'href="#(mark-\d-\d)"', page)) == set(re.findall(r'id="(mark-\d-\d)"', page))


def test_no_form_of_it_is_sent_anywhere(small: None, stranger: FlaskClient):
    page = stranger.get("/learn/charging/two").text.partition("<main")[2].partition("</main")[0]
    assert re.findall(r"<form[^>]*>", page) == ['<form method="dialog" class="settings">']
    assert "csrf" not in page


@pytest.mark.parametrize("address", ["/learn/charging/gone", "/learn/leadership/two", "/learn/elsewhere/two", "/learn/charging/"])
def test_what_is_not_on_the_shelf_is_not_there(address: str, small: None, stranger: FlaskClient):
    assert stranger.get(address).status_code == 404


def test_every_page_is_the_same_for_anna_and_for_nobody_and_may_be_kept(phone_of: PhoneOf, stranger: FlaskClient):
    anna = phone_of(ANNA)
    for item in shipped.items():
        hers, nobodys = anna.get(item.path), stranger.get(item.path)
        assert re.sub(r'nonce="[^"]+"', "", hers.text) == re.sub(r'nonce="[^"]+"', "", nobodys.text)
        assert hers.headers["Cache-Control"] == "no-cache"
        assert "Set-Cookie" not in hers.headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_shipped_opens_in_every_language(language: str, stranger: FlaskClient):
    stranger.set_cookie("language", language)
    for item in shipped.items(language):
        page = stranger.get(item.path).text
        assert f'<html lang="{language}"' in page
        assert page.count('<section class="screen reading"') == len(item.cards)


def test_learning_lies_between_the_station_and_the_team(stranger: FlaskClient):
    bar = stranger.get("/learn").text.partition('<nav class="bar"')[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)"', bar) == ["/", "/stations", "/learn", "/team", "/me"]
    assert '<a href="/learn" aria-current="page">' in bar
