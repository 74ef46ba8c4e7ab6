"""Reading and listening: by keys, buttons and a finger; back where one left off; without coverage; and without anyone hearing of it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import looking
from tests.browser.checking_in import begin_anew, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.small_library import DOORS, TWO, screen, until_at
from tests.browser.small_library import server as server
from tests.browser.waiting import until
from tests.cast import ANNA

pytestmark = pytest.mark.browser

KEPT = "async (path) => Boolean(await caches.match(path, { ignoreVary: true }))"
STILL = {"service_workers": "block", "reduced_motion": "reduce"}


@pytest.fixture
def annas(server: Server, phone: PhoneOf) -> BrowserContext:
    """Anna's phone with a diary on it."""
    begin_anew(server)
    return known_phone(phone, ANNA)


def until_kept(page: Page, path: str) -> None:
    until(page, KEPT, path)


def test_an_item_is_read_by_keyboard_and_by_buttons(phone: PhoneOf):
    page = phone(**STILL).new_page()
    page.goto(TWO)
    screen(page, "cover")
    page.get_by_role("button", name="Les", exact=True).press("Enter")
    screen(page, "1")
    expect(page.get_by_role("heading", name="Tre skritt")).to_be_focused()
    expect(page.get_by_text("Kort 1 av 2")).to_be_visible()
    page.keyboard.press("ArrowRight")
    screen(page, "2")
    page.get_by_role("button", name="Gå videre").click()
    screen(page, "exercise")
    page.keyboard.press("ArrowLeft")
    screen(page, "2")
    page.get_by_role("button", name="Tilbake", exact=True).click()
    screen(page, "1")
    page.get_by_role("button", name="Spill av herfra").click()
    screen(page, "film")
    expect(page.locator("[data-caption]")).to_have_text("Tre skritt")
    page.get_by_role("button", name="Lukk filmen").click()
    screen(page, "1")
    page.goto(f"{TWO}#exercise")
    page.get_by_label("Hvem bar med deg sist?").press("ArrowRight")
    screen(page, "exercise")  # in a field the arrows are the field's


def test_a_finger_drawn_sideways_turns_the_card(phone: PhoneOf):
    page = phone(**STILL).new_page()
    page.goto(f"{TWO}#1")
    finger = page.context.new_cdp_session(page)

    def draw(x: int, to: int) -> None:
        for kind, points in (("touchStart", [{"x": x, "y": 300}]), ("touchMove", [{"x": to, "y": 304}]), ("touchEnd", [])):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    draw(300, 100)
    screen(page, "2")
    draw(100, 300)
    screen(page, "1")


def test_a_mark_leads_to_its_source_and_back_to_its_place(phone: PhoneOf):
    page = phone(**STILL).new_page()
    page.goto(f"{TWO}#2")
    page.get_by_role("link", name="Kilde 1").click()
    screen(page, "sources")
    source = page.locator("#source-1")
    expect(source).to_be_focused()
    expect(source.get_by_role("link", name="NOA, 2016")).to_have_attribute("href", "https://noa.stami.no")
    source.get_by_role("link", name="Sted 1 i teksten").click()
    screen(page, "1")
    expect(page.locator("#mark-1-1")).to_be_focused()


def test_she_comes_back_to_her_card_after_closing_the_app_and_the_shelf_says_so(annas: BrowserContext):
    page = annas.new_page()
    page.goto(TWO)
    page.get_by_role("button", name="Les", exact=True).click()
    page.keyboard.press("ArrowRight")
    screen(page, "2")
    until_at(page, screen="2")
    page.close()
    again = annas.new_page()
    again.goto("/learn")
    expect(again.locator('[data-item="charging/two"] [data-left-off]')).to_have_text("Du var på kort 2 av 2")
    again.get_by_role("link", name="Fortsett der du slapp Å være to · Du var på kort 2 av 2").click()
    screen(again, "2")
    again.get_by_role("button", name="Gå videre").click()
    screen(again, "exercise")
    until_at(again, over=True)
    again.goto("/learn")
    expect(again.locator('[data-item="charging/two"] [data-left-off]')).to_have_text("Du har lest den")
    expect(again.locator('[data-item="leadership/doors"] [data-left-off]')).to_be_hidden()
    expect(again.get_by_text("Fortsett der du slapp")).to_be_hidden()


def test_the_film_runs_in_silence_by_the_clock_and_she_comes_back_to_the_sentence(annas: BrowserContext):
    page = annas.new_page()
    page.goto(TWO)
    page.clock.pause_at(page.evaluate("() => Date.now()") + 1000)
    caption, play = page.locator("[data-caption]"), page.locator("[data-film-play]")
    page.get_by_role("button", name="Spill av som film").click()
    screen(page, "film")
    expect(caption).to_have_text("Å være to")
    expect(page.get_by_text("Telefonen har ingen norsk stemme. Filmen går uten lyd.")).to_be_visible()
    page.clock.run_for(1800)
    expect(caption).to_have_text("Tre skritt")
    page.clock.run_for(1800)
    expect(caption).to_have_text("Du kommer ut fra rom tolv.")
    page.clock.run_for(2800)
    expect(caption).to_have_text("Fra 1. januar er det viktig.")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    expect(caption).to_have_text("Fra 1. januar er det viktig.")
    expect(play).to_have_attribute("aria-label", "Spill av")
    until_at(page, screen="1", sentence=2)
    again = annas.new_page()
    again.goto(TWO)
    screen(again, "1")
    expect(again.locator(".here")).to_have_text("Fra 1. januar er det viktig.")
    again.close()
    page.get_by_role("button", name="Ti sekunder tilbake").click()
    expect(caption).to_have_text("Å være to")
    play.click()
    for _ in range(14):
        page.clock.run_for(4000)
    expect(caption).to_have_text("Det var alt.")
    page.get_by_role("button", name="Til øvelsen").click()
    screen(page, "exercise")


def test_whoever_closes_the_film_reads_on_at_the_sentence_it_had_come_to(annas: BrowserContext):
    page = annas.new_page()
    page.goto(TWO)
    page.clock.pause_at(page.evaluate("() => Date.now()") + 1000)
    page.get_by_role("button", name="Spill av som film").click()
    for ms in (1800, 1800, 2800):
        page.clock.run_for(ms)
    expect(page.locator("[data-caption]")).to_have_text("Fra 1. januar er det viktig.")
    page.get_by_role("button", name="Lukk filmen").click()
    screen(page, "1")
    expect(page.locator(".here")).to_have_text("Fra 1. januar er det viktig.")


def test_the_film_can_be_steered_from_the_lock_screen_and_never_begins_by_itself(phone: PhoneOf):
    page = phone(**STILL).new_page()
    page.add_init_script("navigator.mediaSession.setActionHandler = (action, act) => { (window.locks ??= {})[action] = act; };")
    page.goto(TWO)
    page.clock.install()
    screen(page, "cover")
    page.wait_for_function("() => window.locks?.seekbackward")
    assert page.evaluate("() => navigator.mediaSession.metadata.title") == "Å være to"
    assert set(page.evaluate("() => Object.keys(window.locks)")) == {"play", "pause", "stop", "seekbackward", "previoustrack", "nexttrack"}
    page.get_by_role("button", name="Spill av som film").click()
    page.evaluate("() => window.locks.nexttrack()")
    expect(page.locator("[data-caption]")).to_have_text("Tre skritt")
    page.evaluate("() => window.locks.pause()")
    expect(page.locator("[data-film-play]")).to_have_attribute("aria-label", "Spill av")


def test_a_voice_says_each_sentence_and_her_choice_is_remembered(phone: PhoneOf):
    page = phone(**STILL).new_page()
    page.add_init_script("""
      window.said = [];
      const voices = [{ name: "Kari", lang: "nb-NO", localService: true }, { name: "Ola", lang: "nb-NO", localService: true }];
      globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
      Object.defineProperty(globalThis, "speechSynthesis", { value: {
        getVoices: () => voices, addEventListener() {}, cancel() {},
        speak(spoken) { window.said.push([spoken.text, spoken.voice.name, spoken.rate]); setTimeout(() => spoken.onend()); },
      } });""")
    page.goto(TWO)
    page.get_by_role("button", name="Tekst, stemme og utskrift").click()
    page.get_by_label("Stemmen i filmen").select_option("Ola")
    page.get_by_role("radio", name="Rolig").check(force=True)
    page.get_by_role("button", name="Ferdig").click()
    page.reload()
    page.get_by_role("button", name="Spill av som film").click()
    expect(page.locator("[data-caption]")).to_have_text("Det var alt.")
    said = page.evaluate("() => window.said")
    assert said[0] == ["Å være to", "Ola", 0.8]
    assert ["Dere er to.", "Ola", 0.8] in said  # without the number of its source
    assert said[-1][0] == "To bærer mer enn én."


def test_a_series_opened_once_is_there_without_coverage_and_take_all_brings_the_rest(annas: BrowserContext, server: Server):
    page = annas.new_page()
    page.goto(TWO)
    until_kept(page, TWO)
    server.stop()
    try:
        page.goto("/learn")
        page.locator('[data-item="charging/two"]').click()
        page.get_by_role("button", name="Les", exact=True).click()
        screen(page, "1")
        page.goto(f"{TWO}#exercise")
        expect(page.locator("[data-exercise]:not([inert])")).to_be_visible()
        page.get_by_label("Hvem bar med deg sist?").fill("Bjørn")
        expect(page.get_by_text("Lagret på telefonen.").first).to_be_visible()
        page.goto(DOORS)
        expect(page.get_by_text("Denne siden trenger nett")).to_be_visible()
        page.get_by_role("link", name="Lær Det du har åpnet før").click()
        expect(page.get_by_role("heading", name="Lær")).to_be_visible()
    finally:
        server.start()
    page.goto("/learn")
    page.get_by_role("button", name="Ta med alt").click()
    expect(page.get_by_text("Alt ligger på telefonen.")).to_be_visible()
    page.goto("/me/language")
    page.get_by_label("Nynorsk").check()
    page.get_by_role("button").last.click()
    page.wait_for_url("**/me")
    page.goto("/learn")
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    server.stop()
    try:
        page.goto(DOORS)
        expect(page.locator("html")).to_have_attribute("lang", "nn")
        expect(page.get_by_role("button", name="Spel av som film")).to_be_visible()
    finally:
        server.start()


def test_every_screen_is_fit_for_all_eyes_and_fingers(phone: PhoneOf):
    page = phone(**STILL).new_page()
    wrong: list[str] = []
    for address in ("/learn", TWO, f"{TWO}#1", f"{TWO}#exercise", f"{TWO}#sources", f"{DOORS}#exercise"):
        page.goto("about:blank")
        page.goto(address)
        wrong += [f"{address} {fault}" for fault in looking.faults(page)]
    page.goto("about:blank")
    page.goto(TWO)
    page.get_by_role("button", name="Spill av som film").click()
    page.get_by_role("button", name="Pause").click()
    wrong += [f"film {fault}" for fault in looking.faults(page)]
    page.get_by_role("button", name="Tekst, stemme og utskrift").click()
    wrong += [f"settings {fault}" for fault in looking.faults(page)]
    assert wrong == [], "\n".join(wrong)


def test_the_size_of_the_text_is_remembered_and_everything_is_printed_but_her_answers(phone: PhoneOf):
    page = phone(**STILL).new_page()
    page.goto(f"{TWO}#1")
    page.get_by_role("button", name="Tekst, stemme og utskrift").click()
    page.get_by_role("radio", name="Størst").check(force=True)
    page.get_by_role("button", name="Ferdig").click()
    page.reload()
    expect(page.locator("[data-reader]")).to_have_attribute("data-size", "4")
    page.emulate_media(media="print")
    for words in ("Tre skritt", "Sammen", "Hvem bar med deg sist?", "NOA, 2016"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.locator(".film, .bar, .reader-foot, #settings").locator("visible=true")).to_have_count(0)
    assert page.locator("#answer-who").evaluate("(field) => getComputedStyle(field).color") == "rgba(0, 0, 0, 0)"
