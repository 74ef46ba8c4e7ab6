"""A whole station without a pointer, and each screen for everyone: named, announced, light and dark, narrow and enlarged."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checking_in import known_phone
from tests.browser.conftest import PhoneOf
from tests.browser.looking import faults

pytestmark = pytest.mark.browser

HEARD = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const said = document.getElementById("announce-polite").textContent;
    if (said) window.heard.push(said);
  }).observe(document.getElementById("announce-polite"), { childList: true });
}"""
TABS = 40


def reach(page: Page, name: str) -> None:
    """Tab until what has that name is reached; Enter."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and (focused.get_attribute("aria-label") or focused.inner_text().strip()) == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def here(page: Page, heading: str) -> None:
    """The new screen's heading is there, and the keyboard has been taken to it."""
    expect(page.locator(".stage:visible h1")).to_have_text(heading)
    expect(page.locator(".stage:visible h1")).to_be_focused()


def test_two_from_the_door_to_the_balance_by_keyboard_alone(phone: PhoneOf) -> None:
    page = known_phone(phone, reduced_motion="reduce").new_page()
    page.goto("/stations")
    page.get_by_role("radio", name="5 min").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="10 min")).to_be_checked()
    page.keyboard.press("ArrowLeft")
    reach(page, "Én telefon mellom oss")
    page.wait_for_url("**/stations/here?protocol=two-5")
    expect(page.locator(".stage:visible h1")).to_have_text("Hvor krevende kjennes det akkurat nå?")
    page.evaluate(HEARD)
    wrong = [f"before: {fault}" for fault in faults(page)]
    page.get_by_role("button", name="0, ikke krevende").focus()
    page.keyboard.press("6")
    page.keyboard.press("Enter")
    for heading, name in (
        ("Passer det nå?", "Det passer"),
        ("Har det nettopp skjedd noe du trenger hjelp med nå?", "Nei"),
        ("Gi telefonen videre", "Jeg har telefonen"),
        ("Har det nettopp skjedd noe du trenger hjelp med nå?", "Nei"),
    ):
        here(page, heading)
        wrong += [f"{heading}: {fault}" for fault in faults(page)]
        page.locator(".stage:visible h1").focus()
        reach(page, name)
    here(page, "Den som begynner, deler. Den andre lytter.")
    expect(page.get_by_role("timer", name="Tid igjen av dette steget")).to_have_text("1:15")
    reach(page, "Pause")
    expect(page.locator("[data-over]")).to_have_text("Pause. Tida venter på dere.")
    wrong += [f"pause: {fault}" for fault in faults(page)]
    page.locator("[data-do=resume]").focus()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.locator("[data-do=next]").focus()
        page.keyboard.press("Enter")
    for name in ("Ja, det går greit", "Jeg har telefonen", "Jeg trenger litt tid"):
        expect(page.locator(".stage:visible h1")).to_be_focused()
        wrong += [f"{name}: {fault}" for fault in faults(page)]
        page.locator(".stage:visible h1").focus()
        reach(page, name)
    here(page, "Ta den tida du trenger.")
    reach(page, "Nå går det greit")
    here(page, "Takk for at dere tok dere tid til hverandre.")
    wrong += [f"done: {fault}" for fault in faults(page)]
    heard = page.evaluate("() => window.heard")
    assert any(said.startswith("Nå bytter dere: Den som lyttet, deler. Hva har krevd mest av deg") for said in heard)
    page.get_by_role("group", name="Fikk du gitt noe?").get_by_label("Nei").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("link", name="Ferdig").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.goto("/stations")
    expect(page.locator("[data-balance]")).to_contain_text("Gitt én gang")
    wrong += [f"the door: {fault}" for fault in faults(page)]
    assert wrong == []


@pytest.mark.parametrize("key", ["alone-1", "group-40", "ward-10"])
def test_the_other_conversations_on_one_phone(key: str, phone: PhoneOf) -> None:
    page = phone(reduced_motion="reduce").new_page()
    page.goto(f"/stations/here?protocol={key}")
    wrong, looked_at = [], set()
    for _ in range(30):
        shown = page.locator(".stage:visible")
        where = shown.get_attribute("data-stage")
        shape = where, page.locator("[data-second]").is_visible()
        if shape not in looked_at:
            looked_at.add(shape)
            wrong += [f"{where}: {fault}" for fault in faults(page)]
        if where == "done":
            break
        shown.locator("[data-n='3'], [data-do=fits], [data-do=alone-no], [data-do=passed], [data-do=next], [data-do=close-yes]").locator(
            "visible=true"
        ).first.click()
    assert where == "done"
    assert wrong == []
