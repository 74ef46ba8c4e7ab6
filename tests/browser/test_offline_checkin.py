"""Anna checks in where there is no coverage, and nothing is lost: not offline, signed out, nor by a new version."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people import queries as people
from ladeapp.push import actions as push
from ladeapp.push.models import PushDelivery
from ladeapp.push.rules import Prompt
from ladeapp.trends.models import Contribution
from ladeapp.vault.models import Vault
from tests.browser import conftest
from tests.browser.checking_in import AFTER_UNDO, ANDROID, begin_anew, check_in, known_phone, rows, told
from tests.browser.conftest import PhoneOf, Server
from tests.browser.wire import wire_to
from tests.cast import ANNA

pytestmark = pytest.mark.browser

BUILD = "() => document.querySelector('script[type=module]').src"
WEIGHED, CHARGED, NOTE = "Å skjule det jeg kjente", "Latter", "kanarifugl-notat-om-rom-12"


@pytest.fixture(autouse=True)
def a_running_period(server: Server) -> Iterator[None]:
    begin_anew(server)
    yield
    server.start()


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


def test_21_a_week_of_check_ins_sends_whole_numbers_period_ids_reminder_ids_and_ciphertext_and_nothing_else(
    server: Server, phone: PhoneOf
) -> None:
    with server.app.app_context():
        now, anna_id = clock.now(), people.person_by_login(ANNA.login, "fjordvik").id  # type: ignore[union-attr]
        prompt = Prompt("after_shift canary-occasion", "after_shift", "/check-in", now, now + timedelta(hours=1))
        push.plan(anna_id, ["after_shift"], [prompt])
        reminder = db.session.scalars(sa.select(PushDelivery.id)).one()
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
                expect(page.locator('[data-step="done"]').get_by_text("Lagret på telefonen.")).to_be_visible()
        with told(anna):
            anna.clock.fast_forward(AFTER_UNDO)
        page.close()
        sent = [request for request in wire.requests() if request.method not in {"GET", "HEAD"}]
        everything = wire.bytes
    for canary in (
        NOTE,
        "canary-occasion",
        "after_shift",
        "not_today",
        "hiding",
        "laughter",
        WEIGHED,
        CHARGED,
        '"weighed',
        '"charge',
        "nesten",
    ):
        assert canary.encode() not in everything, canary
    kinds = {re.sub(r"\d{4}-P\d\d", "PERIOD", request.path) for request in sent}
    assert kinds == {"/api/contributions/PERIOD", "/api/vault", "/api/vault-keys"}
    bodies = [request.body for request in sent if "contributions" in request.path]
    assert sum(str(reminder).encode() in body for body in bodies) == 1  # handed along once, with the number
    for request in sent:
        if "contributions" in request.path:
            assert re.fullmatch(rb'\{"value": (10|\d )(, "reminder": "%s")?\}' % str(reminder).encode(), request.body)
        elif request.path == "/api/vault":
            assert request.size >= 65536
            assert request.size.bit_count() == 1
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
    expect(page.locator("[data-sent]")).to_contain_text("Du er logget ut. Logg inn for å sende – innsjekken er trygg her.")


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
            page.get_by_role("button", name="Oppdater").click()
        assert page.evaluate(BUILD) != before
        expect(page.locator("[data-today]")).to_contain_text("Innsjekket i dag")
        anna.clock.fast_forward(AFTER_UNDO)
    assert answer.value.status == 204
    server.stop()  # and the next test begins with this house again
