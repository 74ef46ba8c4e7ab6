"""The diary page: any entry found, changed, deleted and brought back, a file for a spreadsheet – all without coverage, and merged later."""

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checking_in import AFTER_UNDO, begin_anew, check_in, contribution, known_phone, told
from tests.browser.conftest import PhoneOf, Server
from tests.browser.test_getting_in import ANDROID, newcomer
from tests.browser.test_second_phone import says_yes, shows_code, sign_in_here

pytestmark = pytest.mark.browser

WRITE = """async (answers) => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  const diary = await openDiary();
  for (const answer of answers) await diary.saveCheckIn(answer);
}"""
LONG_AGO = [{"load": n % 11, "day": f"20{24 + n // 12}-{n % 12 + 1:02}-03", "late": True, "note": f"notat nummer {n}"} for n in range(24)]
ODD = {"load": None, "note": '=HYPERLINK("http://x"); ble "borte"\nog 🫠', "weighed": ["grief", "time"], "shift": "night"}


@pytest.fixture(autouse=True)
def a_running_period(server: Server):
    begin_anew(server)
    yield
    server.start()


@pytest.fixture
def page(phone: PhoneOf) -> Page:
    """Anna's phone with two years of check-ins and an odd one."""
    page = known_phone(phone).new_page()
    page.goto("/me/diary")
    page.evaluate(WRITE, [*LONG_AGO, ODD])
    return page


def test_one_entry_of_two_years_is_found_by_a_word_or_a_month_and_changed(server: Server, page: Page) -> None:
    server.stop()
    page.reload()
    expect(page.locator("[data-found]")).to_have_text("Innsjekker: 25")
    page.get_by_label("Finn i dagboka").fill("MARS nummer 14")
    expect(page.locator("[data-entries] li")).to_have_count(1)
    page.locator("[data-entries] button").click()
    page.get_by_label("Belastning").select_option("9")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("[data-entries] li")).to_contain_text("9")
    page.get_by_label("Finn i dagboka").fill("sorg")
    expect(page.locator("[data-entries] li")).to_contain_text("HYPERLINK")


def test_deleted_without_coverage_it_can_be_brought_back_and_is_gone_when_told(server: Server, page: Page) -> None:
    server.stop()
    page.reload()
    page.get_by_label("Finn i dagboka").fill("nummer 17")
    expect(page.locator("[data-entries] li")).to_have_count(1)
    page.locator("[data-entries] button").click()
    page.get_by_role("button", name="Slett").click()
    expect(page.locator("[data-entries] li")).to_have_count(0)
    page.get_by_role("button", name="Angre").click()
    expect(page.locator("[data-entries] li")).to_have_count(1)
    page.locator("[data-entries] button").click()
    page.get_by_role("button", name="Slett").click()
    expect(page.locator("[data-entries] li")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-found]")).to_have_text("Innsjekker: 24")


def test_a_deleted_entry_leaves_the_teams_number(server: Server, phone: PhoneOf) -> None:
    anna = known_phone(phone)
    page = anna.new_page()
    check_in(page, 9)
    with told(anna) as first:
        check_in(page, 4)
        anna.clock.fast_forward(AFTER_UNDO)
    assert json.loads(first.value.request.post_data)["value"] == 7
    page.goto("/me/diary")
    page.locator("[data-entries] button", has_text="Belastning: 9").click()
    with anna.expect_event("response", lambda answer: contribution(answer) and json.loads(answer.request.post_data)["value"] == 4):
        page.get_by_role("button", name="Slett").click()
        anna.clock.fast_forward(AFTER_UNDO)


def test_the_file_for_a_spreadsheet_is_in_her_language_and_calculates_nothing(server: Server, page: Page, tmp_path: Path) -> None:
    server.stop()
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Til regneark (CSV)").click()
    assert re.fullmatch(r"ladeapp-dagbok-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    download.value.save_as(tmp_path / "diary.csv")
    raw = (tmp_path / "diary.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfDag;")
    heads, *rows = csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), delimiter=";")
    assert heads[2:4] == ["Belastning (0–10)", "Batteri (0–4)"]
    assert len(rows) == 25
    assert rows[0] == ["2024-01-03", "", "0", "", "", "", "", "notat nummer 0", "lagt inn senere"]
    odd = rows[-1]
    assert odd[2:7] == ["Ikke i dag", "", "Nattevakt", "Sorg og død, For lite tid", ""]
    assert odd[7] == "'" + ODD["note"]


def test_what_is_deleted_on_one_phone_goes_from_the_other(server: Server, phone: PhoneOf) -> None:
    old = newcomer(phone, "sletter")[1]
    code = shows_code(old)
    new = phone(user_agent=ANDROID).new_page()
    new.goto(f"/link#{code.replace('-', '')}")
    sign_in_here(new, "sletter")
    says_yes(old, new)
    new.wait_for_url(f"{server.url}/me")
    new.goto("/me/diary")
    new.locator("[data-entries] button").click()
    new.get_by_role("button", name="Slett").click()
    expect(new.locator("[data-entries] li")).to_have_count(0)
    new.goto("/me")
    expect(new.locator("[data-sending]")).to_have_text("Alt er sendt")
    old.goto("/me/diary")
    expect(old.locator("[data-entries] li")).to_have_count(0)
    expect(old.locator("[data-found]")).to_have_text("Ingen innsjekker ennå")
