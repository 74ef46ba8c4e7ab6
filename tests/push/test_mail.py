"""Anna has no phone that takes messages; she asks for e-mail, proves the address, and turns it off by the link."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.config import ConfigError, Smtp, load
from ladeapp.db import db
from ladeapp.push import actions, jobs, mail
from ladeapp.push.models import PushDelivery
from ladeapp.push.rules import Prompt
from tests.browser.fakes.service import FakePushService
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA, BJORN, CAST, Member
from tests.conftest import PhoneOf
from tests.push.post_office import PostOffice

IdOf = Callable[[Member], int]
ADDRESS = "anna@hjemme.no"


@pytest.fixture
def office(app: Flask) -> Iterator[PostOffice]:
    with PostOffice() as office:
        smtp = Smtp("127.0.0.1", office.port, "lade@fjordvik.no", "none", None, None)
        app.extensions["ladeapp"] = replace(app.extensions["ladeapp"], smtp=smtp)
        yield office


def works(app: Flask) -> None:
    with app.app_context():
        for job in jobs.JOBS:
            job.run(clock.now())


def link(office: PostOffice, what: str) -> str:
    """The path of the newest letter's link."""
    return re.findall(rf"/mail/{what}/[\w.-]+", office.letters[-1].get_content())[0]


def plans(app: Flask, person_id: int, occasion: str, kind: str = "weekly") -> None:
    now = clock.now()
    with app.app_context():
        actions.plan(person_id, [kind], [Prompt(occasion, kind, "/check-in", now, now + timedelta(hours=1))])


def states(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(PushDelivery.state).order_by(PushDelivery.occasion)))


def test_from_asking_to_turning_off(app: Flask, office: PostOffice, phone_of: PhoneOf, id_of: IdOf) -> None:
    anna = phone_of(ANNA)
    assert anna.post("/me/mail", data={"address": ADDRESS}).status_code == 303
    plans(app, id_of(ANNA), "before it is proved")
    works(app)
    (question,) = office.letters
    assert (question["To"], question["Subject"]) == (ADDRESS, "Er dette adressen din?")
    outside = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    assert outside.get(link(office, "confirm")).status_code == 200  # a mail program that looks changes nothing
    assert "Se i innboksen din" in anna.get("/me/mail").text
    assert outside.post(link(office, "confirm")).status_code == 200
    assert "E-post er på" in anna.get("/me/mail").text
    plans(app, id_of(ANNA), "c")
    works(app)
    works(app)
    assert len(office.letters) == 2
    said = office.letters[-1].get_content()
    assert re.search(r"http://127.0.0.1:8000/check-in\?reminder=[0-9a-f-]{36}", said)
    assert not [one.name for one in CAST if one.name in said + str(office.letters[-1]["Subject"])]
    assert link(office, "stop") in office.letters[-1]["List-Unsubscribe"]
    outside.post(link(office, "stop"))
    plans(app, id_of(ANNA), "d")
    works(app)
    assert len(office.letters) == 2
    assert set(states(app)) == {"done"}


def test_whoever_has_a_phone_gets_no_mail_and_other_messages_never_go_by_mail(
    app: Flask, office: PostOffice, phone_of: PhoneOf, id_of: IdOf, service: FakePushService, browser: Browser
) -> None:
    with app.app_context():
        for member in (ANNA, BJORN):
            actions.ask_for_mail(id_of(member), mail.seal("x" * 40, id_of(member), ADDRESS))
        db.session.execute(sa.text("UPDATE mail_address SET state = 'confirmed'"))
        db.session.commit()
        now = clock.now()
        actions.enqueue([id_of(BJORN)], "ask", "ask/1", "/pairings", now, now + timedelta(hours=1))
    phone_of(ANNA).post("/api/push-subscriptions", json=service.subscription("anna", browser))
    plans(app, id_of(ANNA), "a")
    works(app)
    assert (service.names(), office.letters) == (["anna"], [])
    service.answers["anna"] = 410
    plans(app, id_of(ANNA), "b")
    works(app)  # her phone is gone,
    works(app)  # so it goes by mail
    assert len(office.letters) == 1


def test_a_server_that_refuses_or_is_not_there(app: Flask, office: PostOffice, id_of: IdOf) -> None:
    with app.app_context():
        actions.ask_for_mail(id_of(ANNA), mail.seal("x" * 40, id_of(ANNA), ADDRESS))
        db.session.execute(sa.text("UPDATE mail_address SET state = 'confirmed'"))
        db.session.commit()
    office.refuses = True
    plans(app, id_of(ANNA), "a")
    works(app)
    app.extensions["ladeapp"] = replace(app.extensions["ladeapp"], smtp=replace(app.extensions["ladeapp"].smtp, port=1))
    plans(app, id_of(ANNA), "b")
    works(app)
    assert states(app) == ["dead", "due"]


def test_a_letter_that_may_have_arrived_is_not_sent_again(app: Flask, office: PostOffice, id_of: IdOf) -> None:
    with app.app_context():
        actions.ask_for_mail(id_of(ANNA), mail.seal(app.extensions["ladeapp"].secret_key, id_of(ANNA), ADDRESS))
    office.hangs_up = True
    works(app)
    works(app)
    assert len(office.letters) == 1


def test_the_database_alone_tells_no_address(app: Flask, phone_of: PhoneOf, office: PostOffice) -> None:
    phone_of(ANNA).post("/me/mail", data={"address": ADDRESS})
    with app.app_context():
        (sealed,) = db.session.execute(sa.text("SELECT address FROM mail_address")).scalars()
    assert ADDRESS.encode() not in bytes(sealed)
    assert b"hjemme" not in bytes(sealed)


def test_without_a_mail_server_there_is_nothing_of_it(phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    assert [anna.get(path).status_code for path in ("/me/mail", "/mail/stop/x")] == [404, 404]
    assert anna.post("/me/mail", data={"address": ADDRESS}).status_code == 404


@pytest.mark.parametrize("address", ["", "anna", "anna@", "a@b.no\nBcc: x@y.no", "<a@b.no>", "a@b", "a@b.no, c@d.no", "x" * 200 + "@b.no"])
def test_what_is_no_address_is_refused_with_a_sentence(phone_of: PhoneOf, office: PostOffice, address: str, app: Flask) -> None:
    answer = phone_of(ANNA).post("/me/mail", data={"address": address})
    assert answer.status_code == 422
    works(app)
    assert office.letters == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SMTP_FROM": "a@b.no"}, "SMTP_HOST is missing"),
        ({"SMTP_HOST": "mail.no"}, "SMTP_FROM must be"),
        ({"SMTP_HOST": "mail.no", "SMTP_FROM": "a@b.no", "SMTP_TLS": "maybe"}, "must be starttls, tls or none"),
        ({"SMTP_HOST": "mail.no", "SMTP_FROM": "a@b.no", "SMTP_TLS": "none"}, "in clear over the net"),
        ({"SMTP_HOST": "mail.no", "SMTP_FROM": "a@b.no", "SMTP_PORT": "0"}, "from 1 to 65535"),
        ({"SMTP_HOST": "mail.no", "SMTP_FROM": "a@b.no", "SMTP_USER": "u"}, "belong together"),
    ],
)
def test_a_wrong_mail_setting_stops_the_start_with_a_sentence(tmp_path, given: dict[str, str], told: str) -> None:  # type: ignore[no-untyped-def]
    settings = {f"LADEAPP_{name}": value for name, value in given.items()} | {"LADEAPP_INSTANCE": str(tmp_path)}
    with pytest.raises(ConfigError, match=told):
        load(settings)


def test_whose_address_can_no_longer_be_opened_is_asked_for_it_again(
    app: Flask, office: PostOffice, phone_of: PhoneOf, id_of: IdOf
) -> None:
    anna = phone_of(ANNA)
    with app.app_context():
        for secret, says in (
            (app.extensions["ladeapp"].secret_key, "Se i innboksen din"),
            ("the secret before this one", "Send meg en lenke"),
        ):
            actions.ask_for_mail(id_of(ANNA), mail.seal(secret, id_of(ANNA), ADDRESS))
            assert says in anna.get("/me/mail").text
