"""The film of a shipped episode, which has a drawing: nothing of it is off the screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PhoneOf

pytestmark = pytest.mark.browser

BELOW = "() => document.scrollingElement.scrollHeight - innerHeight"


@pytest.mark.parametrize(("width", "height"), [(360, 800), (390, 844), (412, 915)])
def test_the_drawing_gives_way_so_that_words_and_buttons_stand_on_one_screen(width: int, height: int, phone: PhoneOf) -> None:
    page = phone(service_workers="block", viewport={"width": width, "height": height}).new_page()
    page.goto("/learn/leadership/mental-health")
    page.get_by_role("button", name="Spill av som film").click()
    expect(page.get_by_text("Telefonen har ingen norsk stemme.")).to_be_visible()
    assert page.evaluate(BELOW) == 0


def test_however_large_the_text_and_long_the_sentence_pause_stays_at_the_thumb(phone: PhoneOf) -> None:
    page = phone(service_workers="block").new_page()
    page.clock.install()
    page.goto("/learn/charging/critical-incidents#4")
    page.get_by_role("button", name="Tekst, stemme og utskrift").click()
    page.get_by_role("radio", name="Størst").check(force=True)
    page.get_by_role("button", name="Ferdig").click()
    page.get_by_role("button", name="Spill av herfra").click()
    caption = page.locator("[data-caption]")
    while not caption.inner_text().startswith("Noe må kanskje meldes"):
        page.clock.run_for(500)
    page.evaluate("() => scrollTo(0, 0)")
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_be_in_viewport(ratio=1)
    assert pause.evaluate("(button) => button.getBoundingClientRect().bottom <= document.querySelector('.bar').getBoundingClientRect().top")


def test_on_its_side_the_drawing_stands_beside_the_words(phone: PhoneOf) -> None:
    page = phone(service_workers="block", viewport={"width": 800, "height": 360}).new_page()
    page.goto("/learn/leadership/mental-health")
    page.get_by_role("button", name="Spill av som film").click()
    seen = [page.locator(part).bounding_box() for part in (".picture", "[data-caption]", ".film-foot")]
    picture, caption, foot = (box for box in seen if box)
    assert picture["x"] + picture["width"] <= caption["x"]
    assert caption["y"] + caption["height"] <= foot["y"]
