"""Leader, safety rep and union rep, each on the own phone: from the first discussion to a measure that everybody reads."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from ladeapp import clock
from tests.browser import looking
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, LEAD, SAFETY, UNION

pytestmark = pytest.mark.browser

STILL = {"service_workers": "block", "reduced_motion": "reduce"}
QUARTER = 15 * 60  # seconds in which a first plan must be made
READ, WRITE = 3.0, 0.25  # seconds that a human needs for a page, and for each character


class Human:
    """Counts how long somebody would need for what the test does at once."""

    def __init__(self, page: Page) -> None:
        self.page, self.seconds, self.wrong = page, 0.0, []

    def goes(self, name: str) -> None:
        self.seconds += READ
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def presses(self, name: str) -> None:
        self.seconds += READ
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def writes(self, label: str, text: str) -> None:
        self.seconds += READ + WRITE * len(text)
        self.page.get_by_label(label, exact=False).first.fill(text)

    def looks(self) -> None:
        """The page as it stands is without faults at 360 px, in light and dark."""
        self.wrong += [f"{self.page.url} {fault}" for fault in looking.faults(self.page)]


def test_from_the_first_discussion_to_a_published_measure(server: Server, phone: PhoneOf) -> None:
    leila, stein, unni = (Human(phone(member, **STILL).new_page()) for member in (LEAD, SAFETY, UNION))
    with server.app.app_context():
        today = clock.today()
    leila.page.goto("/")
    leila.goes("Partsgruppa")
    leila.looks()
    leila.presses("Start med malen")
    leila.goes("Åpne")
    leila.writes("Hvorfor vi trenger dette", "Kveldene er tunge, og tallet har ligget høyt siden nyttår.")
    leila.writes("Dag", today.isoformat())
    leila.seconds += 120  # three proposals to read and talk over
    leila.presses("Lagre")
    expect(leila.page.get_by_text("Lagret.", exact=True)).to_be_visible()
    leila.page.goto("/work")
    for number, phase in enumerate(("Finn ut hvordan det er", "Lær sammen", "Ladestasjoner i bruk"), 1):
        leila.goes(phase)
        leila.page.get_by_label("Hvem har ansvaret").select_option(label="Unni")
        leila.writes("Frist", (today + timedelta(days=30 * number)).isoformat())
        leila.presses("Lagre")
    assert leila.seconds < QUARTER, leila.seconds
    print(f"a first plan takes {leila.seconds / 60:.1f} minutes")
    leila.looks()
    for human, role in ((leila, "teamleder"), (stein, "verneombud"), (unni, "tillitsvalgt")):
        human.page.goto("/work/discussion")
        human.presses(f"Signer som {role}")
    expect(unni.page.get_by_text("Fra nå av kan det ikke endres")).to_be_visible()
    unni.looks()

    stein.page.goto("/work/measures")
    stein.goes("En ny risiko")
    stein.looks()
    stein.page.get_by_label(re.compile("^Følelsesmessige krav")).check()
    stein.writes("Hva kan slite på folk?", "Alene med de døende på natt")
    stein.page.get_by_label("Et publisert tall").check()
    stein.writes("Hvilken, helt konkret", "Tallet for periode 6")
    stein.writes("Hvorfor vi tror det", "Det har ligget høyt i tre perioder.")
    stein.presses("Lagre")  # nobody has judged it yet
    expect(stein.page.get_by_text("Hvor sannsynlig er det? – Velg en av disse.")).to_be_visible()
    stein.looks()
    stein.page.get_by_label("Hvor sannsynlig er det?").select_option("4")
    stein.page.get_by_label("Hvor alvorlig er det?").select_option("3")
    stein.presses("Lagre")
    stein.presses("Lagre")  # nobody sees to it yet, no day
    expect(stein.page.get_by_text("Noen må ha ansvaret").first).to_be_visible()
    stein.looks()
    stein.writes("Hva vi gjør", "To på natt i åtte uker")
    stein.page.get_by_label("Hvem har ansvaret").select_option(label="Leila")
    stein.writes("Frist", (today + timedelta(days=20)).isoformat())
    stein.presses("Lagre")
    stein.writes("Det de ansatte leser", "Vi er to på natt i åtte uker.")
    stein.presses("Publiser")
    stein.looks()

    stein.page.goto("/work/measures")
    stein.goes("Endre: Alene med de døende på natt")
    stein.page.get_by_text("Ikke en risiko lenger?").click()
    stein.writes("Hvorfor den lukkes", "Vi er to på natt nå.")
    stein.looks()
    stein.presses("Lukk risikoen")
    expect(stein.page.get_by_text("Lukket. Den står lenger ned")).to_be_visible()
    stein.looks()
    stein.presses("Åpne den igjen: Alene med de døende på natt")
    expect(stein.page.get_by_text("Den er åpen igjen.")).to_be_visible()

    unni.page.goto("/work/meetings")
    unni.writes("Dag", today.isoformat())
    unni.presses("Sett opp møtet")
    unni.writes("Referat", "## Natt\n\n- Vi så på **tallet**\n\n<img src=x onerror=alert(1)>")
    unni.writes("Vedtak", "Fast pause midt i natta")
    unni.presses("Lagre")
    unni.looks()
    unni.presses("Gjør det til et tiltak: Fast pause midt i natta")
    expect(unni.page.get_by_text("Nå er det et tiltak")).to_be_visible()
    for address in (
        "/work",
        "/work/pack",
        "/work/meetings",
        "/work/measures",
        "/work/phases/training",
        "/work/papers",
        "/work/papers/dpia/nb",
        "/work/papers/letter/nn",
    ):
        unni.page.goto(address)
        unni.looks()

    anna = Human(phone(ANNA, **STILL).new_page())
    anna.page.goto("/")
    expect(anna.page.get_by_text("Vi er to på natt i åtte uker.")).to_be_visible()
    anna.goes("Dette har svarene våre ført til")
    anna.looks()
    anna.page.goto("/team")
    expect(anna.page.get_by_text("Vi er to på natt i åtte uker.")).to_be_visible()
    assert anna.page.goto("/work").status == 404
    assert [fault for human in (leila, stein, unni, anna) for fault in human.wrong] == []


def test_what_is_typed_is_kept_before_anything_else_on_the_page_is_pressed(server: Server, phone: PhoneOf) -> None:
    leila = phone(LEAD, **STILL).new_page()
    with server.app.app_context():
        today = clock.today()
    leila.goto("/work/meetings")
    leila.get_by_label("Dag", exact=True).fill(today.isoformat())
    leila.get_by_role("button", name="Sett opp møtet").click()
    leila.get_by_label("Referat").fill("Vi så på tallet.")
    leila.get_by_role("button", name="Lagre").click()
    leila.get_by_label("Dag", exact=True).evaluate("field => field.closest('details').open = true")
    leila.get_by_label("Dag", exact=True).fill("")
    leila.get_by_label("Referat").fill("Vi så på tallet, og ble enige.")
    leila.get_by_role("button", name="Signer som teamleder").click()
    expect(leila.get_by_role("alert")).to_contain_text("ikke er lagret")
    expect(leila.get_by_label("Referat")).to_have_value("Vi så på tallet, og ble enige.")
    assert looking.faults(leila) == []
    leila.get_by_role("button", name="Lagre").click()
    expect(leila.get_by_role("alert")).to_contain_text("Velg en dag")
    leila.get_by_role("button", name="Signer som teamleder").click()
    expect(leila.get_by_text("ikke er lagret")).to_be_visible()  # what came back is not kept either
    leila.get_by_label("Dag", exact=True).fill(today.isoformat())
    leila.get_by_role("button", name="Lagre").click()
    leila.get_by_role("button", name="Signer som teamleder").click()
    expect(leila.get_by_role("status")).to_contain_text("Signert.")


def test_where_something_is_to_be_mended_the_page_begins_there(server: Server, phone: PhoneOf) -> None:
    leila = phone(LEAD, **STILL).new_page()
    leila.set_viewport_size({"width": 360, "height": 500})
    leila.goto("/work/meetings")
    leila.get_by_role("button", name="Sett opp møtet").click()
    expect(leila.get_by_role("alert")).to_be_focused()
    expect(leila.get_by_role("alert")).to_be_in_viewport(ratio=1)


def test_who_else_is_asked_only_when_it_is_somebody_else(server: Server, phone: PhoneOf) -> None:
    stein = phone(SAFETY, **STILL).new_page()
    stein.goto("/work/measures/new")
    expect(stein.get_by_label("Hvis noen andre: hvem?")).to_be_hidden()
    stein.get_by_label("Hvem har ansvaret").select_option(label="Noen andre")
    stein.get_by_label("Hvis noen andre: hvem?").fill("Enhetslederen")
    assert looking.faults(stein) == []
