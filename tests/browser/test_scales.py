"""Scales for oneself on a real phone: asked one at a time, counted there, kept in the diary without coverage, and told to nobody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.checking_in import begin_anew, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.wire import Wire, wire_to
from tests.cast import ANNA, COLLEAGUES

pytestmark = pytest.mark.browser

ASK = "[data-part=ask]"
OURS = re.compile(rb"cheerful|interested|who5|WHO-5|(?:\"|%22)(?:score|scale|measure)")  # of an answering


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    with wire_to(server.port) as wire:
        yield wire


@pytest.fixture(autouse=True)
def nobody_has_been_here(server: Server) -> None:
    begin_anew(server)


def open_scale(page: Page, title: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{title}")).click()


def answer(page: Page, *words: str) -> None:
    for word in words:
        page.locator(ASK).get_by_role("button", name=word, exact=True).click()


def picture(page: Page) -> str:
    drawn = page.locator("[data-picture] svg")
    expect(drawn).to_be_visible()
    return str(drawn.get_attribute("aria-label"))


def test_without_coverage_it_is_asked_counted_and_kept_over_time_and_nothing_of_it_is_sent(
    server: Server, phone: PhoneOf, wire: Wire
) -> None:
    context = known_phone(phone, COLLEAGUES[0], base_url=wire.url)
    context.set_offline(True)
    page = context.new_page()
    page.goto("/me/scales")
    open_scale(page, "WHO-5")
    expect(page.get_by_role("heading", name="… følt meg glad og i godt humør")).to_be_focused()
    answer(page, "Hele tiden", "Det meste av tiden", "Mer enn halve tiden", "Mindre enn halve tiden", "Av og til")
    expect(page.locator("[data-number]")).to_have_text("60")
    page.get_by_role("button", name="Svar på nytt").click()
    answer(page, *["Hele tiden"] * 5)
    expect(page.locator("[data-number]")).to_have_text("100")
    page.close()
    page = context.new_page()  # opened another day
    page.goto("/me/scales")
    expect(page.get_by_role("button", name=re.compile("^WHO-5"))).to_contain_text("100")
    open_scale(page, "WHO-5")
    assert re.search(r"fra 0 til 100\. .*: 60, .*: 100$", picture(page))
    context.set_offline(False)
    with page.expect_response(lambda got: got.url.endswith("/api/vault") and got.request.method == "PUT"):
        page.reload()
    open_scale(page, "WHO-5")
    page.get_by_role("button", name="Svar på nytt").click()
    answer(page, *["Av og til"] * 5)  # and once with coverage
    expect(page.locator("[data-number]")).to_have_text("20")
    page.goto("/me")
    expect(page.locator("[data-sending]")).to_have_text("Alt er sendt")
    assert wire.bytes.count(b"PUT /api/vault ") > 0
    assert not OURS.search(wire.bytes)
    assert not OURS.search(b"".join(path.read_bytes() for path in server.database.parent.iterdir()))
    assert {request.path for request in wire.requests() if request.body} <= {"/api/vault", "/api/vault-keys"}


def test_one_question_at_a_time_back_and_past_and_too_few_answers_give_no_number(phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[1]).new_page()
    page.goto("/me/scales")
    open_scale(page, "Slitasje")
    expect(page.locator("[data-place]")).to_have_text("Slitasje · 1 av 4")
    answer(page, "Ofte")
    page.get_by_role("button", name="Tilbake", exact=True).click()
    expect(page.get_by_role("button", name="Ofte", exact=True)).to_have_attribute("aria-pressed", "true")
    answer(page, "Ofte")
    page.get_by_role("button", name="Hopp over").click()
    page.get_by_role("button", name="Hopp over").click()
    answer(page, "Sjelden")
    expect(page.locator("[data-few]")).to_have_text("Svar på minst 3 av de 4 spørsmålene, så blir det et tall.")
    expect(page.get_by_role("button", name="Ofte", exact=True)).to_have_attribute("aria-pressed", "true")  # what was answered stays
    answer(page, "Ofte", "Ofte")
    page.get_by_role("button", name="Hopp over").click()
    answer(page, "Sjelden")  # rested seldom, turned round: 4
    expect(page.locator("[data-number]")).to_have_text("4")
    expect(page.get_by_text("Fra 1 til 5. Høyere er tyngre.")).to_be_visible()


def test_low_well_being_opens_the_door_to_help_and_names_nothing(phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[2]).new_page()
    page.goto("/me/scales")
    open_scale(page, "WHO-5")
    answer(page, "Mer enn halve tiden", "Mindre enn halve tiden", "Mer enn halve tiden", "Mindre enn halve tiden", "Mer enn halve tiden")
    expect(page.locator("[data-number]")).to_have_text("52")
    expect(page.get_by_role("heading", name="Vurder å snakke med noen")).to_be_hidden()
    page.get_by_role("button", name="Svar på nytt").click()
    answer(page, *["Mindre enn halve tiden"] * 5)
    expect(page.locator("[data-number]")).to_have_text("40")
    expect(page.get_by_role("heading", name="Vurder å snakke med noen")).to_be_visible()
    page.get_by_role("link", name="Numre å ringe").click()
    page.wait_for_url("**/help")


def test_one_is_removed_and_brought_back_and_the_page_prints_without_its_buttons(phone: PhoneOf) -> None:
    page = known_phone(phone, ANNA).new_page()
    page.goto("/me/scales")
    open_scale(page, "Støtte jeg får")
    answer(page, "Sjelden", "Sjelden", "Ofte")
    page.get_by_role("button", name="Svar på nytt").click()
    answer(page, "Ofte", "Ofte", "Ofte")
    rows = page.locator("[data-before] li")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name=re.compile(": 4$")).click()
    expect(page.locator("[data-number]")).to_have_text("2,7")
    page.get_by_role("button", name="Angre").click()
    expect(page.locator("[data-number]")).to_have_text("4")
    assert looking.faults(page) == []
    page.emulate_media(media="print")
    expect(page.locator("[data-picture]")).to_be_visible()
    assert page.locator("main button:visible").count() == 0
    page.emulate_media(media="screen")
    for row in (": 4$", ": 2,7$"):
        page.get_by_role("button", name=re.compile(row)).click()
    expect(page.get_by_role("heading", name="Mål deg selv")).to_be_visible()  # nothing is left to show
    expect(page.get_by_role("button", name=re.compile("^Støtte jeg får"))).to_contain_text("3 spørsmål")


def test_without_a_diary_it_says_so_counts_all_the_same_and_keeps_nothing(phone: PhoneOf) -> None:
    page = phone(service_workers="block").new_page()
    page.goto("/me/scales")
    expect(page.get_by_role("heading", name="Denne telefonen har ingen dagbok")).to_be_visible()
    open_scale(page, "Følelsesmessige krav")
    assert looking.faults(page) == []
    answer(page, "I høy grad", "I noen grad")
    expect(page.locator("[data-number]")).to_have_text("3,5")
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^Følelsesmessige krav"))).to_contain_text("2 spørsmål")
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'ladeapp')") == []


def test_a_nynorsk_page_reads_who5_aloud_as_bokmaal(server: Server, phone: PhoneOf) -> None:
    context = phone(service_workers="block")
    context.add_cookies([{"name": "language", "value": "nn", "url": server.url}])
    page = context.new_page()
    page.goto("/me/scales")
    open_scale(page, "WHO-5")
    expect(page.locator("[data-question]")).to_have_attribute("lang", "nb")
    page.get_by_role("button", name="Tilbake", exact=True).click()
    open_scale(page, "Slitasje")
    expect(page.locator("[data-question]")).to_have_attribute("lang", "nn")
