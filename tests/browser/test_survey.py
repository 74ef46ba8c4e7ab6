"""A round of questions on a real phone: answered without coverage, sent by itself, taken back; what is ticked never leaves it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.effect import waves
from ladeapp.effect.models import Wave, WaveTeam
from ladeapp.trends import rules
from ladeapp.trends import waves as trends
from ladeapp.trends.models import Contribution
from tests.browser import looking
from tests.browser.checking_in import known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA
from tests.periods import World

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(server: Server) -> None:
    """Team A is asked two scales; that it is too small for a number is another test's matter."""
    server.run_jobs()
    with server.app.app_context():
        monday, team = clock.today() - timedelta(days=clock.today().weekday()), World.team().id
        wave = Wave(workplace_id=1, day=monday, months=0, weeks=4, scales="strain,given", year=monday.year, number=1, first_day=monday)
        wave.closes, wave.teams = rules.closes_after(monday, 4), [WaveTeam(team_id=team, head_id=team, is_asked=True)]
        db.session.add(wave)
        db.session.flush()
        trends.open_scales(waves.numbers(wave), monday, 4, wave.asked)
        db.session.commit()


def answers(server: Server) -> int:
    with server.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Contribution).where(Contribution.period_id.like("%-E1-%"))) or 0


def tick(page: Page, place: int) -> None:
    for group in page.locator("form[data-scale]:visible fieldset").all():
        group.get_by_role("radio").nth(place).check()
    assert looking.faults(page) == []
    page.get_by_role("button", name="Videre").click()


def test_anna_answers_without_coverage_and_takes_it_back(server: Server, phone: PhoneOf, asked: None) -> None:
    context = known_phone(phone, ANNA)
    sent: list[str] = []
    context.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}"))
    page = context.new_page()
    page.goto("/survey")
    expect(page.get_by_role("button", name="Begynn")).to_be_visible()
    expect(page.locator("[data-until]")).to_have_text(re.compile(r"^Åpent til onsdag \d+\. [a-z]+ kl\. 12\.$"))
    assert looking.faults(page) == []
    context.set_offline(True)
    page.get_by_role("button", name="Begynn").click()
    tick(page, 0)  # one of these four is reversed
    tick(page, 4)
    expect(page.locator("[data-numbers]")).to_contain_text("10")
    page.get_by_role("button", name="Send forseglet").click()
    expect(page.locator("[data-standing]")).to_contain_text("Det ligger på telefonen")
    assert answers(server) == 0
    context.set_offline(False)
    page.reload()
    expect(page.locator("[data-standing]")).to_contain_text("Mottatt", timeout=15_000)
    assert answers(server) == 2
    puts = [one for one in sent if "/api/contributions/" in one and "-E1-" in one]
    assert [one.rpartition("{")[2] for one in puts] == ['"value": 3 }', '"value": 10}']
    page.goto("/")
    expect(page.get_by_role("link", name="Korte spørsmål om jobben")).to_contain_text("Du har svart.")
    page.goto("/survey")
    page.get_by_role("button", name="Ta alt tilbake").click()
    expect(page.locator("[data-standing]")).to_contain_text("Tatt tilbake", timeout=15_000)
    assert answers(server) == 0
