"""Films of the workplace's own: straight to the disk, refused with a sentence, played in pieces, gone when removed."""

import os
import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp import jobs_of
from ladeapp.db import db
from ladeapp.people import actions as people
from ladeapp.programme import film_views, store
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION, Member
from tests.conftest import PhoneOf
from tests.programme.conftest import CAPTIONS, M4A, MP4, WEBM, attach, lying, told

MEGABYTE = 2**20


@pytest.mark.parametrize("member", [LEAD, SAFETY, UNION, ADMIN])
def test_partsgruppe_and_administrator_attach_and_everybody_plays(member: Member, phone_of: PhoneOf) -> None:
    assert attach(phone_of(member)).status_code == 303
    (film,) = told(phone_of(ANNA))["films"]
    assert (film["item"], film["title"], film["kind"]) == ("charging/peer-support", "Sykehuset vårt", "video/mp4")
    answer = phone_of(OTHER).get(film["address"], buffered=True)
    assert (answer.status_code, answer.data, answer.mimetype, answer.headers["Cache-Control"]) == (200, MP4, "video/mp4", "no-store")
    spoken = phone_of(OTHER).get(film["captions"]["address"])
    assert (spoken.mimetype, spoken.data, film["captions"]["label"]) == ("text/vtt", CAPTIONS, "Bokmål")


@pytest.mark.parametrize("member", [ANNA, SUPPORTER])
def test_for_anyone_else_there_is_no_such_page_and_nothing_is_read(member: Member, phone_of: PhoneOf, media: Path) -> None:
    assert attach(phone_of(member)).status_code == 404
    assert phone_of(member).get("/learn/films").status_code == 404
    assert not media.exists()


def test_others_cannot_remove_and_strangers_cannot_play(phone_of: PhoneOf, app: Flask) -> None:
    attach(phone_of(LEAD))
    (film,) = told(phone_of(ANNA))["films"]
    assert phone_of(ANNA).post(f"/learn/films/{film['address'].rpartition('/')[2]}/removal").status_code == 404
    assert app.test_client().get(film["address"]).status_code == 401
    assert app.test_client().get(film["captions"]["address"]).status_code == 401
    assert len(told(phone_of(ANNA))["films"]) == 1


@pytest.mark.parametrize(("film", "kind"), [(MP4, "video/mp4"), (M4A, "audio/mp4"), (WEBM, "video/webm")])
def test_a_kind_is_told_by_its_bytes(film: bytes, kind: str, phone_of: PhoneOf) -> None:
    assert attach(phone_of(LEAD), film).status_code == 303
    assert [each["kind"] for each in told(phone_of(ANNA))["films"]] == [kind]


WRONG = {
    "a picture": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(500), "That is not MP4, WebM or M4A."),
    "a page": (b"<!doctype html><script>alert(1)</script>" + b" " * 500, "That is not MP4, WebM or M4A."),
    "QuickTime": (b"\0\0\0\x14ftypqt  " + bytes(500), "That is not MP4, WebM or M4A."),
    "Matroska": (WEBM.replace(b"\x84webm", b"\x88matroska"), "That is not MP4, WebM or M4A."),
    "a few bytes": (b"\0\0", "That is not MP4, WebM or M4A."),
    "nothing": (b"", "Choose a file with the film or the sound."),
    "no file": (None, "Choose a file with the film or the sound."),
    "captions": (CAPTIONS, "That is not MP4, WebM or M4A."),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_film_is_refused_with_a_sentence_and_the_title_stays(what: str, phone_of: PhoneOf, media: Path) -> None:
    film, sentence = WRONG[what]
    answer = attach(phone_of(LEAD), film, title="Slik gjør vi det")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Slik gjør vi det"' in answer.text
    assert lying(media) == []
    assert told(phone_of(ANNA))["films"] == []


BAD_CAPTIONS = {
    "no file": (None, "Choose a file with captions."),
    "empty": (b"", "Choose a file with captions."),
    "another kind": (b"1\n00:00:01,000 --> 00:00:02,000\nHei\n", "must begin with WEBVTT"),
    "a film": (MP4, "must begin with WEBVTT"),
    "a comma in the times": (CAPTIONS.replace(b"02.500\nHei", b"02,500\nHei"), "Line 3 of the captions: times must look like"),
    "an end before its beginning": (CAPTIONS.replace(b"00:00.000 -->", b"00:09.000 -->"), "Line 3 of the captions: a cue ends"),
    "out of order": (CAPTIONS + b"\n00:01.000 --> 00:09.000\nSent\n", "Line 9 of the captions"),
    "seconds above 59": (CAPTIONS.replace(b"00:04.000", b"00:74.000"), "Line 6 of the captions: times must look like"),
    "no cues": (b"WEBVTT\n\nNOTE Kommer siden\n", "There are no cues"),
    "not UTF-8": (CAPTIONS + "å".encode("latin-1"), "Line 8 of the captions cannot be read. Save the file as UTF-8."),
    "large": (CAPTIONS + b"N" * 300_000, "The captions are very large."),
}


@pytest.mark.parametrize("what", BAD_CAPTIONS)
def test_captions_are_required_and_looked_at(what: str, phone_of: PhoneOf, media: Path) -> None:
    captions, sentence = BAD_CAPTIONS[what]
    answer = attach(phone_of(LEAD), captions=captions)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert lying(media) == []
    assert told(phone_of(ANNA))["films"] == []


@pytest.mark.parametrize(
    "captions",
    [b"\xef\xbb\xbf" + CAPTIONS, CAPTIONS.replace(b"\n", b"\r\n"), b"WEBVTT Norsk\n\nen\n01:00:00.000 --> 01:00:02.000 align:start\nHei"],
)
def test_captions_as_programs_write_them_are_taken(captions: bytes, phone_of: PhoneOf) -> None:
    assert attach(phone_of(LEAD), captions=captions).status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "  ", "Give it a title."),
        ("title", "a" * 81, "Eighty characters is the most."),
        ("title", "skjult\u202etekst", "characters in it that cannot be seen"),
        ("item", "charging/astrology", "Choose a module or an episode"),
        ("language", "xx", "Choose one from the list."),
    ],
)
def test_what_stands_beside_it_is_looked_at_too(field: str, value: str, sentence: str, phone_of: PhoneOf, media: Path) -> None:
    answer = attach(phone_of(LEAD), **{field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert lying(media) == []


def test_one_film_more_than_300_mb_and_2_gb_in_all_are_refused(phone_of: PhoneOf, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (store.LARGEST, store.QUOTA) == (300 * MEGABYTE, 2048 * MEGABYTE)
    monkeypatch.setattr(store, "LARGEST", 3000)
    assert "more than 300 MB" in attach(phone_of(LEAD), MP4 + bytes(1000)).text
    monkeypatch.setattr(store, "QUOTA", 5000)
    assert attach(phone_of(LEAD)).status_code == attach(phone_of(LEAD), title="To").status_code == 303
    answer = attach(phone_of(LEAD), title="Tre")
    assert answer.status_code == 422
    assert "a workplace has 2 GB" in answer.text
    assert 'value="Tre"' in answer.text
    assert lying(media) == [MP4, MP4]


def test_a_full_disk_is_a_sentence_before_it_is_full_and_when_it_is(
    phone_of: PhoneOf, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=store.RESERVE + 2000))
        answer = attach(phone_of(LEAD))
        assert answer.status_code == 422
        assert "The server's disk is full." in answer.text
        patch.setattr(store.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=0))
        assert "The server's disk is full." in attach(phone_of(LEAD)).text
    monkeypatch.setattr(store.os, "fdopen", lambda descriptor, *_how, **_more: FullDisk(descriptor))
    answer = attach(phone_of(LEAD))
    assert answer.status_code == 422
    assert "The server's disk is full." in answer.text
    assert "Sykehuset vårt" in answer.text
    assert lying(media) == []


class FullDisk:
    """A file on a disk that takes a hundred bytes more and then none."""

    def __init__(self, descriptor: int) -> None:
        self._file, self._left = open(descriptor, "w+b", buffering=0), 100  # noqa: SIM115 – closed by its owner

    def write(self, data: bytes) -> int:
        if not self._left:
            raise OSError(28, "No space left on device")
        written = self._file.write(data[: self._left]) or 0
        self._left -= written
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_a_hundred_megabytes_pass_through_little_memory(phone_of: PhoneOf, media: Path) -> None:
    phone = phone_of(LEAD)
    edge = b"----lade"
    fields = b"".join(b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (edge, name, value) for name, value in
                      ((b"item", b"charging/peer-support"), (b"title", b"Lang"), (b"language", b"nb")))  # fmt: skip
    captions = b'--%s\r\nContent-Disposition: form-data; name="captions"; filename="c.vtt"\r\n\r\n%s\r\n' % (edge, CAPTIONS)
    begins = b'--%s\r\nContent-Disposition: form-data; name="film"; filename="f.mp4"\r\n\r\n' % edge
    piece, times = os.urandom(MEGABYTE), 100
    parts = [fields, captions, begins, MP4, *[piece] * times, b"\r\n--%s--\r\n" % edge]
    tracemalloc.start()
    try:
        answer = flow(phone, edge, parts, sum(map(len, parts)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 303
    assert peak < 8 * MEGABYTE
    (film,) = [path for path in media.iterdir() if path.name != ".lock"]
    assert film.stat().st_size == len(MP4) + times * MEGABYTE


class Flow:
    """A body that is made as it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest = parts, b""

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._parts, b"")
        taken, self._rest = self._rest[: size if size >= 0 else None], self._rest[size:] if size >= 0 else b""
        return taken

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("nobody reads a film by lines")


def flow(phone: FlaskClient, edge: bytes, parts: list[bytes], announced: int) -> TestResponse:
    kind = f"multipart/form-data; boundary={edge.decode()}"
    environ = {"wsgi.input": Flow(iter(parts)), "CONTENT_LENGTH": str(announced), "CONTENT_TYPE": kind}
    return phone.post("/learn/films", environ_overrides=environ)


def test_a_film_lies_apart_from_the_database_under_a_name_nobody_guesses(phone_of: PhoneOf, media: Path) -> None:
    attach(phone_of(LEAD), title="Hemmelig tittel")
    (path,) = [path for path in media.iterdir() if path.name != ".lock"]
    assert len(path.name) == 32
    assert "emmelig" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(media.stat().st_mode) == 0o700
    assert media.parent == path.parent.parent
    assert "db" not in path.parts


def test_a_player_gets_the_piece_it_asks_for(phone_of: PhoneOf, monkeypatch: pytest.MonkeyPatch) -> None:
    assert film_views.PIECE == MEGABYTE
    monkeypatch.setattr(film_views, "PIECE", 1000)
    film = MP4 + os.urandom(3000)
    attach(phone_of(LEAD), film)
    anna = phone_of(ANNA)
    address = told(anna)["films"][0]["address"]

    def ask(wanted: str, **more: str) -> Any:
        return anna.get(address, headers={"Range": wanted, **more}, buffered=True)

    some = ask("bytes=10-19")
    assert (some.status_code, some.data, some.headers["Content-Range"]) == (206, film[10:20], f"bytes 10-19/{len(film)}")
    assert ask("bytes=-5").data == film[-5:]
    rest = ask("bytes=7-")
    assert (rest.status_code, rest.data) == (206, film[7:1007])  # a piece, and then it asks again
    assert ask(f"bytes={len(film) - 9}-").data == film[-9:]
    assert ask("bytes=10-19", **{"If-Range": some.headers["ETag"]}).status_code == 206
    assert ask("bytes=10-19", **{"If-Range": '"another"'}).status_code == 200
    beyond = ask(f"bytes={len(film)}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(film)}")
    assert all(answer.headers["Cache-Control"] == "no-store" for answer in (some, rest, beyond))


def test_what_is_removed_is_gone_from_the_disk(phone_of: PhoneOf, media: Path) -> None:
    attach(phone_of(LEAD))
    stein = phone_of(SAFETY)
    address = told(stein)["films"][0]["address"]
    assert stein.post(f"/learn/films/{address.rpartition('/')[2]}/removal").status_code == 303
    assert lying(media) == []
    assert told(phone_of(BJORN))["films"] == []
    assert phone_of(BJORN).get(address).status_code == 404
    page = stein.get("/learn/plan").text
    assert "Leila attached “Sykehuset vårt”" in page
    assert "Stein removed “Sykehuset vårt”" in page


def test_a_line_that_breaks_leaves_nothing(phone_of: PhoneOf, media: Path, app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    begins = b'--kant\r\nContent-Disposition: form-data; name="film"; filename="f.mp4"\r\n\r\n'
    answer = flow(phone_of(LEAD), b"kant", [begins, MP4], 900_000)  # and then nothing more comes
    assert answer.status_code >= 400
    assert lying(media) == []


def test_without_a_token_nothing_is_kept(phone_of: PhoneOf, media: Path) -> None:
    phone = phone_of(LEAD)
    phone.token = None  # type: ignore[attr-defined]
    assert attach(phone).status_code == 403
    assert lying(media) == []


def test_one_at_a_time_is_sent(phone_of: PhoneOf, media: Path) -> None:
    with store.alone(media):
        answer = attach(phone_of(LEAD))
        assert answer.status_code == 503
        assert "Somebody else is sending a film right now." in answer.text
    assert attach(phone_of(LEAD)).status_code == 303


def sweep(app: Flask) -> None:
    (job,) = [job for job in jobs_of(app) if job.name == "sweep files that no film knows"]
    with app.app_context():
        job.run(None)  # type: ignore[arg-type]


def test_files_that_no_film_knows_are_swept_but_not_while_one_is_sent(phone_of: PhoneOf, media: Path, app: Flask) -> None:
    sweep(app)
    attach(phone_of(LEAD))
    (media / ".draft-of-a-worker-that-was-killed").write_bytes(MP4)
    (media / ("0" * 32)).write_bytes(MP4)
    with store.alone(media):
        sweep(app)
    assert len(lying(media)) == 3
    sweep(app)
    assert lying(media) == [MP4]
    assert len(told(phone_of(ANNA))["films"]) == 1


def test_a_film_whose_file_is_lost_is_told_to_those_who_can_mend_it(phone_of: PhoneOf, media: Path) -> None:
    attach(phone_of(LEAD))
    address = told(phone_of(ANNA))["films"][0]["address"]
    (media / address.rpartition("/")[2].replace("-", "")).unlink()
    assert told(phone_of(ANNA))["films"] == []
    assert phone_of(ANNA).get(address).status_code == 404
    page = phone_of(LEAD).get("/learn/films")
    assert "The file is gone from the server." in page.text


def test_another_workplace_neither_plays_nor_removes(phone_of: PhoneOf, app: Flask, media: Path) -> None:
    attach(phone_of(LEAD))
    address, stein = told(phone_of(ANNA))["films"][0]["address"], phone_of(SAFETY)
    with app.app_context():
        elsewhere = people.create_workplace("havnes", "Havnes kommune").id
        db.session.execute(db.text("UPDATE person SET workplace_id = :id WHERE login = 'stein'"), {"id": elsewhere})
        db.session.commit()
    assert told(stein)["films"] == []
    assert stein.get(address).status_code == 404
    assert stein.get(f"{address}/captions").status_code == 404
    assert stein.post(f"/learn/films/{address.rpartition('/')[2]}/removal").status_code == 404
    assert lying(media) == [MP4]
