"""In two taps from home somebody reads what her lead reads, prints it, and takes the cards to the meeting on one sheet of paper."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from ladeapp.db import db
from ladeapp.trends import actions, rules
from ladeapp.trends.models import Period, Release, Terms
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, LEAD
from tests.periods import World

pytestmark = pytest.mark.browser

STILL = {"service_workers": "block", "reduced_motion": "reduce"}


@pytest.fixture(scope="module", autouse=True)
def a_year_of_numbers(server: Server) -> None:
    from ladeapp import clock

    with server.app.app_context():
        span, team = rules.period_of(clock.today()).previous, World.team()
        for level in (45, None, 50, 60, 80):
            span = span.previous
            db.session.add(Period(id=span.id, opens=span.opens, closes=span.closes, state="closed"))
            db.session.flush()
            db.session.add(Terms(period_id=span.id, team_id=team.id, mode="standard", k=5))
            db.session.add(Release(team_id=team.id, period_id=span.id, level_tenths=level))
        db.session.commit()
        actions.open_due(clock.now() - timedelta(0))


def read(page: Page) -> str:
    return page.locator("main").inner_html()


def test_a_member_finds_in_two_taps_from_home_what_the_lead_sees_and_it_is_the_leads_page(phone: PhoneOf) -> None:
    anna, leila = phone(ANNA, **STILL).new_page(), phone(LEAD, **STILL).new_page()
    anna.goto("/")
    anna.get_by_role("navigation").get_by_role("link", name="Team").click()
    anna.get_by_role("link", name="Vis").click()
    expect(anna.get_by_role("heading", level=1)).to_have_text("Det lederen ser")
    leila.goto("/team")
    expect(leila.get_by_role("heading", level=1)).to_have_text("Det lederen ser")
    assert read(anna) == read(leila)
    assert "Belastning 4,5" in anna.locator("main").inner_text()


def test_from_home_itself_it_is_one_tap(phone: PhoneOf) -> None:
    page = phone(ANNA, **STILL).new_page()
    page.goto("/")
    page.get_by_role("link", name=re.compile("Det lederen min ser|lederen min ser")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det lederen ser")


@pytest.mark.parametrize("language", ["nb-NO", "nn-NO", "en-GB"])
def test_the_cards_fit_on_one_sheet_of_paper(phone: PhoneOf, language: str) -> None:
    page = phone(ANNA, **STILL | {"locale": language}).new_page()
    page.goto("/team/cards")
    assert sheets(page) == 1


def test_on_paper_everything_is_unfolded_and_no_button_is_left(phone: PhoneOf) -> None:
    page = phone(ANNA, **STILL).new_page()
    page.goto("/team/lead-view")
    page.emulate_media(media="print")
    for told in ("Hva tallet sier, og hva det ikke kan si", "Periode", "Kollega 8", "Sist ødelagt"):
        expect(page.get_by_text(told, exact=True).first).to_be_visible()
    expect(page.locator("table").first).to_be_visible()
    expect(page.locator("[data-print], .bar")).to_have_count(2)
    assert not page.locator("[data-print]").is_visible()
    assert not page.locator(".bar").is_visible()
    assert sheets(page) <= 6


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
