"""The energy map, an experiment and a suggestion on a real phone: without coverage, on a second phone, and past a server that learns nothing."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from ladeapp.crafting.models import Box, Delivery, Suggestion
from ladeapp.db import db
from tests.browser import looking, notifications
from tests.browser.checking_in import known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.test_getting_in import ANDROID, join, poster
from tests.browser.test_reading import until_kept
from tests.browser.test_second_phone import boxes, camera, says_yes, shows_code, sign_in_here
from tests.browser.waiting import SLOW_TO_SEAL, until
from tests.browser.wire import Wire, wire_to
from tests.cast import BJORN, COLLEAGUES, LEAD, Member
from tests.conftest import signed_in

pytestmark = pytest.mark.browser

CANARY = "kanarifugl på kartet"
TWELVE = "/learn/leadership/job-crafting"
DRAFTED = """async (words) => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  return JSON.stringify(await (await openDiary()).recall("crafting/draft-plan") ?? "").includes(words);
}"""


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    with wire_to(server.port) as wire:
        yield wire


@pytest.fixture(autouse=True)
def open_box(server: Server) -> None:
    """An empty box with a key, into which nobody has looked today."""
    server.run_jobs()
    with server.app.app_context():
        for table in (Suggestion, Delivery):
            db.session.execute(sa.delete(table))
        db.session.execute(sa.update(Box).values(looked_on=None))
        db.session.commit()


def put(page: Page, words: str, kind: str, strength: int, influence: int) -> None:
    page.get_by_role("button", name="Sett noe på kartet").click()
    page.get_by_label("Med noen få ord").fill(words)
    page.get_by_role("radio", name=kind).check()
    for group, step in (("Hvor sterkt merker du det?", strength), ("Hvor mye kan du påvirke det?", influence)):
        page.get_by_role("group", name=group).get_by_role("radio", name=re.compile(f"^{step}")).check(force=True)
    page.get_by_role("button", name="Sett på kartet").click()
    expect(page.get_by_text(words, exact=True)).to_be_visible()


def begin(page: Page, about: str, what: str, look: str = "") -> None:
    page.goto("/crafting/experiment")
    page.get_by_role("radio", name=about).check()
    page.get_by_role("radio", name="Mindre av det som står i veien").check()
    page.get_by_label("Hva vil du prøve?").fill(what)
    page.get_by_label("Når?").fill("Hver kveldsvakt")
    page.get_by_label("Når vil du se tilbake?").fill(look)
    page.get_by_role("button", name="Begynn").click()
    expect(page.locator("[data-running]").get_by_role("heading", name=what)).to_be_visible()


def map_says(page: Page) -> str:
    picture = page.locator("[data-picture] svg")
    expect(picture).to_be_visible()
    return str(picture.get_attribute("aria-label"))


def test_episode_twelve_a_map_and_an_experiment_without_coverage_found_again_on_a_second_phone(
    server: Server, phone: PhoneOf, wire: Wire
) -> None:
    context = phone(user_agent=ANDROID, base_url=wire.url)
    old = context.new_page()
    old.goto(poster(phone)[0].removeprefix(server.url))
    join(old, "kartleser")
    old.goto(TWELVE)
    notifications.controlled(old)
    until_kept(old, TWELVE)
    context.set_offline(True)
    old.goto(f"{TWELVE}#exercise")
    old.get_by_role("link", name="Åpner energikartet ditt").click()
    put(old, CANARY, "Et krav som sliter", 4, 4)
    put(old, f"{CANARY} to", "Noe som hjelper meg", 5, 2)
    begin(old, f"{CANARY} to", f"{CANARY} tre", look="2020-01-01")
    old.close()  # the app is closed
    old = context.new_page()
    old.goto("/crafting")
    said = map_says(old)
    assert f"1: {CANARY} to. Noe som hjelper meg. Styrke 5 av 5, jeg kan påvirke 2 av 5." in said
    expect(old.get_by_role("link", name="Nå kan du se tilbake på det du prøver.")).to_be_visible()
    context.set_offline(False)
    with old.expect_response(lambda answer: answer.url.endswith("/api/vault") and answer.request.method == "PUT"):
        old.reload()
    code = shows_code(old)
    new = phone(user_agent=ANDROID, base_url=wire.url).new_page()
    camera(new, wire.url, code)
    sign_in_here(new, "kartleser")
    says_yes(old, new)
    new.wait_for_url(f"{wire.url}/me")
    new.goto("/crafting")
    assert map_says(new) == said
    new.goto("/crafting/experiment")
    expect(new.get_by_role("heading", name=f"{CANARY} tre")).to_be_visible()
    new.goto("/")
    expect(new.get_by_role("link", name="Nå kan du se tilbake på det du prøver.")).to_be_visible()
    assert boxes(server) == 0
    everything = wire.bytes + b"".join(path.read_bytes() for path in server.database.parent.iterdir())
    assert b"kanarifugl" not in everything


def test_the_list_says_exactly_what_the_picture_says_and_what_is_removed_comes_back(phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[0]).new_page()
    page.goto("/crafting")
    expect(page.get_by_role("heading", name="Begynn med et eksempel")).to_be_visible()
    page.get_by_role("button", name="En kollega som spør hvordan det går").click()
    page.get_by_role("button", name="Sett på kartet").click()
    put(page, "Telefonen ringer", "Et krav som sliter", 2, 5)
    rows = page.locator("[data-sources] .thing, [data-leaks] .thing")
    for row in rows.all():
        number, words, line = (row.locator(each).inner_text() for each in (".visually-hidden", "b", "small"))
        assert f"{number.strip().rstrip('.')}: {words}. {line}" in map_says(page)
    page.get_by_role("button", name="Endre Telefonen ringer").click()
    page.get_by_role("group", name="Hvor sterkt merker du det?").get_by_role("radio", name=re.compile("^5")).check(force=True)
    page.get_by_role("button", name="Sett på kartet").click()
    expect(page.locator("[data-leaks] small")).to_contain_text("Styrke 5 av 5")
    whole = map_says(page)
    page.get_by_role("button", name="Fjern Telefonen ringer").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Angre").click()
    expect(rows).to_have_count(2)
    assert map_says(page) == whole


def test_looking_back_and_changing_it_and_what_was_half_written_is_still_there(phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[1]).new_page()
    begin(page, "Noe annet", "Telefonen på lydløs")
    page.get_by_role("button", name="Se tilbake").click()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Velg om det ble noe av.")).to_be_visible()
    page.get_by_role("radio", name="Delvis").check()
    page.get_by_role("radio", name="Jeg endrer det og prøver igjen").check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("[data-tried]")).to_contain_text("Delvis · Jeg endrer det og prøver igjen")
    expect(page.get_by_label("Hva vil du prøve?")).to_have_value("Telefonen på lydløs")
    page.get_by_label("Hva vil du prøve?").fill("Telefonen i skuffen")
    page.get_by_label("Når?").press_sequentially("på kveldsvakt")
    until(page, DRAFTED, "på kveldsvakt")  # she has not left the field
    page.goto("/crafting")
    page.goto("/crafting/experiment")
    expect(page.get_by_label("Hva vil du prøve?")).to_have_value("Telefonen i skuffen")
    page.get_by_role("button", name="Fjern Telefonen på lydløs").click()
    expect(page.locator("[data-tried] li")).to_have_count(0)
    page.get_by_role("button", name="Angre").click()
    page.get_by_role("button", name="Lag et forslag av det: Telefonen på lydløs").click()
    expect(page.get_by_label("Hva foreslår du?")).to_have_value("Kan vi prøve dette? Telefonen på lydløs")


def test_the_page_to_take_along_holds_what_is_ticked_and_nothing_else(phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[2]).new_page()
    page.goto("/crafting")
    put(page, "Bare mitt", "Noe jeg mangler", 5, 1)
    put(page, "Kan deles", "Et krav jeg vokser på", 3, 3)
    page.goto("/crafting/paper")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    expect(page.locator("[data-sheet]")).to_be_hidden()
    page.get_by_role("checkbox", name="Kan deles").check()
    page.emulate_media(media="print")
    expect(page.locator("[data-sheet]")).to_contain_text("Kan deles")
    assert "Bare mitt" not in page.locator("main").inner_text()
    assert map_says(page).count("Styrke") == 1
    expect(page.locator("[data-choosing]")).to_be_hidden()


def suggest(server: Server, *people: Member) -> None:
    for member in people:
        assert signed_in(server.app, member).put("/api/suggestion", json={"words": f"Fra {member.login}"}).status_code == 200


def test_a_suggestion_is_shown_as_it_is_sent_taken_back_sent_again_and_delivered(server: Server, phone: PhoneOf, wire: Wire) -> None:
    context = known_phone(phone, COLLEAGUES[3], base_url=wire.url)
    page = context.new_page()
    page.goto("/crafting/suggestion")
    expect(page.get_by_text("Noen kan kjenne igjen måten du skriver på")).to_be_visible()
    words = page.get_by_label("Hva foreslår du?")
    words.fill("x" * 601)
    page.get_by_role("button", name="Se det slik det blir lest").click()
    expect(page.get_by_text("Det ble langt.")).to_be_visible()
    expect(words).to_have_value("x" * 601)
    words.fill("Kan vi samle\ntelefonene?  ")
    page.get_by_role("button", name="Se det slik det blir lest").click()
    expect(page.locator("[data-exactly]")).to_have_text("Kan vi samle\ntelefonene?")
    expect(page.get_by_text("Noen kan kjenne igjen måten du skriver på")).to_be_visible()
    context.set_offline(True)
    page.get_by_role("button", name="Send forseglet").click()
    expect(page.locator("[data-said]")).to_contain_text("Ingen dekning.")
    context.set_offline(False)
    page.get_by_role("button", name="Send forseglet").click()
    expect(page.locator("[data-status]")).to_contain_text("Venter forseglet.")
    page.reload()
    expect(page.locator("[data-sent]")).to_have_text("Kan vi samle\ntelefonene?")
    page.get_by_role("button", name="Ta det tilbake").click()
    expect(page.locator("[data-said]")).to_contain_text("Tatt tilbake.")
    page.get_by_role("button", name="Se det slik det blir lest").click()
    page.get_by_role("button", name="Send forseglet").click()
    expect(page.locator("[data-status]")).to_contain_text("Venter forseglet.")
    assert {request.size for request in wire.requests() if request.path == "/api/suggestion" and request.method == "PUT"} == {4000}
    suggest(server, BJORN, COLLEAGUES[4])
    server.run_jobs()
    page.reload()
    expect(page.locator("[data-status]")).to_contain_text("Levert til partsgruppa")
    box = phone(LEAD).new_page()
    box.goto("/crafting/box")
    expect(box.locator("blockquote")).to_have_count(3)
    expect(box.get_by_text("Kan vi samle")).to_be_visible()


def test_what_is_sent_while_the_diary_is_being_fetched_is_shown_as_waiting(phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[7]).new_page()
    page.add_init_script(SLOW_TO_SEAL)
    fetched: list[Route] = []
    page.route("**/api/vault", lambda route: fetched.append(route) if route.request.method == "GET" else route.continue_())
    with page.expect_request("**/api/vault"):
        page.goto("/crafting/suggestion")
    page.get_by_label("Hva foreslår du?").fill("Mitt forslag")
    page.get_by_role("button", name="Se det slik det blir lest").click()
    with page.expect_response("**/api/suggestion"):
        page.get_by_role("button", name="Send forseglet").click()
    for route in fetched:
        route.continue_()
    expect(page.locator("[data-status]")).to_contain_text("Venter forseglet.")
    expect(page.get_by_role("button", name="Ta det tilbake")).to_be_visible()


def test_when_the_key_is_lost_the_phone_says_so_and_keeps_the_words(server: Server, phone: PhoneOf) -> None:
    page = known_phone(phone, COLLEAGUES[5]).new_page()
    page.goto("/crafting/suggestion")
    page.get_by_label("Hva foreslår du?").fill("Mitt forslag")
    page.get_by_role("button", name="Se det slik det blir lest").click()
    page.get_by_role("button", name="Send forseglet").click()
    expect(page.locator("[data-status]")).to_contain_text("Venter forseglet.")
    for path in (server.app.extensions["ladeapp"].key_dir / "suggestions").glob("*.key"):
        path.unlink()
    server.run_jobs()
    page.reload()
    expect(page.locator("[data-status]")).to_contain_text("gikk tapt")
    expect(page.get_by_label("Hva foreslår du?")).to_have_value("Mitt forslag")


def test_nothing_wrong_in_light_or_dark_narrow_or_enlarged_in_any_state(phone: PhoneOf) -> None:
    context = known_phone(phone, COLLEAGUES[6], reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []

    def look(where: str) -> None:
        wrong.extend(f"{where}: {fault}" for fault in looking.faults(page))

    page.goto("/crafting")
    expect(page.get_by_role("heading", name="Begynn med et eksempel")).to_be_visible()
    look("empty")
    for number, kind in enumerate(
        ("Noe som hjelper meg", "Et krav jeg vokser på", "Et krav som sliter", "Noe jeg mangler", "Noe jeg mangler")
    ):
        put(page, f"Arbeidstilsynsveiledningsgjennomgang {number}", kind, number % 5 + 1, 5 - number)
    look("the map")
    page.get_by_role("button", name="Sett noe på kartet").click()
    page.get_by_role("button", name="Sett på kartet").click()
    look("something is missing")
    begin(page, "Noe annet", "Arbeidstilsynsveiledningsgjennomgangen om morgenen", look="2020-01-01")
    look("it runs")
    page.get_by_role("button", name="Se tilbake").click()
    look("looking back")
    page.get_by_role("radio", name="Ja").check()
    page.get_by_role("radio", name="Jeg endrer det og prøver igjen").check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("[data-tried] li")).to_have_count(1)
    look("planning, with a history")
    page.goto("/crafting/paper")
    for box in page.get_by_role("checkbox").all():
        box.check()
    look("the page to take along")
    page.goto("/crafting/suggestion")
    page.get_by_label("Hva foreslår du?").fill("Arbeidstilsynsveiledningsgjennomgang " * 10)
    look("writing")
    page.get_by_role("button", name="Se det slik det blir lest").click()
    look("exactly this is sent")
    page.get_by_role("button", name="Send forseglet").click()
    expect(page.locator("[data-standing]")).to_be_visible()
    look("it waits")
    assert wrong == []
