"""Anna checks in where there is no coverage, and everything else a check-in must survive, in a real browser."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, Response, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.trends import actions as trends
from ladeapp.trends.models import Contribution
from ladeapp.vault.models import Vault
from tests.browser import conftest, notifications
from tests.browser.conftest import PhoneOf, Server
from tests.browser.wire import wire_to
from tests.cast import ANNA

pytestmark = pytest.mark.browser

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"
AFTER_UNDO = 60_000  # ms; undo lasts ten seconds
PATIENCE = 30_000  # ms; the machine may be busy
BUILD = "() => document.querySelector('script[type=module]').src"
WEIGHED, CHARGED, NOTE = "Å skjule det jeg kjente", "Latter", "kanarifugl-notat-om-rom-12"
MEASURE = """() => new Promise((done) => {
  const start = performance.now();
  new MutationObserver(() => requestAnimationFrame(() => done(performance.now() - start)))
    .observe(document.querySelector('[data-step="charge"]'), {attributes: true, attributeFilter: ["hidden"]});
  document.querySelector('[data-load="7"]').click();
})"""


@pytest.fixture(autouse=True)
def a_running_period(server: Server) -> Iterator[None]:
    """Nobody has answered yet, and no phone is known."""
    with server.app.app_context():
        trends.open_due(clock.now())
        for table in (Contribution, Vault):
            db.session.execute(sa.delete(table))
        db.session.execute(sa.text("DELETE FROM vault_key"))
        db.session.commit()
    yield
    server.start()


def known_phone(phone: PhoneOf, **more: object) -> BrowserContext:
    """Anna's phone after its first visit: the app is kept on it, and a diary was made without a word."""
    context = phone(ANNA, user_agent=ANDROID, **more)
    context.clock.install()
    page = context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith("/api/vault-keys") and answer.request.method == "PUT"):
        page.goto("/check-in")
    notifications.controlled(page)
    page.close()
    return context


def check_in(page: Page, load: int) -> None:
    page.goto("/check-in")
    page.get_by_role("button", name=re.compile(rf"^{load}\b")).click()
    expect(page.locator('[data-step="charge"]')).to_contain_text("Lagret på telefonen.")


def contribution(answer: Response) -> bool:
    return "/api/contributions/" in answer.url


def told(context: BrowserContext) -> AbstractContextManager[Any]:
    """Wait until the team's number has been told something, and for its answer."""
    return context.expect_event("response", contribution, timeout=PATIENCE)


def rows(server: Server, table: type[Contribution] | type[Vault]) -> int:
    with server.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_without_coverage_from_a_cold_start_two_taps_save_and_the_curve_shows_it(server: Server, phone: PhoneOf) -> None:
    anna = known_phone(phone)
    server.stop()
    page = anna.new_page()
    check_in(page, 7)
    page.get_by_role("button", name="halvfullt").click()
    done = page.locator('[data-step="done"]')
    expect(done).to_contain_text("Vakta: 7 · batteri: halvfullt")
    expect(done).to_contain_text("Ikke sendt ennå")
    expect(done.get_by_role("img")).to_have_accessible_name(re.compile(r"Belastning og batteri, Uke \d+\. .*: 7"))
    page.goto("/me")
    page.get_by_text("Tallene – se og endre").click()
    expect(page.get_by_role("table").locator("tbody")).to_contain_text(re.compile("7.*halvfullt", re.DOTALL))
    page.close()

    server.start()
    anna.clock.fast_forward(AFTER_UNDO)
    put: list[str] = []
    anna.on("request", lambda request: put.append(request.url) if request.method == "PUT" else None)
    page = anna.new_page()
    with told(anna) as answer:
        page.goto("/check-in")  # no tap
    assert answer.value.status == 204
    anna.clock.fast_forward(AFTER_UNDO)
    page.reload()
    expect(page.locator("[data-today]")).to_contain_text("Innsjekket i dag")
    assert sum("/api/contributions/" in url for url in put) == 1
    assert (rows(server, Contribution), rows(server, Vault)) == (1, 1)


def test_a_week_of_check_ins_sends_whole_numbers_period_ids_and_ciphertext_and_nothing_else(server: Server, phone: PhoneOf) -> None:
    with wire_to(server.port) as wire:
        anna = known_phone(phone, base_url=wire.url)
        page = anna.new_page()
        for day, load in enumerate((9, 3, 8, 6, 7, 2, 5)):
            check_in(page, load)
            page.get_by_role("button", name="nesten tomt").click()
            page.get_by_text("Hva veide, og hva ladet").click()
            page.get_by_label(WEIGHED).check(force=True)
            page.get_by_label(CHARGED).check(force=True)
            page.get_by_label("Et notat til deg selv").fill(NOTE)
            page.get_by_text("Det gjaldt en tidligere vakt").click()
            page.get_by_label("Hvilken dag var det?").select_option(index=day)
            if day:
                expect(page.locator('[data-step="done"]')).to_contain_text("Lagret på telefonen.")
        with told(anna):
            anna.clock.fast_forward(AFTER_UNDO)
        page.close()
        sent = [request for request in wire.requests() if request.method not in {"GET", "HEAD"}]
        everything = wire.bytes
    for canary in (NOTE, "hiding", "laughter", WEIGHED, CHARGED, '"weighed', '"charge', "nesten"):
        assert canary.encode() not in everything, canary
    kinds = {re.sub(r"\d{4}-P\d\d", "PERIOD", request.path) for request in sent}
    assert kinds == {"/api/contributions/PERIOD", "/api/vault", "/api/vault-keys"}
    for request in sent:
        if "contributions" in request.path:
            assert re.fullmatch(rb'\{"value": (10|\d )\}', request.body)
        elif request.path == "/api/vault":
            assert len(request.body) >= 65536
            assert len(request.body).bit_count() == 1
        else:
            assert set(json.loads(request.body)) == {"kind", "wrapped", "salt", "proof"}
    assert not any("?" in request.path for request in sent)


def test_what_a_stranger_taps_waits_until_she_has_signed_in(server: Server, phone: PhoneOf) -> None:
    somebody = phone(user_agent=ANDROID)
    page = somebody.new_page()
    page.goto("/check-in")
    page.get_by_role("button", name="6", exact=True).click()
    expect(page.locator("[data-sending]")).to_contain_text("Vakta: 6 venter på denne siden.")
    expect(page.get_by_role("link", name="Logg inn")).to_have_attribute("href", "/sign-in?next=/check-in")
    somebody.add_cookies(phone(ANNA).cookies())  # type: ignore[arg-type]
    page.reload()
    expect(page.locator('[data-step="charge"]')).to_contain_text("Vakta: 6")


def test_signed_out_is_said_and_the_check_in_is_safe(server: Server, phone: PhoneOf) -> None:
    anna = known_phone(phone)
    anna.clear_cookies()
    page = anna.new_page()
    check_in(page, 4)
    anna.clock.fast_forward(AFTER_UNDO)
    page.get_by_role("button", name="Hopp over").click()
    expect(page.locator("[data-sent]")).to_contain_text(
        "Du er logget ut. Logg inn for å sende – innsjekken er trygg her.", timeout=PATIENCE
    )


def test_a_heavy_shift_offers_people_in_one_line_and_a_lighter_one_does_not(phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    check_in(page, 7)
    expect(page.get_by_text("Vil du snakke med noen?")).to_be_hidden()
    check_in(page, 8)
    page.get_by_text("Vil du snakke med noen?").click()
    expect(page.locator("[data-talk]").get_by_role("link")).to_have_text(
        ["En kollega", "Verneombudet", "Den tillitsvalgte", "Bedriftshelsetjenesten", "En hjelpetelefon"]
    )


def test_undo_brings_the_scale_back_with_nothing_stored(phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    check_in(page, 9)
    page.get_by_role("button", name="Angre").click()
    expect(page.get_by_role("button", name="9", exact=True)).to_be_focused()
    page.goto("/me")
    expect(page.locator("[data-own-curve]")).to_contain_text("Ingen innsjekker ennå")


def test_undo_is_gone_after_ten_seconds_but_the_table_still_deletes(phone: PhoneOf) -> None:
    context = known_phone(phone)
    page = context.new_page()
    check_in(page, 5)
    context.clock.fast_forward(AFTER_UNDO)
    expect(page.get_by_role("button", name="Angre")).to_be_hidden()
    page.goto("/me")
    page.get_by_text("Tallene – se og endre").click()
    page.get_by_role("button", name=re.compile("^Endre innsjekken")).click()
    page.get_by_role("dialog").get_by_role("button", name="Slett").click()
    expect(page.locator("[data-own-curve]")).to_contain_text("Ingen innsjekker ennå")
    page.get_by_role("button", name="Angre").click()
    expect(page.locator("[data-own-curve]")).to_contain_text("Tallene – se og endre")


def test_the_whole_check_in_is_made_with_the_keyboard(phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    page.goto("/check-in")
    expect(page.locator("[data-today]")).not_to_be_empty()
    page.get_by_role("button", name="0, ikke krevende").focus()
    for key in ("1", "0", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="5", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hvor mye er det igjen på batteriet?")).to_be_focused()
    expect(page.locator("#announce-polite")).to_contain_text("Lagret på telefonen. Vakta: 5")


def test_a_new_language_reaches_the_kept_pages_too(server: Server, phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    page.goto("/me/language")
    page.get_by_label("Nynorsk").check()
    page.get_by_role("button").last.click()
    page.wait_for_url("**/me")
    server.stop()
    page.goto("/check-in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kor kjenslemessig krevjande")


def test_a_page_that_needs_the_network_says_what_works_without(server: Server, phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    server.stop()
    page.goto("/team")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Denne siden trenger nett")
    page.get_by_role("link", name="Numre å ringe").click()
    expect(page.get_by_role("link", name="113")).to_have_attribute("href", "tel:113")
    server.start()


def test_a_new_version_waits_for_a_tap_and_loses_nothing_unsent(
    server: Server, phone: PhoneOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = known_phone(phone)
    server.stop()
    page = anna.new_page()
    check_in(page, 7)

    newer = Path(
        shutil.copytree(conftest.ROOT / "ladeapp", tmp_path / "newer" / "ladeapp", ignore=shutil.ignore_patterns("__pycache__"))
    ).parent
    shutil.copy(conftest.ROOT / "wsgi.py", newer)
    with (newer / "ladeapp" / "static" / "css" / "base.css").open("a") as css:
        css.write("/* newer */\n")
    monkeypatch.setitem(server.start.__globals__, "ROOT", newer)  # the next start is of the newer house
    server.start()

    before = page.evaluate(BUILD)
    with told(anna) as answer:
        page.goto("/check-in")
        assert page.evaluate(BUILD) == before  # the kept one, until she says so
        with page.expect_event("load"):
            page.get_by_role("button", name="Oppdater").click(timeout=PATIENCE)
        assert page.evaluate(BUILD) != before
        expect(page.locator("[data-today]")).to_contain_text("Innsjekket i dag")
        anna.clock.fast_forward(AFTER_UNDO)
    assert answer.value.status == 204
    server.stop()  # and the next test begins with this house again


def test_what_the_server_refuses_is_shown_and_kept_until_she_decides(phone: PhoneOf) -> None:
    anna = known_phone(phone)
    page = anna.new_page()
    problem = {"type": "/help/problems#value", "title": "Verdien passer ikke", "status": 422, "slug": "value"}
    anna.route("**/api/contributions/*", lambda route: route.fulfill(status=422, json=problem, content_type="application/problem+json"))
    check_in(page, 6)
    anna.clock.fast_forward(AFTER_UNDO)
    expect(page.locator("[data-sending]")).to_contain_text(
        "ble ikke tatt imot. Verdien passer ikke. Det er fortsatt her.", timeout=PATIENCE
    )
    anna.unroute("**/api/contributions/*")
    with told(anna) as answer:
        page.get_by_role("button", name="Prøv igjen").click()
    assert answer.value.status == 204
    expect(page.locator("[data-sending]")).not_to_contain_text("ble ikke tatt imot")


def test_an_answer_for_yesterday_is_marked_late(phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    check_in(page, 3)
    page.get_by_role("button", name="Hopp over").click()
    page.get_by_text("Det gjaldt en tidligere vakt").click()
    page.get_by_label("Hvilken dag var det?").select_option(index=1)
    expect(page.locator('[data-step="done"] [data-answer]')).to_have_text(re.compile(r"^Vakta: 3 · [a-zø]+dag [0-9]+[.] [a-z]+$"))
    page.goto("/me")
    page.get_by_role("button", name="Tidligere").click() if clock.today().weekday() == 0 else None
    expect(page.locator("[data-own-curve]")).to_contain_text("lagt inn seinere")


def test_the_first_visit_loads_at_most_80_kb_and_a_tap_is_saved_within_100_ms_on_a_slow_phone(server: Server, phone: PhoneOf) -> None:
    first = phone(user_agent=ANDROID, service_workers="block").new_page()
    loaded: list[Response] = []
    first.on("response", lambda answer: loaded.append(answer))
    first.goto("/check-in", wait_until="networkidle")
    weight = sum(len(gzip.compress(answer.body())) for answer in loaded if re.search(r"\.(css|js)$|/check-in$", answer.url))
    assert 30_000 < weight <= 80_000

    anna = known_phone(phone)
    server.stop()
    page = anna.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    times = []
    for _ in range(5):
        page.goto("/check-in")
        expect(page.locator("[data-today]")).not_to_be_empty()
        page.evaluate("() => new Promise(requestIdleCallback)")
        times.append(page.evaluate(MEASURE))
    assert min(times) <= 100, times  # the machine is shared with other tests: its quiet moment counts
