"""The diary in a real browser: its store and keys are Chromium's own, the server is a few lines here."""

import json
import re
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[2] / "ladeapp" / "static"
ORIGIN = "https://ladeapp.example"  # never asked: every request is answered by the route below
KARI = {"key": "11111111-1111-4111-8111-111111111111", "name": "Kari", "language": "nb"}
DIARY = "const diary = await (await import('/static/js/diary/index.js')).openDiary();"


class Server:
    """Answers as the real one, keeps what it was told, and can be out of reach."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.etag = 0
        self.reachable = True

    def answer(self, route: Route) -> None:
        method, path = route.request.method, route.request.url.removeprefix(ORIGIN)
        if path.startswith("/static/"):
            return route.fulfill(path=STATIC / path.removeprefix("/static/"), content_type="text/javascript")
        if not path.startswith("/api/"):
            return route.fulfill(body="<!doctype html><title>Ladeapp</title>", content_type="text/html")
        if not self.reachable:
            return route.abort("internetdisconnected")
        if method == "GET":
            period = {"id": "2026-P07", "counted": True, "key": "a", "first_day": "", "last_day": "", "closes": ""}
            session = {"csrf": "t", "person": KARI, "word": "shift", "counts_from": "2026-P07", "periods": [period], "vapid": None}
            return route.fulfill(json=session if path == "/api/session" else {"keys": []})
        self.told.append(f"{method} {path}")
        self.etag += 1
        return route.fulfill(status=204, headers={"ETag": f'"{self.etag}"'})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def phone(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    context = chromium.new_context(timezone_id="Europe/Oslo")
    context.route(re.compile(".*"), server.answer)
    yield context
    context.close()


@pytest.fixture
def opened(phone: BrowserContext) -> Callable[[], Page]:
    """A page of the app, opened anew, its clock standing at a morning in 2026-P07."""

    def page() -> Page:
        tab = phone.new_page()
        tab.clock.install(time="2026-07-01T07:40:00+02:00")
        tab.goto(f"{ORIGIN}/check-in")
        return tab

    return page


def with_diary(page: Page) -> None:
    page.evaluate("async (kari) => { const { createDiary } = await import('/static/js/diary/index.js'); await createDiary(kari); }", KARI)


def test_what_she_saved_without_coverage_is_there_when_the_app_is_opened_cold(opened: Callable[[], Page], server: Server) -> None:
    page = opened()
    with_diary(page)
    server.reachable = False
    page.evaluate(f"async () => {{ {DIARY} await diary.saveCheckIn({{ load: 7, note: 'mine' }}); }}")
    page.close()
    entries = opened().evaluate(f"async () => {{ {DIARY} return diary.entries(); }}")
    assert [(entry["load"], entry["note"], entry["day"]) for entry in entries] == [(7, "mine", "2026-07-01")]


def test_two_open_pages_tell_the_server_her_number_once(opened: Callable[[], Page], server: Server) -> None:
    first, second = opened(), opened()
    with_diary(first)
    first.evaluate(f"async () => {{ {DIARY} await diary.saveCheckIn({{ load: 7 }}); }}")
    for page in (first, second):
        page.evaluate(f"() => {{ (async () => {{ {DIARY} await diary.flush({{ hurry: true }}); window.sent = true; }})(); }}")
    for page in (first, second):
        page.wait_for_function("window.sent")
    assert server.told.count("PUT /api/contributions/2026-P07") == 1


def test_the_key_in_the_phones_store_cannot_be_read_out(opened: Callable[[], Page]) -> None:
    page = opened()
    with_diary(page)
    tried = page.evaluate(
        """async (owner) => {
          const { read } = await import('/static/js/diary/store.js');
          const daily = await read(`ladeapp-${owner}`, 'keys', 'daily');
          const device = (await read(`ladeapp-${owner}`, 'keys', 'device')).key;
          const tries = [daily, device].map((key) => crypto.subtle.exportKey('raw', key).then(() => 'read', (error) => error.name));
          return Promise.all(tries);
        }""",
        KARI["key"],
    )
    assert tried == ["InvalidAccessError", "InvalidAccessError"]


def test_a_wiped_phone_has_no_database_of_hers(opened: Callable[[], Page]) -> None:
    page = opened()
    with_diary(page)
    page.evaluate(f"async () => {{ {DIARY} await diary.saveCheckIn({{ load: 7 }}); await diary.wipe(); }}")
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)") == ["ladeapp"]
    assert page.evaluate("async () => (await import('/static/js/diary/index.js')).openDiary()") is None


def test_a_page_of_an_older_edition_still_saves_in_a_newer_store(opened: Callable[[], Page]) -> None:
    page = opened()
    with_diary(page)
    newer = """(name) => new Promise((resolve) => {
      const request = indexedDB.open(name, 99);
      request.onupgradeneeded = () => request.result.createObjectStore('later');
      request.onsuccess = () => { request.result.close(); resolve(); };
    })"""
    page.evaluate(newer, f"ladeapp-{KARI['key']}")
    count = page.evaluate(f"async () => {{ {DIARY} await diary.saveCheckIn({{ load: 7 }}); return (await diary.state()).unsent; }}")
    assert count == 1


def test_a_tired_phone_without_coverage_saves_within_a_tenth_of_a_second(opened: Callable[[], Page], server: Server) -> None:
    page = opened()
    with_diary(page)
    server.reachable = False
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    times = page.evaluate(
        f"""async () => {{
          {DIARY}
          const times = [];
          for (let tap = 0; tap < 15; tap += 1) {{
            const start = new Event('tap').timeStamp;
            await diary.saveCheckIn({{ load: tap % 11 }});
            times.push(new Event('saved').timeStamp - start);
          }}
          return times;
        }}"""
    )
    assert statistics.median(times) <= 100, json.dumps(times)
