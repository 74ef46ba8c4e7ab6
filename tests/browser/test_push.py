"""Bjørn turns messages on; a real message, really encrypted, reaches his real browser."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people import queries as people
from ladeapp.push import actions
from ladeapp.push.models import PushSubscription
from tests.browser import notifications
from tests.browser.conftest import PhoneOf, Server
from tests.browser.fakes.fcm import FakeFCM
from tests.cast import ANNA, BJORN, LEAD, SAFETY, Member

pytestmark = pytest.mark.browser

ON = "Denne telefonen får beskjed når noen trenger fem minutter."


def endpoints(server: Server, member: Member) -> list[str]:
    with server.app.app_context():
        mine = sa.select(PushSubscription.endpoint).where(PushSubscription.person_id == id_of(member))
        return list(db.session.scalars(mine))


def id_of(member: Member) -> int:
    person = people.person_by_login(member.login, "fjordvik")
    assert person
    return person.id


def turned_on(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/me")
    notifications.controlled(page)
    page.get_by_role("button", name="Ja, gi meg beskjed").click()
    expect(page.locator("[data-push-card]")).to_contain_text(ON)
    return page


def test_a_colleague_asks_and_a_tap_on_the_message_leads_there(server: Server, phone_with_push: PhoneOf, fcm: FakeFCM) -> None:
    bjorn = phone_with_push(BJORN)
    page = turned_on(bjorn)
    notifications.watch(bjorn)
    with server.app.app_context():
        now = clock.now()
        actions.enqueue([id_of(BJORN)], "ask", "ask/1", "/pairings", now, now + timedelta(minutes=15))
    server.deliver(fcm)
    assert fcm.taken == [201]
    (note,) = notifications.shown(bjorn)
    assert (note["title"], note["body"], note["lang"]) == ("Har du fem minutter?", "En kollega spør. Trykk for å se.", "nb")
    notifications.tap(bjorn)
    page.wait_for_url("**/pairings")


def test_the_test_button_brings_a_message(server: Server, phone_with_push: PhoneOf, fcm: FakeFCM) -> None:
    anna = phone_with_push(ANNA)
    page = turned_on(anna)
    notifications.watch(anna)
    page.get_by_role("button", name="Send et prøvevarsel").click()
    expect(page.locator("[data-push-card]")).to_contain_text("Sendt.")
    server.deliver(fcm)
    assert [note["title"] for note in notifications.shown(anna)] == ["Det virker"]


def test_who_tests_again_and_again_is_told_to_wait_and_not_to_look_for_coverage(server: Server, phone_with_push: PhoneOf) -> None:
    page = turned_on(phone_with_push(BJORN))
    page.route("**/api/push-subscriptions/test", lambda route: route.fulfill(status=429))
    page.get_by_role("button", name="Send et prøvevarsel").click()
    expect(page.locator("[data-push-card]")).to_contain_text("Vent en time")


def test_the_test_button_finds_a_phone_that_the_server_has_lost(server: Server, phone_with_push: PhoneOf, fcm: FakeFCM) -> None:
    """A push service has called it dead since this morning; she presses the button because nothing comes."""
    anna = phone_with_push(ANNA)
    page = turned_on(anna)
    before = endpoints(server, ANNA)
    with server.app.app_context():
        db.session.execute(sa.delete(PushSubscription))
        db.session.commit()
    notifications.watch(anna)
    page.get_by_role("button", name="Send et prøvevarsel").click()
    expect(page.locator("[data-push-card]")).to_contain_text("Sendt.")
    server.deliver(fcm)
    assert [note["title"] for note in notifications.shown(anna)] == ["Det virker"]
    assert not set(endpoints(server, ANNA)) & set(before)


def test_what_the_browser_has_dropped_is_mended_at_the_next_start(server: Server, phone_with_push: PhoneOf) -> None:
    page = turned_on(phone_with_push(SAFETY))
    (before,) = endpoints(server, SAFETY)
    page.evaluate("navigator.serviceWorker.ready.then((r) => r.pushManager.getSubscription()).then((s) => s.unsubscribe())")
    with page.expect_response(lambda answer: answer.url.endswith("/api/push-subscriptions") and answer.request.method == "DELETE") as told:
        page.reload()
    assert told.value.status == 204
    expect(page.locator("[data-push-card]")).to_contain_text(ON)
    assert len(endpoints(server, SAFETY)) == 1
    assert before not in endpoints(server, SAFETY)


def test_an_address_that_a_push_service_has_called_dead_is_replaced_within_a_day(server: Server, phone_with_push: PhoneOf) -> None:
    page = turned_on(phone_with_push(ANNA))
    before = endpoints(server, ANNA)
    with server.app.app_context():
        db.session.execute(sa.delete(PushSubscription))
        db.session.commit()
    page.clock.install(time=clock.now() + timedelta(days=1))
    with page.expect_response(lambda answer: answer.status == 201 and answer.request.post_data_json["endpoint"] not in before):
        page.reload()
    assert len(endpoints(server, ANNA)) == 1


def test_turning_off_ends_it_on_both_sides(server: Server, phone_with_push: PhoneOf) -> None:
    page = turned_on(phone_with_push(LEAD))
    page.get_by_role("button", name="Slå av på denne telefonen").click()
    expect(page.get_by_role("button", name="Ja, gi meg beskjed")).to_be_visible()
    assert endpoints(server, LEAD) == []
    assert page.evaluate("navigator.serviceWorker.ready.then((r) => r.pushManager.getSubscription())") is None
