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
