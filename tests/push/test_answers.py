"""Whatever a push service says, and wherever an address leads: what becomes of the phone and of the reminder."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pycurl
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from ladeapp.db import db
from ladeapp.doctor import findings
from ladeapp.jobs import run_once
from ladeapp.push import actions, jobs, lines, rules, sending
from ladeapp.push.models import PushDelivery, PushSubscription
from ladeapp.push.rules import Prompt
from ladeapp.push.vapid import vapid_key
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import CAST, Member
from tests.conftest import PhoneOf

EVENING = datetime(2026, 11, 21, 21, 10, tzinfo=UTC)
END = EVENING + timedelta(minutes=30)
IdOf = Callable[[Member], int]
SOON = rules.FIRST_PAUSE


@dataclass(frozen=True)
class Then:
    """After one try: the reminder's state and when it is tried again, and whether the phone is still known."""

    state: str
    again: timedelta | None = None
    phone: bool = True


ANSWERS = {
    201: Then("done"),
    404: Then("done", phone=False),
    410: Then("done", phone=False),
    403: Then("due", SOON),
    413: Then("dead"),
    (307, "https://{host}/push/elsewhere"): Then("dead"),
    (429, "120"): Then("due", timedelta(minutes=2)),
    (429, "3600"): Then("dead"),  # that is after it has lost its sense
    (429, "Fri, 01 Jan 2100 00:00:00 GMT"): Then("dead"),  # and so is this; a date is reckoned from the machine's own clock
    500: Then("due", SOON),
    "hang": Then("due", SOON),
    "reset": Then("due", SOON),
}
ASKED = dict(zip(CAST, ANSWERS, strict=False))  # one of the cast has the phone that is answered so


class Ward:
    """The cast with a phone each, a reminder each, and the worker's own job."""

    def __init__(self, app: Flask, id_of: IdOf) -> None:
        self.app, self.id_of = app, id_of

    def has(self, member: Member, endpoint: str, keys: dict[str, str]) -> None:
        with self.app.app_context():
            db.session.add(PushSubscription(endpoint=endpoint, person_id=self.id_of(member), **keys))
            db.session.commit()

    def plans(self, *members: Member, end: datetime = END) -> None:
        with self.app.app_context():
            for member in members:
                once = Prompt("after_shift 2026-11-21", "after_shift", "/check-in", EVENING, end, "high")
                actions.plan(self.id_of(member), {"after_shift"}, [once])

    def works(self) -> None:
        assert run_once(self.app, jobs.JOBS) == 0

    def reminder(self, member: Member) -> tuple[str, datetime, int]:
        with self.app.app_context():
            row = db.session.scalars(sa.select(PushDelivery).where(PushDelivery.person_id == self.id_of(member))).one()
            return row.state, row.due_at, row.tries

    def keeps_the_phone_of(self, member: Member) -> bool:
        with self.app.app_context():
            return db.session.scalar(sa.select(sa.exists().where(PushSubscription.person_id == self.id_of(member)))) is True


@pytest.fixture
def ward(app: Flask, id_of: IdOf) -> Ward:
    return Ward(app, id_of)


@pytest.fixture
def evening() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as time:
        yield time


def subscribe_all(ward: Ward, service: FakePushService, browser: Browser) -> None:
    for member, answer in ASKED.items():
        ward.has(member, f"https://{service.host}/push/{member.login}", browser.keys)
        name = "Location" if isinstance(answer, tuple) and answer[0] == 307 else "Retry-After"
        service.answers[member.login] = (answer[0], {name: answer[1].format(host=service.host)}) if isinstance(answer, tuple) else answer
    ward.plans(*ASKED)


def test_each_answer_and_what_becomes_of_the_phone_and_of_the_reminder(
    ward: Ward, service: FakePushService, browser: Browser, evening: time_machine.Traveller, capfd: pytest.CaptureFixture[str]
) -> None:
    subscribe_all(ward, service, browser)
    ward.works()
    ward.works()  # nothing more is due
    assert Counter(service.names()) == dict.fromkeys((member.login for member in ASKED), 1)
    assert service.faults == []
    found = {}
    for member, answer in ASKED.items():
        state, due_at, tries = ward.reminder(member)
        assert tries == 1
        found[answer] = Then(state, due_at - EVENING if state == "due" else None, ward.keeps_the_phone_of(member))
    assert found == ANSWERS
    told = capfd.readouterr().out
    assert "check the VAPID key" in told  # 403 is our fault, and an operator must hear of it
    assert told.count("push given up") == 4


def test_what_was_unclear_comes_again_as_the_same_message_and_is_accepted_once(
    ward: Ward, service: FakePushService, browser: Browser, evening: time_machine.Traveller
) -> None:
    subscribe_all(ward, service, browser)
    ward.works()
    later = {member for member, answer in ASKED.items() if ANSWERS[answer].state == "due"}
    service.answers.clear()
    evening.shift(SOON)
    ward.works()
    evening.shift(timedelta(minutes=2))
    ward.works()
    ward.works()
    assert Counter(service.names()) == {member.login: 1 + (member in later) for member in ASKED}
    for member in later:
        tries = [one for one in service.received if one.name == member.login]
        first, *others = (browser.read(one.body)["notification"] for one in tries)
        assert ward.reminder(member)[0::2] == ("done", 2)
        assert others == [first] * len(others)  # id, words and tag
        assert len({one.headers["Topic"] for one in tries}) == 1


def test_a_kept_connection_that_breaks_is_one_try_of_the_same_message(
    ward: Ward, service: FakePushService, browser: Browser, evening: time_machine.Traveller
) -> None:
    anna, bjorn, *_ = CAST
    service.answers[bjorn.login] = "reset"
    for member in (anna, bjorn):
        ward.has(member, f"https://{service.host}/push/{member.login}", browser.keys)
        ward.plans(member)
        ward.works()
    said = [one for one in service.received if one.name == bjorn.login]
    assert len(said) == 2  # on Anna's connection, and at once on one of its own
    assert len({(one.body, one.headers["Topic"]) for one in said}) == 1
    assert service.names() == [anna.login, bjorn.login]
    assert ward.reminder(bjorn)[0::2] == ("due", 1)


def test_a_service_that_never_takes_it_is_given_up_and_the_operator_sees_it(
    ward: Ward, service: FakePushService, browser: Browser, evening: time_machine.Traveller
) -> None:
    anna, *_ = CAST
    ward.has(anna, f"https://{service.host}/push/anna", browser.keys)
    service.answers["anna"] = 503
    ward.plans(anna, end=EVENING + timedelta(days=2))
    pauses = []
    while (row := ward.reminder(anna))[0] == "due":
        evening.move_to(row[1])
        ward.works()
        pauses.append((ward.reminder(anna)[1] - row[1]).total_seconds())
    assert ward.reminder(anna)[0::2] == ("dead", rules.TRIES_MAX)
    assert (len(service.received), pauses[:4], max(pauses)) == (rules.TRIES_MAX, [5, 10, 20, 40], 900)
    assert ward.keeps_the_phone_of(anna)
    assert any(line.startswith("! push: 1 messages were given up") for line in findings(ward.app))


HOSTILE = [
    "https://192.168.1.10/x", "https://10.0.0.1/x", "https://127.0.0.1/x", "https://localhost/x", "https://169.254.169.254/latest",
    "https://[::1]/x", "https://[::ffff:127.0.0.1]/x", "https://[::ffff:10.0.0.1]/x", "https://[64:ff9b::7f00:1]/x",
    "https://2130706433/x", "https://0x7f.1/x", "https://user:password@fcm.googleapis.com/x", "https://fcm.googleapis.com@10.0.0.1/x",
    "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com:22/x", "https://fcm.googleapis.com.evil.no/x",
    "https://fcm-googleapis.com/x", "https://xn--fcm-googleapis-com.no/x", "https://notpush.apple.com/x", "http://fcm.googleapis.com/x",
]  # fmt: skip


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every address somebody tried to connect to; no connection comes about."""
    tried: list[tuple[str, int]] = []

    def refuse(family: int, kind: int, protocol: int, address: tuple[str, int]) -> int:
        tried.append(address[:2])
        return int(pycurl.SOCKET_BAD)

    monkeypatch.setattr(lines, "opened", refuse)
    return tried


def test_hostile_addresses_are_refused_with_a_sentence(ward: Ward, phone_of: PhoneOf, browser: Browser) -> None:
    anna = phone_of(CAST[0])
    for endpoint in HOSTILE:
        answer = anna.post("/api/push-subscriptions", json={"endpoint": endpoint, "keys": browser.keys})
        assert (answer.status_code, answer.json["detail"][-1]) == (422, "."), endpoint
    assert not ward.keeps_the_phone_of(CAST[0])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_addresses_that_got_in_are_never_connected_to(ward: Ward, browser: Browser, connected: list[tuple[str, int]]) -> None:
    for number, endpoint in enumerate(HOSTILE):
        ward.has(CAST[number // 5], endpoint, browser.keys)
    with time_machine.travel(EVENING):
        ward.plans(*CAST)
        ward.works()
    assert connected == []
    assert {ward.reminder(member)[0] for member in CAST[:4]} <= {"due", "dead"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_name_that_leads_inside_once_it_is_saved_is_not_followed(
    ward: Ward, phone_of: PhoneOf, browser: Browser, connected: list[tuple[str, int]]
) -> None:
    leads_to = {
        "fcm.googleapis.com": "142.250.74.74", "web.push.apple.com": "10.0.0.1", "a.push.apple.com": "127.0.0.1",
        "b.push.apple.com": "[::ffff:127.0.0.1]", "wns2.notify.windows.com": "[fd00::1]", "jmt17.google.com": "169.254.169.254",
    }  # fmt: skip
    own = ward.app.extensions["push.sender"]
    own.close()
    names = [f"{host}:443:{address}" for host, address in leads_to.items()]
    sender = sending.Sender(vapid_key(ward.app.extensions["ladeapp"].secrets_dir), "mailto:drift@fjordvik.no", names=names)
    ward.app.extensions["push.sender"] = sender
    for member, host in zip(CAST, leads_to, strict=False):
        answer = phone_of(member).post("/api/push-subscriptions", json={"endpoint": f"https://{host}/x", "keys": browser.keys})
        assert answer.status_code == 201
    with time_machine.travel(EVENING):
        ward.plans(*CAST[: len(leads_to)])
        ward.works()
    sender.close()
    assert connected == [("142.250.74.74", 443)]  # only what lies on the open internet
    assert {ward.reminder(member)[0] for member in CAST[: len(leads_to)]} == {"due"}


def test_broken_keys_that_got_in_hold_nobody_back(ward: Ward, service: FakePushService, browser: Browser) -> None:
    broken = [
        {"p256dh": "A" * 87, "auth": browser.keys["auth"]},
        {"p256dh": browser.keys["p256dh"], "auth": "é"},
        {"p256dh": "", "auth": ""},
    ]
    for member, keys in zip(CAST, [*broken, browser.keys], strict=False):
        ward.has(member, f"https://{service.host}/push/{member.login}", keys)
    with time_machine.travel(EVENING):
        ward.plans(*CAST[:4])
        ward.works()
    assert service.names() == [CAST[3].login]
    assert [ward.reminder(member)[0] for member in CAST[:4]] == ["dead", "dead", "dead", "done"]
