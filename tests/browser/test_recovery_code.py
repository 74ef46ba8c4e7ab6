"""A new recovery code takes the old one's place: the new paper opens the diary on a new phone, the old one nothing, and never neither."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneOf, Server
from tests.browser.test_getting_in import ANDROID, newcomer, sign_in, write_down_code

pytestmark = pytest.mark.browser


def shown_code(page: Page) -> str:
    page.goto("/me/recovery")
    page.get_by_role("button", name="Vis koden").click()
    expect(page.locator("[data-code]")).to_be_visible()
    return page.locator("[data-code]").inner_text()


def write_back(page: Page, code: str) -> None:
    page.get_by_label("Hva står det på arket?").fill(code)
    page.get_by_role("button", name="Nå er den skrevet ned").click()


def opens(phone: PhoneOf, server: Server, login: str, code: str) -> bool:
    """Whether this paper opens the diary on a phone that has never been hers."""
    page = phone(user_agent=ANDROID).new_page()
    sign_in(page, login)
    page.get_by_label("Gjenopprettingskode").fill(code)
    page.get_by_role("button", name="Åpne dagboka").click()
    error = page.locator("#recovery-code-error")
    curve = page.get_by_role("img", name=re.compile("7"))
    expect(error.or_(curve)).to_be_visible()
    if error.is_visible():
        expect(error).to_have_text("Den koden åpner ikke denne dagboka. Finnes det en nyere?")
    return curve.is_visible()


def test_the_new_paper_opens_the_diary_and_the_old_one_nothing(server: Server, phone: PhoneOf) -> None:
    _context, page = newcomer(phone, "fornyer")
    old = write_down_code(page)
    new = write_down_code(page)
    assert new != old
    assert not opens(phone, server, "fornyer", old)
    assert opens(phone, server, "fornyer", new)


def test_a_code_that_was_never_written_back_changes_nothing(server: Server, phone: PhoneOf) -> None:
    _context, page = newcomer(phone, "ombestemmer")
    old = write_down_code(page)
    shown_code(page)
    write_back(page, old)
    expect(page.locator("#typed-back-error")).to_have_text("Det er ikke det som står over. Se på det en gang til.")
    page.get_by_role("link", name="Avbryt").click()
    page.wait_for_url("**/me")
    assert opens(phone, server, "ombestemmer", old)


def test_where_the_answer_is_lost_on_the_way_she_is_told_to_keep_both_and_tries_again(server: Server, phone: PhoneOf) -> None:
    context, page = newcomer(phone, "mister-dekning")
    old = write_down_code(page)
    new = shown_code(page)
    context.route("**/api/vault-keys", lambda route: (route.fetch(), route.abort()))  # received, but she never hears it
    write_back(page, new)
    expect(page.get_by_role("alert")).to_contain_text("Ta vare på begge arkene")
    assert [opens(phone, server, "mister-dekning", paper) for paper in (old, new)] == [False, True]
    context.unroute("**/api/vault-keys")
    write_back(page, new)
    expect(page.get_by_role("heading", name="Dagboka er trygg")).to_be_visible()
    assert opens(phone, server, "mister-dekning", new)
