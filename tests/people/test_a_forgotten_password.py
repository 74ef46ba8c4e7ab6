"""A forgotten password is never the end: the recovery code opens at once, the administrator's code after a day that all can see."""

import base64
import hashlib
import os
import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import ADMIN, ANNA, PASSWORD
from tests.conftest import PhoneOf
from tests.people.conftest import OWN_WORDS, Rows, fill, sign_in, typed_on

NOON = "2026-11-02T12:00:00+01:00"


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def reset_for_anna(adam: FlaskClient) -> str:
    """Adam makes a code for Anna, who is number one."""
    page = fill(adam, "/workplace/people/1/reset")
    assert "anna@fjordvik" in page.text
    return typed_on(page)


@pytest.fixture
def proof(phone_of: PhoneOf) -> str:
    """What Anna's recovery code proves; the server has its hash."""
    secret = os.urandom(32)
    key = {"kind": "recovery", "wrapped": b64(os.urandom(60)), "salt": b64(os.urandom(32)), "proof": b64(hashlib.sha256(secret).digest())}
    assert phone_of(ANNA).put("/api/vault-keys", json=key).status_code == 204
    return b64(secret)


def test_with_the_recovery_code_anna_is_in_at_once_and_every_other_phone_is_out(app: Flask, stranger: FlaskClient, proof: str) -> None:
    other = app.test_client()
    sign_in(other, "anna", PASSWORD)
    assert fill(stranger, "/sign-in/forgotten", name="anna@fjordvik", proof=proof, password=OWN_WORDS).status_code == 303
    assert stranger.get("/me/data").status_code == 200
    assert other.get("/me/data").status_code == 303
    assert sign_in(app.test_client(), "anna", PASSWORD).status_code == 422
    sign_in(other, "anna", OWN_WORDS)
    assert 'data-notice="recovered"' in other.get("/me/notices").text


@pytest.mark.parametrize("wrong", ["", "x", b64(b"\0" * 32), b64(b"\0" * 31), "æøå", "\x00"])
def test_without_the_right_proof_nothing_changes(app: Flask, stranger: FlaskClient, proof: str, wrong: str) -> None:
    assert fill(stranger, "/sign-in/forgotten", name="anna@fjordvik", proof=wrong, password=OWN_WORDS).status_code == 422
    assert sign_in(app.test_client(), "anna", PASSWORD).status_code == 303


def test_the_proof_of_one_opens_nobody_else(stranger: FlaskClient, proof: str) -> None:
    for name in ("bjorn@fjordvik", "ingen@fjordvik"):
        assert fill(stranger, "/sign-in/forgotten", name=name, proof=proof, password=OWN_WORDS).status_code == 422


def test_the_administrators_code_waits_a_day_and_opens_once(app: Flask, stranger: FlaskClient, phone_of: PhoneOf) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        code = reset_for_anna(phone_of(ADMIN))
        use = {"name": "anna@fjordvik", "code": code.lower(), "password": OWN_WORDS}
        assert fill(stranger, "/sign-in/code", **use).status_code == 422
        time.shift(timedelta(hours=23, minutes=59))
        assert fill(stranger, "/sign-in/code", **use).status_code == 422
        time.shift(timedelta(minutes=1))
        assert fill(stranger, "/sign-in/code", **use).status_code == 303
        assert stranger.get("/me/data").status_code == 200
        assert fill(app.test_client(), "/sign-in/code", **use).status_code == 422
        assert sign_in(app.test_client(), "anna", OWN_WORDS).status_code == 303


def test_the_administrators_code_ends_if_it_is_not_used(stranger: FlaskClient, phone_of: PhoneOf) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        code = reset_for_anna(phone_of(ADMIN))
        time.shift(timedelta(days=9))
        assert fill(stranger, "/sign-in/code", name="anna@fjordvik", code=code, password=OWN_WORDS).status_code == 422


def test_every_phone_of_annas_tells_it_when_the_code_is_made_and_one_tap_stops_it(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        one, two = app.test_client(), app.test_client()
        for phone in (one, two):
            sign_in(phone, "anna", PASSWORD)
        code = reset_for_anna(phone_of(ADMIN))
        for phone in (one, two):
            assert phone.get("/api/me").json["notices"] is True
            assert 'data-notice="reset_made"' in phone.get("/me/notices").text
        fill(one, "/me/notices", to="/me/reset/cancellation")
        time.shift(timedelta(days=2))
        assert fill(app.test_client(), "/sign-in/code", name="anna@fjordvik", code=code, password=OWN_WORDS).status_code == 422
        assert two.get("/api/me").json["notices"] is False
        told = [(actor, what) for actor, what in rows("SELECT actor, what FROM team_log WHERE what LIKE 'reset%%'")]
        assert sorted(told) == [("Adam", "reset_made"), ("Anna", "reset_cancelled")]


def test_what_one_phone_has_told_the_other_still_tells(app: Flask, phone_of: PhoneOf) -> None:
    one, two = app.test_client(), app.test_client()
    for phone in (one, two):
        sign_in(phone, "anna", PASSWORD)
    reset_for_anna(phone_of(ADMIN))
    address = re.search(r"/me/notices/[0-9a-f-]{36}/told", one.get("/me/notices").text)
    assert address
    fill(one, "/me/notices", to=address[0])
    assert one.get("/api/me").json["notices"] is False
    assert two.get("/api/me").json["notices"] is True


def test_a_used_code_is_told_and_logged_and_ends_the_other_phones(app: Flask, stranger: FlaskClient, phone_of: PhoneOf, rows: Rows) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        old = app.test_client()
        sign_in(old, "anna", PASSWORD)
        code = reset_for_anna(phone_of(ADMIN))
        time.shift(timedelta(days=1))
        fill(stranger, "/sign-in/code", name="anna@fjordvik", code=code, password=OWN_WORDS)
        assert old.get("/me/data").status_code == 303
        assert 'data-notice="reset_used"' in stranger.get("/me/notices").text
        assert ("Anna", "reset_used", "Anna") in rows("SELECT actor, what, about FROM team_log")
        assert len(rows("SELECT person_id FROM push_delivery WHERE kind = 'account'")) >= 1


def test_a_code_for_anna_opens_nobody_else_and_is_kept_as_a_hash(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        code = reset_for_anna(phone_of(ADMIN))
        time.shift(timedelta(days=1))
        assert fill(app.test_client(), "/sign-in/code", name="bjorn@fjordvik", code=code, password=OWN_WORDS).status_code == 422
        assert code not in str(rows("SELECT * FROM password_reset"))
        assert fill(app.test_client(), "/sign-in/code", name="anna@fjordvik", code="kort", password=OWN_WORDS).status_code == 422


def test_a_new_code_puts_the_old_one_out_of_use(app: Flask, phone_of: PhoneOf) -> None:
    with time_machine.travel(NOON, tick=False) as time:
        adam = phone_of(ADMIN)
        first, second = reset_for_anna(adam), reset_for_anna(adam)
        time.shift(timedelta(days=1))
        answers = [
            fill(app.test_client(), "/sign-in/code", name="anna", code=code, password=OWN_WORDS).status_code for code in (first, second)
        ]
        assert answers == [422, 303]


def test_whoever_holds_a_phone_that_is_signed_in_makes_no_way_in_of_it_without_the_password(
    app: Flask, stranger: FlaskClient, phone_of: PhoneOf, proof: str
) -> None:
    """The wrapped key can be read by that phone; sent back with a proof of the thief's own it would have made him a password."""
    thiefs = os.urandom(32)
    phone = phone_of(ANNA)
    (there,) = phone.get("/api/vault-keys").json["keys"]
    refused = phone.put("/api/vault-keys", json=there | {"proof": b64(hashlib.sha256(thiefs).digest())})
    assert (refused.status_code, refused.json["slug"]) == (403, "sign-in-anew")
    assert fill(stranger, "/sign-in/forgotten", name="anna@fjordvik", proof=b64(thiefs), password=OWN_WORDS).status_code == 422
    assert fill(stranger, "/sign-in/forgotten", name="anna@fjordvik", proof=proof, password=OWN_WORDS).status_code == 303


def test_nor_does_another_salt_put_her_own_code_out_of_use(phone_of: PhoneOf, proof: str) -> None:
    phone = phone_of(ANNA)
    (there,) = phone.get("/api/vault-keys").json["keys"]
    same = b64(hashlib.sha256(base64.urlsafe_b64decode(proof + "=")).digest())
    assert phone.put("/api/vault-keys", json=there | {"proof": same, "salt": b64(os.urandom(32))}).status_code == 403
    assert phone.put("/api/vault-keys", json=there | {"proof": same}).status_code == 204


def test_a_code_for_a_rep_who_belongs_to_no_team_stands_in_the_logs_of_those_she_represents(phone_of: PhoneOf, rows: Rows) -> None:
    """Or an administrator could sign with her key, and nobody at work could read that he had made himself a way in."""
    adam = phone_of(ADMIN)
    ((unni, ward),) = rows("SELECT p.id, g.unit_id FROM person p JOIN role_grant g ON g.person_id = p.id WHERE p.login = 'unni'")
    fill(adam, f"/workplace/people/{unni}", to=f"/workplace/people/{unni}/team", team="0")
    fill(adam, f"/workplace/people/{unni}/reset")
    told = "SELECT actor, about FROM team_log l JOIN team t ON t.id = l.team_id WHERE what = 'reset_made' AND t.unit_id = :ward"
    assert rows(told.replace(":ward", str(ward))) == [("Adam", "Unni")]
