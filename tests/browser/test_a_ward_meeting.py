"""A ward meeting on one shared screen: ten phones in a round, what the screen shows and when, and the card the team writes."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser import looking
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, BJORN, COLLEAGUES, LEAD, SAFETY, UNION

pytestmark = pytest.mark.browser

MEETING = "/learn/charging/charging-culture/meeting"
ONLINE = {"service_workers": "block"}  # a phone that keeps nothing for later, which spares it a second of work
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}


def at_the_round(screen: Page) -> str:
    """Go on to the round by the keys and open it. Returns its code."""
    screen.goto(MEETING)
    opening = screen.get_by_role("button", name="Åpne runden")
    for _ in range(6):
        if opening.is_visible():
            break
        screen.keyboard.press("ArrowRight")
    opening.click()
    expect(screen.locator("[data-code]")).to_have_text(re.compile(r"^[0-9A-Z]{5}$"))
    return screen.locator("[data-code]").inner_text()


def answers(context: BrowserContext, code: str, option: int) -> Page:
    page = context.new_page()
    page.goto(f"/gather/{code}")
    page.get_by_role("radio").nth(option).check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Takk. Se opp igjen.")).to_be_visible()
    return page


def ended(screen: Page) -> str:
    screen.get_by_role("button", name="Avslutt runden").click()
    expect(screen.locator('[data-round="shown"]')).to_be_visible()
    return screen.locator('[data-round="shown"]').inner_text()


def test_ten_phones_in_a_round_on_one_screen(phone: PhoneOf) -> None:
    screen = phone(ANNA, **LAPTOP).new_page()
    code = at_the_round(screen)
    asked: list[Request] = []
    screen.on("request", lambda request: asked.append(request))
    before = screen.locator(".slides").inner_html()
    for option in (0, 0, 0, 0, 0, 1, 1, 1, 2, 3):
        answers(phone(), code, option)
    assert screen.locator(".slides").inner_html() == before
    assert asked == []
    shown = ended(screen)
    assert shown.startswith("Dere svarer ikke likt.")
    assert screen.locator("[data-share]").all_inner_texts() == ["mange", "noen", *["få eller ingen"] * 3]
    assert not re.search(r"\d", shown)
    late = phone().new_page()
    late.goto(f"/gather/{code}")
    expect(late.get_by_role("heading", name="Ingen runde er åpen her")).to_be_visible()
    screen.reload()
    expect(screen.locator("[data-told]")).to_have_text("Dere svarer ikke likt.")
    assert screen.locator('[data-round="shown"]').inner_text() == shown


def test_with_four_answers_nothing_shows(phone: PhoneOf) -> None:
    screen = phone(BJORN, **LAPTOP).new_page()
    code = at_the_round(screen)
    for option in (0, 1, 2, 0):
        answers(phone(), code, option)
    assert ended(screen) == "For få svar."
    again = phone(BJORN, **LAPTOP).new_page()  # another screen, soon after, and nobody has finished the meeting
    again.goto(MEETING)
    again.keyboard.press("ArrowRight")
    again.keyboard.press("ArrowRight")
    again.get_by_role("button", name="Åpne runden").click()
    expect(again.locator("[data-trouble]")).to_contain_text("Dette viste runden dere avsluttet")


def test_when_ten_answer_alike_only_that_they_agree(phone: PhoneOf) -> None:
    screen = phone(LEAD, **LAPTOP).new_page()
    code = at_the_round(screen)
    for _ in range(10):
        answers(phone(**ONLINE), code, 3)
    assert ended(screen) == "Enige"


def test_what_a_signed_in_phone_sends_has_no_cookie_and_one_length(phone: PhoneOf) -> None:
    screen = phone(SAFETY, **LAPTOP).new_page()
    code = at_the_round(screen)
    sent: list[Request] = []
    for option in range(5):
        context = phone(ANNA)
        context.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
        page = answers(context, code, option)
        assert not [request for request in sent if "/api/gather/" not in request.url], "a phone in a round does nothing else"
        page.reload()
        expect(page.get_by_role("heading", name="Takk. Se opp igjen.")).to_be_visible()  # and cannot answer twice
    headers = [request.all_headers() for request in sent]
    assert len(sent) == 5
    assert {len(request.post_data_buffer or b"") for request in sent} == {len(sent[0].post_data_buffer or b"")}
    assert not [each for each in headers if "cookie" in each or "referer" in each]


def test_without_coverage_the_screen_and_the_phone_lose_nothing(phone: PhoneOf, server: Server) -> None:
    laptop, one = phone(UNION, **LAPTOP), phone()
    screen = laptop.new_page()
    code = at_the_round(screen)
    page = one.new_page()
    page.goto(f"/gather/{code}")
    page.get_by_role("radio").nth(2).check()
    one.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-trouble]")).to_contain_text("Svaret ditt står her fortsatt")
    expect(page.get_by_role("radio").nth(2)).to_be_checked()
    one.set_offline(False)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Takk. Se opp igjen.")).to_be_visible()
    laptop.set_offline(True)
    screen.get_by_role("button", name="Avslutt runden").click()
    expect(screen.locator("[data-trouble]")).to_contain_text("Ingenting er borte")
    expect(screen.locator("[data-code]")).to_have_text(code)
    laptop.set_offline(False)
    assert ended(screen) == "For få svar."


def test_the_clock_is_calm_and_goes_by_the_keys(phone: PhoneOf) -> None:
    screen = phone(ANNA, **LAPTOP).new_page()
    screen.clock.install()
    screen.goto(MEETING)
    screen.clock.pause_at(screen.evaluate("() => Date.now()") + 1000)  # only the test moves time: a slow machine adds none
    time = screen.get_by_role("timer")
    expect(time).to_have_text("1:00")
    screen.clock.run_for(5_000)
    expect(time).to_have_text("1:00")  # it waits to be started
    screen.keyboard.press("Space")
    screen.clock.run_for(20_000)
    expect(time).to_have_text("0:40")
    screen.keyboard.press("+")
    expect(time).to_have_text("1:40")
    screen.clock.run_for(10_000)
    screen.get_by_role("button", name="Pause").click()
    screen.clock.run_for(30_000)
    expect(time).to_have_text("1:30")
    screen.clock.resume()
    screen.reload()
    expect(time).to_have_text("1:30")
    screen.get_by_role("button", name="Fortsett").click()
    screen.clock.run_for(101_000)
    expect(time).to_have_text("0:00")
    expect(screen.get_by_text("Tida er ute. Gå videre når dere er klare.").first).to_be_visible()
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("ArrowRight")
    expect(screen.get_by_role("heading", name="Hva trenger vi mest?")).to_be_focused()
    screen.keyboard.press("ArrowLeft")
    expect(screen.locator("[data-of]")).to_contain_text("2 av")


def test_the_team_writes_its_card_on_the_screen_and_nothing_typed_is_lost(phone: PhoneOf) -> None:
    laptop = phone(ANNA, **LAPTOP)
    screen = laptop.new_page()
    screen.goto(MEETING)
    field = screen.get_by_role("textbox").first
    for _ in range(8):
        if field.is_visible():
            break
        screen.keyboard.press("PageDown")
    field.fill("spør vi hvordan det gikk + tar neste ringeklokke")
    screen.reload()
    expect(field).to_have_value("spør vi hvordan det gikk + tar neste ringeklokke")
    laptop.set_offline(True)
    screen.get_by_role("button", name="Lagre for teamet").click()
    expect(screen.locator("[data-card-told]")).to_contain_text("Ingenting er borte")
    laptop.set_offline(False)
    screen.get_by_role("button", name="Lagre for teamet").click()
    expect(screen.locator("[data-card-told]")).to_have_text("Lagret for teamet.")
    hers = phone(BJORN).new_page()
    hers.goto("/team/card")
    expect(hers.get_by_text("spør vi hvordan det gikk + tar neste ringeklokke")).to_be_visible()
    screen.get_by_role("button", name="Videre").click()
    screen.get_by_role("button", name="Avslutt møtet").click()
    expect(screen).to_have_url(re.compile("/learn/charging/charging-culture$"))
    assert screen.evaluate("() => Object.keys(sessionStorage).filter((key) => key.startsWith('gathering'))") == []


def test_every_slide_and_every_state_is_looked_at(phone: PhoneOf) -> None:
    still = {"service_workers": "block", "reduced_motion": "reduce"}
    screen, wrong = phone(BJORN, **still).new_page(), []
    screen.goto(MEETING)
    while True:
        wrong += [f"{screen.locator('[data-of]').inner_text()}: {fault}" for fault in looking.faults(screen)]
        if screen.locator('[data-do="next"]').is_disabled():
            break
        screen.locator('[data-do="next"]').click()
    code = at_the_round(phone(COLLEAGUES[0], **still).new_page())
    one = phone(**still).new_page()
    one.goto(f"/gather/{code}")
    wrong += [f"phone: {fault}" for fault in looking.faults(one)]
    one.get_by_role("button", name="Send").click()
    expect(one.locator("[data-trouble]")).to_have_text("Velg et svar først.")
    one.get_by_role("radio").first.check()
    one.get_by_role("button", name="Send").click()
    expect(one.get_by_role("heading", name="Takk. Se opp igjen.")).to_be_visible()
    wrong += [f"thanks: {fault}" for fault in looking.faults(one)]
    assert wrong == []
