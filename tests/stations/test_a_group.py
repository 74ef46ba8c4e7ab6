"""Kollega 1 opens a station for a group, and others come by her four words."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import unquote
from uuid import UUID

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock, jobs_of
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.people import actions as people
from ladeapp.stations import actions, codes
from ladeapp.stations.models import PeerSession, Seat
from tests.cast import ADMIN, ANNA, COLLEAGUES, OTHER, SUPPORTER
from tests.conftest import PhoneOf, signed_in
from tests.people.conftest import guarded as guarded
from tests.stations.conftest import id_of

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def opened(phone: FlaskClient, protocol: str = "group-40") -> str:
    """The address of a station that this phone has opened."""
    answer = phone.post("/stations", data={"protocol": protocol})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def state(phone: FlaskClient, address: str) -> dict:
    return phone.get(f"/api{address}").json


def tap(phone: FlaskClient, address: str, move: str, step: int) -> dict:
    answer = phone.post(f"/api{address}/moves", json={"move": move, "step": step})
    assert answer.status_code == 200, answer.json
    return answer.json


def come(phone: FlaskClient, code: str):
    return phone.post("/stations/join", data={"code": code})


def group_of(phones: Sequence[FlaskClient]) -> str:
    """A station where all of them sit at the gate."""
    address = opened(phones[0])
    for phone in phones[1:]:
        assert come(phone, state(phones[0], address)["code"]).headers["Location"] == address
    return address


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clocks:
        yield clocks


@pytest.fixture
def phones(phone_of: PhoneOf) -> list[FlaskClient]:
    return [phone_of(colleague) for colleague in COLLEAGUES]


def test_three_come_together_share_stop_and_go_home(noon, phones):
    one, two, three = phones[:3]
    address = group_of(phones[:3])
    told = state(two, address)
    assert sorted(told["names"].values()) == ["Kollega 1", "Kollega 2", "Kollega 3"]
    assert sorted(told["present"]) == sorted(told["names"])
    assert (told["step"], told["halted"], told["sharer"], told["ended"]) == (0, False, None, None)
    tap(one, address, "ready", 0)
    tap(two, address, "ready", 0)
    assert tap(two, address, "start", 0)["step"] == 0  # fewer than three are ready
    tap(three, address, "ready", 0)
    assert tap(two, address, "start", 0)["step"] == 1
    you = tap(two, address, "share", 1)["you"]
    assert state(one, address)["sharer"] == you
    noon.shift(180)
    assert tap(one, address, "next", 2)["step"] == 2
    assert tap(two, address, "next", 2)["step"] == 3
    told = tap(three, address, "stop", 3)
    assert (told["paused"], told["halted"], told["ended"]) == (True, True, None)
    assert three.get(address).status_code == 404
    assert three.get("/api/stations/offers").json["running"] is None
    assert not tap(one, address, "resume", 3)["halted"]
    noon.shift(3600)
    assert tap(one, address, "done", 9)["ended"] is None
    assert tap(two, address, "done", 9)["ended"] == "done"


def test_a_late_one_comes_along_until_the_closing_question(noon, phones):
    address = group_of(phones[:3])
    for phone in phones[:3]:
        tap(phone, address, "ready", 0)
    tap(phones[0], address, "start", 0)
    code = state(phones[0], address)["code"]
    assert come(phones[3], code).status_code == 303
    assert state(phones[3], address)["step"] == 1
    noon.shift(3600)
    assert state(phones[0], address)["code"] is None
    assert "over" in come_in_english(phones[4], code)


def test_the_seventh_is_told_that_it_is_full_and_the_sixth_can_leave_and_return(phones):
    address = group_of(phones[:6])
    code = codes_of(phones[0], address)
    assert state(phones[0], address)["code"] is None
    assert "full" in come_in_english(phones[6], code)
    tap(phones[5], address, "leave", 0)
    assert "full" in come_in_english(phones[6], code)
    assert come(phones[5], code).status_code == 303
    assert len(state(phones[0], address)["present"]) == 6


def codes_of(phone: FlaskClient, address: str) -> str:
    with phone.application.app_context():
        return codes.code("x" * 40, UUID(address.rpartition("/")[2]))


def come_in_english(phone: FlaskClient, code: str) -> str:
    """What somebody is told who cannot come."""
    answer = phone.post("/stations/join", data={"code": code}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    told = re.search(r'ds-validation-message"[^>]*>([^<]*)', answer.text)
    assert told
    return told[1]


def test_the_words_open_the_same_station_however_they_are_written(phones):
    address = opened(phones[0], "two-10")
    code = state(phones[0], address)["code"]
    assert re.fullmatch(r"\w+-\w+-\w+-\w+", code)
    assert come(phones[0], code).headers["Location"] == address  # she sits in it already
    assert come(phones[1], code.upper().replace("-", ",  ")).headers["Location"] == address
    assert come(phones[1], code).headers["Location"] == address
    assert state(phones[0], address)["code"] is None
    assert sorted(state(phones[0], address)["names"]) == ["a", "b"]


def test_the_square_leads_to_a_page_that_asks_first(phones, stranger):
    address = opened(phones[0], "two-5")
    code = state(phones[0], address)["code"]
    assert "<svg" in phones[0].get(address).text
    page = phones[1].get(f"/stations/join/{code}")
    assert page.status_code == 200
    assert code.replace("-", " ") in page.text
    assert len(state(phones[0], address)["names"]) == 1
    away = stranger.get(f"/stations/join/{code}")
    assert away.status_code == 303
    assert "/sign-in" in away.headers["Location"]
    assert code in unquote(away.headers["Location"])


@pytest.mark.parametrize(
    "code", ["", "x", "sol", "sol måne stjerne", "\x00", "🫠 🫠 🫠 🫠", "x" * 10_000, "' OR 1=1 --", "sol-sol-sol-sol"]
)
def test_forged_words_open_nothing(phones, code: str):
    opened(phones[0])
    assert come(phones[1], code).status_code == 422
    assert phones[1].get("/api/stations/offers").json["running"] is None


def test_words_open_nothing_in_another_workplace_nor_when_all_is_over(app: Flask, phones, phone_of: PhoneOf):
    address = opened(phones[0])
    code = state(phones[0], address)["code"]
    assert come(phone_of(OTHER), code).status_code == 303  # another ward of the same workplace
    with app.app_context():
        people.create_workplace("havnes", "Havnes")
        db.session.execute(
            sa.text("UPDATE person SET workplace_id = (SELECT id FROM workplace WHERE slug = 'havnes') WHERE login = 'kollega2'")
        )
        db.session.commit()
    assert "No station" in come_in_english(phones[1], code)
    tap(phones[0], address, "stop", 0)
    tap(phone_of(OTHER), address, "stop", 0)
    assert "over" in come_in_english(phones[2], code)


def test_guessing_at_words_is_slowed_down(guarded: Flask):
    one, two, three = (signed_in(guarded, colleague) for colleague in COLLEAGUES[:3])
    code = state(one, opened(one))["code"]
    for _ in range(10):
        assert come(two, "sol-sol-sol-sol").status_code == 422
    slower = two.post("/stations/join", data={"code": code}, headers={"Accept-Language": "en"})
    assert slower.status_code == 429
    assert "Wait a few minutes" in slower.text
    assert come(three, code).status_code == 303  # it is the one who guesses that waits


def test_whoever_opens_twice_has_one_and_whoever_joins_elsewhere_leaves_hers(phones):
    address = opened(phones[0])
    assert opened(phones[0], "two-5") == address
    other = opened(phones[1])
    assert come(phones[0], state(phones[1], other)["code"]).headers["Location"] == other
    assert phones[0].get("/api/stations/offers").json["running"] == other.rpartition("/")[2]
    assert state(phones[0], address)["ended"] == "stopped"  # nobody was left


@pytest.mark.parametrize("protocol", ["", "two-6", "alone-1", "ward-10", "../two-5", "\x00"])
def test_what_cannot_be_run_on_phones_of_ones_own_is_not_opened(app: Flask, phones, protocol: str):
    assert phones[0].post("/stations", data={"protocol": protocol}).status_code == 404
    with app.app_context():
        assert db.session.scalars(sa.select(PeerSession.id)).all() == []


def test_seats_are_drawn_for_two_to_six_and_no_more(app: Flask):
    with app.app_context():
        people = [id_of(colleague) for colleague in COLLEAGUES]
        station = actions.seat(people[:3], clock.now(), "group-40")
        assert len(db.session.scalars(sa.select(Seat.letter).where(Seat.session_id == station)).all()) == 3
        for wrong, protocol in ((people[:3], "two-5"), (people[:1], "two-5"), (people[:2], "group-40"), (people[:7], "group-40")):
            with pytest.raises(ValueError, match="not for"):
                actions.seat(wrong, clock.now(), protocol)
        with pytest.raises(KeyError):
            actions.seat(people[:2], clock.now(), "two-6")
        db.session.rollback()


# What the workplace offers


def chosen(offered: str, **stretch: int) -> dict[str, str]:
    """The form as the page sends it: these are ticked, those are longer."""
    ticked = {f"{key}-offered": "y" for key in offered.split()}
    times = {f"{key}-stretch": "100" for key in ("alone-1", "two-5", "two-10", "two-20", "group-40", "ward-10")}
    return ticked | times | {f"{key.replace('_', '-')}-stretch": str(percent) for key, percent in stretch.items()}


def test_a_workplace_chooses_what_it_offers_and_gives_more_time(noon, phone_of: PhoneOf, phones):
    adam = phone_of(ADMIN)
    everything = [offer["key"] for offer in phones[0].get("/api/stations/offers").json["offers"]]
    assert everything == ["alone-1", "two-5", "two-10", "two-20", "group-40", "ward-10"]
    assert adam.post("/workplace/stations", data=chosen("two-10 group-40", two_10=150)).status_code == 303
    offers = phones[0].get("/api/stations/offers").json["offers"]
    assert offers == [{"key": "alone-1", "stretch": 100}, {"key": "two-10", "stretch": 150}, {"key": "group-40", "stretch": 100}]
    assert phones[0].post("/stations", data={"protocol": "two-5"}).status_code == 404
    address = opened(phones[0], "two-10")
    come(phones[1], state(phones[0], address)["code"])
    for phone in phones[:2]:
        tap(phone, address, "ready", 0)
    adam.post("/workplace/stations", data=chosen("two-10"))  # what runs goes on as it began
    noon.shift(45)
    assert (state(phones[0], address)["stretch"], state(phones[0], address)["step"]) == (150, 2)
    noon.shift(224)
    assert state(phones[0], address)["step"] == 2


def test_an_ask_is_answered_with_what_is_offered(app: Flask, phone_of: PhoneOf):
    phone_of(ADMIN).post("/workplace/stations", data=chosen("two-20 group-40", two_20=125))
    with app.app_context():
        row = db.session.get(PeerSession, actions.seat([id_of(ANNA), id_of(OTHER)], clock.now()))
        assert row
        assert (row.protocol, row.stretch) == ("two-20", 125)
        db.session.rollback()


@pytest.mark.parametrize(
    "sent",
    [chosen(""), chosen("alone-1"), chosen("two-5", two_5=90), chosen("two-5", two_5=1000), {"two-5-offered": "y", "two-5-stretch": "x"}],
    ids=["nothing", "only what stays anyway", "shorter", "much longer", "no number"],
)
def test_what_cannot_be_chosen_changes_nothing(phone_of: PhoneOf, sent: dict[str, str]):
    adam = phone_of(ADMIN)
    before = adam.get("/api/stations/offers").json
    assert adam.post("/workplace/stations", data=sent).status_code == 422
    assert adam.get("/api/stations/offers").json == before


def test_the_page_says_what_nobody_can_take_away_and_is_the_administrators(phone_of: PhoneOf):
    page = phone_of(ADMIN).get("/workplace/stations", headers={"Accept-Language": "en"}).text
    for fixed in ("The ground rules", "The turn towards", "The closing question", "does it suit", "Stop: anyone"):
        assert fixed in page
    assert 'name="alone-1-offered"' not in page
    for person in (ANNA, SUPPORTER):
        assert phone_of(person).get("/workplace/stations").status_code == 404
        assert phone_of(person).post("/workplace/stations", data=chosen("two-5")).status_code == 404


def test_a_closing_question_that_somebody_left_unanswered_holds_nobody(noon, app: Flask, phones):
    """One closes her phone without a word. She is free again after a while, and all of it is forgotten."""
    address = group_of(phones[:3])
    for phone in phones[:3]:
        tap(phone, address, "ready", 0)
    tap(phones[0], address, "start", 0)
    noon.shift(42 * 60)
    for phone in phones[:2]:
        tap(phone, address, "done", 9)
    for minutes, running in ((0, True), (10, True), (20, False)):
        noon.shift(minutes * 60)
        assert run_once(app, jobs_of(app)) == 0
        assert (phones[2].get("/api/stations/offers").json["running"] is not None) is running
    assert state(phones[0], address)["ended"] == "done"
    noon.shift(11 * 60)
    assert run_once(app, jobs_of(app)) == 0
    assert phones[0].get(address).status_code == 404
