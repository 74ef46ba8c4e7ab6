"""A hostile calendar server, a strange e-mail address, a key that is not there, a push service that guesses: nobody else is held up, nothing is told."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from ladeapp import clock, outside
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.push import actions, rules, sending
from ladeapp.push.forms import AddressForm
from ladeapp.push.models import Answer, Letter, Message, PushDelivery
from ladeapp.push.rules import Prompt
from ladeapp.push.vapid import Key, vapid_key
from ladeapp.push.words import REMINDERS, TEXTS
from ladeapp.shifts import JOBS, links, queries
from ladeapp.shifts.importing import keep_link
from tests.cast import ANNA, BJORN
from tests.periods import World
from tests.shifts.calendars import DAY_SHIFT, ics
from tests.test_who_sees_what import BROWSER

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Calendars(outside.Door):
    """Anna's server answers with what nobody can keep, or breaks in a way nobody thought of; Bjørn's is an ordinary one."""

    broken: object = None

    async def fetch(self, link: str, etag: str | None, most: int) -> outside.Fetched:
        if "anna" not in link:
            return outside.Fetched(ics(DAY_SHIFT), None)
        if isinstance(self.broken, Exception):
            raise self.broken
        return outside.Fetched(ics(DAY_SHIFT), str(self.broken))


@pytest.mark.parametrize("broken", ["\udcff", RuntimeError("anna's secret title")], ids=["an etag that is no text", "no answer we know"])
def test_one_hostile_calendar_holds_back_no_other(app: Flask, broken: object, capfd: pytest.CaptureFixture[str]) -> None:
    door = app.extensions["outside"] = Calendars()
    object.__setattr__(door, "broken", broken)
    with app.app_context():
        for member in (ANNA, BJORN):
            sealed = links.seal(
                app.extensions["ladeapp"].secret_key, World.id_of(member), f"https://{member.name.lower()}.example.no/x.ics"
            )
            keep_link(World.id_of(member), sealed, clock.now())
    assert run_once(app, [job for job in JOBS if job.lane == "calendars"]) == 0
    with app.app_context():
        read = queries.calendar(World.id_of(BJORN))
        assert read
        assert read.read_day
        hers = queries.calendar(World.id_of(ANNA))
        assert hers
        assert hers.problem
    assert "secret title" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "address", ["=?utf-8?b?DQpCY2M6IHFAcS5ubw0K?=@b.no", "=?utf-8?b?dkBhLm5vLCB3QGMubm8sIHg=?=@b.no", "=?utf-8?b?//8=?=@b.no"]
)
def test_an_address_that_a_mail_program_reads_as_others_is_refused(app: Flask, address: str) -> None:
    with app.test_request_context(method="POST", data={"address": address}):
        app.config["WTF_CSRF_ENABLED"] = False
        assert not AddressForm(meta={"csrf": False}).validate()
        assert AddressForm(data={"address": "anna.o'hara+lade@hjemme.no"}, formdata=None, meta={"csrf": False}).validate()


def test_a_message_that_cannot_even_be_made_does_not_end_the_sender(app: Flask) -> None:
    private = vapid_key(app.extensions["ladeapp"].secrets_dir)

    def key(name: str | None) -> Key:
        if name == "gone":
            raise FileNotFoundError
        return Key("", "", private)

    sender = sending.Sender(key, "mailto:drift@fjordvik.no")
    try:
        for vapid in ("gone", "gone"):
            letter = Letter(uuid4(), "test", "/", "t", "normal", clock.now(), 1, None, ())
            told = Message(
                "https://fcm.googleapis.com/fcm/send/x", **BROWSER, payload="x", ttl=60, urgency="normal", topic="t", vapid=vapid
            )
            sender.post([(letter, [told])])
            assert sender.collect(seconds=5)[0][1] == [Answer(None)]
    finally:
        sender.close()


def test_the_length_of_a_message_does_not_tell_its_kind_nor_its_language(app: Flask) -> None:
    lengths = set()
    for lang in ("nb", "nn", "en"):
        with app.test_request_context(), force_locale(lang):
            for kind, (title, body) in TEXTS.items():
                reminder = str(uuid4()) if kind in REMINDERS else None
                said = rules.payload(
                    title=str(title), body=str(body), navigate="https://x.no/check-in", lang=lang, tag="t" * 32, reminder=reminder
                )
                lengths.add(len(said.encode()))
    assert len(lengths) == 1


def test_a_push_service_cannot_guess_from_the_topic_what_it_carries_and_to_whom(app: Flask) -> None:
    now = clock.now()
    occasion = f"offer {now.date()}"
    with app.app_context():
        me = World.id_of(ANNA)
        actions.plan(me, ["offer"], [Prompt(occasion, "offer", "/stations", now, now + timedelta(hours=2))])
        tag = db.session.scalars(sa.select(PushDelivery.tag)).one()
    guesses = {rules.base64url(sha256(f"{occasion}{gap}{me}".encode()).digest()[:24]) for gap in (" ", "", "/")}
    assert tag not in guesses
    assert len(tag) == 32
