"""Signing in and out: what a phone gets, what the database keeps of it, and what a stranger learns (nothing)."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from ladeapp import clock
from ladeapp.db import db
from tests.cast import ADMIN, ANNA, BJORN, PASSWORD
from tests.conftest import PhoneOf
from tests.people.conftest import OWN_WORDS, Rows, fill, sign_in


def test_anna_signs_in_by_name_and_workplace_and_comes_where_she_was_going(stranger: FlaskClient) -> None:
    assert stranger.get("/me/data").headers["Location"] == "/sign-in?next=/me/data"
    answer = sign_in(stranger, " Anna@Fjordvik ", PASSWORD, "/sign-in?next=/me/data")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/me/phone?next=/me/data"
    assert "Anna" in stranger.get("/me/data").text


def test_with_one_workplace_her_own_part_is_enough(stranger: FlaskClient) -> None:
    assert sign_in(stranger, "anna", PASSWORD).status_code == 303


@pytest.mark.parametrize("there", ["https://evil.no/", "//evil.no", "/\\evil.no", "javascript:alert(1)", "/\nSet-Cookie: a=b"])
def test_nobody_is_led_away_after_signing_in(stranger: FlaskClient, there: str) -> None:
    answer = fill(stranger, "/sign-in", to=f"/sign-in?next={there}".replace("\n", "%0A"), name="anna", password=PASSWORD)
    assert answer.headers["Location"] == "/me/phone?next=/"


def test_a_wrong_password_and_an_unknown_name_are_told_apart_by_nobody(stranger: FlaskClient) -> None:
    wrong, unknown = sign_in(stranger, "anna", "feil passord her"), sign_in(stranger, "ingen", "feil passord her")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    forms = [re.search(r"<form.*?</form>", page.text, re.DOTALL) for page in (wrong, unknown)]
    texts = [re.sub(r'name="csrf_token" value="[^"]+"', "", form[0]) for form in forms if form]
    assert texts[0].replace("anna", "ingen") == texts[1]


@pytest.mark.parametrize("name", ["", "a\x00b@fjordvik", "@", "anna@", "anna@ukjent", "x" * 10_000, "‮annA@fjordvik", "😀@fjordvik"])
def test_odd_names_are_refused_in_words(stranger: FlaskClient, name: str) -> None:
    answer = sign_in(stranger, name, PASSWORD)
    assert answer.status_code == (303 if name == "anna@" else 422)


def test_the_database_keeps_days_and_a_hash_and_no_token(stranger: FlaskClient, rows: Rows) -> None:
    sign_in(stranger, "anna", PASSWORD)
    with stranger.session_transaction() as cookie:
        token = cookie["_user_id"]
    (kept,) = rows("SELECT * FROM user_session")
    assert len(token) >= 43
    assert token not in str(kept)
    assert str(kept).count(str(clock.today())) == 2 or kept[2] == kept[3] == clock.today()


def test_what_was_in_the_browser_before_is_gone_after_signing_in(stranger: FlaskClient) -> None:
    stranger.get("/sign-in")
    with stranger.session_transaction() as cookie:
        before = cookie["csrf_token"]
        cookie["planted"] = "by somebody else"
    sign_in(stranger, "anna", PASSWORD)
    with stranger.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != before


def test_a_signed_in_request_costs_one_statement_for_the_person(app: Flask, phone_of: PhoneOf) -> None:
    anna, asked = phone_of(ANNA), []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    anna.get("/me/phone")
    assert len([line for line in asked if not line.startswith("BEGIN")]) == 1


def test_a_phone_that_is_used_now_and_then_stays_signed_in_and_one_that_sleeps_does_not(stranger: FlaskClient, rows: Rows) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        sign_in(stranger, "anna", PASSWORD)
        for _ in range(3):
            time.shift(timedelta(days=20))
            assert stranger.get("/me/data").status_code == 200
        assert [str(day) for day in rows("SELECT last_seen_day FROM user_session")[0]] == ["2027-01-01"]
        time.shift(timedelta(days=31))
        assert stranger.get("/me/data").status_code == 303


def test_a_day_is_noted_once_and_alone(app: Flask, stranger: FlaskClient) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        sign_in(stranger, "anna", PASSWORD)
        time.shift(timedelta(days=1))
        told: list[str] = []
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", lambda *about: told.append(about[2]))
            event.listen(db.engine, "commit", lambda connection: told.append("COMMIT"))
        stranger.post("/me/data/other-phones")
        stranger.get("/me/phone")
        told = [line for line in told if not line.startswith("BEGIN")]
        updates = [place for place, line in enumerate(told) if line.startswith("UPDATE user_session")]
        assert len(updates) == 1
        assert told[updates[0] - 1] == told[updates[0] + 1] == "COMMIT"


def test_signing_out_ends_this_phone_and_no_other(app: Flask, rows: Rows) -> None:
    one, other = app.test_client(), app.test_client()
    for phone in (one, other):
        sign_in(phone, "anna", PASSWORD)
    with one.session_transaction() as cookie:
        stolen = cookie["_user_id"]
    assert fill(one, "/sign-out").headers["Location"] == "/"
    assert len(rows("SELECT * FROM user_session")) == 1
    with one.session_transaction() as cookie:
        cookie["_user_id"] = stolen
    assert one.get("/me/data").status_code == 303
    assert other.get("/me/data").status_code == 200


def test_anna_signs_out_her_other_phones(app: Flask) -> None:
    here, lost = app.test_client(), app.test_client()
    for phone in (here, lost):
        sign_in(phone, "anna", PASSWORD)
    fill(here, "/me/data", to="/me/data/other-phones")
    assert lost.get("/me/data").status_code == 303
    assert here.get("/me/data").status_code == 200


def test_an_api_client_that_is_signed_out_is_told_so(stranger: FlaskClient) -> None:
    answer = stranger.get("/api/vault")
    assert (answer.status_code, answer.json["slug"]) == (401, "signed-out")


def test_too_many_wrong_passwords_for_one_name_wait_whatever_the_address(guarded: Flask) -> None:
    for n in range(10):
        assert sign_in(guarded.test_client(), "bjorn", f"feil passord nummer {n}").status_code == 422
    assert sign_in(guarded.test_client(), "Bjorn", PASSWORD).status_code == 429
    assert sign_in(guarded.test_client(), "anna", PASSWORD).status_code == 303


def test_a_shared_machine_forgets_her_after_ten_minutes(stranger: FlaskClient) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        sign_in(stranger, "anna", PASSWORD)
        fill(stranger, "/me/phone", to="/me/phone/shared?next=/me/data")
        for _ in range(3):
            time.shift(timedelta(minutes=9))
            assert stranger.get("/me/data").status_code == 200
        time.shift(timedelta(minutes=11))
        assert stranger.get("/me/data").status_code == 303


def test_what_opens_the_diary_asks_for_the_password_once_more(stranger: FlaskClient) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        sign_in(stranger, "anna", PASSWORD)
        assert stranger.get("/me/recovery").status_code == 200
        time.shift(timedelta(minutes=16))
        anew = stranger.get("/me/recovery").headers["Location"]
        assert fill(stranger, anew, password="feil passord her").status_code == 422
        assert fill(stranger, anew, password=PASSWORD).headers["Location"] == "/me/recovery"
        assert stranger.get("/me/recovery").status_code == 200


def test_anna_takes_a_new_password_and_her_other_phones_are_out(app: Flask) -> None:
    here, other = app.test_client(), app.test_client()
    for phone in (here, other):
        sign_in(phone, "anna", PASSWORD)
    assert fill(here, "/me/password", password="annaanna2026").status_code == 422
    assert fill(here, "/me/password", password=OWN_WORDS).status_code == 303
    assert here.get("/me/data").status_code == 200
    assert other.get("/me/data").status_code == 303
    assert sign_in(other, "anna", OWN_WORDS).status_code == 303


def test_the_chosen_language_follows_her_to_another_phone(app: Flask, stranger: FlaskClient) -> None:
    sign_in(stranger, "anna", PASSWORD)
    fill(stranger, "/me/language", language="nn")
    other = app.test_client()
    sign_in(other, "anna", PASSWORD)
    assert '<html lang="nn">' in other.get("/me/data").text
    assert fill(other, "/me/language", language="klingon").status_code == 422


def test_meg_is_a_page_without_anybody_in_it(stranger: FlaskClient, phone_of: PhoneOf) -> None:
    pages = [phone.get("/me") for phone in (stranger, phone_of(ADMIN))]
    assert [page.status_code for page in pages] == [200, 200]
    assert all("Set-Cookie" not in page.headers for page in pages)
    assert len({re.sub(r'nonce="[^"]+"', "", page.text) for page in pages}) == 1
    assert phone_of(BJORN).get("/api/me").json == {"notices": False, "admin": False, "left": False}
    assert phone_of(ADMIN).get("/api/me").json == {"notices": False, "admin": True, "left": False}
