"""Coming in: the poster in the break room, its ten characters, and the set-up link of an empty install."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.people import actions, queries
from tests.cast import ADMIN, ANNA, LEAD
from tests.conftest import PhoneOf
from tests.people.conftest import OWN_WORDS, Rows, code_on, fill, sign_in, typed_on

NEW = {"name": "Nattugla", "login": "nattugla", "password": OWN_WORDS}


def poster(phone: FlaskClient, **choices: object) -> tuple[str, str]:
    """Adam makes an invitation to team A: (code, ten characters)."""
    page = fill(phone, "/workplace/teams/1", to="/workplace/teams/1/invitations", **{"days": "7", "role": "member", **choices})
    return code_on(page), typed_on(page)


def test_the_poster_has_a_qr_code_the_ten_characters_and_no_style_attribute(phone_of: PhoneOf) -> None:
    page = fill(phone_of(ADMIN), "/workplace/teams/1", to="/workplace/teams/1/invitations", days="7", role="member")
    assert "<svg" in page.text
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", typed_on(page))
    assert not re.search(r"\sstyle=", page.text)


def test_somebody_new_comes_in_by_a_pseudonym_and_is_on_her_way_to_the_first_check_in(
    phone_of: PhoneOf, stranger: FlaskClient, rows: Rows
) -> None:
    code, _typed = poster(phone_of(ADMIN))
    page = stranger.get(f"/join/{code}")
    assert f"start=/join/{code}" in page.text
    answer = fill(stranger, f"/join/{code}", **NEW)
    assert answer.headers["Location"] == "/me/phone?next=/check-in?welcome%3D1&new=1"
    assert stranger.get("/me/phone").status_code == 200
    assert rows(
        "SELECT t.name, m.added_by FROM membership m JOIN team t ON t.id = m.team_id JOIN person p ON p.id = m.person_id WHERE p.login = 'nattugla'"
    ) == [("Team A", "Adam")]
    assert ("Adam", "joined", "Nattugla") in rows("SELECT actor, what, about FROM team_log")
    stranger.get("/sign-out")
    assert sign_in(stranger, "nattugla@fjordvik", OWN_WORDS).status_code == 303


def test_codes_are_kept_as_hashes_only(phone_of: PhoneOf, rows: Rows) -> None:
    code, typed = poster(phone_of(ADMIN))
    kept = str(rows("SELECT * FROM invitation"))
    assert code not in kept
    assert typed not in kept
    assert typed.replace("-", "") not in kept


@pytest.mark.parametrize("spell", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "o").replace("1", "l")])
def test_the_ten_characters_open_the_same_door_however_they_are_typed(phone_of: PhoneOf, stranger: FlaskClient, spell: object) -> None:
    _code, typed = poster(phone_of(ADMIN))
    answer = fill(stranger, "/join", code=spell(typed))  # type: ignore[operator]
    assert "Team A" in stranger.get(answer.headers["Location"]).text


def test_a_door_closes_with_time_the_ten_characters_after_a_week(phone_of: PhoneOf, stranger: FlaskClient) -> None:
    with time_machine.travel("2026-11-02T08:00:00+01:00", tick=False) as time:
        code, typed = poster(phone_of(ADMIN), days="30")
        time.shift(timedelta(days=8))
        assert fill(stranger, "/join", code=typed).status_code == 422
        assert stranger.get(f"/join/{typed}").status_code == 404
        assert stranger.get(f"/join/{code}").status_code == 200
        time.shift(timedelta(days=23))
        assert stranger.get(f"/join/{code}").status_code == 404


def test_a_closed_door_lets_nobody_in_even_with_the_page_open(phone_of: PhoneOf, stranger: FlaskClient, rows: Rows) -> None:
    adam = phone_of(ADMIN)
    code, _typed = poster(adam)
    token = re.search(r'name="csrf_token" value="([^"]+)"', stranger.get(f"/join/{code}").text)
    assert token
    address = re.search(r"/workplace/invitations/[^/]+/revocation", adam.get("/workplace/teams/1").text)
    assert address
    adam.post(address[0])
    assert stranger.post(f"/join/{code}", data={"csrf_token": token[1], **NEW}).status_code == 404
    assert rows("SELECT id FROM person WHERE login = 'nattugla'") == []


def test_many_come_through_one_door_but_no_two_with_the_same_sign_in_name(app: Flask, phone_of: PhoneOf) -> None:
    code, _typed = poster(phone_of(ADMIN))
    assert fill(app.test_client(), f"/join/{code}", **NEW).status_code == 303
    second = fill(app.test_client(), f"/join/{code}", **{**NEW, "login": "NattUgla"})
    assert second.status_code == 422
    assert "Nattugla" in second.text  # what was typed is still there
    assert fill(app.test_client(), f"/join/{code}", **{**NEW, "login": "ugla2"}).status_code == 303


@pytest.mark.parametrize("name", ["محمد", "李小龍", "🦉", "Åse-Marie O'Brien", "  Kari  ", "a" * 80])
def test_names_of_every_script_are_shown_as_they_are(phone_of: PhoneOf, stranger: FlaskClient, name: str) -> None:
    adam = phone_of(ADMIN)
    code, _typed = poster(adam)
    assert fill(stranger, f"/join/{code}", **{**NEW, "name": name}).status_code == 303
    shown = name.strip().replace("'", "&#39;")
    assert f"<bdi>{shown}</bdi>" in adam.get("/workplace/people").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " \t "},
        {"name": "a" * 10_000},
        {"name": "Kari\u202eenna"},
        {"name": "a\x00b"},
        {"name": "\u200b"},
        {"login": "x"},
        {"login": "to ord"},
        {"login": "kari@annet"},
        {"login": "a" * 61},
        {"password": "kort"},
        {"password": "x" * 1001},
        {"password": "passord12345"},
        {"password": "nattugla-nattugla"},
        {"password": "fjordvik2026!"},
    ],
    ids=lambda wrong: f"{next(iter(wrong))}-{ascii(next(iter(wrong.values())))[:20]}",
)
def test_what_cannot_be_is_told_beside_its_field_and_nobody_comes_in(
    phone_of: PhoneOf, stranger: FlaskClient, rows: Rows, wrong: dict[str, str]
) -> None:
    code, _typed = poster(phone_of(ADMIN))
    answer = fill(stranger, f"/join/{code}", **{**NEW, **wrong})
    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert len(rows("SELECT id FROM person")) == 16


def test_not_utf8_is_no_fault_of_ours(phone_of: PhoneOf, stranger: FlaskClient) -> None:
    code, _typed = poster(phone_of(ADMIN))
    stranger.get(f"/join/{code}")
    assert stranger.post(f"/join/{code}", data=b"name=\xff\xfe", content_type="application/x-www-form-urlencoded").status_code < 500
    assert stranger.get("/join/%ff%fe").status_code == 404
    assert stranger.get("/setup/%00").status_code == 404


@pytest.mark.parametrize("who", [ANNA, LEAD])
def test_only_the_administrator_may_invite(phone_of: PhoneOf, rows: Rows, who: object) -> None:
    phone = phone_of(who)  # type: ignore[arg-type]
    assert phone.get("/workplace/teams/1").status_code == 404
    assert phone.post("/workplace/teams/1/invitations", data={"days": "7", "role": "member"}).status_code == 404
    assert rows("SELECT id FROM invitation") == []


def test_a_role_with_power_is_never_given_by_code(phone_of: PhoneOf, rows: Rows) -> None:
    phone_of(ADMIN).post("/workplace/teams/1/invitations", data={"days": "7", "role": "lead"})
    assert rows("SELECT id FROM invitation") == []


def test_a_supporter_comes_in_as_one(phone_of: PhoneOf, stranger: FlaskClient, rows: Rows) -> None:
    code, _typed = poster(phone_of(ADMIN), role="supporter")
    fill(stranger, f"/join/{code}", **NEW)
    assert (
        len(rows("SELECT g.id FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.role = 'supporter' AND p.login = 'nattugla'"))
        == 1
    )


def test_guessing_codes_is_slow(guarded: Flask) -> None:
    phone = guarded.test_client()
    answers = [fill(phone, "/join", code=f"AAAAA{n:05}").status_code for n in range(31)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_set_up_link_opens_once_and_makes_the_first_administrator(app: Flask, stranger: FlaskClient, rows: Rows) -> None:
    with app.app_context():
        link = actions.make_setup_link()
    typed = {"workplace_name": "Havnvik", "slug": "havnvik", "name": "Åse", "login": "ase", "password": OWN_WORDS}
    assert fill(stranger, f"/setup/{link}", **{**typed, "slug": "fjordvik"}).status_code == 422  # taken; the link still holds
    assert fill(stranger, f"/setup/{link}", **typed).headers["Location"] == "/me/phone?next=/workplace&new=1"
    assert "Havnvik" in stranger.get("/workplace").text
    assert app.test_client().get(f"/setup/{link}").status_code == 404
    assert link not in str(rows("SELECT * FROM setup_link"))


def test_a_workplace_made_at_the_command_line_gets_its_administrator(app: Flask, stranger: FlaskClient) -> None:
    with app.app_context():
        link = actions.make_setup_link(actions.create_workplace("havnvik", "Havnvik kommune").id)
    assert 'name="slug"' not in stranger.get(f"/setup/{link}").text
    assert fill(stranger, f"/setup/{link}", name="Åse", login="ase", password=OWN_WORDS).status_code == 303
    with app.app_context():
        assert queries.person_by_login("ase", "havnvik") is not None
