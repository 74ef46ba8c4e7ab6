"""Anna asks, Bjørn can listen; nobody else learns anything."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions, queries
from ladeapp.pairing.models import Ask, AskCount, HelpCount, Willing
from ladeapp.push.models import PushDelivery
from ladeapp.stations.models import Seat
from tests.cast import ANNA, BJORN, COLLEAGUES, LEAD, OTHER, SAFETY
from tests.conftest import PhoneOf
from tests.stations.conftest import id_of

NIGHT = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)


def pairing(phone) -> dict:
    return phone.get("/api/pairing").json


def ask(phone) -> str:
    assert phone.post("/pairings/asks").status_code == 303
    return pairing(phone)["ask"]["id"]


def test_anna_asks_bjorn_accepts_and_both_are_in_the_same_station(app: Flask, phone_of: PhoneOf, listening, told, rows):
    anna, bjorn = phone_of(ANNA), listening()
    number = ask(anna)
    messages = told()
    with app.app_context():
        assert messages == [(id_of(BJORN), "ask", f"/pairings/{number}")]
    assert pairing(bjorn)["open_asks"] == [{"id": number}]
    assert "Anna" not in bjorn.get(f"/pairings/{number}").text
    accepted = bjorn.post(f"/pairings/{number}/acceptance")
    assert accepted.status_code == 303
    station = accepted.location.rsplit("/", 1)[1]
    assert pairing(anna)["station"] == pairing(bjorn)["station"] == station
    assert set(anna.get(f"/api/stations/{station}").json["names"].values()) == {"Anna", "Bjørn"}
    messages = told()
    with app.app_context():
        assert messages == [(id_of(ANNA), "answered", "/pairings")]
    assert rows(Ask) == []


def test_what_cannot_wait_wakes_a_phone_that_sleeps_in_a_locker(phone_of: PhoneOf, listening, told, rows):
    """A push service holds back what is of normal urgency until the phone is taken out; a quarter of an hour is gone by then."""
    anna, bjorn = phone_of(ANNA), listening()
    number = ask(anna)
    told()
    urgencies = {row.kind: row.urgency for row in rows(PushDelivery)}
    bjorn.post(f"/pairings/{number}/acceptance")
    urgencies |= {row.kind: row.urgency for row in rows(PushDelivery)}
    assert urgencies == dict.fromkeys(("ask", "unanswered", "answered"), "high")


def test_nothing_is_kept_of_who_met(app: Flask, phone_of: PhoneOf, listening, rows):
    number = ask(phone_of(ANNA))
    listening().post(f"/pairings/{number}/acceptance")
    assert "pairing" not in db.metadata.tables
    assert (len(rows(HelpCount)), len(rows(Seat))) == (1, 2)  # the seats go with the station


def test_only_the_first_gets_it_and_the_other_is_thanked(phone_of: PhoneOf, listening):
    number = ask(phone_of(ANNA))
    bjorn, stein = listening(BJORN), listening(SAFETY)
    bjorn.post(f"/pairings/{number}/acceptance")
    late = stein.post(f"/pairings/{number}/acceptance")
    assert late.status_code == 409
    assert "Noen andre var først – takk for at du ville" in late.text
    assert pairing(stein)["station"] is None
    assert pairing(stein)["open_asks"] == []
    assert bjorn.post(f"/pairings/{number}/acceptance").status_code == 303  # a second tap leads to the station


def test_the_lead_is_never_asked_and_cannot_answer(phone_of: PhoneOf, listening, told):
    anna, leila = phone_of(ANNA), listening(LEAD)
    number = ask(anna)
    assert told() == []
    assert pairing(leila)["open_asks"] == []
    assert leila.get(f"/pairings/{number}").status_code == 404
    assert leila.post(f"/pairings/{number}/acceptance").status_code == 409


def test_a_lead_who_asks_does_not_reach_her_own_team(phone_of: PhoneOf, listening, told):
    for member in (BJORN, *COLLEAGUES[:2]):
        listening(member)
    leila = phone_of(LEAD)
    assert not pairing(leila)["someone_can_listen"]
    ask(leila)
    assert told() == []


def test_neither_other_wards_nor_those_who_said_nothing_are_asked(phone_of: PhoneOf, listening, told):
    listening(OTHER)
    number = ask(phone_of(ANNA))
    assert told() == []
    assert pairing(phone_of(BJORN))["open_asks"] == []
    assert phone_of(OTHER).post(f"/pairings/{number}/acceptance").status_code == 409


def test_nobody_answers_an_own_ask(listening):
    anna = listening(ANNA)
    number = ask(anna)
    assert pairing(anna)["open_asks"] == []
    assert anna.post(f"/pairings/{number}/acceptance").status_code == 409


def test_that_someone_can_listen_is_said_from_three_on_and_never_how_many(phone_of: PhoneOf, listening):
    anna = phone_of(ANNA)
    seen = []
    for colleague in COLLEAGUES:
        listening(colleague)
        seen.append(anna.get("/api/pairing").data)
    assert (len(set(seen[:2])), len(set(seen[2:]))) == (1, 1)
    assert [b'"someone_can_listen":true' in each for each in seen[1:3]] == [False, True]


def test_asking_twice_is_asking_once(phone_of: PhoneOf, listening, told, rows):
    listening()
    anna = phone_of(ANNA)
    assert ask(anna) == ask(anna)
    assert len(told()) == 1
    assert rows(AskCount)[0].times == 1


def test_withdrawn_is_withdrawn_for_everybody(phone_of: PhoneOf, listening, told, rows):
    anna, bjorn = phone_of(ANNA), listening()
    number = ask(anna)
    anna.post("/pairings/withdrawal")
    assert (told(), rows(Ask)) == ([], [])
    assert bjorn.get(f"/pairings/{number}").status_code == 404
    assert bjorn.post(f"/pairings/{number}/acceptance").status_code == 409


def test_five_asks_a_day_and_a_new_day_is_new(phone_of: PhoneOf):
    with time_machine.travel(NIGHT, tick=False) as clocks:
        anna = phone_of(ANNA)
        for _ in range(5):
            ask(anna)
            anna.post("/pairings/withdrawal")
        refused = anna.post("/pairings/asks", follow_redirects=True)
        assert "Du har spurt fem ganger i dag" in refused.text
        assert pairing(anna)["ask"] is None
        clocks.shift(7200)
        assert ask(anna)


def test_willingness_ends_by_itself_or_by_the_own_tap(phone_of: PhoneOf, listening, rows):
    with time_machine.travel(NIGHT, tick=False) as clocks:
        bjorn = listening()
        bjorn.post("/pairings/willingness/end")
        assert pairing(bjorn)["willing_until"] is None
        bjorn.post("/pairings/willingness", data={"until": "shift"})
        assert pairing(bjorn)["willing_until"] == "2026-03-03T07:30:00+01:00"
        clocks.move_to(NIGHT + timedelta(hours=9))
        assert pairing(bjorn)["willing_until"] is None
    assert len(rows(Willing)) == 1  # until the worker comes


def test_who_sits_in_a_station_is_neither_asked_nor_can_ask(phone_of: PhoneOf, listening, told):
    anna, bjorn = phone_of(ANNA), listening()
    bjorn.post(f"/pairings/{ask(anna)}/acceptance")
    before = told()
    anna.post("/pairings/asks")
    assert pairing(anna)["ask"] is None
    ask(phone_of(SAFETY))
    assert told() == before


def test_whoever_accepts_while_asking_is_not_asked_for_any_more(phone_of: PhoneOf, listening, rows):
    anna, bjorn = phone_of(ANNA), listening()
    ask(bjorn)
    bjorn.post(f"/pairings/{ask(anna)}/acceptance")
    assert rows(Ask) == []


def test_the_card_costs_one_statement(app: Flask, phone_of: PhoneOf, listening):
    for colleague in COLLEAGUES[:3]:
        listening(colleague)
    with app.app_context():
        from sqlalchemy import event

        from ladeapp.people import queries as people

        anna = people.person_by_login("anna", "fjordvik")
        said: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
        assert queries.state_for(anna, clock.now()).someone_can_listen
        assert len([text for text in said if text.lstrip().upper().startswith("SELECT")]) == 1


@pytest.mark.parametrize("until", ["", "never", "99:99", "x" * 5000, "💤"])
def test_an_impossible_time_is_a_clear_answer(phone_of: PhoneOf, until: str, rows):
    answer = phone_of(BJORN).post("/pairings/willingness", data={"until": until})
    assert answer.status_code == 422
    assert rows(Willing) == []


def test_an_ask_that_never_was_looks_like_one_that_is_gone(phone_of: PhoneOf, listening):
    anna, bjorn = phone_of(ANNA), listening()
    number = ask(anna)
    anna.post("/pairings/withdrawal")
    answers = [bjorn.post(f"/pairings/{each}/acceptance") for each in (number, uuid4())]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert bjorn.get("/pairings/not-an-id").status_code == 404


def test_the_pages_stand_in_every_language(phone_of: PhoneOf):
    anna = phone_of(ANNA)
    for language, words in (
        ("nb", "Kan noen ta fem minutter?"),
        ("nn", "Kan nokon ta fem minutt?"),
        ("en", "Can anyone take five minutes?"),
    ):
        anna.set_cookie("language", language)
        assert words in anna.get("/pairings").text
        assert words in anna.get("/").text


def test_how_often_she_asked_is_forgotten_when_the_workplace_s_day_is_over(app: Flask, phone_of: PhoneOf, rows):
    with time_machine.travel(NIGHT, tick=False):  # eleven in the evening in Fjordvik
        phone_of(ANNA).post("/pairings/asks")
    for minutes, left in ((59, 1), (60, 0)):
        with app.app_context():
            actions.purge(NIGHT + timedelta(minutes=minutes))
            db.session.remove()
        assert len(rows(AskCount)) == left
