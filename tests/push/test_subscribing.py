"""Anna turns messages on and off; Bjørn's phone never gets hers."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.db import db
from ladeapp.push import actions
from ladeapp.push.models import PushSubscription
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA, BJORN, Member
from tests.conftest import PhoneOf

URL = "/api/push-subscriptions"
IdOf = Callable[[Member], int]


def owners(app: Flask) -> list[tuple[int, str]]:
    with app.app_context():
        rows = db.session.execute(sa.select(PushSubscription.person_id, PushSubscription.endpoint).order_by(PushSubscription.endpoint))
        return [(person_id, endpoint.rpartition("/")[2]) for person_id, endpoint in rows]


def test_subscribing_twice_leaves_one_row(app: Flask, phone_of: PhoneOf, id_of: IdOf, service: FakePushService, browser: Browser) -> None:
    anna = phone_of(ANNA)
    told = [anna.post(URL, json=service.subscription("a", browser)).status_code for _ in range(2)]
    assert told == [201, 204]  # a phone that told it before and hears 201 knows that it had been called dead
    assert owners(app) == [(id_of(ANNA), "a")]


def test_the_next_user_of_a_phone_takes_its_endpoint_over(
    app: Flask, phone_of: PhoneOf, id_of: IdOf, service: FakePushService, browser: Browser
) -> None:
    phone_of(ANNA).post(URL, json=service.subscription("shared", browser))
    phone_of(BJORN).post(URL, json=service.subscription("shared", browser))
    assert owners(app) == [(id_of(BJORN), "shared")]


def test_nobody_can_end_somebody_elses_messages(
    app: Flask, phone_of: PhoneOf, id_of: IdOf, service: FakePushService, browser: Browser
) -> None:
    mine = service.subscription("a", browser)
    phone_of(ANNA).post(URL, json=mine)
    assert phone_of(BJORN).delete(URL, json={"endpoint": mine["endpoint"]}).status_code == 204
    assert owners(app) == [(id_of(ANNA), "a")]
    assert phone_of(ANNA).delete(URL, json={"endpoint": mine["endpoint"]}).status_code == 204
    assert owners(app) == []


def test_ten_browsers_at_most_and_the_new_one_is_among_them(
    app: Flask, phone_of: PhoneOf, service: FakePushService, browser: Browser
) -> None:
    anna = phone_of(ANNA)
    for n in range(12):
        anna.post(URL, json=service.subscription(str(n), browser))
        assert str(n) in [name for _, name in owners(app)]
    assert len(owners(app)) == 10


def test_leaving_forgets_every_phone(app: Flask, phone_of: PhoneOf, id_of: IdOf, service: FakePushService, browser: Browser) -> None:
    phone_of(ANNA).post(URL, json=service.subscription("a", browser))
    phone_of(BJORN).post(URL, json=service.subscription("b", browser))
    with app.app_context():
        actions.forget_all(id_of(ANNA))
    assert owners(app) == [(id_of(BJORN), "b")]


def test_signed_out_nothing_is_open(stranger: FlaskClient) -> None:
    for answer in (stranger.post(URL, json={}), stranger.delete(URL, json={}), stranger.post(f"{URL}/test")):
        assert answer.status_code in (401, 403)
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": None}, {"endpoint": 7}, {"endpoint": ["https://fcm.googleapis.com/x"]}, {"endpoint": "https://169.254.169.254/x"},
        {"endpoint": "https://fcm.googleapis.com@evil.no/x"}, {"endpoint": "\ud800"}, {"endpoint": "x" * 7000},
        {"keys": None}, {"keys": []}, {"keys": "p256dh"}, {"keys": {}}, {"keys": {"p256dh": 1, "auth": 2}},
        {"keys": {"p256dh": "A" * 87, "auth": "A" * 22}}, {"keys": {"p256dh": "x" * 5000, "auth": "\u0000"}},
    ],
)  # fmt: skip
def test_a_broken_subscription_is_refused_with_a_sentence(
    app: Flask, phone_of: PhoneOf, service: FakePushService, browser: Browser, change: dict[str, object]
) -> None:
    answer = phone_of(ANNA).post(URL, json=service.subscription("a", browser) | change)
    assert answer.status_code == 422
    assert answer.json["detail"]
    assert owners(app) == []


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 400), (b"\xff", 400), (b'"x"', 400), (b" " * 70_000, 413)])
def test_a_body_that_is_no_subscription_is_refused(phone_of: PhoneOf, body: bytes, status: int) -> None:
    assert phone_of(ANNA).post(URL, data=body, content_type="application/json").status_code == status


def test_without_a_phone_there_is_nothing_to_test(phone_of: PhoneOf) -> None:
    answer = phone_of(ANNA).post(f"{URL}/test")
    assert (answer.status_code, answer.json["slug"]) == (409, "no-subscription")
