"""From an empty install to the first number on its way: one link, and then people in their browsers; no command line."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade
from playwright.sync_api import Page, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people import actions as people
from ladeapp.trends import rules
from ladeapp.trends.models import Contribution
from tests.browser.conftest import PhoneOf, Server

pytestmark = pytest.mark.browser

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"
PASSWORD = "tre troll under brua"
COLLEAGUES = ("Leila", "Stein", "Unni", "Per", "Tuva")
AFTER_UNDO = 60_000  # ms; undo lasts ten seconds


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server where nobody has ever been. Its clock can be moved as the demo's, and of the demo there is nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "nothing").touch()
    server = Server(folder, folder / "nothing", LADEAPP_DEMO="1")
    try:
        with server.app.app_context():
            upgrade()
        server.run_jobs()
        server.start()
        yield server
    finally:
        server.close()
        clock.use_demo_hand(None)


def test_a_workplace_begins_with_one_link_and_everyone_in_it_with_two_taps(server: Server, phone: PhoneOf) -> None:
    def new_page() -> Page:
        return phone(user_agent=ANDROID).new_page()

    with server.app.app_context():
        link = f"/setup/{people.make_setup_link()}"
    adam = new_page()
    set_up(adam, link)
    poster, typed = make_the_poster(adam)
    pages = {name: join(new_page(), poster, name) for name in COLLEAGUES}
    join_by_typing(new_page(), typed, "Kari")
    give_role(adam, "Leila", "Teamleder", team="Sengepost 3 · Team A")
    give_role(adam, "Stein", "Verneombud", unit="Sengepost 3")
    give_role(adam, "Unni", "Tillitsvalgt", unit="Sengepost 3")

    anna = phone(user_agent=ANDROID)
    anna.clock.install()
    told: list[str] = []
    anna.on("request", lambda request: told.append(request.method) if "/api/contributions/" in request.url else None)
    page = join(anna.new_page(), poster, "Anna")
    check_in(page, 7)
    first = rules.period_of(clock.today()).next
    expect(page.locator('[data-step="done"]')).to_contain_text(f"Du telles med i teamets tall fra mandag {first.first_day.day}. ")
    anna.clock.fast_forward(AFTER_UNDO)
    page.goto("/me")
    expect(page.locator("[data-own-curve]").get_by_role("img")).to_have_accessible_name(
        re.compile(r"Belastning og batteri, Uke \d+\. .*: 7")
    )
    expect(page.locator("[data-sending]")).to_have_text("Alt er sendt")
    assert told == []

    for rep in ("Stein", "Unni"):
        confirm_the_list(pages[rep], rep, everyone={"Anna", "Kari", *COLLEAGUES})

    ahead = first.opens + timedelta(hours=8) - clock.now()
    clock.advance(ahead)
    server.run_jobs()
    anna.clock.fast_forward(ahead // timedelta(milliseconds=1))
    check_in(page, 4)
    page.close()  # within the ten seconds
    assert told == []
    anna.clock.fast_forward(AFTER_UNDO)
    with anna.expect_event("response", lambda answer: "/api/contributions/" in answer.url) as answer:
        anna.new_page().goto("/")  # no tap
    assert (answer.value.status, told) == (204, ["PUT"])
    assert sealed(server) == [first.id]


def set_up(page: Page, link: str) -> None:
    """Adam opens the link; the workplace, a unit and a team are there when he is done."""
    page.goto(link)
    page.get_by_label("Navnet på arbeidsplassen").fill("Fjordvik kommune")
    page.get_by_label("Kortnavn").fill("fjordvik")
    introduce(page, "Adam")
    page.get_by_role("button", name="Sett opp").click()
    page.wait_for_url("**/workplace")
    expect(page.get_by_label("Navn på enheten")).to_be_in_viewport()  # the first thing to do, and no list of settings before it
    page.get_by_label("Navn på enheten").fill("Sengepost 3")
    page.get_by_role("button", name="Lag enheten").click()
    page.get_by_label("Navn på teamet").fill("Team A")
    page.get_by_role("button", name="Lag teamet").click()


def make_the_poster(page: Page) -> tuple[str, str]:
    """The address behind the square, and the ten characters below it."""
    page.get_by_role("button", name="Lag plakaten").click()
    expect(page.locator(".qr svg")).to_be_visible()
    return page.locator(".address code").inner_text(), page.locator(".poster .code").inner_text()


def join(page: Page, poster: str, name: str) -> Page:
    """One screen from the poster to the check-in."""
    page.goto(poster)
    introduce(page, name)
    page.get_by_role("button", name="Bli med").click()
    page.wait_for_url("**/check-in?welcome=1")
    return page


def join_by_typing(page: Page, typed: str, name: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Jeg har en invitasjon").click()
    page.get_by_label("Koden på plakaten").fill(typed)
    page.get_by_role("button").click()
    join(page, page.url, name)


def introduce(page: Page, name: str) -> None:
    page.get_by_label("Hva skal vi kalle deg?").fill(name)
    page.get_by_label("Innloggingsnavn").fill(name.lower())
    page.get_by_label("Passord", exact=True).fill(PASSWORD)


def give_role(page: Page, name: str, role: str, team: str | None = None, unit: str | None = None) -> None:
    page.goto("/workplace/people")
    page.get_by_role("link", name=name).click()
    page.get_by_text("Gi en rolle").click()
    page.get_by_label(role).check()
    if team:
        page.get_by_label("Hvilket team?").select_option(label=team)
    if unit:
        page.get_by_label("Hvilken enhet?").select_option(label=unit)
    page.get_by_role("button", name="Gi rollen").click()
    expect(page.locator("form", has=page.get_by_role("button", name="Ta tilbake"))).to_contain_text(role)


def check_in(page: Page, load: int) -> None:
    """Two taps, and her week with the number in it."""
    page.goto("/check-in") if "/check-in" not in page.url else None
    page.get_by_role("button", name=re.compile(rf"^{load}\b")).click()
    page.get_by_role("button", name="halvfullt").click()
    done = page.locator('[data-step="done"]')
    expect(done).to_contain_text("Lagret på telefonen.")
    expect(done.get_by_role("img")).to_have_accessible_name(re.compile(rf": {load}\b"))


def confirm_the_list(page: Page, rep: str, everyone: set[str]) -> None:
    page.goto("/team")
    page.locator('a[href$="/roster"]').click()
    expect(page.locator("tbody th")).to_have_count(len(everyone))
    assert {name.split(" ")[0] for name in page.locator("tbody th").all_inner_texts()} == everyone
    page.locator("main form button").click()
    expect(page.locator("dl.facts").first).to_contain_text(rep)


def sealed(server: Server) -> list[str]:
    with server.app.app_context():
        return list(db.session.scalars(sa.select(Contribution.period_id)))
