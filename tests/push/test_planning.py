"""What is wanted changes until it is sent; what was sent comes once, and is gone when it is handled or over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.push import actions, claims, queries
from ladeapp.push.jobs import deliver
from ladeapp.push.models import Planned, PushDelivery
from ladeapp.push.rules import Prompt
from ladeapp.push.words import REMINDERS, TEXTS
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA, BJORN, CAST, Member
from tests.conftest import PhoneOf

EVENING = datetime(2026, 11, 21, 21, 10, tzinfo=UTC)
HALF = timedelta(minutes=30)
IdOf = Callable[[Member], int]


def prompt(occasion: str, due_at: datetime = EVENING) -> Prompt:
    return Prompt(occasion, "after_shift", "/check-in", due_at, due_at + HALF, "high")


class Anna:
    """Anna with a phone, what is planned for her, and the worker."""

    def __init__(self, app: Flask, person_id: int) -> None:
        self.app, self.id = app, person_id

    def plans(self, *wanted: Prompt) -> dict[str, Planned]:
        with self.app.app_context():
            actions.plan(self.id, REMINDERS, wanted)
        return self.planned()

    def planned(self) -> dict[str, Planned]:
        with self.app.app_context():
            return queries.planned(self.id, REMINDERS)

    def works(self) -> None:
        with self.app.app_context():
            deliver(clock.now())


@pytest.fixture
def anna(app: Flask, phone_of: PhoneOf, id_of: IdOf, service: FakePushService, browser: Browser) -> Anna:
    phone_of(ANNA).post("/api/push-subscriptions", json=service.subscription("anna", browser))
    return Anna(app, id_of(ANNA))


def test_what_is_moved_keeps_its_id_and_what_is_not_wanted_goes(anna: Anna) -> None:
    before = anna.plans(prompt("monday"), prompt("tuesday", EVENING + timedelta(days=1)))
    after = anna.plans(prompt("monday", EVENING + HALF), prompt("wednesday"))
    assert set(after) == {"monday", "wednesday"}
    assert after["monday"].id == before["monday"].id
    assert after["monday"].due_at == EVENING + HALF


def test_what_was_sent_does_not_come_again_however_often_it_is_planned(anna: Anna, service: FakePushService) -> None:
    with time_machine.travel(EVENING) as time:
        anna.plans(prompt("monday"))
        anna.works()
        anna.plans(prompt("monday", EVENING + timedelta(minutes=5)))
        time.shift(timedelta(minutes=6))
        anna.works()
        assert anna.plans()["monday"].state == "done"
        assert service.names() == ["anna"]
        time.shift(HALF)
        anna.works()
    assert anna.planned() == {}


def test_a_reminder_carries_its_id_where_every_phone_finds_it(anna: Anna, service: FakePushService, browser: Browser) -> None:
    with time_machine.travel(EVENING):
        number = anna.plans(prompt("monday"))["monday"].id
        anna.works()
    note = browser.read(service.received[0].body)["notification"]
    assert note["data"] == {"reminder": str(number)}  # type: ignore[index]
    assert note["navigate"] == f"http://127.0.0.1:8000/check-in?reminder={number}"  # type: ignore[index]


@pytest.mark.parametrize("sent", [True, False])
def test_what_is_handled_is_gone_sent_or_not_and_only_by_its_owner(anna: Anna, id_of: IdOf, sent: bool) -> None:
    with time_machine.travel(EVENING if sent else EVENING - HALF):
        number = anna.plans(prompt("monday"))["monday"].id
        anna.works()
        with anna.app.app_context():
            actions.handled(id_of(BJORN), number)
            actions.handled(anna.id, uuid4())
            assert len(queries.planned(anna.id, REMINDERS)) == 1
            actions.handled(anna.id, number)
    assert anna.planned() == {}


def test_one_that_was_tried_waits_out_its_pause_though_it_is_planned_again(anna: Anna, service: FakePushService) -> None:
    service.answers["anna"] = 503
    with time_machine.travel(EVENING):
        anna.plans(prompt("monday"))
        anna.works()
        anna.plans(prompt("monday", EVENING - timedelta(seconds=1)))
        anna.works()
    assert service.names() == ["anna"]


def test_what_cannot_reach_her_stays_for_the_app_to_show_and_nothing_else_does(anna: Anna, id_of: IdOf) -> None:
    with time_machine.travel(EVENING):
        with anna.app.app_context():
            actions.forget_all(anna.id)
            actions.enqueue([anna.id], "ask", "ask/1", "/pairings", EVENING, EVENING + HALF)
        anna.plans(prompt("monday"))
        anna.works()
        assert anna.planned()["monday"].state == "done"
        with anna.app.app_context():
            assert db.session.scalars(sa.select(PushDelivery.kind)).all() == ["after_shift"]


def test_what_stays_of_an_ask_that_was_sent_names_neither_the_ask_nor_its_kind(anna: Anna, app: Flask) -> None:
    with time_machine.travel(EVENING), app.app_context():
        number = uuid4()
        actions.enqueue([anna.id], "answered", f"answered {number}", f"/pairings/{number}", EVENING, EVENING + HALF)
        deliver(clock.now())
        (row,) = db.session.execute(sa.text("SELECT state, occasion, kind, navigate, tag FROM push_delivery")).all()
        assert (row.state, row.kind, row.navigate) == ("done", "", "")
        assert str(number) not in str(row)
        actions.enqueue([anna.id], "answered", f"answered {number}", f"/pairings/{number}", EVENING, EVENING + HALF)
        assert claims.claim(clock.now()) == []


def test_one_claim_takes_so_many_and_leaves_the_rest(app: Flask, anna: Anna) -> None:
    with time_machine.travel(EVENING):
        anna.plans(*(prompt(str(n)) for n in range(claims.CLAIM_MAX + 6)))
        with app.app_context():
            assert [len(claims.claim(clock.now(), 500)) for _ in range(2)] == [claims.CLAIM_MAX, 6]


def test_no_reminder_says_a_name_or_a_word_about_health() -> None:
    said = " ".join(str(part) for kind in REMINDERS for part in TEXTS[kind]).lower()
    assert not [word for word in ("health", "burn", "stress", "load", "feel", *(one.name.lower() for one in CAST)) if word in said]
