"""A workplace goes all the way: discussed, signed, a suggestion that becomes a measure, told to everybody, looked at – and begins anew."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ladeapp import clock
from ladeapp.crafting.models import Delivered, Delivery
from ladeapp.db import db
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, LEAD, SAFETY, UNION
from tests.periods import World

pytestmark = pytest.mark.browser

STILL = {"service_workers": "block", "reduced_motion": "reduce"}
SHOTS = os.environ.get("SHOTS")  # a folder for a picture of every step
BOX = ("Kan vi være to på de tyngste rommene om natta?", "Fast tavle for innleide", "Telefonene samlet til faste tider")
TOLD, ANSWERED = "Fra mandag er vi to på de tyngste rommene om natta.", "Tavla henger ved vaktrommet fra mandag."


class Hand:
    """What somebody does on the own phone, and a picture of what she has before her."""

    pictures = 0

    def __init__(self, page: Page) -> None:
        self.page = page

    def opens(self, address: str) -> None:
        self.page.goto(address)

    def goes(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    def reads(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def shows(self, name: str) -> None:
        Hand.pictures += 1
        if SHOTS:
            Path(SHOTS).mkdir(exist_ok=True)
            self.page.screenshot(path=f"{SHOTS}/{Hand.pictures:02}-{name}.png", full_page=True)


@pytest.mark.slow
def test_from_the_first_discussion_to_what_came_of_it_and_another_round(server: Server, phone: PhoneOf) -> None:
    begun = time.monotonic()
    leila, stein, unni, anna = (Hand(phone(member, **STILL).new_page()) for member in (LEAD, SAFETY, UNION, ANNA))
    with server.app.app_context():
        today, place = clock.today(), World.team().unit.workplace_id
        db.session.add(Delivery(workplace_id=place, day=today, key="x"))
        db.session.flush()
        db.session.add_all(Delivered(workplace_id=place, day=today, place=turn, words=words) for turn, words in enumerate(BOX))
        db.session.commit()
    late = (today + timedelta(days=20)).isoformat()

    agree(leila, stein, unni, today.isoformat())
    do(leila, "Finn ut hvordan det er", "Lær sammen", "Ladestasjoner i bruk")

    stein.opens("/")
    stein.goes("Partsgruppa")
    stein.goes("Forslag")
    stein.reads("3 er ikke besvart ennå")
    stein.shows("forslagene")
    stein.presses(f"Gjør det til et tiltak: {BOX[0]}")
    stein.reads("Nå er det et tiltak")
    stein.page.get_by_label("Hvem har ansvaret").select_option(label="Leila")
    stein.writes("Frist", late)
    stein.presses("Lagre")
    stein.goes(BOX[0])
    stein.reads("Fra et forslag, levert")
    stein.shows("tiltaket")
    unni.opens("/work/suggestions")
    unni.page.locator("summary").nth(1).click()
    unni.page.get_by_label("Svaret de ansatte leser").nth(1).fill(ANSWERED)
    unni.presses("Publiser svaret")  # of the one that is unfolded
    unni.reads("Besvart. Alle på arbeidsplassen")
    unni.presses("Legg til side uten svar")
    unni.reads("Lagt til side uten svar")
    unni.shows("besvart")

    unni.opens("/work/measures")
    unni.goes(BOX[0])
    unni.writes("Det de ansatte leser", TOLD)
    unni.presses("Publiser")
    unni.reads("Publisert")
    anna.opens("/work/published")
    anna.reads(TOLD)
    anna.reads(ANSWERED)
    anna.reads("Svar på et forslag")
    assert BOX[1] not in anna.page.content()
    anna.shows("de ansatte leser")

    do(leila, "Risiko og tiltak")
    leila.opens("/work/measures")
    leila.goes(BOX[0])
    leila.page.get_by_label("Hvor langt det er kommet").select_option(label="Ferdig")
    leila.writes("Hva vi så", "Nettene er roligere, og ingen står alene.")
    leila.presses("Lagre")
    leila.opens("/work/year")
    leila.reads("Se hva som kom ut av det")
    leila.shows("aarshjulet")
    assert leila.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1  # one sheet to hang up
    do(leila, "Se hva som kom ut av det")

    leila.reads("Start runde 2")
    leila.shows("en runde til")
    leila.presses("Start runde 2")
    leila.reads("En ny runde er i gang")
    leila.shows("runde 2")
    unni.opens("/work/discussion")
    expect(unni.page.get_by_label("Hvorfor vi trenger dette")).to_have_value("")
    unni.opens("/work")
    unni.goes("Runde 1")
    unni.reads("Kveldene er tunge.")
    unni.reads("Unni (tillitsvalgt)")
    unni.shows("runde 1")
    took = time.monotonic() - begun
    print(f"the whole process takes {took:.1f} s")


def agree(leila: Hand, stein: Hand, unni: Hand, today: str) -> None:
    """The first phase: talked over, written down, signed by three."""
    leila.opens("/work")
    leila.shows("begynnelsen")
    leila.presses("Start med malen")
    leila.goes("Åpne")
    leila.writes("Hvorfor vi trenger dette", "Kveldene er tunge.")
    leila.writes("Dag", today)
    leila.presses("Lagre")
    leila.shows("drøftingen")
    for hand, role in ((leila, "teamleder"), (stein, "verneombud"), (unni, "tillitsvalgt")):
        hand.opens("/work/discussion")
        hand.presses(f"Signer som {role}")
    unni.reads("Fra nå av kan det ikke endres")
    unni.shows("signert")
    do(leila, "Bli enige om hvorfor og hvordan")


def do(hand: Hand, *phases: str) -> None:
    """Begun and done, one after another."""
    for phase in phases:
        hand.opens("/work")
        hand.page.locator("#plan + ul").get_by_role("link", name=phase).click()
        hand.presses("Vi har begynt")
        hand.page.locator("#plan + ul").get_by_role("link", name=phase).click()
        hand.presses("Det er gjort")
        hand.reads("Planen")
