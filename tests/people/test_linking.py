"""A second phone: the box between two phones of one person, who may lay what in it, how often, and how long it is there."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock
from ladeapp.people.jobs import end_links
from ladeapp.vault.rules import spelled
from tests.cast import ANNA, BJORN, PASSWORD
from tests.conftest import PhoneOf, signed_in
from tests.people.conftest import Rows, sign_in

TAG, OTHER_TAG = {"tag": spelled(b"t" * 16)}, {"tag": spelled(b"u" * 16)}
OFFER, REPLY, KEY = TAG | {"offer": spelled(b"d" * 32)}, TAG | {"reply": spelled(b"r" * 65)}, TAG | {"wrapped": spelled(b"k" * 60)}
SHOWN = TAG | {"offer": spelled(b"o" * 65)}
THIEFS = TAG | {"reply": spelled(b"x" * 65)}


def anew(app: Flask) -> FlaskClient:
    """Anna's phone with the diary, a moment after she gave her password."""
    phone = signed_in(app, ANNA)
    with phone.session_transaction() as cookie:
        cookie["at"] = int(clock.now().timestamp())
    return phone


def test_four_things_are_laid_in_turn_and_gone_when_fetched(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    old, new = anew(app), phone_of(ANNA)
    assert old.put("/api/link", json=OFFER).status_code == 204
    assert new.get("/api/link").json == OFFER | {"reply": None, "wrapped": None}
    assert new.post("/api/link/reply", json=REPLY).status_code == 204
    assert old.get("/api/link").json["reply"] == REPLY["reply"]
    assert old.post("/api/link/offer", json=SHOWN).status_code == 204
    assert new.get("/api/link").json == SHOWN | REPLY | {"wrapped": None}
    assert old.post("/api/link/key", json=KEY).status_code == 204
    assert new.get("/api/link").json == SHOWN | REPLY | KEY
    assert new.delete("/api/link").status_code == 204
    assert [phone.get("/api/link").status_code for phone in (old, new)] == [404, 404]
    assert rows("SELECT count(*) FROM device_link") == [(0,)]


def test_a_box_is_opened_only_after_signing_in_anew(stranger: FlaskClient, rows: Rows) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        sign_in(stranger, "anna", PASSWORD)
        token = {"X-CSRFToken": stranger.get("/api/session").json["csrf"]}
        assert stranger.get("/me/link").status_code == 200
        time.shift(timedelta(minutes=16))
        assert stranger.get("/me/link").headers["Location"] == "/sign-in/anew?next=/me/link"
        refused = stranger.put("/api/link", json=OFFER, headers=token)
        assert (refused.status_code, refused.json["slug"]) == (403, "sign-in-anew")
    assert rows("SELECT count(*) FROM device_link") == [(0,)]


def test_bjorn_finds_nothing_of_hers_and_can_lay_nothing_in_it(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    anna, bjorn = anew(app), phone_of(BJORN)
    anna.put("/api/link", json=OFFER)
    assert bjorn.get("/api/link").status_code == 404
    assert [bjorn.post(f"/api/link/{way}", json=body).status_code for way, body in (("reply", REPLY), ("key", KEY))] == [409, 409]
    assert bjorn.delete("/api/link").status_code == 204
    assert anna.get("/api/link").json == OFFER | {"reply": None, "wrapped": None}


def test_the_first_phone_that_answers_is_the_only_one(app: Flask, phone_of: PhoneOf) -> None:
    old, new, thief = anew(app), phone_of(ANNA), phone_of(ANNA)
    old.put("/api/link", json=OFFER)
    assert thief.post("/api/link/reply", json=THIEFS).status_code == 204
    refused = new.post("/api/link/reply", json=REPLY)
    assert (refused.status_code, refused.json["slug"]) == (409, "used")
    assert old.get("/api/link").json["reply"] == THIEFS["reply"]


def test_the_first_phones_key_is_laid_after_the_answer_once_and_never_instead_of_its_digest(app: Flask, phone_of: PhoneOf) -> None:
    """Whoever answers must not know it yet, or could try keys until both phones show the same number."""
    old, new = anew(app), phone_of(ANNA)
    assert old.put("/api/link", json=SHOWN).status_code == 422
    old.put("/api/link", json=OFFER)
    assert old.post("/api/link/offer", json=SHOWN).status_code == 409
    new.post("/api/link/reply", json=REPLY)
    assert old.post("/api/link/offer", json=SHOWN | OTHER_TAG).status_code == 409
    assert old.post("/api/link/offer", json=OFFER).status_code == 422
    assert [old.post("/api/link/offer", json=SHOWN).status_code for _ in range(2)] == [204, 409]


def test_no_key_before_an_answer_nor_twice_nor_with_another_tag(app: Flask, phone_of: PhoneOf) -> None:
    old, new = anew(app), phone_of(ANNA)
    old.put("/api/link", json=OFFER)
    assert old.post("/api/link/key", json=KEY).status_code == 409
    assert new.post("/api/link/reply", json=REPLY | OTHER_TAG).status_code == 409
    assert new.post("/api/link/reply", json=REPLY).status_code == 204
    assert old.post("/api/link/key", json=KEY | OTHER_TAG).status_code == 409
    assert [old.post("/api/link/key", json=KEY).status_code for _ in range(2)] == [204, 409]


def test_after_five_minutes_it_opens_nothing_and_the_worker_takes_it_away(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        old, new = anew(app), phone_of(ANNA)
        old.put("/api/link", json=OFFER)
        time.shift(timedelta(minutes=5))
        assert new.get("/api/link").status_code == 404
        assert new.post("/api/link/reply", json=REPLY).status_code == 409
        with app.app_context():
            end_links(clock.now())
    assert rows("SELECT count(*) FROM device_link") == [(0,)]


def test_a_second_code_puts_the_first_out_of_use(app: Flask, phone_of: PhoneOf) -> None:
    old, new = anew(app), phone_of(ANNA)
    old.put("/api/link", json=OFFER)
    new.post("/api/link/reply", json=REPLY)
    old.put("/api/link", json=OFFER | OTHER_TAG)
    assert new.get("/api/link").json == OFFER | OTHER_TAG | {"reply": None, "wrapped": None}


def test_every_other_phone_tells_that_one_more_has_the_diary(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    old, new, third = anew(app), phone_of(ANNA), phone_of(ANNA)
    old.put("/api/link", json=OFFER)
    new.post("/api/link/reply", json=REPLY)
    old.post("/api/link/key", json=KEY)
    assert 'data-notice="phone_linked"' in third.get("/me/notices").text
    assert old.get("/api/me").json["notices"] is False  # it has just said so itself
    assert rows("SELECT count(*) FROM push_delivery WHERE kind = 'account'") == [(1,)]


def test_a_shared_machine_gets_no_diary(app: Flask, phone_of: PhoneOf) -> None:
    old, shared = anew(app), phone_of(ANNA)
    old.put("/api/link", json=OFFER)
    with shared.session_transaction() as cookie:
        cookie["shared"] = int(clock.now().timestamp())
    refused = shared.post("/api/link/reply", json=REPLY)
    assert (refused.status_code, refused.json["slug"]) == (403, "shared")


@pytest.mark.parametrize(
    "wrong", [{"tag": ""}, {"tag": None}, {"tag": "A" * 23}, {"offer": "B" * 42}, {"offer": 7}, {"offer": "æ" * 43}, {"offer": ["x"]}]
)
def test_what_no_phone_says_is_refused(app: Flask, wrong: dict[str, object]) -> None:
    old = anew(app)
    assert old.put("/api/link", json=OFFER | wrong).status_code == 422
    assert old.get("/api/link").status_code == 404
