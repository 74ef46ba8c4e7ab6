"""Another browser, another hand at cryptography: a real Firefox receives what our worker sends, and refuses what others made of it."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from ladeapp import clock
from ladeapp.push import actions
from ladeapp.push.vapid import vapid_key
from tests.browser.bidi import Firefox, firefox_path
from tests.browser.conftest import Server
from tests.browser.fakes import stranger
from tests.browser.fakes.autopush import DELIVERED, UNREADABLE, FakeAutopush
from tests.browser.test_push import endpoints, id_of
from tests.cast import ANNA, PASSWORD

pytestmark = pytest.mark.browser

CONTROLLED = """navigator.serviceWorker.controller ? true :
  new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true), {once: true}))"""
SUBSCRIPTION = "navigator.serviceWorker.ready.then((worker) => worker.pushManager.getSubscription()).then((it) => it && it.toJSON())"
SHOWN = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((notes) => notes.map(({title, body, lang}) => ({title, body, lang})))"""


def button(words: str) -> str:
    return f"[...document.querySelectorAll('button')].find((each) => each.textContent.trim() === {words!r} && each.offsetParent)"


@pytest.fixture(scope="module")
def service() -> Iterator[FakeAutopush]:
    with FakeAutopush() as service:
        yield service


@pytest.fixture(scope="module")
def firefox(server: Server, service: FakeAutopush, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Anna's Firefox: she signs in with her password and turns messages on."""
    with Firefox(firefox_path(), tmp_path_factory.mktemp("firefox"), **service.prefs) as firefox:
        firefox.goto(f"{server.url}/sign-in?next=/me")
        for field, value in (("name", "anna@fjordvik"), ("password", PASSWORD)):
            firefox.evaluate(f"document.querySelector('[name={field}]').value = {value!r}")
        firefox.arrives(r"\d/me/phone", lambda: firefox.tap(button("Logg inn")))
        firefox.arrives(r"\d/me$", lambda: firefox.tap(button("Ja, den er min")))
        firefox.evaluate(CONTROLLED)
        firefox.tap(button("Ja, gi meg beskjed"))
        firefox.appears(button("Send et prøvevarsel"))
        yield firefox
        assert firefox.faults == []


@pytest.fixture
def subscription(firefox: Firefox) -> dict[str, Any]:
    """What the browser gave away when Anna said yes."""
    told: dict[str, Any] = firefox.evaluate(SUBSCRIPTION)
    return told


@pytest.fixture
def our_key(server: Server) -> ec.EllipticCurvePrivateKey:
    return vapid_key(server.app.extensions["ladeapp"].secrets_dir)


def test_what_the_worker_sends_is_shown_and_a_tap_on_it_leads_there(server: Server, service: FakeAutopush, firefox: Firefox) -> None:
    firefox.watch_alerts()
    with server.app.app_context():
        now = clock.now()
        actions.enqueue([id_of(ANNA)], "ask", "ask/1", "/pairings", now, now + timedelta(minutes=15))
    server.deliver(service)
    assert (service.taken.pop(), service.ack()) == (201, DELIVERED)
    firefox.alerted()
    assert firefox.evaluate(SHOWN) == [{"title": "Har du fem minutter?", "body": "En kollega spør. Trykk for å se.", "lang": "nb"}]
    firefox.arrives(r"\d/pairings$", firefox.tap_alert)
    assert firefox.evaluate(SHOWN) == []


def test_a_message_altered_on_the_way_is_refused_and_never_shown(
    service: FakeAutopush, firefox: Firefox, subscription: dict[str, Any], our_key: ec.EllipticCurvePrivateKey
) -> None:
    firefox.watch_alerts()
    assert service.call(stranger.post(service, subscription, our_key, "Forvansket", altered=True)) == 201
    assert service.ack() == UNREADABLE
    assert service.call(stranger.post(service, subscription, our_key, "Hel")) == 201
    assert service.ack() == DELIVERED
    firefox.alerted()
    assert [note["title"] for note in firefox.evaluate(SHOWN)] == ["Hel"]


def test_a_message_signed_with_another_key_never_leaves_the_service(
    server: Server, service: FakeAutopush, subscription: dict[str, Any]
) -> None:
    anothers = ec.generate_private_key(ec.SECP256R1())
    assert service.call(stranger.post(service, subscription, anothers, "Falsk")) == 403
    assert endpoints(server, ANNA) == [subscription["endpoint"]]


def test_what_the_service_has_lost_the_worker_mends_by_itself(server: Server, service: FakeAutopush, firefox: Firefox) -> None:
    before = endpoints(server, ANNA)
    service.forget()  # Firefox says so to the worker: pushsubscriptionchange
    patience = monotonic() + 8
    while (now := endpoints(server, ANNA)) == before or len(now) > 1:
        firefox.evaluate(SUBSCRIPTION)
        assert monotonic() < patience, now
    assert now == [firefox.evaluate(SUBSCRIPTION)["endpoint"]]
    assert len(service.channels) == 1


def test_signing_out_ends_the_subscription_on_every_side(
    server: Server, service: FakeAutopush, firefox: Firefox, subscription: dict[str, Any], our_key: ec.EllipticCurvePrivateKey
) -> None:
    firefox.goto(f"{server.url}/sign-out")
    firefox.appears(button("Last ned dagboka"))
    firefox.arrives(r"\d/$", lambda: firefox.tap(button("Logg ut og tøm denne telefonen")))
    assert endpoints(server, ANNA) == []
    assert firefox.evaluate(SUBSCRIPTION) is None
    assert service.given_up[-1] == subscription["endpoint"].rpartition("/")[2]
    assert service.call(stranger.post(service, subscription, our_key, "For sent")) == 410
