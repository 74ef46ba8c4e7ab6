"""Three colleagues, each with her own phone: they come by four words, one shares, one stops, one comes late, one has to go."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ladeapp.db import db
from ladeapp.stations.models import PeerSession
from tests.browser.checking_in import ANDROID
from tests.browser.conftest import PhoneOf, Server
from tests.browser.looking import faults
from tests.cast import ANNA, BJORN, COLLEAGUES

pytestmark = pytest.mark.browser

KARI, LATE = COLLEAGUES[:2]
TALK = "[data-stage=talk]"


@pytest.fixture(autouse=True)
def nothing_left(server: Server) -> Iterator[None]:
    yield
    with server.app.app_context():
        db.session.execute(sa.delete(PeerSession))
        db.session.commit()


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def opened(page: Page, who: str = "Flere") -> str:
    """Opens a station on her own phone, from the door, and reads the four words aloud."""
    page.goto("/stations")
    page.get_by_label(who).check(force=True)
    tap(page, "Hver vår telefon")
    page.wait_for_url("**/stations/*-*")
    expect(page.locator("[data-words]")).to_have_text(re.compile(r"^\S+ \S+ \S+ \S+$"))
    return page.locator("[data-words]").inner_text()


def joined(page: Page, words: str) -> None:
    page.goto("/stations")
    page.get_by_role("link", name="Jeg har fått fire ord").click()
    page.get_by_role("textbox").fill(words)
    tap(page, "Bli med")
    page.wait_for_url("**/stations/*-*")


def ready(page: Page) -> None:
    tap(page, "Det passer")
    tap(page, "Nei")


def title(page: Page, words: str) -> None:
    expect(page.locator(f"{TALK} [data-title]")).to_have_text(words)


def group(phone: PhoneOf) -> tuple[Page, Page, Page, str]:
    """Anna has opened it, Bjørn and Kari have come, all have answered, and Anna has tapped Start."""
    anna, bjorn, kari = (phone(person).new_page() for person in (ANNA, BJORN, KARI))
    words = opened(anna)
    joined(bjorn, words.upper())
    joined(kari, words.replace(" ", "-"))
    expect(anna.get_by_role("heading", name="Dere er 3 her")).to_be_visible()
    tap(anna, "Gå videre")
    for page in (anna, bjorn, kari):
        ready(page)
    expect(kari.get_by_role("list", name="Her nå")).to_contain_text("Bjørn" + "klar")
    tap(anna, "Start")
    for page in (anna, bjorn, kari):
        title(page, "Ett ord hver")
    return anna, bjorn, kari, words


def test_a_whole_group_from_four_words_to_the_closing_question(server: Server, phone: PhoneOf) -> None:
    anna, bjorn, kari, words = group(phone)
    tap(bjorn, "Jeg deler")
    expect(anna.locator("[data-sharing]")).to_contain_text("Bjørn deler i dag.")
    keepers = [page.locator(f"{TALK} [data-over]").inner_text() for page in (anna, bjorn, kari)]
    assert keepers.count("Du passer tida") == 1
    assert keepers[1] != "Du passer tida"  # never the one who shares
    tap(anna, "Videre")
    title(bjorn, "Du deler. De andre lytter.")
    for listener in (anna, kari):
        title(listener, "Bjørn deler. Du lytter.")
        expect(listener.get_by_role("button", name="Videre")).to_be_hidden()  # nobody cuts his time

    late = phone(LATE).new_page()
    joined(late, words)
    ready(late)  # the same question on her own phone, before she hears anything
    title(late, "Bjørn deler. Du lytter.")

    kari.locator("[data-do=stop]:visible").click()
    kari.wait_for_url("**/help")
    for page in (anna, bjorn, late):
        expect(page.get_by_role("heading", name="En av dere stopper her.")).to_be_visible()
        expect(page.locator("[data-stage=halted]")).not_to_contain_text("Kollega 1")
    tap(late, "Vi går videre")
    title(bjorn, "Du deler. De andre lytter.")

    tap(late, "Pause")
    tap(late, "Jeg må gå nå")
    late.wait_for_url("**/stations")
    late.get_by_role("link", name="Gå til stasjonen").click()  # and comes back, into the pause
    expect(late.locator(f"{TALK} [data-over]")).to_have_text("Pause. Tida venter på dere.")
    tap(anna, "Fortsett")
    tap(bjorn, "Videre")
    for mine, theirs in (
        ("De andre spør. Du svarer kort.", "Dere andre spør. Bjørn svarer kort."),
        ("De andre tenker høyt. Du bare lytter.", "Dere andre tenker høyt. Bjørn bare lytter."),
        ("Du sier hva du tar med deg.", "Bjørn har siste ordet."),
        ("Alle får ordet", "Alle får ordet"),
        ("Laderunde", "Laderunde"),
        ("Til arbeidsplassen", "Til arbeidsplassen"),
    ):
        title(bjorn, mine)
        title(anna, theirs)
        tap(bjorn, "Videre")
    for page in (anna, bjorn, late):
        with page.expect_response("**/moves"):
            tap(page, "Ja, det går greit")
        expect(page.get_by_role("heading", name="Takk for at dere tok dere tid til hverandre.")).to_be_visible()
    with server.app.app_context():
        assert db.session.scalars(sa.select(PeerSession.ending)).all() == ["done"]


def test_two_find_each_other_by_four_words_and_both_keep_what_it_gave_to_themselves(server: Server, phone: PhoneOf) -> None:
    anna, bjorn = (phone(person, user_agent=ANDROID).new_page() for person in (ANNA, BJORN))
    with anna.expect_response(lambda answer: answer.url.endswith("/api/vault-keys") and answer.request.method == "PUT"):
        anna.goto("/check-in")  # Anna's phone has a diary, Bjørn's has none
    joined_words = opened(anna, "Vi er to")
    sent: list[str] = []
    anna.on("request", lambda request: sent.append(request.post_data or "") if "/moves" in request.url else None)
    expect(anna.get_by_role("heading", name="Be kollegaen din komme inn")).to_be_visible()
    joined(bjorn, joined_words)
    anna.get_by_role("button", name="8", exact=True).click()  # Bjørn has come, and the way in opens by itself
    ready(anna)
    expect(anna.get_by_role("heading", name="Venter på Bjørn")).to_be_visible()
    expect(anna.locator("[data-words]")).to_be_hidden()
    ready(bjorn)
    for page in (anna, bjorn):
        expect(page.locator(TALK)).to_be_visible()
    for _ in range(5):
        step = anna.locator(f"{TALK} [data-step]").inner_text()
        (anna if anna.locator("[data-do=next]").is_visible() else bjorn).locator("[data-do=next]").click()
        for page in (anna, bjorn):
            expect(page.locator("[data-step]:visible")).not_to_have_text(step)
    for page in (anna, bjorn):
        with page.expect_response("**/moves"):
            tap(page, "Ja, det går greit")
    expect(bjorn.get_by_text("Var det til hjelp?")).to_be_hidden()
    anna.locator("[data-after] .load", has_text="3").click()
    anna.get_by_role("group", name="Fikk du gitt noe?").get_by_label("Ja").check(force=True)
    assert set(sent) <= {f'{{"move":"{move}","step":{step}}}' for move in ("ready", "next", "done") for step in range(7)}
    anna.get_by_role("link", name="Ferdig").click()
    anna.wait_for_url("**/")
    anna.goto("/stations")
    expect(anna.locator("[data-balance]")).to_contain_text("Gitt én gang")
    expect(anna.locator("[data-running]")).to_be_hidden()


def test_every_screen_of_a_group_can_be_used_by_everyone(phone: PhoneOf) -> None:
    anna, bjorn, kari = (phone(person, reduced_motion="reduce").new_page() for person in (ANNA, BJORN, KARI))
    words = opened(anna)
    wrong = [f"lobby: {fault}" for fault in faults(anna)]
    for page in (bjorn, kari):
        joined(page, words)
    wrong += [f"gate: {fault}" for fault in faults(bjorn)]
    tap(anna, "Gå videre")
    for page in (anna, bjorn, kari):
        ready(page)
    wrong += [f"waiting: {fault}" for fault in faults(anna)]
    tap(anna, "Start")
    title(bjorn, "Ett ord hver")
    wrong += [f"round: {fault}" for fault in faults(bjorn)]
    tap(bjorn, "Pause")
    wrong += [f"pause: {fault}" for fault in faults(bjorn)]
    kari.locator("[data-do=stop]:visible").click()
    expect(anna.get_by_role("heading", name="En av dere stopper her.")).to_be_visible()
    wrong += [f"halted: {fault}" for fault in faults(anna)]
    assert wrong == []
