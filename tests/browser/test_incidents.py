"""Something grave happens where there is no coverage: the first lines are there, the tap is kept, and it is sent later."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ladeapp.db import db
from ladeapp.incidents.models import Incident
from ladeapp.push.models import PushDelivery
from ladeapp.reminders.models import ReminderOffer
from tests.browser.checking_in import begin_anew, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.notifications import controlled
from tests.cast import BJORN, LEAD, SAFETY

pytestmark = pytest.mark.browser

FIRST = ("Er noen i fare? Ring 113 eller 112.", "La andre ta over oppgaven.", "Ingen skal være alene nå.", "Vann, noe varmt, et rolig sted.",
         "Du trenger ikke fortelle noe nå.")  # fmt: skip


@pytest.fixture(autouse=True)
def open_again(server: Server) -> Iterator[None]:
    begin_anew(server)
    with server.app.app_context():
        for table in (Incident, PushDelivery, ReminderOffer):
            db.session.execute(sa.delete(table))
        db.session.commit()
    yield
    server.start()


def first_lines(page: Page) -> None:
    """All of them, and both numbers, without scrolling."""
    for line in FIRST:
        expect(page.get_by_text(line)).to_be_in_viewport(ratio=1)
    for number in ("113", "112"):
        expect(page.locator(f'a[href="tel:{number}"]')).to_be_in_viewport(ratio=1)


def count(server: Server, table: type) -> int:
    with server.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_a_stranger_without_coverage_has_the_first_lines_and_the_numbers(server: Server, phone: PhoneOf) -> None:
    context = phone()
    page = context.new_page()
    page.goto("/help")
    controlled(page)
    page.close()
    server.stop()
    page = context.new_page()
    page.goto("/incidents")
    first_lines(page)
    page.get_by_role("button", name="Start oppfølging").click()
    expect(page.get_by_text("Ingen dekning. Den ligger på telefonen")).to_be_visible()


def test_started_without_coverage_it_is_kept_and_sent_when_the_app_is_opened_with_it(server: Server, phone: PhoneOf) -> None:
    context = known_phone(phone)
    server.stop()
    page = context.new_page()
    page.goto("/incidents")
    first_lines(page)
    page.get_by_role("button", name="Start oppfølging").click()
    expect(page.get_by_text("Ingen dekning. Den ligger på telefonen, og sendes av seg selv")).to_be_visible()
    page.close()
    server.start()
    page = context.new_page()
    with page.expect_response("**/api/incidents") as answer:
        page.goto("/check-in")
    assert answer.value.status == 204
    assert answer.value.request.post_data_json.keys() == {"day"}
    assert count(server, Incident) == 1
    page.goto("/")
    page.goto("/incidents")
    expect(page.get_by_role("button", name="Start oppfølging")).to_be_enabled()
    assert count(server, Incident) == 1


def test_what_she_started_is_never_sent_by_somebody_else(server: Server, phone: PhoneOf) -> None:
    context = known_phone(phone)
    server.stop()
    page = context.new_page()
    page.goto("/incidents")
    page.get_by_role("button", name="Start oppfølging").click()
    expect(page.get_by_text("Ingen dekning.")).to_be_visible()
    page.close()
    server.start()
    other = phone(BJORN)
    context.clear_cookies()
    context.add_cookies(other.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/incidents")
    expect(page.get_by_text("Logg inn, så blir den sendt.")).to_be_visible()
    assert count(server, Incident) == 0


def test_one_tap_and_the_lead_finds_it_ticks_and_the_safety_rep_sees(server: Server, phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    page.goto("/")
    page.get_by_role("link", name="Noe alvorlig har skjedd på jobb").click()
    page.get_by_role("button", name="Start oppfølging").click()
    expect(page.get_by_text("Startet. Lederne på enheten får beskjed.")).to_be_visible()
    lead = phone(LEAD).new_page()
    lead.goto("/")
    lead.get_by_role("link", name="Oppfølging er i gang").click()
    lead.get_by_role("button", name="Jeg leder den, som teamleder").click()
    lead.get_by_role("button", name="Sørg for at alle er trygge").click()
    expect(lead.get_by_role("button", name="Sørg for at alle er trygge", pressed=True)).to_be_visible()
    rep = phone(SAFETY).new_page()
    rep.goto("/incidents/register")
    rep.get_by_role("link", name="Team A").click()
    expect(rep.get_by_text("Gjort: teamleder")).to_be_visible()
    expect(rep.get_by_role("button", name="Sørg for")).to_have_count(0)


def test_a_yes_to_a_reminder_is_said_back_and_is_an_ordinary_one(server: Server, phone: PhoneOf) -> None:
    page = known_phone(phone).new_page()
    page.goto("/incidents")
    page.get_by_role("button", name="Ja, minn meg på det").click()
    expect(page.get_by_text("En stille påminnelse kommer rundt tredje")).to_be_visible()
    assert count(server, ReminderOffer) == 3


def test_the_sheet_of_each_role_is_one_sheet_of_paper(phone: PhoneOf) -> None:
    page = phone(LEAD).new_page()
    for audience in ("leader", "colleague", "self"):
        page.goto(f"/incidents/sheets/{audience}")
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1, audience
