"""What is answered in an exercise: in the diary on her phones, in her own export, and nowhere else."""

import csv
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checking_in import begin_anew, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.small_library import DIARY, TWO, remembered, until_at
from tests.browser.small_library import server as server
from tests.browser.test_getting_in import ANDROID, join, poster
from tests.browser.test_second_phone import camera, nothing_waits, says_yes, shows_code, sign_in_here
from tests.browser.wire import Wire, wire_to
from tests.cast import ANNA

pytestmark = pytest.mark.browser
__all__ = ["nothing_waits", "server"]

CANARY = "kanarifugl7731"  # spelt alike in an address and in a body
FLUSH = """async (address) => { const { openDiary } = await import(address); await (await openDiary()).flush({ hurry: true }); }"""


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    with wire_to(server.port) as wire:
        yield wire


def saved(page: Page, id_: str) -> None:
    expect(page.locator(f'.part[data-part="{id_}"] [data-kept]')).to_be_visible()


def opened(page: Page) -> None:
    """The exercise, as soon as it can be written in."""
    page.goto(f"{TWO}#exercise")
    expect(page.locator("[data-exercise]:not([inert])")).to_be_visible()


def fill_in(page: Page) -> None:
    """Every kind of question."""
    page.get_by_label("Hvem bar med deg sist?").fill(CANARY)
    saved(page, "who")
    for label in ("Tid", "Latter"):
        page.get_by_label(label, exact=True).check()
    saved(page, "which")
    page.get_by_label("Etter", exact=True).check()
    saved(page, "one")
    page.get_by_role("button", name="Flytt opp: Prat").click()
    expect(page.get_by_role("button", name="Flytt opp: Prat")).to_be_focused()
    page.keyboard.press("Enter")
    saved(page, "order")
    page.get_by_role("group", name="Hvor mye rår du over?").get_by_label("10", exact=True).check(force=True)
    saved(page, "room")
    for what, pile in (("Vakt", "Tapper"), ("Kaffe", "Lader")):
        page.get_by_role("group", name=what, exact=True).get_by_label(pile).check(force=True)
    saved(page, "piles")


ANSWERS = {
    "who": CANARY,
    "which": "Tid, Latter",
    "one": "Etter",
    "order": "1. Prat, 2. Pause, 3. Hjelp",
    "room": "10",
    "piles": "Tapper: Vakt. Lader: Kaffe",
}


def answered(page: Page) -> dict[str, object]:
    return {key.removeprefix("charging/two/"): value["said"] for key, value in remembered(page, "answers").items()}


def stands_there(page: Page) -> None:
    expect(page.get_by_label("Hvem bar med deg sist?")).to_have_value(CANARY)
    expect(page.get_by_label("Latter", exact=True)).to_be_checked()
    expect(page.get_by_label("Ro", exact=True)).not_to_be_checked()
    assert page.locator(".ranked .grow").all_inner_texts() == ["Prat", "Pause", "Hjelp"]
    expect(page.get_by_role("group", name="Kaffe", exact=True).get_by_label("Lader")).to_be_checked()


def test_neither_the_server_nor_the_wire_ever_holds_an_answer_and_her_own_export_does(server: Server, phone: PhoneOf, wire: Wire):
    begin_anew(server)
    page = known_phone(phone, ANNA, base_url=wire.url).new_page()
    opened(page)
    fill_in(page)
    assert answered(page) == ANSWERS
    page.evaluate(FLUSH, page.evaluate(DIARY))
    page.goto("/learn")
    page.goto("/me/data")
    everything = wire.bytes + b"".join(path.read_bytes() for path in server.database.parent.iterdir())
    for secret in (CANARY, "Prat, 2. Pause", "Tapper: Vakt", "learning/answers", "charging/two/who"):
        assert secret.encode() not in everything
    asked = {(request.method, request.path) for request in wire.requests() if request.path.startswith("/learn")}
    assert asked <= {("GET", "/learn"), ("GET", TWO)}
    for button, reads in (("Alt sammen (JSON)", in_json), ("Til regneark (CSV)", in_csv)):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert reads(download.value.path().read_text("utf-8-sig")) == ANSWERS, button
    opened(page)
    page.get_by_role("button", name="Slett svarene mine her").click()
    expect(page.get_by_text("Svarene dine her er slettet.")).to_be_visible()
    expect(page.get_by_label("Hvem bar med deg sist?")).to_have_value("")
    assert answered(page) == {}
    page.get_by_role("button", name="Angre").click()
    stands_there(page)
    page.get_by_role("button", name="Slett svarene mine her").click()
    expect(page.get_by_text("Svarene dine her er slettet.")).to_be_visible()
    page.goto("/me/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Alt sammen (JSON)").click()
    assert CANARY not in download.value.path().read_text()


def in_json(text: str) -> dict[str, object]:
    found = [each["value"] for each in json.loads(text)["memories"] if each["id"].startswith("learning/answers/") and each["value"]]
    assert {each["title"] for each in found} == {"Å være to"}
    assert {each["ask"] for each in found} >= {"Hvem bar med deg sist?"}
    return {each["part"]: each["said"] for each in found}


def in_csv(text: str) -> dict[str, object]:
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    below = rows[rows.index(["Øvelse", "Spørsmål", "Svar"]) + 1 :]
    assert {row[0] for row in below} == {"Å være to"}
    asked = {"Hvem bar med deg sist?": "who", "Hva hjalp?": "which", "Når?": "one", "Hva er viktigst?": "order"}
    return {(asked | {"Hvor mye rår du over?": "room", "Hvor hører det hjemme?": "piles"})[ask]: said for _, ask, said in below}


def test_what_is_too_long_is_refused_with_a_sentence_and_nothing_is_lost(server: Server, phone: PhoneOf):
    begin_anew(server)
    page = known_phone(phone, ANNA).new_page()
    opened(page)
    field = page.get_by_label("Hvem bar med deg sist?")
    field.fill("Bjørn")
    saved(page, "who")
    field.fill("x" * 100_000)
    expect(page.get_by_text("Det er 100000 tegn, og det er plass til 4000.")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert len(field.input_value()) == 100_000
    assert answered(page) == {"who": "Bjørn"}
    field.fill("x" * 4000)
    saved(page, "who")
    expect(page.locator("[data-wrong]")).to_be_hidden()
    page.reload()
    expect(field).to_have_value("x" * 4000)


def test_the_order_they_stand_in_can_be_hers_too(server: Server, phone: PhoneOf):
    begin_anew(server)
    page = known_phone(phone, ANNA).new_page()
    opened(page)
    right = page.get_by_role("button", name="Rekkefølgen stemmer")
    right.press("Enter")
    saved(page, "order")
    expect(right).to_be_hidden()
    expect(page.get_by_role("button", name="Flytt opp: Prat")).to_be_focused()
    assert answered(page) == {"order": "1. Pause, 2. Hjelp, 3. Prat"}
    page.get_by_role("button", name="Slett svarene mine her").click()
    expect(right).to_be_visible()


def test_without_a_diary_it_says_so_and_keeps_nothing(server: Server, phone: PhoneOf):
    page = phone(service_workers="block").new_page()
    opened(page)
    expect(page.get_by_text("Denne telefonen har ingen dagbok")).to_be_visible()
    page.get_by_label("Hvem bar med deg sist?").fill("noe")
    page.get_by_label("Etter", exact=True).check()
    expect(page.locator("[data-kept]:visible")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Hvem bar med deg sist?")).to_have_value("")


def test_a_day_later_her_second_phone_has_her_place_and_her_answers(server: Server, phone: PhoneOf):
    old = phone(user_agent=ANDROID).new_page()
    old.goto(poster(phone)[0].removeprefix(server.url))
    join(old, "to-lesere")
    old.goto(f"{TWO}#2")
    old.get_by_role("button", name="Gå videre").click()
    until_at(old, over=True)
    expect(old.locator("[data-exercise]:not([inert])")).to_be_visible()
    fill_in(old)
    old.evaluate(FLUSH, old.evaluate(DIARY))
    code = shows_code(old)
    new = phone(user_agent=ANDROID).new_page()
    camera(new, server.url, code)
    sign_in_here(new, "to-lesere")
    says_yes(old, new)
    new.wait_for_url("**/me")
    new.goto("/learn")
    expect(new.locator('[data-item="charging/two"] [data-left-off]')).to_have_text("Du har lest den")
    opened(new)
    stands_there(new)
    assert answered(new) == ANSWERS
