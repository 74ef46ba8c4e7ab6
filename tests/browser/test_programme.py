"""The partsgruppe lays a plan by keyboard, a member sees what is next; a film of their own plays, with its captions."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.checking_in import begin_anew, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, LEAD
from tests.programme.conftest import CAPTIONS

pytestmark = pytest.mark.browser

STILL = {"service_workers": "block", "reduced_motion": "reduce"}
# A second of a grey square, as Chromium itself records it: nothing here is anybody's film.
RECORD = """async () => {
  const canvas = document.createElement("canvas"); canvas.width = 64; canvas.height = 36;
  const brush = canvas.getContext("2d"); let n = 0;
  const tick = setInterval(() => { brush.fillStyle = `rgb(${n},${n},${n})`; n = (n + 9) % 255; brush.fillRect(0, 0, 64, 36); }, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" }), parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const done = new Promise((stop) => { recorder.onstop = stop; });
  recorder.start(); setTimeout(() => recorder.stop(), 1200); await done; clearInterval(tick);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""

FINISH = """async (item) => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  const diary = await openDiary();
  await diary.remember(`learning/at/${item}`, { item, screen: "sources", sentence: 0, over: true, at: Date.now() });
}"""


@pytest.fixture
def leila(phone: PhoneOf) -> Page:
    return phone(LEAD, **STILL).new_page()


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"))


def test_a_plan_by_keyboard_and_what_is_next(leila: Page, phone: PhoneOf) -> None:
    leila.goto("/learn/plan/change")
    leila.get_by_label("Begynner").first.focus()
    keys(leila, "Home", "Tab")  # this week; then the button
    assert focused(leila) == "Bruk denne planen"
    keys(leila, "Enter")
    first, second = (leila.locator(".plan h2").nth(n) for n in (0, 1))
    expect(first).to_be_visible()
    was = second.inner_text()
    leila.get_by_role("button", name=f"Flytt {was} opp").focus()
    keys(leila, "Enter")
    expect(first).to_have_text(was)
    assert focused(leila) == f"Flytt {was} ned"  # it is the first now, and there is nothing above
    expect(leila.get_by_text(f"{was} er nummer 1 nå.")).to_be_visible()
    assert looking.faults(leila) == []
    anna = phone(ANNA, **STILL).new_page()
    anna.goto("/")
    anna.get_by_role("link", name=f"Denne uka: {was}").click()
    anna.goto("/learn")
    anna.get_by_role("link", name=f"Denne uka: {was}").focus()
    anna.goto("/learn/plan")
    expect(anna.locator(".steps li").first).to_contain_text(was)
    anna.get_by_text("Hvem som har endret noe, og når").click()
    expect(anna.get_by_text("Leila endret planen")).to_be_visible()
    assert looking.faults(anna) == []


def test_what_she_has_finished_is_marked_by_her_phone_alone(server: Server, leila: Page, phone: PhoneOf) -> None:
    begin_anew(server)
    leila.goto("/learn/plan/change")
    if leila.get_by_role("button", name="Bruk denne planen").is_visible():
        leila.get_by_role("button", name="Bruk denne planen").click()
    page = known_phone(phone).new_page()
    page.goto("/learn/plan")
    page.evaluate(FINISH, "charging/peer-support")
    expect(page.locator("[data-finished='charging/peer-support']")).to_be_visible()
    expect(page.locator("[data-finished]:visible")).to_have_count(1)
    leila.goto("/learn/plan")
    expect(leila.locator("[data-finished='charging/peer-support']")).to_be_hidden()


def test_a_film_of_their_own_is_attached_and_plays_with_its_captions(server: Server, leila: Page, phone: PhoneOf, tmp_path: Path) -> None:
    leila.goto("/learn/films")
    film, captions = tmp_path / "runden.webm", tmp_path / "runden.vtt"
    film.write_bytes(base64.b64decode(leila.evaluate(RECORD)))
    captions.write_bytes(CAPTIONS)
    leila.get_by_label("Hva den hører til").select_option("charging/peer-support")
    leila.get_by_label("Tittel").fill("Runden hos oss")
    leila.get_by_label("Film eller lyd", exact=True).set_input_files(film)
    leila.get_by_role("button", name="Legg den til").click()
    expect(leila.get_by_role("alert")).to_have_text("Velg en fil med teksting. Uten den er filmen ikke for alle.")
    expect(leila.get_by_label("Tittel")).to_have_value("Runden hos oss")
    leila.get_by_label("Teksting", exact=True).set_input_files(captions)
    leila.get_by_role("button", name="Legg den til").click()
    expect(leila.get_by_role("heading", name="Runden hos oss")).to_be_visible()
    assert looking.faults(leila) == []
    page = phone(ANNA, **STILL).new_page()
    page.goto("/learn/charging/peer-support")
    player = page.locator("[data-films] video")
    expect(player).to_be_visible()
    assert player.evaluate("(video) => video.autoplay || !video.paused") is False
    page.wait_for_function("() => document.querySelector('[data-films] video').readyState >= 1")
    player.evaluate("(video) => video.play()")
    page.wait_for_function("() => document.querySelector('[data-films] video').currentTime > 0.2")
    cues = "(video) => [video.textTracks[0].mode, video.textTracks[0].cues.length, video.textTracks[0].cues[0].text]"
    assert player.evaluate(cues) == ["showing", 2, "Hei, og velkommen."]
    assert looking.faults(page) == []


def test_too_large_a_film_is_not_sent_at_all(leila: Page) -> None:
    leila.goto("/learn/films")
    leila.evaluate("() => { document.querySelector('[data-film]').dataset.largest = '10'; }")
    leila.get_by_label("Tittel").fill("Hele dagen")
    leila.get_by_label("Film eller lyd", exact=True).set_input_files({"name": "f.mp4", "mimeType": "video/mp4", "buffer": b"01234567890"})
    leila.get_by_role("button", name="Legg den til").click()
    expect(leila.get_by_role("alert")).to_contain_text("Den er over 300 MB.")
    expect(leila.get_by_label("Tittel")).to_have_value("Hele dagen")
