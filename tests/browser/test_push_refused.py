"""What others make of a message does not reach Bjørn: Google's service refuses a foreign signature, his browser an altered text."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import BrowserContext, Page

from ladeapp.push.vapid import vapid_key
from tests.browser import notifications
from tests.browser.conftest import PhoneOf, Server
from tests.browser.fakes import stranger
from tests.browser.fakes.fcm import FakeFCM
from tests.browser.test_push import endpoints, turned_on
from tests.cast import BJORN

pytestmark = pytest.mark.browser

SUBSCRIPTION = "navigator.serviceWorker.ready.then((worker) => worker.pushManager.getSubscription()).then((it) => it.toJSON())"


def test_an_altered_message_and_one_with_another_key_are_refused(server: Server, phone_with_push: PhoneOf, fcm: FakeFCM) -> None:
    bjorn: BrowserContext = phone_with_push(BJORN)
    page: Page = turned_on(bjorn)
    subscription = page.evaluate(SUBSCRIPTION)
    ours, anothers = vapid_key(server.app.extensions["ladeapp"].secrets_dir), ec.generate_private_key(ec.SECP256R1())
    notifications.watch(bjorn)
    assert fcm.call(stranger.post(fcm, subscription, anothers, "Falsk")) == 403
    assert fcm.call(stranger.post(fcm, subscription, ours, "Forvansket", altered=True)) == 201
    assert fcm.call(stranger.post(fcm, subscription, ours, "Hel")) == 201
    assert [note["title"] for note in notifications.shown(bjorn)] == ["Hel"]
    assert endpoints(server, BJORN) == [subscription["endpoint"]]
