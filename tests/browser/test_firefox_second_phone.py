"""Another browser, another hand at cryptography: a real Firefox gets the diary from a Chromium, and reads what is in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.bidi import Firefox, firefox_path
from tests.browser.conftest import PhoneOf, Server
from tests.browser.test_firefox import button
from tests.browser.test_getting_in import OWN_WORDS, newcomer
from tests.browser.test_second_phone import shows_code

pytestmark = pytest.mark.browser

NUMBER = "(() => { const it = document.querySelector('[data-number]'); return it && it.offsetParent && it.textContent; })()"


@pytest.fixture
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with Firefox(firefox_path(), tmp_path_factory.mktemp("firefox")) as firefox:
        yield firefox
        assert firefox.faults == []


def test_the_diary_goes_from_chromium_to_firefox(server: Server, phone: PhoneOf, firefox: Firefox) -> None:
    old = newcomer(phone, "revefar")[1]
    code = shows_code(old)
    firefox.goto(f"{server.url}/link#{code.replace('-', '')}")
    firefox.appears("document.querySelector('[name=password]')")
    assert "#" not in firefox.evaluate("location.href")
    for field, value in (("name", "revefar@fjordvik"), ("password", OWN_WORDS)):
        firefox.evaluate(f"document.querySelector('[name={field}]').value = {value!r}")
    firefox.tap(button("Logg inn"))
    firefox.appears(NUMBER)
    expect(old.locator("[data-number]")).to_have_text(firefox.evaluate(NUMBER))
    firefox.arrives(r"\d/me$", lambda: old.get_by_role("button", name="Ja, samme tall").click())
    firefox.appears("document.querySelector('[data-own-curve] svg[role=img]')")
    assert "7" in firefox.evaluate("document.querySelector('[data-own-curve] svg[role=img]').getAttribute('aria-label')")
    expect(old.get_by_role("heading", name="Dagboka er på begge telefonene")).to_be_visible()
