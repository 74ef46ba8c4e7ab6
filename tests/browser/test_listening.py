"""Being the one who can listen: the page of an ask closes by itself, and after a heavy stretch the phone suggests a pause."""

import pytest
from playwright.sync_api import expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from tests.browser.checking_in import begin_anew, check_in, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.cast import BJORN, COLLEAGUES, SAFETY
from tests.stations.conftest import id_of

pytestmark = pytest.mark.browser

DAY = 24 * 60 * 60 * 1000


def test_after_three_heavy_days_the_phone_suggests_a_pause_and_changes_nothing_by_itself(server: Server, phone: PhoneOf) -> None:
    begin_anew(server)
    page = known_phone(phone).new_page()
    page.goto("/pairings")
    page.get_by_role("switch", name="Jeg kan lytte").click()
    switch = page.get_by_role("switch")
    suggestion = page.get_by_text("Du har båret mye i det siste.")
    for load in (9, 8, 7):
        page.goto("/pairings")
        expect(switch).to_have_attribute("aria-checked", "true")
        expect(suggestion).to_be_hidden()
        check_in(page, load)
        page.clock.fast_forward(DAY)
    page.goto("/pairings")
    expect(suggestion).to_be_visible()
    page.goto("/")
    expect(suggestion).to_be_visible()
    expect(switch).to_have_attribute("aria-checked", "true")
    page.get_by_role("button", name="Lytt videre").click()
    expect(suggestion).to_be_hidden()
    page.reload()
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(suggestion).to_be_hidden()


def test_an_ask_that_somebody_else_answers_closes_itself(server: Server, phone: PhoneOf) -> None:
    with server.app.app_context():
        now = clock.now()
        ask = actions.ask(id_of(COLLEAGUES[0]), now, clock.today())
    bjorn = phone(BJORN).new_page()
    bjorn.goto(f"/pairings/{ask}")
    expect(bjorn.get_by_role("button", name="Ja, jeg kan")).to_be_visible()
    with server.app.app_context():
        actions.accept(ask, id_of(SAFETY), clock.now())
        db.session.remove()
    expect(bjorn.get_by_role("heading", name="Noen andre var først – takk for at du ville")).to_be_visible(timeout=15_000)
