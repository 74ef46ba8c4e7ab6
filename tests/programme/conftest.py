"""A library of four modules and twelve episodes, a Friday in November, and films made of bytes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp.config import LANGUAGES
from ladeapp.learning import library
from ladeapp.learning.library import Exercise, Item, Series, Shelf
from tests.cast import Member
from tests.conftest import PhoneOf

FRIDAY = "2026-11-27T09:00:00Z"  # week 48 of a year that has 53
MODULES = ("emotional-demands", "charging-culture", "peer-support", "critical-incidents")
EPISODES = tuple(f"episode-{n}" for n in range(1, 13))
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(2000)
M4A = b"\0\0\0\x1cftypM4A \0\0\2\0M4A isomiso2" + bytes(2000)
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webmB\x87\x81\4" + bytes(2000)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.500\nHei, og velkommen.\n\n00:02.500 --> 00:04.000\n- Takk.\n"


def item(series: str, slug: str, number: int) -> Item:
    return Item(
        series, slug, number, title=f"{series} {number}", about="Om.", version=1, minutes=number % 4 + 1, remember="Husk.", drawing="En dør.",
        cards=(), exercise=Exercise("Øv", "Bare for deg.", ()), sources=(), try_this=None, meeting=None, words=200, lix=33.0,
    )  # fmt: skip


def shelf() -> Shelf:
    """The same in every language."""
    modules = tuple(item("charging", slug, n) for n, slug in enumerate(MODULES, start=1))
    episodes = tuple(item("leadership", slug, n) for n, slug in enumerate(EPISODES, start=1))
    both = (Series("charging", "Ladestasjonen", "", "", modules), Series("leadership", "Å lede seg selv", "", "", episodes))
    return Shelf(dict.fromkeys(LANGUAGES, both), ())


@pytest.fixture(autouse=True)
def november(time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    time_machine.move_to(FRIDAY, tick=False)
    kept = shelf()
    monkeypatch.setattr(library, "shelf", lambda: kept)
    yield time_machine


@pytest.fixture
def phone_of(phone_of: PhoneOf) -> PhoneOf:
    """Phones that read English."""

    def english(member: Member) -> FlaskClient:
        phone = phone_of(member)
        phone.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return phone

    return english


@pytest.fixture
def media(app: Flask) -> Path:
    """Where films lie."""
    return Path(app.extensions["ladeapp"].media_dir)


def attach(phone: FlaskClient, film: object = MP4, captions: object = CAPTIONS, **more: str) -> TestResponse:
    """Send the form of `/learn/films` as a browser does. None: no file was chosen."""
    data: dict[str, object] = {"item": "charging/peer-support", "title": "Sykehuset vårt", "language": "nb"} | more
    for name, sent in (("film", film), ("captions", captions)):
        data[name] = (BytesIO(b""), "") if sent is None else (BytesIO(sent), f"{name}.bin") if isinstance(sent, bytes) else sent
    return phone.post("/learn/films", data=data, content_type="multipart/form-data")


def lying(media: Path) -> list[bytes]:
    """What each file in the folder holds."""
    return [path.read_bytes() for path in sorted(media.iterdir()) if path.name != ".lock"] if media.exists() else []


def told(phone: FlaskClient) -> Any:
    return phone.get("/api/programme").json
