"""One phone and no coverage: the card on the way home, and two, a group and a ward with one phone between them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checking_in import known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.notifications import controlled

pytestmark = pytest.mark.browser

GATE, YES, NEXT = "Har det nettopp skjedd noe du trenger hjelp med nå?", "Ja, det går greit", "[data-do=next]:visible"
ALL_MEMORIES = """async () => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  return (await (await openDiary()).exportAll()).memories.filter(({ id }) => id.startsWith("stations/")).map(({ value }) => value);
}"""


@pytest.fixture(autouse=True)
def open_again(server: Server) -> Iterator[None]:
    yield
    server.start()


def title(page: Page, words: str) -> None:
    expect(page.locator("[data-stage=talk] [data-title]")).to_have_text(words)


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def let_go(page: Page, steps: int) -> None:
    for _ in range(steps):
        page.locator(NEXT).click()


def chosen(page: Page, who: str, which: str | None = None) -> None:
    """From the door, with one phone: who is here, and which conversation."""
    page.goto("/stations")
    page.get_by_label(who).check(force=True)
    if which:
        page.get_by_role("radio", name=which).locator("visible=true").check(force=True)


def cold(context: BrowserContext, server: Server) -> Page:
    """The app was opened at the door once. Now it is opened again, with nothing at the other end."""
    page = context.new_page()
    page.goto("/stations")
    controlled(page)
    page.close()
    server.stop()
    page = context.new_page()
    page.clock.install()
    return page


def test_the_going_home_card_takes_a_minute_and_four_taps_from_a_cold_start(server: Server, phone: PhoneOf) -> None:
    page = cold(phone(), server)
    chosen(page, "Bare meg")
    tap(page, "Begynn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett minutt før du går hjem")
    expect(page.get_by_text(GATE).locator("visible=true")).to_be_visible()
    tap(page, "Nei – begynn")
    for seconds, words in ((0, "Stopp litt"), (12, "Legg fra deg"), (14, "Ta med deg"), (14, "Se til hverandre"), (10, "Hjem")):
        page.clock.fast_forward(seconds * 1000)
        title(page, words)
    page.clock.fast_forward(10_000)
    tap(page, YES)
    expect(page.get_by_role("heading", name="Kom deg vel hjem.")).to_be_visible()
    expect(page.get_by_text("Var det til hjelp?")).to_be_hidden()  # nobody's phone yet: nothing is asked


def test_two_on_one_phone_from_a_cold_start_a_reload_changes_nothing(server: Server, phone: PhoneOf) -> None:
    page = cold(phone(), server)
    chosen(page, "Vi er to", "10 min")
    tap(page, "Én telefon mellom oss")
    tap(page, "Det passer")
    tap(page, "Nei")
    expect(page.get_by_role("heading", name="Gi telefonen videre")).to_be_visible()
    tap(page, "Jeg har telefonen")
    tap(page, "Nei")
    title(page, "Land litt")
    page.clock.fast_forward(30_000)
    title(page, "Den som begynner, deler. Den andre lytter.")
    page.clock.fast_forward(150_000 + 30_000)
    title(page, "Nå bytter dere: Den som lyttet, deler.")
    page.reload()
    title(page, "Nå bytter dere: Den som lyttet, deler.")
    expect(page.locator("[data-stage=talk]")).to_contain_text("Bare lytt. Det er nok.")  # both sides are read aloud
    let_go(page, 4)
    tap(page, YES)
    tap(page, "Jeg har telefonen")
    tap(page, YES)
    expect(page.get_by_role("heading", name="Takk for at dere tok dere tid til hverandre.")).to_be_visible()


def test_when_one_of_four_needs_help_nobody_sees_who(server: Server, phone: PhoneOf) -> None:
    page = cold(phone(), server)
    chosen(page, "Flere", "Ladestasjon for en gruppe")
    tap(page, "Én telefon mellom oss")
    tap(page, "4")
    for n, answer in enumerate(("Nei", "Ja", "Nei"), start=1):
        expect(page.locator("[data-alone]")).to_have_text(f"Bare til deg som holder telefonen · {n} av 4")
        tap(page, answer)
        expect(page.get_by_text(f"{n} av 4 har svart")).to_be_visible()
        tap(page, "Jeg har telefonen")
    tap(page, "Nei")
    page.wait_for_url("**/help")


def test_whoever_holds_the_phone_reads_a_whole_ward_through_ten_minutes(server: Server, phone: PhoneOf) -> None:
    page = cold(phone(), server)
    chosen(page, "Flere", "Ti minutter på personalmøtet")
    expect(page.get_by_role("button", name="Hver vår telefon")).to_be_hidden()
    tap(page, "Én telefon mellom oss")
    tap(page, "Det passer")
    expect(page.get_by_text("Les høyt. Alle svarer inni seg.")).to_be_visible()
    tap(page, "Vi går videre")
    for words, after in (("Ett ord hver", "Laderunde · 5:00"), ("Laderunde", "Til arbeidsplassen · 1:00")):
        title(page, words)
        expect(page.locator("[data-over]")).to_have_text("Les høyt")
        expect(page.locator("[data-next]")).to_have_text(re.compile(f"Etterpå: {after}"))
        let_go(page, 1)
    let_go(page, 1)
    tap(page, "Ja, vi går videre")
    expect(page.get_by_role("heading", name="Takk for at dere tok dere tid til hverandre.")).to_be_visible()


def test_before_and_after_land_in_the_diary_and_nowhere_else(server: Server, phone: PhoneOf) -> None:
    anna = known_phone(phone)
    page = anna.new_page()
    sent: list[str] = []
    anna.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data_buffer!r}"))
    chosen(page, "Vi er to", "5 min")
    tap(page, "Én telefon mellom oss")
    tap(page, "7")
    tap(page, "Det passer")
    for answer in ("Nei", "Jeg har telefonen", "Nei"):
        tap(page, answer)
    let_go(page, 5)
    for answer in (YES, "Jeg har telefonen", YES):
        tap(page, answer)
    done = page.locator("[data-stage=done]")
    done.get_by_role("button", name="4", exact=True).click()
    done.get_by_role("group", name="Var det til hjelp?").get_by_label("Litt").check(force=True)
    done.get_by_role("group", name="Fikk du gitt noe?").get_by_label("Ja").check(force=True)
    done.get_by_role("link", name="Ferdig").click()
    page.wait_for_url("**/")
    page.goto("/stations")
    balance = page.locator("[data-balance]")
    expect(balance).to_contain_text("Du gir og får omtrent like mye.")
    expect(balance).to_contain_text(re.compile("Fått én gang.*Gitt én gang"))
    (memory,) = page.evaluate(ALL_MEMORIES)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", memory.pop("day"))
    assert memory == {"protocol": "two-5", "before": 7, "after": 4, "helped": 1, "gave": 2}
    changing = {request.split(" b'")[0] for request in sent if not request.startswith("GET")}
    assert changing <= {f"PUT {server.url}/api/vault", f"PUT {server.url}/api/vault-keys"}
    assert not [request for request in sent if "helped" in request or "two-5" in request.split(" ", 2)[2]]

    tap_through = page.goto("/stations/here?protocol=two-5")
    assert tap_through
    expect(page.get_by_role("heading", name="Hvor krevende kjennes det akkurat nå?")).to_be_visible()  # another station, asked anew
    tap(page, "Hopp over")
    expect(page.get_by_role("heading", name="Passer det nå?")).to_be_visible()
