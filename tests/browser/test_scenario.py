"""The sick-leave sum in a real browser: it follows what is typed, says what the server says, and needs no script."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PhoneOf
from tests.cast import ANNA

pytestmark = pytest.mark.browser
PAGE = "/effect/scenario"
TYPED = {
    "employees": "35",
    "workdays": "238,1",
    "points": "0,5",
    "cost": "5 000",
    "rate": "9",
    "programme": "60.000",
    "share": "50",
    "refund": "2 000",
}


DRAWN = """(picture) => [...picture.children].map((part) => ["class", "x", "y", "x1", "y2", "width", "text-anchor"]
  .map((name) => part.getAttribute(name) ?? "").map((value) => value === "" || isNaN(value) ? value : String(Number(value)))
  .concat(part.textContent.replace(/\\s/g, " ")).join("|"))"""


def result(page: Page) -> list[str]:
    """What the sum says, and its picture."""
    said = [
        " ".join((page.locator(f"[data-out={name}]").text_content() or "").split()) for name in ("about", "sum", "days", "left", "even")
    ]
    picture = page.locator("[data-picture]")
    return [*said, picture.get_attribute("aria-label") or "", picture.get_attribute("viewBox") or "", *picture.evaluate(DRAWN)]


def fill(page: Page) -> None:
    page.locator("details.more summary").click()
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=refunded]").check()


@pytest.mark.parametrize("language", ["nb-NO", "en-GB"])
def test_while_typing_it_says_what_the_server_says(language: str, phone: PhoneOf) -> None:
    page = phone(ANNA, locale=language).new_page()
    page.goto(PAGE)
    fill(page)
    live, address = result(page), page.url
    assert parse_qs(urlsplit(address).query)["workdays"] == ["238,1"]
    page.goto(address)
    assert result(page) == live
    assert "166" in live[0]


def test_what_cannot_be_read_leaves_the_sum_standing_and_is_said_when_sent(phone: PhoneOf) -> None:
    page = phone(ANNA).new_page()
    page.goto(PAGE)
    before = result(page)
    page.get_by_label("Ansatte").fill("-3")
    expect(page.get_by_text("Noe lenger ned er ikke til å lese ennå")).to_be_visible()
    assert result(page) == before
    page.get_by_role("button", name="Regn ut").click()
    expect(page.get_by_role("alert")).to_contain_text("Det kan ikke være under null.")
    expect(page.get_by_label("Ansatte")).to_have_value("-3")
    page.get_by_label("Ansatte").fill("30")
    page.get_by_role("button", name="Regn ut").click()
    expect(page.get_by_role("heading", name=re.compile("289.800"))).to_be_visible()


def test_without_a_script_it_is_the_same_sum(phone: PhoneOf) -> None:
    page = phone(ANNA, java_script_enabled=False).new_page()
    page.goto(PAGE)
    page.get_by_label("Ansatte").fill("40")
    page.get_by_role("button", name="Regn ut").click()
    expect(page.get_by_role("heading", name=re.compile("386.400"))).to_be_visible()
