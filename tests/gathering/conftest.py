"""A module with a meeting, whatever the real ones say; a screen that somebody runs, and as many phones as come."""

import secrets
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from werkzeug.test import TestResponse

from ladeapp.config import LANGUAGES
from ladeapp.gathering.holder import Holder
from ladeapp.learning import library
from ladeapp.learning.library import Card, Exercise, Item, Meeting, Series, Shelf, Step
from tests.cast import ANNA, Member
from tests.conftest import PhoneOf

MODULE = "charging/charging-culture"
OPTIONS = ("En pause", "Et spørsmål", "Et bedre vaktskifte")
PROMPTS = ("Når noen kommer fra noe tungt, gjør vi …", "Pausen redder vi ved å …", "Ved vaktskiftet spør vi alltid …")
STEPS = (
    Step("show", 2, "Se", "Les kortene.", cards=(2, 1)),
    Step("round", 2, "Hva trenger vi?", "Hva ville hjulpet mest?", options=OPTIONS),
    Step("talk", 2, "Snakk", "To og to."),
    Step("card", 3, "Vårt kort", "Fullfør sammen.", prompts=PROMPTS),
    Step("close", 1, "Slutt", "Takk for i dag."),
)


def an_item(slug: str, meeting: Meeting | None) -> Item:
    cards = tuple(Card(n, f"Kort {n}", Markup("<p>Noe{}.<sup><a href='#source-1'>1</a></sup></p>").format(n), 2) for n in (1, 2))
    return Item(
        "charging",
        slug,
        1,
        "Ladende kultur",
        "Om.",
        1,
        4,
        "Husk.",
        "En tegning.",
        cards,
        Exercise("Ø", "Om.", ()),
        (),
        None,
        meeting,
        4,
        30.0,
    )


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting("Ti minutter.", STEPS, ("Før: Les.", "Under: Lytt.", "Etter: Én ting."))
    items = (an_item("charging-culture", meeting), an_item("quiet", None))
    found = Shelf({language: (Series("charging", "Ladestasjon", "Om.", "Bygd på.", items),) for language in LANGUAGES}, ())
    monkeypatch.setattr(library, "shelf", lambda: found)


class Screen:
    """The shared screen, run by somebody; and phones on which nobody is signed in."""

    def __init__(self, app: Flask, facilitator: FlaskClient) -> None:
        self.app, self.facilitator = app, facilitator
        self.address = f"/api/gatherings/{MODULE}"

    def open(self) -> TestResponse:
        return self.facilitator.put(self.address)

    @property
    def code(self) -> str:
        return str(self.open().json["code"])

    def end(self) -> TestResponse:
        return self.facilitator.post(f"{self.address}/end")

    def answer(self, option: object, token: object = None, code: str | None = None) -> TestResponse:
        body = {"token": token or secrets.token_hex(16), "option": option}
        return self.app.test_client().post(f"/api/gather/{code or self.code}/answers", json=body)

    def all_answer(self, *options: int) -> None:
        code = self.code
        for option in options:
            assert self.answer(option, code=code).status_code == 204

    @property
    def memory(self) -> bytes:
        """Every byte in which rounds are held."""
        holder: Holder = self.app.extensions["ladeapp.gathering"]
        return bytes(holder._memory[:])


@pytest.fixture
def screen(app: Flask, phone_of: PhoneOf) -> Screen:
    return Screen(app, phone_of(ANNA))


@pytest.fixture
def screen_of(app: Flask, phone_of: PhoneOf) -> Callable[[Member], Screen]:
    return lambda member: Screen(app, phone_of(member))
