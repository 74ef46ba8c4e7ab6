"""A round in a ward meeting: what the screen and the phones are told, and what is nowhere."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.gathering import actions
from tests.cast import ANNA, BJORN, LEAD, OTHER
from tests.gathering.conftest import MODULE, OPTIONS
from tests.people.conftest import guarded as guarded

MEETING = f"/learn/{MODULE}/meeting"


def plain(text):
    """Nonce and token fixed, nothing else."""
    return re.sub(r'(nonce|content|value)="[^"]{20,}"', "", text)


def without_nonce(answer):
    return [(name, re.sub(r"'nonce-[^']+'", "", value)) for name, value in answer.headers]


def everything(app):
    with app.app_context():
        rows = {name: db.session.execute(sa.select(table)).all() for name, table in db.metadata.tables.items()}
        db.session.remove()
    return rows


def test_ten_phones_answer_and_the_screen_shows_it_once(screen):
    screen.all_answer(0, 0, 0, 0, 0, 0, 1, 1, 1, 2)
    shown = screen.end()
    assert shown.json == {"shown": {"kind": "spread", "shares": [2, 1, 0]}}
    assert screen.answer(2).status_code == 404
    assert screen.end().data == shown.data


def test_four_answers_show_what_none_shows(screen, screen_of):
    screen.all_answer(0, 1, 2, 0)
    none = screen_of(BJORN)
    none.open()
    assert screen.end().data == none.end().data
    assert none.end().json == {"shown": {"kind": "few", "shares": []}}


def test_when_all_answer_alike_only_that_they_agree(screen):
    screen.all_answer(*[1] * 10)
    assert screen.end().json == {"shown": {"kind": "agree", "shares": []}}


@pytest.mark.parametrize("answers", [(), (0, 1, 2, 0), (2,) * 9])
def test_while_it_is_open_the_screen_is_told_the_same_byte_for_byte(screen, time_machine, answers):
    time_machine.move_to(clock.now(), tick=False)
    before = screen.open()
    page = plain(screen.facilitator.get(MEETING).text)
    screen.all_answer(*answers)
    after = screen.open()
    assert (after.data, after.status, without_nonce(after)) == (before.data, before.status, without_nonce(before))
    assert plain(screen.facilitator.get(MEETING).text) == page


@pytest.mark.parametrize("others", [(), (0, 0, 0), (1, 2, 0, 1, 2, 2)])
def test_a_phone_is_told_the_same_whatever_others_and_it_itself_answer(screen, others):
    code, token = screen.code, "a" * 32
    phone = plain(screen.app.test_client().get(f"/gather/{code}").text)
    said = {
        (each.status_code, each.data, tuple(sorted(each.headers.keys()))) for each in (screen.answer(n, token, code) for n in (0, 1, 2, 1))
    }
    assert len(said) == 1
    screen.all_answer(*others)
    assert plain(screen.app.test_client().get(f"/gather/{code}").text) == phone
    assert screen.answer(2, token, code).status_code == 204


def test_nothing_of_it_is_in_the_database(screen, app):
    screen.open()
    before = everything(app)
    screen.all_answer(0, 1, 2, 0, 1, 0)
    screen.end()
    assert everything(app) == before


def test_nothing_of_it_is_printed(screen, capfd):
    code, token = screen.code, "c0ffee" * 5 + "aa"
    screen.answer(1, token, code)
    screen.answer("canary", token, code)
    screen.answer(1, "canary", code)
    screen.all_answer(0, 1, 2, 0, 1)
    screen.end()
    screen.answer(0, token, code)
    said = "".join(capfd.readouterr())
    assert not [word for word in (code, token, "canary", "spread") if word in said]


def test_the_phone_needs_no_account_and_its_session_is_not_looked_at(screen, phone_of):
    code = screen.code
    stranger, anna = screen.app.test_client().get(f"/gather/{code}"), phone_of(ANNA).get(f"/gather/{code}")
    assert stranger.status_code == 200
    assert plain(stranger.text) == plain(anna.text)
    assert "Set-Cookie" not in stranger.headers
    assert "Set-Cookie" not in anna.headers
    assert "Anna" not in anna.text
    assert all(option in stranger.text for option in OPTIONS)
    assert "<textarea" not in stranger.text
    assert 'type="text"' not in stranger.text


def test_an_answer_sent_with_a_cookie_is_no_other(screen, phone_of):
    """The app sends none; whoever does so is not looked up."""
    statements = []
    listen = lambda c, cursor, statement, *_: statements.append(statement)  # noqa: E731
    phone, code = phone_of(ANNA), screen.code
    with screen.app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", listen)
    assert phone.post(f"/api/gather/{code}/answers", json={"token": "b" * 32, "option": 0}).status_code == 204
    assert [each for each in statements if "person" in each] == []


@pytest.mark.parametrize("option", [3, -1, 1.0, True, "0", None, [], 10**30])
def test_only_the_options_can_be_answered(screen, option):
    assert screen.answer(option).status_code == 422


@pytest.mark.parametrize("token", ["", "a", "A" * 32, "a" * 33, "ø" * 32, 7, None, ["a" * 32]])
def test_a_token_that_is_none_is_refused(screen, token):
    phone = screen.app.test_client()
    assert phone.post(f"/api/gather/{screen.code}/answers", json={"token": token, "option": 0}).status_code == 422


def test_a_code_that_never_was_and_one_that_is_over_are_told_alike(screen):
    screen.open()
    code = screen.code
    screen.end()
    phone = screen.app.test_client()
    over, never = phone.get(f"/gather/{code}"), phone.get("/gather/ZZZZZ")
    assert (over.status_code, plain(over.text)) == (404, plain(never.text))


def test_the_code_can_be_typed_in_any_way(screen):
    code = screen.code
    phone = screen.app.test_client()
    typed = phone.get("/gather", query_string={"code": f" {code[:2].lower()} {code[2:].lower()} "})
    assert typed.headers["Location"].endswith(f"/gather/{code}")
    wrong = phone.get("/gather?code=nei!", headers={"Accept-Language": "nb"})
    assert wrong.status_code == 422
    assert "Det er fem bokstaver og tall" in wrong.text
    assert 'value="nei!"' in wrong.text


def test_a_screen_that_is_loaded_again_finds_its_round(screen):
    code = screen.code
    screen.all_answer(0, 0, 1, 1, 2)
    assert screen.code == code
    shown = screen.end().json["shown"]
    assert screen.open().json["shown"] == shown


def test_two_screens_have_a_round_each_and_neither_ends_the_other(screen, screen_of):
    other = screen_of(LEAD)
    assert screen.code != other.code
    screen.all_answer(*[0] * 5)
    assert other.end().json["shown"]["kind"] == "few"
    assert screen.end().json["shown"]["kind"] == "agree"


def test_a_round_lasts_half_an_hour(screen, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    code = screen.code
    screen.all_answer(*[0] * 9)
    time_machine.shift(timedelta(minutes=31))
    assert screen.answer(0, code=code).status_code == 404
    gone = screen.end()
    assert (gone.status_code, gone.json["slug"]) == (404, "no-round")
    assert screen.code != code
    assert screen.end().json["shown"]["kind"] == "few"


def test_when_the_meeting_is_over_nothing_is_left_in_memory(screen):
    screen.all_answer(0, 1, 2)
    assert screen.memory.strip(b"\0")
    assert screen.facilitator.delete(screen.address).status_code == 204
    assert not screen.memory.strip(b"\0")


def test_only_who_is_signed_in_opens_one_and_only_where_there_is_a_meeting(app, phone_of):
    assert app.test_client().get(MEETING).status_code == 303
    assert phone_of(OTHER).get(MEETING).status_code == 200
    for address in ("/learn/charging/quiet/meeting", "/learn/charging/nothing/meeting", "/learn/charging/quiet/meeting/sheet"):
        assert phone_of(ANNA).get(address).status_code == 404
    assert phone_of(ANNA).put("/api/gatherings/charging/quiet").status_code == 404


def test_guessing_codes_is_slowed_down_and_answering_is_not(guarded):
    with guarded.app_context():
        code, _ = actions.begin(guarded.extensions["ladeapp.gathering"], 1, MODULE, len(OPTIONS))
    phone = guarded.test_client()
    sent = [phone.post(f"/api/gather/{code}/answers", json={"token": f"{n:032}", "option": 0}).status_code for n in range(80)]
    assert set(sent) == {204}
    assert {phone.get(f"/gather/{code}").status_code for _ in range(80)} == {200}
    guesses = [phone.get(f"/gather/{n:05}").status_code for n in range(61)]
    assert guesses == [404] * 60 + [429]


def test_the_screen_shows_the_cards_of_the_meeting_without_marks_and_the_sheet_stays_off_it(phone_of):
    page = phone_of(ANNA).get(MEETING).text
    assert page.index("Kort 2") < page.index("Kort 1")
    assert "#source-" not in page
    assert "Under: Lytt." not in page
    assert "Under: Lytt." in phone_of(ANNA).get(f"{MEETING}/sheet").text


def test_whoever_leads_finds_the_sheet_from_the_module_and_an_episode_has_none(phone_of):
    lead = phone_of(LEAD)
    assert f'href="{MEETING}/sheet"' in lead.get(MEETING.removesuffix("/meeting")).text
    assert lead.get(f"{MEETING}/sheet").status_code == 200
    assert "/meeting" not in lead.get("/learn/charging/quiet").text


def test_a_phone_without_a_camera_finds_the_way_into_the_round_under_learn(phone_of):
    assert 'href="/gather"' in phone_of(ANNA).get("/learn").text
