"""Every page, as each of the cast finds it, in every state it can stand in: nothing wrong in light or dark, narrow or enlarged."""

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.people import actions as people
from ladeapp.people import queries
from ladeapp.trends import actions as trends
from ladeapp.trends import rules
from ladeapp.trends.models import Period, Release, Terms
from tests.browser import looking
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ADMIN, ANNA, COLLEAGUES, LEAD, PASSWORD, SAFETY, Member
from tests.conftest import signed_in
from tests.ground import address, furnished, ways
from tests.periods import World

pytestmark = pytest.mark.browser

PEOPLE: Mapping[str, Member | None] = {
    "stranger": None,
    "ANNA": ANNA,
    "LEAD": LEAD,
    "SAFETY": SAFETY,
    "ADMIN": ADMIN,
    "asking": COLLEAGUES[0],
}
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"
STILL = {"service_workers": "block", "reduced_motion": "reduce"}
LEVELS = (45, 50, None, 55, 60, 50, 45)
FORM = 'form[method="post"][novalidate]'
SHOW_ALL = """() => {
  for (const hidden of document.querySelectorAll("main [hidden]")) hidden.hidden = false;
  for (const empty of document.querySelectorAll("main h1:empty")) empty.textContent = "Du deler. Kollega 1 lytter.";
}"""

Ids = Mapping[str, object]


class Look:
    """What was found so far: address → what is wrong there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def at(self, address: str) -> None:
        self.page.goto(address)
        self.here(address)

    def here(self, where: str) -> None:
        self.wrong += [f"{where} {fault}" for fault in looking.faults(self.page)]


@pytest.fixture(scope="module")
def ids(server: Server) -> Ids:
    """One of everything: a year of numbers, a station, an ask, an invitation, and Stein's account has something to tell."""
    with server.app.app_context():
        span = here = rules.period_of(clock.today())
        team = World.team()
        for level in LEVELS:
            span = span.previous
            db.session.add(Period(id=span.id, opens=span.opens, closes=span.closes, state="closed"))
            db.session.flush()
            db.session.add(Terms(period_id=span.id, team_id=team.id, mode="standard", k=5))
            db.session.add(Release(team_id=team.id, period_id=span.id, level_tenths=level))
        db.session.commit()
        trends.open_due(clock.now())
        stein = queries.person_by_login(SAFETY.login, "fjordvik")
        assert stein
        people.make_reset(stein, by="Adam")
        return furnished(here.id)


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The shapes of pages seen so far; one shape is looked at once, whoever it is for."""
    return set()


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_and_every_form_that_came_back(who: str, server: Server, phone: PhoneOf, ids: Ids, looked_at: set[str]) -> None:
    look = Look(phone(PEOPLE[who], **STILL).new_page())
    for there, shape, _ in pages_for(server.app, PEOPLE[who], ids):
        if shape in looked_at:
            continue
        looked_at.add(shape)
        look.at(there)
        if look.page.locator(FORM).count():
            with look.page.expect_navigation():
                look.page.locator(FORM).first.evaluate("(form) => HTMLFormElement.prototype.submit.call(form)")
            look.here(f"{there} come back")
    assert look.wrong == []


def test_whatever_a_script_may_show(server: Server, phone: PhoneOf, ids: Ids) -> None:
    context = phone(ANNA, **STILL)
    context.route("**/*.js", lambda route: route.abort())
    look = Look(context.new_page())
    for there, html in {shape: (there, html) for there, shape, html in pages_for(server.app, ANNA, ids)}.values():
        if re.search(r"<(?!button class=\"reveal\")[^>]* hidden[ >]", html.partition("<main")[2].partition("</main")[0]):
            look.page.goto(there)
            look.page.evaluate(SHOW_ALL)
            look.here(f"{there} all of it")
    assert look.wrong == []


def test_the_check_in_in_every_state_and_what_it_leads_to(phone: PhoneOf, ids: Ids) -> None:
    page = phone(ANNA, user_agent=ANDROID, **STILL).new_page()
    look = Look(page)
    look.at("/check-in")
    page.get_by_role("button", name=re.compile("^9")).click()
    expect(page.locator('[data-step="charge"]')).to_be_visible()
    look.here("the battery, with people to talk to")
    page.get_by_role("button", name="nesten tomt").click()
    expect(page.locator('[data-step="done"]').get_by_role("img")).to_be_visible()
    look.here("saved, unfolded")
    page.goto("/me")
    page.get_by_role("tab", name="Måned").click()
    look.here("the month")
    page.get_by_role("tab", name="Uke").click()
    look.here("the week")
    page.get_by_role("button", name=re.compile("^Endre innsjekken")).click()
    look.here("changing a check-in")
    look.at("/")
    look.at("/me/diary")
    look.at("/sign-out")
    page.goto("/me/recovery")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("button", name="Vis koden").click()
    expect(page.locator("[data-code]")).to_be_visible()
    look.here("the recovery code")
    page.get_by_role("button", name="Nå er den skrevet ned").click()
    look.here("the recovery code, typed wrong")
    look.at("/me/link")
    page.get_by_role("button", name="Vis koden").click()
    expect(page.locator("[data-ten]")).to_be_visible()
    look.here("the square for a second phone")
    assert look.wrong == []


def test_a_strangers_number_waits(phone: PhoneOf) -> None:
    look = Look(phone(user_agent=ANDROID, **STILL).new_page())
    look.page.goto("/check-in")
    look.page.get_by_role("button", name="10", exact=False).click()
    expect(look.page.locator("[data-sending]")).to_contain_text("venter på denne siden")
    look.here("/check-in by a stranger")
    assert look.wrong == []


def test_a_running_station(phone: PhoneOf, ids: Ids) -> None:
    look = Look(phone(**STILL).new_page())
    look.page.goto("/stations/here")
    for answer in ("fits", "alone-no", "passed", "alone-no"):
        look.page.locator(f"[data-do={answer}]:visible").click()
    expect(look.page.locator('[data-stage="talk"]')).to_be_visible()
    look.here("sharing and listening")
    look.page.locator("[data-do=pause]:visible").click()
    look.here("a pause")
    assert look.wrong == []


def test_what_is_shown_only_once(phone: PhoneOf, ids: Ids) -> None:
    page = phone(ADMIN, **STILL).new_page()
    look = Look(page)
    page.goto(f"/workplace/teams/{ids['team_id']}")
    page.locator("summary", has_text="Ny invitasjon").click()
    page.get_by_role("button", name="Lag plakaten").click()
    expect(page.locator(".poster")).to_be_visible()
    look.here("the poster")
    page.goto(f"/workplace/people/{ids['person_id']}/reset")
    page.get_by_role("button", name="Lag koden").click()
    expect(page.locator(".code")).to_be_visible()
    look.here("a code for a new password")
    page.goto("/calendar")
    page.get_by_role("button", name="Lag en adresse").click()
    expect(page.locator("[data-copy]")).to_be_visible()
    look.here("a calendar's address")
    look.at("/me")
    assert look.wrong == []


def test_before_and_after_everything_is_deleted(phone: PhoneOf, ids: Ids) -> None:
    page = phone(COLLEAGUES[7], **STILL).new_page()
    look = Look(page)
    page.goto("/me/data/erasure")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Gå videre").click()
    expect(page.get_by_role("heading", name="Slette alt?")).to_be_visible()
    look.here("what goes and what stays")
    page.get_by_role("button", name="Slett alt for godt").click()
    expect(page.get_by_text("Kryss av hvis du er sikker")).to_be_visible()
    look.here("not ticked")
    page.get_by_role("button", name="Jeg slutter på jobben").click()
    expect(page.get_by_role("heading", name="Du har sluttet på jobben")).to_be_visible()
    look.here("what is kept of whoever has left")
    look.at("/me")
    page.goto("/me/data/erasure")
    page.get_by_label("Jeg vet at ingen kan hente det tilbake").check()
    page.get_by_role("button", name="Slett alt for godt").click()
    expect(page.get_by_text("denne telefonen er tom")).to_be_visible()
    look.here("gone")
    assert look.wrong == []


def pages_for(app: Flask, member: Member | None, ids: Ids) -> Iterator[tuple[str, str, str]]:
    """(address, shape, HTML) of every page that this person finds, whatever its status. The routes are the app's own."""
    phone = signed_in(app, member) if member else app.test_client()
    for method, rule in ways(app):
        if method != "GET" or rule.startswith("/api/"):
            continue
        answer = phone.get(there := address(rule, ids))
        if answer.mimetype == "text/html" and answer.status_code not in range(300, 400):
            yield there, shape_of(answer.text), answer.text


def shape_of(html: str) -> str:
    """The elements of a page with their classes, without words, names and tokens."""
    return " ".join("".join(found) for found in re.findall(r"<(\w+)|(?: class=\"([^\"]*)\"| (hidden)[ >])", html.partition("<main")[2]))
