"""Anna taps her rotation on a phone, changes a day, and her check-in knows which shift it was about, without coverage too."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.shifts import actions, rules
from tests.browser import looking
from tests.browser.checking_in import begin_anew, check_in, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, BJORN
from tests.periods import World
from tests.shifts.calendars import ics

pytestmark = pytest.mark.browser

ENTRY = """async () => {
  const page = document.querySelector('script[src*="checkins/page.js"]').src;
  const { openDiary } = await import(page.replace("checkins/page.js", "diary/index.js"));
  return (await (await openDiary()).entries()).map(({ load, shift }) => [load, shift]);
}"""


def tap(page: Page, week: int, letters: str) -> None:
    for weekday, letter in zip(("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag"), letters, strict=True):
        tile = page.get_by_role("button", name=re.compile(f"^{weekday}, uke {week}:"))
        for _ in range("odeno".index(letter) if letter != "o" else 0):
            tile.tap()
        name = {"o": "Fri", "d": "Dagvakt", "e": "Kveldsvakt", "n": "Nattevakt"}[letter]
        expect(page.get_by_role("button", name=f"{weekday}, uke {week}: {name}")).to_be_visible()


def test_a_rotation_is_tapped_kept_and_read_by_the_check_in(server: Server, phone: PhoneOf) -> None:
    begin_anew(server)
    anna = known_phone(phone)
    page = anna.new_page()
    page.goto("/shifts")
    page.get_by_role("link", name="Legg inn turnusen").click()
    page.get_by_label("Hvor lang er den?").select_option("2 uker")
    tap(page, 1, "dddeeoo")
    tap(page, 2, "nnooddd")
    assert looking.faults(page) == []
    page.get_by_role("button", name="Lagre turnusen").click()
    expect(page.get_by_text("Turnusen er lagret.")).to_be_visible()
    assert looking.faults(page) == []
    page.locator("a.shift-tile").last.click()
    page.get_by_text("Egne tider").click()
    page.get_by_label("Begynner").fill("12:00")
    assert looking.faults(page) == []
    with page.expect_response("**/api/shifts"):
        page.get_by_role("button", name="Lagre").click()
    page.get_by_role("button", name="Angre").click()
    expect(page.locator(".edited")).to_have_count(0)


def test_the_keyboard_walks_the_days_and_types_their_letters(server: Server, phone: PhoneOf) -> None:
    page = phone(BJORN).new_page()
    page.goto("/shifts/rotation")
    first = page.get_by_role("button", name=re.compile("^Mandag, uke 1:"))
    first.focus()
    for key in ("d", "ArrowRight", "a", "ArrowRight", "Enter", "Enter", "Enter", "Enter", "ArrowRight", "n", "ArrowLeft", "Space"):
        page.keyboard.press(key)
    assert page.locator('[name="pattern"]').input_value() == "dednooo"
    expect(page.locator("#announce-polite")).to_have_text("Onsdag, uke 1: Dagvakt")


def test_a_calendar_file_is_given_and_understood_and_a_holiday_lies_over_it(server: Server, phone: PhoneOf) -> None:
    page = phone(BJORN).new_page()
    page.goto("/shifts/calendar")
    assert looking.faults(page) == []
    file = page.get_by_label("Fila, høyst 2 MB")
    file.set_input_files({"name": "stor.ics", "mimeType": "text/calendar", "buffer": b" " * 2_100_000})
    expect(page.locator("[data-too-large]")).to_contain_text("Den er større enn 2 MB.")
    tomorrow = clock.now().astimezone(ZoneInfo("Europe/Oslo")) + timedelta(days=1)
    event = f"DTSTART;TZID=Europe/Oslo:{tomorrow:%Y%m%d}T070000\r\nDURATION:PT8H\r\nRRULE:FREQ=DAILY;COUNT=3"
    file.set_input_files({"name": "turnus.ics", "mimeType": "text/calendar", "buffer": ics(event)})
    expect(page.locator("[data-too-large]")).to_be_hidden()
    page.get_by_role("button", name="Bruk fila").click()
    expect(page.get_by_role("heading", name="3 vakter til og med")).to_be_visible()
    assert looking.faults(page) == []
    page.goto("/shifts/away")
    page.get_by_label("Første dag").fill(f"{tomorrow:%Y-%m-%d}")
    page.get_by_role("button", name="Lagre ferien").click()
    expect(page.get_by_text("Ferien er lagret.").first).to_be_visible()
    assert looking.faults(page) == []
    page.goto("/shifts")
    expect(page.locator(".shift-tile", has_text="ferie")).to_have_count(1)
    assert looking.faults(page) == []


def test_without_coverage_the_check_in_still_knows_the_shift(server: Server, phone: PhoneOf) -> None:
    begin_anew(server)
    noon = clock.now().astimezone(ZoneInfo("Europe/Oslo")).replace(hour=12, minute=0)
    with server.app.app_context():
        last_monday = rules.monday_of(noon.date()) - timedelta(days=7)
        actions.keep_rotation(World.id_of(ANNA), rules.Rotation(last_monday, "n" * 7), clock.now())
        db.session.remove()
    anna = known_phone(phone)
    page = anna.new_page()
    with page.expect_response("**/api/shifts"):
        page.goto("/me")
    expect(page.locator("[data-sending]")).to_have_text("Alt er sendt")
    server.stop()
    try:
        anna.clock.set_system_time(noon)
        page.goto("/check-in")
        expect(page.locator("[data-today]")).to_contain_text("vakta di sluttet 07.30")
        check_in(page, 7)
        assert page.evaluate(ENTRY) == [[7, "night"]]
    finally:
        server.start()
