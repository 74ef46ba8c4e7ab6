"""Anna's reminder on her lock screen: answered there without coverage, by a word, or on the scale – and gone when it is handled."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, Route, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people import queries as people
from ladeapp.push import actions, queries
from ladeapp.push.models import PushDelivery, PushSubscription
from ladeapp.push.rules import Prompt
from ladeapp.trends.models import Contribution
from tests.browser import notifications
from tests.browser.checking_in import AFTER_UNDO, ANDROID, begin_anew, rows, told
from tests.browser.conftest import PhoneOf, Server
from tests.browser.fakes.fcm import FakeFCM
from tests.cast import ANNA

pytestmark = pytest.mark.browser

GONE = """async () => {
  const end = performance.now() + 5000; // the system itself takes them away after a while
  while ((await (await navigator.serviceWorker.ready).getNotifications()).length) {
    if (performance.now() > end) throw new Error("it is still shown");
    await new Promise((done) => setTimeout(done, 50));
  }
}"""


@pytest.fixture(autouse=True)
def a_running_period(server: Server) -> Iterator[None]:
    begin_anew(server)
    with server.app.app_context():
        db.session.execute(sa.delete(PushSubscription))
        db.session.execute(sa.delete(PushDelivery))
        db.session.commit()
    yield
    server.start()


@pytest.fixture
def anna(phone_with_push: PhoneOf) -> BrowserContext:
    """Anna's phone with a diary, and messages turned on."""
    context = phone_with_push(ANNA, user_agent=ANDROID)
    page = context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith("/api/vault-keys") and answer.request.method == "PUT"):
        page.goto("/check-in")
    notifications.controlled(page)
    page.goto("/me")
    page.get_by_role("button", name="Ja, gi meg beskjed").click()
    expect(page.locator("[data-push-card]")).to_contain_text("Det har ikke kommet noe varsel")
    page.close()
    return context


def reminded(server: Server, anna: BrowserContext, fcm: FakeFCM) -> UUID:
    """The after-shift reminder stands on her lock screen."""
    now = clock.now()
    with server.app.app_context():
        person = people.person_by_login(ANNA.login, "fjordvik")
        assert person
        prompt = Prompt("after_shift 2026-11-22", "after_shift", "/check-in", now, now + timedelta(minutes=25), "high")
        actions.plan(person.id, ["after_shift"], [prompt])
        reminder = db.session.scalars(sa.select(PushDelivery.id)).one()
    notifications.watch(anna)
    server.deliver(fcm)
    assert [note["title"] for note in notifications.shown(anna)] == ["Et minutt før du går hjem?"]
    return reminder


def still_open(server: Server) -> int:
    with server.app.app_context():
        person = people.person_by_login(ANNA.login, "fjordvik")
        assert person
        return len(queries.planned(person.id, ["after_shift"]))


def curve(anna: BrowserContext) -> Page:
    page = anna.new_page()
    page.goto("/me")
    page.get_by_text("Tallene – se og endre").click()
    return page


def test_not_today_is_answered_without_coverage_and_handled_at_the_next_start(server: Server, anna: BrowserContext, fcm: FakeFCM) -> None:
    reminded(server, anna, fcm)
    assert notifications.buttons(anna) == [["Åpne", "Ikke i dag"]]
    server.stop()
    notifications.tap(anna, "not_today")
    assert notifications.buttons(anna) == []
    expect(curve(anna).get_by_role("table").locator("tbody")).to_contain_text("Ikke i dag")
    assert still_open(server) == 1
    server.start()
    with anna.expect_event("response", lambda answer: answer.url.endswith("/handled")) as answer:
        anna.new_page().goto("/")
    assert answer.value.status == 204
    assert (still_open(server), rows(server, Contribution)) == (0, 0)


def test_a_word_from_the_lock_screen_stays_a_word_and_the_phone_knows_that_it_came(
    server: Server, anna: BrowserContext, fcm: FakeFCM
) -> None:
    page = anna.new_page()
    page.goto("/me")
    two_words = page.get_by_role("switch", name="To ord på låseskjermen")
    two_words.click()
    expect(two_words).to_be_checked()
    reminded(server, anna, fcm)
    assert notifications.buttons(anna) == [["Lett", "Tung"]]
    with anna.expect_event("response", lambda answer: answer.url.endswith("/handled")):
        notifications.tap(anna, "heavy")
    page = curve(anna)
    expect(page.get_by_role("table").locator("tbody")).to_contain_text("Tung, uten tall")
    expect(page.locator("[data-push-card]")).to_contain_text(re.compile(r"Siste påminnelse nådde denne telefonen i dag kl\. \d\d\.\d\d"))
    assert (still_open(server), rows(server, Contribution)) == (0, 0)


def test_the_number_carries_the_reminder_that_led_to_it(server: Server, anna: BrowserContext, fcm: FakeFCM) -> None:
    anna.clock.install()
    page = anna.new_page()
    page.goto("/")
    reminder = reminded(server, anna, fcm)
    notifications.tap(anna)
    page.wait_for_url(f"**/check-in?reminder={reminder}")
    page.get_by_role("button", name=re.compile(r"^7\b")).click()
    expect(page.locator('[data-step="charge"]').get_by_text("Lagret på telefonen.")).to_be_visible()
    with told(anna) as answer:
        anna.clock.fast_forward(AFTER_UNDO)
    assert answer.value.status == 204
    assert json.loads(answer.value.request.post_data) == {"value": 7, "reminder": str(reminder)}
    assert still_open(server) == 0


def test_whoever_taps_before_the_phone_has_heard_of_the_reminder_is_not_reminded_of_it(
    server: Server, anna: BrowserContext, fcm: FakeFCM
) -> None:
    anna.clock.install()
    reminder = reminded(server, anna, fcm)
    page = anna.new_page()
    slow: list[Route] = []
    page.route("**/api/reminders", lambda route: slow.append(route))
    page.goto("/check-in")
    page.get_by_role("button", name=re.compile(r"^7\b")).click()
    expect(page.locator('[data-step="charge"]').get_by_text("Lagret på telefonen.")).to_be_visible()
    assert notifications.buttons(anna) == [["Åpne", "Ikke i dag"]]
    assert len(slow) == 1
    slow[0].continue_()
    page.evaluate(GONE)
    with told(anna) as answer:
        anna.clock.fast_forward(AFTER_UNDO)
    assert json.loads(answer.value.request.post_data) == {"value": 7, "reminder": str(reminder)}
    assert still_open(server) == 0


def test_what_was_handled_on_another_phone_goes_from_the_lock_screen_at_the_next_start(
    server: Server, anna: BrowserContext, fcm: FakeFCM, phone: PhoneOf
) -> None:
    reminder = reminded(server, anna, fcm)
    with server.app.app_context():
        person = people.person_by_login(ANNA.login, "fjordvik")
        assert person
        actions.handled(person.id, reminder)
    page = anna.new_page()
    with page.expect_response("**/api/reminders"):
        page.goto("/me")
    page.evaluate(GONE)


def test_a_subscription_that_the_browser_changes_is_told_of_at_once(server: Server, anna: BrowserContext, fcm: FakeFCM) -> None:
    page = anna.new_page()
    page.goto("/me", wait_until="networkidle")  # the page mends a lost subscription too, when it opens
    page.evaluate("navigator.serviceWorker.ready.then((r) => r.pushManager.getSubscription()).then((s) => s.unsubscribe())")
    with anna.expect_event("response", lambda answer: answer.url.endswith("/api/push-subscriptions") and answer.request.method == "DELETE"):
        anna.service_workers[0].evaluate("() => self.dispatchEvent(new ExtendableEvent('pushsubscriptionchange'))")
    with server.app.app_context():
        endpoint = db.session.scalars(sa.select(PushSubscription.endpoint)).one()
    assert page.evaluate("navigator.serviceWorker.ready.then((r) => r.pushManager.getSubscription()).then((s) => s.endpoint)") == endpoint
