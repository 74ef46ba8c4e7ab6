"""A colleague asks for five minutes; the message arrives once, or it is known why not."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people.models import Person
from ladeapp.push import actions, claims, lines, sending, vapid
from ladeapp.push.jobs import deliver
from ladeapp.push.models import Answer, Letter, Message, PushDelivery, PushSubscription
from ladeapp.push.vapid import vapid_key
from tests.browser.fakes.loopback import certificate
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA, BJORN, CAST, Member
from tests.conftest import PhoneOf

URL = "/api/push-subscriptions"
START = datetime(2026, 11, 21, 15, 40, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
IdOf = Callable[[Member], int]


class House:
    """The app as these tests use it: people with phones, asks, and the worker's rounds."""

    def __init__(self, app: Flask, service: FakePushService, browser: Browser, phone_of: PhoneOf, id_of: IdOf) -> None:
        self.app, self.service, self.browser, self.phone_of, self.id_of = app, service, browser, phone_of, id_of

    def subscribes(self, member: Member, name: str) -> None:
        assert self.phone_of(member).post(URL, json=self.service.subscription(name, self.browser)).status_code == 201

    def asks(self, *members: Member, occasion: str = "ask/1") -> None:
        with self.app.app_context():
            now = clock.now()
            actions.enqueue([self.id_of(one) for one in members], "ask", occasion, "/pairings", now, now + QUARTER, "high")

    def works(self) -> None:
        with self.app.app_context():
            deliver(clock.now())

    def states(self) -> list[str]:
        with self.app.app_context():
            return sorted(db.session.scalars(sa.select(PushDelivery.state)))

    def waiting(self) -> int:
        return sum(state in {"due", "sending"} for state in self.states())

    def phones(self) -> int:
        with self.app.app_context():
            return db.session.scalar(sa.select(sa.func.count()).select_from(PushSubscription)) or 0


@pytest.fixture
def house(app: Flask, service: FakePushService, browser: Browser, phone_of: PhoneOf, id_of: IdOf) -> House:
    return House(app, service, browser, phone_of, id_of)


def test_the_message_arrives_once_readable_and_in_order(house: House, service: FakePushService, browser: Browser) -> None:
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    house.works()
    house.works()
    (one,) = service.received
    assert service.faults == []
    assert browser.read(one.body)["notification"]["title"] == "Har du fem minutter?"  # type: ignore[index]
    assert browser.read(one.body)["notification"]["navigate"] == "http://127.0.0.1:8000/pairings"  # type: ignore[index]
    assert one.headers["Urgency"] == "high"
    assert 890 <= int(one.headers["TTL"]) <= 900
    assert house.waiting() == 0


def test_the_words_are_in_the_receivers_language(house: House, service: FakePushService, browser: Browser) -> None:
    house.subscribes(BJORN, "bjorn")
    with house.app.app_context():
        db.session.execute(sa.update(Person).where(Person.id == house.id_of(BJORN)).values(language="en"))
        db.session.commit()
    house.asks(BJORN)
    house.works()
    note = browser.read(service.received[0].body)["notification"]
    assert (note["title"], note["lang"]) == ("Do you have five minutes?", "en")  # type: ignore[index]


def test_the_message_names_nobody(house: House, service: FakePushService, browser: Browser) -> None:
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    house.works()
    text = str(browser.read(service.received[0].body))
    assert not [one.name for one in CAST if one.name in text.replace("Ladeapp", "")]


def test_asking_twice_about_the_same_is_asking_once(house: House, service: FakePushService) -> None:
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    house.asks(BJORN, BJORN)
    house.works()
    assert service.names() == ["bjorn"]


def test_what_is_withdrawn_is_not_sent(house: House, service: FakePushService) -> None:
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    with house.app.app_context():
        actions.cancel("ask/1")
    house.works()
    assert service.received == []


def test_what_is_too_late_is_not_sent(house: House, service: FakePushService) -> None:
    house.subscribes(BJORN, "bjorn")
    with time_machine.travel(START) as time:
        house.asks(BJORN)
        time.shift(QUARTER)
        house.works()
    assert service.received == []
    assert house.waiting() == 0


def test_the_test_button_reaches_every_phone_of_hers_and_no_other(house: House, service: FakePushService) -> None:
    house.subscribes(ANNA, "phone")
    house.subscribes(ANNA, "tablet")
    house.subscribes(BJORN, "bjorn")
    anna = house.phone_of(ANNA)
    assert anna.post(f"{URL}/test").status_code == 202
    assert anna.post(f"{URL}/test").status_code == 202
    house.works()
    assert sorted(service.names()) == ["phone", "tablet"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_subscription_is_deleted(house: House, service: FakePushService, status: int) -> None:
    house.subscribes(BJORN, "dead")
    house.subscribes(BJORN, "alive")
    service.answers["dead"] = status
    house.asks(BJORN)
    house.works()
    assert (house.phones(), house.waiting()) == (1, 0)


@pytest.mark.parametrize("status", [403, 429, 500, 503, "hang", "reset"])
def test_trouble_keeps_the_subscription_and_tries_again(
    house: House, service: FakePushService, monkeypatch: pytest.MonkeyPatch, status: int | str
) -> None:
    monkeypatch.setattr(lines, "ANSWERING", 500)
    house.subscribes(BJORN, "bjorn")
    service.answers["bjorn"] = status
    with time_machine.travel(START) as time:
        house.asks(BJORN)
        house.works()
        house.works()
        assert (len(service.received), house.phones(), house.waiting()) == (1, 1, 1)
        service.answers["bjorn"] = 201
        time.shift(timedelta(seconds=6))
        house.works()
    assert (len(service.received), house.phones(), house.waiting()) == (2, 1, 0)
    assert len({one.headers["Topic"] for one in service.received}) == 1  # so that at most one is shown


def test_a_worker_whose_sending_breaks_does_not_wait_for_ever_and_begins_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = house.app.extensions["push.sender"]
    monkeypatch.setattr(broken, "_end", None)
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    with pytest.raises(TypeError):  # the job loop logs it and goes on
        house.works()
    assert (broken.works, house.states()) == (False, ["sending"])
    house.works()
    anew = house.app.extensions["push.sender"]
    assert anew.works
    anew.close()


def test_retry_after_is_waited_for(house: House, service: FakePushService) -> None:
    house.subscribes(BJORN, "bjorn")
    service.answers["bjorn"], service.headers = 429, {"Retry-After": "120"}
    with time_machine.travel(START) as time:
        house.asks(BJORN)
        house.works()
        time.shift(timedelta(seconds=119))
        house.works()
        assert len(service.received) == 1
        time.shift(timedelta(seconds=2))
        house.works()
    assert len(service.received) == 2


@pytest.mark.parametrize("said", ["soon", "-1", "", "9" * 30])
def test_what_is_no_time_to_wait_is_as_if_nothing_was_asked(house: House, service: FakePushService, said: str) -> None:
    house.subscribes(BJORN, "bjorn")
    service.answers["bjorn"], service.headers = 429, {"Retry-After": said}
    with time_machine.travel(START) as time:
        house.asks(BJORN)
        house.works()
        time.shift(timedelta(seconds=6))
        house.works()
    assert len(service.received) == 2


def test_what_one_message_was_told_to_wait_the_next_on_the_same_line_is_not(house: House, service: FakePushService) -> None:
    for member in (ANNA, BJORN):
        house.subscribes(member, member.login)
    service.answers[BJORN.login], service.answers[ANNA.login] = (429, {"Retry-After": "120"}), 503
    with time_machine.travel(START) as time:
        for member, occasion in ((BJORN, "ask/1"), (ANNA, "ask/2")):
            house.asks(member, occasion=occasion)
            house.works()
        time.shift(timedelta(seconds=6))
        house.works()
    assert service.names() == [BJORN.login, ANNA.login, ANNA.login]


@pytest.mark.parametrize("status", [400, 413, 301])
def test_what_will_never_be_taken_is_given_up_and_the_phone_kept(house: House, service: FakePushService, status: int) -> None:
    service.answers["bjorn"], service.headers = status, {"Location": f"https://{service.host}/push/elsewhere"}
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    house.works()
    assert (service.names(), house.phones(), house.waiting()) == (["bjorn"], 1, 0)


def test_one_phone_that_took_it_is_enough(house: House, service: FakePushService) -> None:
    house.subscribes(BJORN, "phone")
    house.subscribes(BJORN, "tablet")
    service.answers["tablet"] = 503
    house.asks(BJORN)
    house.works()
    assert house.waiting() == 0


def test_an_address_that_was_let_in_is_checked_again_before_sending(house: House, service: FakePushService) -> None:
    house.subscribes(BJORN, "bjorn")
    house.asks(BJORN)
    with house.app.app_context():
        db.session.execute(sa.update(PushSubscription).values(endpoint=f"https://localhost:{service.port}/push/bjorn"))
        db.session.commit()
    house.works()
    assert service.received == []


def test_a_known_name_that_leads_inside_is_not_followed(service: FakePushService, browser: Browser, tmp_path: Path) -> None:
    sender = sending.Sender(vapid_key(tmp_path), "https://lade.no/drift", leads_to=f"127.0.0.1:{service.port}", trust=str(certificate()))
    message = Message("https://fcm.googleapis.com/fcm/send/x", **browser.keys, payload="x", ttl=60, urgency="normal", topic="t")
    sender.post([(Letter(uuid4(), "test", "/", "t", "normal", START, 1, None, ()), [message])])
    assert sender.collect(seconds=20)[0][1] == [Answer(None)]
    sender.close()
    assert service.received == []


def test_whoever_is_written_to_behind_one_that_gets_no_answer_does_not_wait_for_it(
    service: FakePushService, browser: Browser, tmp_path: Path
) -> None:
    sender = sending.Sender(vapid_key(tmp_path), "mailto:drift@lade.no", (service.host,), trust=str(certificate()))
    service.answers["hangs"] = "hang"
    letters = [Letter(uuid4(), "test", "/", "t", "normal", START, 1, None, ()) for _ in range(8)]
    to = [f"https://{service.host}/push/{name}" for name in ("hangs", *"abcdefg")]  # the first opens the first connection
    sender.post([(each, [Message(address, **browser.keys, payload="x", ttl=60, urgency="normal", topic="t")]) for each, address in zip(letters, to, strict=True)])  # fmt: skip
    answered = []
    while len(answered) < len(letters):
        answered += sender.collect(seconds=20)
    sender.close()
    assert {letter.id: answers for letter, answers, _seconds in answered} == {
        each.id: [Answer(None if each is letters[0] else 201)] for each in letters
    }


def test_what_a_dying_worker_was_sending_is_lost_and_told_and_never_sent_again(
    house: House, service: FakePushService, capfd: pytest.CaptureFixture[str]
) -> None:
    house.subscribes(BJORN, "bjorn")
    with time_machine.travel(START) as time:
        house.asks(BJORN)
        with house.app.app_context():
            assert len(claims.claim(clock.now())) == 1
        house.works()
        assert house.states() == ["sending"]
        time.shift(claims.LEASE)
        house.works()
        assert (house.states(), service.received) == (["lost"], [])
        assert '"messages": 1' in capfd.readouterr().out
        time.shift(QUARTER)
        house.works()
    assert (house.states(), service.received) == ([], [])


def test_four_workers_claim_two_hundred_messages_none_twice(house: House) -> None:
    for member in CAST[:10]:
        house.subscribes(member, member.login)
    for n in range(20):
        house.asks(*CAST[:10], occasion=f"ask/{n}")

    def claim_all(_: int) -> list[object]:
        found: list[object] = []
        with house.app.app_context():
            while letters := claims.claim(clock.now(), 7):
                found += [letter.id for letter in letters]
            db.session.remove()
        return found

    with ThreadPoolExecutor(4) as workers:
        counted = Counter(one for some in workers.map(claim_all, range(4)) for one in some)
    assert (len(counted), max(counted.values())) == (200, 1)


def test_an_unknown_kind_or_a_way_out_of_the_app_is_a_fault_of_ours(app: Flask) -> None:
    with app.app_context():
        for kind, navigate in (("gossip", "/"), ("ask", "//evil.no"), ("ask", "https://evil.no")):
            with pytest.raises(ValueError):
                actions.enqueue([1], kind, "x", navigate, START, START + QUARTER)


def test_the_key_is_made_once_and_for_our_eyes_only(tmp_path: Path) -> None:
    first = vapid_key(tmp_path / "secrets").private_numbers()
    vapid._read.cache_clear()
    assert vapid_key(tmp_path / "secrets").private_numbers() == first
    assert (tmp_path / "secrets" / "vapid.pem").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["vapid.pem"]
