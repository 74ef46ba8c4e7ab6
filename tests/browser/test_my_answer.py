"""My answer to the team's number: seen, taken back, let in again, and kept out for as long as she likes; nobody is shown any of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from ladeapp.trends.models import Contribution
from tests.browser import looking
from tests.browser.checking_in import AFTER_UNDO, begin_anew, check_in, known_phone, rows, told
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, LEAD
from tests.conftest import signed_in

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def a_running_period(server: Server) -> Iterator[None]:
    begin_anew(server)
    yield
    server.start()


@pytest.fixture
def page(phone: PhoneOf) -> Page:
    """Anna has answered 7, and has gone from what her lead sees to her own answer."""
    anna = known_phone(phone)
    page = anna.new_page()
    with told(anna):
        check_in(page, 7)
        anna.clock.fast_forward(AFTER_UNDO)
    page.goto("/team/lead-view")
    page.get_by_role("link", name="Svaret mitt: se det").click()
    expect(page.locator("[data-answers]")).to_contain_text("Svaret ditt er 7.")
    return page


def test_she_takes_her_answer_back_and_lets_it_in_again(server: Server, page: Page) -> None:
    with told(page.context) as answer:
        page.get_by_role("button", name="Ta svaret tilbake").click()
    assert (answer.value.request.method, answer.value.status, rows(server, Contribution)) == ("DELETE", 204, 0)
    again = page.get_by_role("button", name="La det telle likevel")
    expect(again).to_be_focused()
    with told(page.context):
        again.press("Enter")
    expect(page.locator("[data-answers]")).to_contain_text("Svaret ditt er 7.")
    assert rows(server, Contribution) == 1


def test_she_stays_out_until_she_says_otherwise_and_the_diary_goes_on(server: Server, page: Page) -> None:
    out = page.get_by_role("switch", name="Hold meg utenfor teamets tall")
    with told(page.context):
        out.click()
    expect(out).to_be_checked()
    expect(out).to_be_focused()
    expect(page.locator("[data-answers]")).not_to_contain_text("Svaret ditt er")
    assert rows(server, Contribution) == 0
    check_in(page, 9)
    page.context.clock.fast_forward(AFTER_UNDO)
    page.get_by_role("button", name="Hopp over").click()
    expect(page.locator("[data-sent]")).to_contain_text("Du holder deg utenfor teamets tall nå.")
    assert rows(server, Contribution) == 0
    page.goto("/me/data")
    with told(page.context):
        out.click()
    expect(page.locator("[data-answers]")).to_contain_text("Svaret ditt er 8.")
    assert rows(server, Contribution) == 1


def test_without_coverage_it_is_kept_and_told_later(server: Server, page: Page) -> None:
    server.stop()
    page.get_by_role("switch", name="Hold meg utenfor teamets tall").click()
    expect(page.get_by_role("switch")).to_be_checked()
    server.start()
    with told(page.context):
        page.reload()
    assert rows(server, Contribution) == 0


def test_the_leads_page_is_the_same_whether_she_stays_out_or_not(server: Server, page: Page) -> None:
    lead = signed_in(server.app, LEAD)
    before = [line for line in lead.get("/team").text.splitlines() if "nonce" not in line and "csrf" not in line]
    with told(page.context):
        page.get_by_role("switch", name="Hold meg utenfor teamets tall").click()
    assert [line for line in lead.get("/team").text.splitlines() if "nonce" not in line and "csrf" not in line] == before


def test_on_the_wards_machine_she_gives_one_number_in_place_of_her_phones_and_her_phone_keeps_her_out_all_the_same(
    server: Server, page: Page, phone: PhoneOf
) -> None:
    ward = phone(ANNA).new_page()
    ward.goto("/me/phone?next=/check-in")
    ward.get_by_role("button", name="Nei, andre bruker den også").click()
    ward.get_by_role("link", name="Ett tall for hele perioden").click()
    assert list(looking.faults(ward)) == []
    ward.get_by_role("button", name=re.compile(r"^9\b")).first.press("Enter")
    expect(ward.get_by_role("status").first).to_contain_text("Mottatt.")
    assert rows(server, Contribution) == 1
    ward.get_by_role("button", name="Ta svaret tilbake").first.click()
    expect(ward.get_by_role("status").first).to_contain_text("Mottatt.")
    assert rows(server, Contribution) == 0
    ward.get_by_role("button", name=re.compile(r"^10\b")).first.click()
    expect(ward.get_by_role("status").first).to_contain_text("Mottatt.")
    with told(page.context):
        page.get_by_role("switch", name="Hold meg utenfor teamets tall").click()
    assert rows(server, Contribution) == 0
