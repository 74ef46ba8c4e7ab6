"""Anna and Bjørn, each with a phone, in one station."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock
from ladeapp.db import db
from ladeapp.stations import actions
from ladeapp.stations.models import PeerSession, Seat
from tests.cast import ANNA, BJORN, LEAD, OTHER
from tests.conftest import PhoneOf
from tests.stations.conftest import Seated

EVENING = datetime(2026, 3, 2, 21, 40, tzinfo=UTC)


def state(phone: FlaskClient, station: UUID) -> dict:
    answer = phone.get(f"/api/stations/{station}")
    assert answer.status_code == 200
    return answer.json


def tap(phone: FlaskClient, station: UUID, move: str, step: int) -> dict:
    answer = phone.post(f"/api/stations/{station}/moves", json={"move": move, "step": step})
    assert answer.status_code == 200, answer.json
    return answer.json


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved; asked for before the phones, so that they are signed in then."""
    with time_machine.travel(EVENING, tick=False) as clocks:
        yield clocks


@pytest.fixture
def both(phone_of: PhoneOf) -> tuple[FlaskClient, FlaskClient]:
    return phone_of(ANNA), phone_of(BJORN)


def begun(both: tuple[FlaskClient, FlaskClient], station: UUID) -> None:
    for phone in both:
        tap(phone, station, "ready", 0)


def test_both_phones_show_the_same_step_and_opposite_roles(both, seated: Seated):
    station = seated()
    anna, bjorn = (state(phone, station) for phone in both)
    assert {anna["you"], bjorn["you"]} == {"a", "b"}
    assert sorted(anna["names"].values()) == ["Anna", "Bjørn"]
    assert {**anna, "you": None, "elapsed_ms": 0} == {**bjorn, "you": None, "elapsed_ms": 0}


def test_the_clock_is_the_servers_and_runs_by_itself(evening, both, seated: Seated):
    station = seated()
    begun(both, station)
    for seconds, step, elapsed in ((10, 1, 10), (80, 2, 5), (90, 3, 0), (180, 5, 0), (225, 6, 0)):
        evening.move_to(EVENING + timedelta(seconds=seconds))
        for phone in both:
            assert (state(phone, station)["step"], state(phone, station)["elapsed_ms"]) == (step, elapsed * 1000)


def test_two_taps_on_next_at_once_are_one_step(both, seated: Seated):
    station = seated()
    begun(both, station)
    for phone in both:
        tap(phone, station, "next", 1)  # one of them shares: hers counts
    assert state(both[0], station)["version"] == 4
    for phone in both:
        assert tap(phone, station, "next", 2)["step"] == 3
    assert state(both[0], station)["version"] == 5


def test_either_can_pause_and_the_time_waits(evening, both, seated: Seated):
    station = seated()
    begun(both, station)
    evening.shift(30)
    assert tap(both[1], station, "pause", 1)["paused"]
    evening.shift(600)
    assert state(both[0], station)["elapsed_ms"] == 30_000
    tap(both[0], station, "resume", 1)
    evening.shift(44)
    assert (state(both[1], station)["step"], state(both[1], station)["elapsed_ms"]) == (1, 74_000)


def test_they_end_with_the_closing_question(evening, both, seated: Seated):
    station = seated()
    begun(both, station)
    evening.shift(230)
    assert tap(both[0], station, "done", 6)["ended"] is None
    assert tap(both[1], station, "done", 6)["ended"] == "done"


def test_a_stop_ends_it_for_both_and_says_no_reason(app: Flask, both, seated: Seated):
    rows = []
    for move in ("stop", "gate_no"):
        station = seated()
        tap(both[0], station, move, 0)
        assert state(both[1], station)["ended"] == "stopped"
        with app.app_context():
            row = db.session.get(PeerSession, station)
            assert row
            rows.append((row.step, row.ending, row.version, [seat.ready for seat in row.seats]))
    assert rows[0] == rows[1]


def test_a_listener_cannot_cut_the_time_of_the_one_who_shares(both, seated: Seated):
    station = seated()
    begun(both, station)
    first, second = sorted(both, key=lambda phone: state(phone, station)["you"])
    assert tap(second, station, "next", 1)["step"] == 1
    assert tap(first, station, "next", 1)["step"] == 2


def test_whoever_leaves_comes_back_by_opening_it_and_holds_nobody(evening, both, seated: Seated):
    station = seated()
    begun(both, station)
    evening.shift(30)
    left = tap(both[0], station, "leave", 1)
    assert left["present"] == [state(both[1], station)["you"]]
    evening.shift(20)
    assert state(both[1], station)["elapsed_ms"] == 50_000
    assert both[0].get("/api/stations/offers").json["running"] == str(station)
    assert both[0].get(f"/stations/{station}").status_code == 200
    assert state(both[1], station)["present"] == ["a", "b"]
    tap(both[0], station, "leave", 1)
    assert tap(both[0], station, "pause", 1)["present"] == ["a", "b"]  # any tap of hers says that she is here
    assert state(both[1], station)["paused"]


def test_whoever_is_done_has_gone_home_and_may_ask_again(evening, both, seated: Seated):
    station = seated()
    begun(both, station)
    evening.shift(230)
    assert tap(both[0], station, "done", 6)["ended"] is None
    assert both[0].get("/api/stations/offers").json["running"] is None
    assert both[0].get(f"/stations/{station}").status_code == 200
    assert both[1].get("/api/stations/offers").json["running"] == str(station)
    both[0].post("/pairings/asks")
    assert both[0].get("/api/pairing").json["ask"]


def test_a_phone_that_asks_again_gets_nothing_new_until_somebody_taps(both, seated: Seated):
    station = seated()
    first = both[0].get(f"/api/stations/{station}")
    again = {"If-None-Match": first.headers["ETag"]}
    assert both[0].get(f"/api/stations/{station}", headers=again).status_code == 304
    tap(both[1], station, "ready", 0)
    assert both[0].get(f"/api/stations/{station}", headers=again).status_code == 200


def test_a_stream_begins_with_the_state_now(both, seated: Seated):
    answer = both[0].get(f"/api/stations/{seated()}/events")
    assert answer.mimetype == "text/event-stream"
    assert "event: state\ndata: {" in answer.text


def test_the_page_knows_the_state_and_draws_itself(both, seated: Seated):
    page = both[0].get(f"/stations/{seated()}").text
    assert "Bj\\u00f8rn" in page  # as JSON
    assert "Passer det n\\u00e5?" in page


def test_running_stations_are_found_again(both, seated: Seated):
    station = seated()
    assert both[0].get("/api/stations/offers").json["running"] == str(station)
    tap(both[1], station, "stop", 0)
    assert both[0].get("/api/stations/offers").json["running"] is None


@pytest.mark.parametrize("somebody", [LEAD, OTHER], ids=["the lead", "somebody elsewhere"])
def test_whoever_does_not_sit_in_it_finds_nothing(phone_of: PhoneOf, seated: Seated, somebody):
    station, phone = seated(), phone_of(somebody)
    for answer in (
        phone.get(f"/stations/{station}"),
        phone.get(f"/api/stations/{station}"),
        phone.get(f"/api/stations/{station}/events"),
        phone.post(f"/api/stations/{station}/moves", json={"move": "stop", "step": 0}),
    ):
        assert answer.status_code == 404
    nowhere = phone.get(f"/api/stations/{uuid4()}").json
    assert phone.get(f"/api/stations/{station}").json == nowhere


def test_a_stranger_is_asked_to_sign_in(stranger: FlaskClient, seated: Seated):
    assert stranger.get(f"/api/stations/{seated()}").status_code == 401


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b"\xff", b'{"move": "rewind", "step": 0}', b'{"move": "next"}', b'{"move": "next", "step": "1"}',
     b'{"move": "next", "step": true}', b'{"move": "next", "step": -1}', b'{"move": ["next"], "step": 1}', b'{"move": {}, "step": 1}',
     b'{"move": "next", "step": 1e9}', b'{"move": "next", "step": 99999999999999999999}', b" " * 70_000],
    ids=lambda body: repr(body[:30]),
)  # fmt: skip
def test_a_move_that_is_none_changes_nothing(both, seated: Seated, body: bytes):
    station = seated()
    answer = both[0].post(f"/api/stations/{station}/moves", data=body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "application/problem+json"
    assert state(both[0], station)["version"] == 1


def test_one_phone_between_two_needs_nobody_signed_in(stranger: FlaskClient, phone_of: PhoneOf):
    page = stranger.get("/stations/here")
    assert page.status_code == 200
    assert "no-store" not in page.headers.get("Cache-Control", "")
    assert "Set-Cookie" not in page.headers
    assert "Anna" not in phone_of(ANNA).get("/stations/here").text


def test_it_is_forgotten_when_it_is_over(app: Flask, both, seated: Seated):
    ended, left_open, running = seated(), seated(), seated()
    tap(both[0], ended, "stop", 0)
    with app.app_context():
        stale = sa.update(PeerSession).where(PeerSession.id == left_open)
        db.session.execute(stale.values(opened_at=clock.now() - timedelta(hours=4)))
        db.session.commit()
        actions.purge(clock.now() + timedelta(minutes=11))
        assert db.session.scalars(sa.select(PeerSession.id)).all() == [running]
        assert set(db.session.scalars(sa.select(Seat.session_id))) == {running}


def test_the_lot_decides_who_begins(app: Flask, seated: Seated):
    """With 40 stations a fixed order would be a coin falling 40 times on the same side."""
    stations = [seated() for _ in range(40)]
    with app.app_context():
        firsts = db.session.scalars(sa.select(Seat.person_id).where(Seat.letter == "a", Seat.session_id.in_(stations))).all()
    assert len(set(firsts)) == 2
