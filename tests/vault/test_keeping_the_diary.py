"""The sealed diary: one blob a person, never overwritten unseen, and keys that prove nothing to anyone but their owner."""

import base64
import hashlib
import os
import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import ANNA, BJORN, PASSWORD
from tests.conftest import PhoneOf
from tests.people.conftest import sign_in

SMALLEST = 65_536
OCTETS = {"Content-Type": "application/octet-stream"}


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def put(phone: FlaskClient, blob: bytes, **condition: str):  # type: ignore[no-untyped-def]
    names = {"over": "If-Match", "first": "If-None-Match"}
    return phone.put("/api/vault", data=blob, headers={**OCTETS, **{names[name]: value for name, value in condition.items()}})


def key(**changed: object) -> dict[str, object]:
    proof = hashlib.sha256(os.urandom(32)).digest()
    return {"kind": "recovery", "wrapped": b64(os.urandom(60)), "salt": b64(os.urandom(32)), "proof": b64(proof), **changed}


def test_anna_saves_her_diary_and_gets_it_back_as_it_was(phone_of: PhoneOf) -> None:
    anna, blob = phone_of(ANNA), os.urandom(SMALLEST)
    assert (anna.get("/api/vault").status_code, anna.get("/api/vault").json["slug"]) == (404, "no-vault")
    saved = put(anna, blob, first="*")
    assert saved.status_code == 204
    found = anna.get("/api/vault")
    assert (found.data, found.content_type, found.headers["ETag"]) == (blob, "application/octet-stream", saved.headers["ETag"])
    assert found.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("size", [SMALLEST, 2 * SMALLEST, 4 * 1024 * 1024])
def test_a_diary_of_any_padded_length_up_to_four_mebibytes_fits(phone_of: PhoneOf, size: int) -> None:
    anna = phone_of(ANNA)
    assert put(anna, b"\0" * size, first="*").status_code == 204
    assert len(anna.get("/api/vault").data) == size


@pytest.mark.parametrize(
    ("size", "status"),
    [(0, 422), (1, 422), (SMALLEST - 1, 422), (SMALLEST + 1, 422), (3 * SMALLEST, 422), (4 * 1024 * 1024 + 1, 413), (8 * 1024 * 1024, 413)],
)
def test_other_lengths_are_refused_and_nothing_is_stored(phone_of: PhoneOf, size: int, status: int) -> None:
    anna = phone_of(ANNA)
    assert put(anna, b"\0" * size, first="*").status_code == status
    assert anna.get("/api/vault").status_code == 404


def test_every_saving_gets_a_new_etag_even_of_the_same_bytes(phone_of: PhoneOf) -> None:
    anna, blob = phone_of(ANNA), os.urandom(SMALLEST)
    one = put(anna, blob, first="*").headers["ETag"]
    two = put(anna, blob, over=one).headers["ETag"]
    assert one != two


def test_nothing_is_saved_over_what_was_not_seen(phone_of: PhoneOf) -> None:
    anna, mine = phone_of(ANNA), b"m" * SMALLEST
    first = put(anna, mine, first="*").headers["ETag"]
    put(anna, mine, over=first)
    for condition in ({"over": first}, {"first": "*"}, {"over": "*"}, {"over": 'W/"x"'}, {"over": "æ"}, {"over": f"{first}, {first}"}):
        assert put(anna, b"o" * SMALLEST, **condition).status_code == 412
    assert put(anna, b"o" * SMALLEST).status_code == 428
    assert anna.get("/api/vault").data == mine


def test_of_two_phones_that_save_over_the_same_one_wins(app: Flask, phone_of: PhoneOf) -> None:
    phones = [phone_of(ANNA), phone_of(ANNA)]
    etag = put(phones[0], b"0" * SMALLEST, first="*").headers["ETag"]
    together, answers = threading.Barrier(2), []

    def save(phone: FlaskClient, letter: bytes) -> None:
        together.wait()
        answers.append(put(phone, letter * SMALLEST, over=etag).status_code)

    threads = [threading.Thread(target=save, args=(phone, letter)) for phone, letter in zip(phones, (b"a", b"b"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [204, 412]


def test_of_two_phones_that_save_first_one_is(phone_of: PhoneOf) -> None:
    phones = [phone_of(ANNA), phone_of(ANNA)]
    together, answers = threading.Barrier(2), []

    def save(phone: FlaskClient) -> None:
        together.wait()
        answers.append(put(phone, b"x" * SMALLEST, first="*").status_code)

    threads = [threading.Thread(target=save, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [204, 412]


def test_bjorn_has_his_own_and_never_hers(phone_of: PhoneOf) -> None:
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    etag = put(anna, b"a" * SMALLEST, first="*").headers["ETag"]
    anna.put("/api/vault-keys", json=key())
    assert bjorn.get("/api/vault").status_code == 404
    assert bjorn.get("/api/vault-keys").json == {"keys": []}
    assert put(bjorn, b"b" * SMALLEST, over=etag).status_code == 412
    assert anna.get("/api/vault").data == b"a" * SMALLEST


def test_signed_out_there_is_nothing(stranger: FlaskClient) -> None:
    assert [stranger.get(path).status_code for path in ("/api/vault", "/api/vault-keys")] == [401, 401]
    assert stranger.put("/api/vault", data=b"x").status_code == 403  # no token of this browser's


def test_the_wrapped_key_comes_back_and_the_proof_does_not(phone_of: PhoneOf) -> None:
    anna, kept = phone_of(ANNA), key()
    assert anna.put("/api/vault-keys", json=kept).status_code == 204
    assert anna.get("/api/vault-keys").json == {"keys": [{name: kept[name] for name in ("kind", "wrapped", "salt")}]}


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "password"}, {"kind": None}, {"wrapped": ""}, {"wrapped": 7}, {"wrapped": "æ" * 80}, {"wrapped": "A"}, {"wrapped": "A" * 4000},
     {"salt": "AAAA"}, {"salt": ["x"]}, {"proof": "AAAA"}, {"proof": None}, {"proof": "\ud800"}],
    ids=str,
)  # fmt: skip
def test_a_key_that_is_none_is_refused(phone_of: PhoneOf, wrong: dict[str, object]) -> None:
    anna = phone_of(ANNA)
    assert anna.put("/api/vault-keys", json=key(**{name[:20]: value for name, value in wrong.items()})).status_code == 422
    assert anna.get("/api/vault-keys").json == {"keys": []}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_json_object_is_refused(phone_of: PhoneOf, body: bytes) -> None:
    assert phone_of(ANNA).put("/api/vault-keys", data=body, content_type="application/json").status_code == 400


def test_a_new_code_needs_the_password_given_anew_and_sending_the_same_again_does_not(stranger: FlaskClient) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        sign_in(stranger, "anna", PASSWORD)
        token = {"X-CSRFToken": stranger.get("/api/session").json["csrf"]}
        first = key()
        assert stranger.put("/api/vault-keys", json=first, headers=token).status_code == 204
        time.shift(timedelta(minutes=16))
        assert stranger.put("/api/vault-keys", json=first, headers=token).status_code == 204
        refused = stranger.put("/api/vault-keys", json=key(), headers=token)
        assert (refused.status_code, refused.json["slug"]) == (403, "sign-in-anew")
        assert stranger.get("/api/vault-keys").json["keys"][0]["wrapped"] == first["wrapped"]
