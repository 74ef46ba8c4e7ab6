"""A server whose shelves hold the two small items of `tests/learning/books.py`, and what tests do there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.waiting import until

MEMORIES = """async () => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  return (await (await openDiary()).exportAll()).memories.filter(({ id, value }) => id.startsWith("learning/") && value);
}"""
PLACE = """async ([address, wanted]) => {
  const { openDiary } = await import(address);
  const place = await (await openDiary())?.recall("learning/at/charging/two");
  return place && Object.entries(wanted).every(([name, value]) => place[name] === value);
}"""
DIARY = """() => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  return shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js";
}"""
TWO, DOORS = "/learn/charging/two", "/learn/leadership/doors"


class SmallLibrary(Server):
    entry = "tests.learning.served:app"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Server]:
    server = SmallLibrary(tmp_path_factory.mktemp("server"), sqlite_template)
    try:
        server.start()
        yield server
    finally:
        server.close()


def screen(page: Page, name: str) -> None:
    """It is this screen that stands there, and no other."""
    expect(page.locator(f'[data-screen="{name}"]')).to_be_visible()
    expect(page.locator("[data-screen]:visible")).to_have_count(1)


def until_at(page: Page, **place: object) -> None:
    """The diary says that she has come so far."""
    until(page, PLACE, [page.evaluate(DIARY), place])


def remembered(page: Page, kind: str) -> dict[str, dict[str, object]]:
    """What the diary holds of "at" or "answers", by the rest of its id."""
    start = f"learning/{kind}/"
    found = page.evaluate(MEMORIES)
    return {each["id"].removeprefix(start): each["value"] for each in found if each["id"].startswith(start)}
