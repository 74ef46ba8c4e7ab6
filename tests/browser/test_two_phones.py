"""The main job from end to end: ask on one phone, accept on another, one station on both, and the closing question."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from ladeapp.db import db
from ladeapp.pairing.models import Ask, AskCount, HelpCount, Willing
from ladeapp.stations.models import PeerSession
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, BJORN

pytestmark = pytest.mark.browser

HALF_A_MINUTE = 30
CLOCK_WRONG = timedelta(minutes=7)
STOPPED = [
    "Dere stopper her.",
    "Det er helt greit, og ingen trenger å si hvorfor.",
    "Ble det mye? Pust ut, og si til hverandre hva dere ser i rommet. Ingen skal gå alene som ikke vil det.",
    "Noen å snakke med\nHjem",
]


@pytest.fixture(autouse=True)
def nothing_left(server: Server):
    yield
    with server.app.app_context():
        for model in (PeerSession, Ask, AskCount, HelpCount, Willing):
            db.session.execute(sa.delete(model))
        db.session.commit()


def later(server: Server, seconds: int) -> None:
    """On the server that much time has passed in the running step, and both phones that listen are told so."""
    with server.app.app_context():
        station = db.session.scalars(sa.select(PeerSession).with_for_update()).one()
        station.since -= timedelta(seconds=seconds)
        station.version += 1
        db.session.commit()


def paired(server: Server, phone: PhoneOf) -> tuple[Page, Page]:
    """Anna asks and Bjørn says yes; both stand at the gate. Both phones' clocks are wrong, each its own way."""
    anna, bjorn = phone(ANNA).new_page(), phone(BJORN).new_page()
    for page, wrong in ((anna, CLOCK_WRONG), (bjorn, -CLOCK_WRONG)):
        page.clock.install(time=datetime.now(UTC) + wrong)
        page.goto("/pairings")
    bjorn.get_by_role("switch", name="Jeg kan lytte").click()
    expect(bjorn.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    anna.get_by_role("button", name="Spør nå").click()
    expect(anna.get_by_role("heading", name="Vi spør for deg")).to_be_visible()
    server.run_jobs()  # the worker carries the ask to him
    bjorn.reload()
    bjorn.get_by_role("link", name="Åpne").click()
    expect(bjorn.locator("main")).not_to_contain_text("Anna")
    bjorn.get_by_role("button", name="Ja, jeg kan").click()
    for page in (bjorn, anna):
        page.wait_for_url("**/stations/*")
    return anna, bjorn


def ready(page: Page) -> None:
    page.get_by_role("button", name="Det passer").click()
    page.get_by_role("button", name="Nei").click()


def now(page: Page) -> str:
    """Who does what, as it stands on the screen; waits until the talk has begun."""
    expect(page.locator("[data-stage=talk]")).to_be_visible()
    return page.locator("[data-title]").inner_text()


def left(page: Page) -> int:
    """Seconds on the ring."""
    minutes, seconds = page.locator("[data-stage=talk] [data-ring-time]").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def in_step(anna: Page, bjorn: Page, step: int) -> None:
    """Both phones show this step, opposite roles, and the same time to a second."""
    for page in (anna, bjorn):
        expect(page.locator("[data-stage=talk] [data-step]")).to_have_text(f"Steg {step} av 7")
    assert abs(left(anna) - left(bjorn)) <= 1
    assert now(anna) != now(bjorn) or now(anna) == "Én ting hver"


def test_from_ask_to_closing_question_on_two_phones(server: Server, phone: PhoneOf) -> None:
    anna, bjorn = paired(server, phone)
    ready(anna)
    expect(anna.get_by_role("heading", name="Venter på Bjørn")).to_be_visible()
    ready(bjorn)
    assert {now(anna), now(bjorn)} in (
        {"Du deler. Bjørn lytter.", "Anna deler. Du lytter."},
        {"Bjørn deler. Du lytter.", "Du deler. Anna lytter."},
    )
    in_step(anna, bjorn, 2)

    bjorn.context.set_offline(True)
    expect(bjorn.get_by_text("Ingen dekning – klokka går videre.").first).to_be_visible()
    later(server, HALF_A_MINUTE)
    bjorn.clock.fast_forward(HALF_A_MINUTE * 1000)
    expect(anna.locator("[data-stage=talk] [data-ring-time]")).to_have_text(re.compile("0:[34]"))
    assert abs(left(anna) - left(bjorn)) <= 1
    bjorn.context.set_offline(False)
    expect(bjorn.locator("[data-coverage]")).to_be_hidden()
    in_step(anna, bjorn, 2)

    anna.reload()
    in_step(anna, bjorn, 2)
    later(server, 75)
    in_step(anna, bjorn, 4)
    anna.get_by_role("button", name="Pause").click()
    bjorn.get_by_role("button", name="Fortsett").click()
    expect(anna.get_by_role("button", name="Pause")).to_be_visible()
    later(server, 75 + 15)
    in_step(anna, bjorn, 6)
    later(server, 45)
    for page in (anna, bjorn):
        expect(page.get_by_role("heading", name="Går det greit å gå videre nå?")).to_be_visible()
        with page.expect_response("**/moves"):
            page.get_by_role("button", name="Ja, det går greit").click()
        expect(page.get_by_role("heading", name="Takk for at dere tok dere tid til hverandre.")).to_be_visible()
    with server.app.app_context():
        assert db.session.scalars(sa.select(PeerSession.ending)).all() == ["done"]


def test_both_tap_next_at_once_and_move_one_step(server: Server, phone: PhoneOf) -> None:
    anna, bjorn = paired(server, phone)
    ready(anna)
    ready(bjorn)
    in_step(anna, bjorn, 2)
    on = [page.get_by_role("button", name="Videre").is_visible() for page in (anna, bjorn)]
    assert sorted(on) == [False, True]  # who listens cuts nobody's time
    later(server, 75)
    in_step(anna, bjorn, 3)
    under_way: list[Route] = []
    for page in (anna, bjorn):
        page.route("**/moves", lambda route: under_way.append(route))
        with page.expect_request("**/moves"):
            page.get_by_role("button", name="Videre").click()
    for page, tap in zip((anna, bjorn), under_way, strict=True):
        with page.expect_response("**/moves"):
            tap.continue_()
    with server.app.app_context():
        station = db.session.scalars(sa.select(PeerSession)).one()
        assert (station.step, station.version) == (3, 5)
    assert now(anna) != now(bjorn)


@pytest.mark.parametrize("answers", [["Ikke nå"], ["Det passer", "Ja"], ["Stopp"], ["Det passer", "Stopp"]], ids=" and ".join)
def test_whoever_stops_is_near_the_numbers_and_the_other_learns_only_that_they_stop(
    server: Server, phone: PhoneOf, answers: list[str]
) -> None:
    anna, bjorn = paired(server, phone)
    ready(bjorn)
    for answer in answers:
        anna.get_by_role("button", name=answer, exact=True).click()
    if answers == ["Ikke nå"]:
        expect(anna.get_by_role("link", name="Noen å snakke med")).to_be_visible()
    else:
        anna.wait_for_url("**/help")
    expect(bjorn.get_by_role("heading", name="Dere stopper her.")).to_be_visible()
    assert bjorn.locator("main").inner_text().split("\n\n") == STOPPED


def test_an_answer_given_without_coverage_is_sent_when_there_is_some(server: Server, phone: PhoneOf) -> None:
    anna, bjorn = paired(server, phone)
    anna.context.set_offline(True)
    ready(anna)
    expect(anna.get_by_role("heading", name="Venter på Bjørn")).to_be_visible()
    ready(bjorn)
    expect(bjorn.get_by_role("heading", name="Venter på Anna")).to_be_visible()
    anna.context.set_offline(False)
    in_step(anna, bjorn, 2)


def test_nobody_comes_and_the_numbers_are_open(server: Server, phone: PhoneOf) -> None:
    anna = phone(ANNA).new_page()
    anna.goto("/pairings")
    anna.get_by_role("button", name="Spør nå").click()
    expect(anna.get_by_role("heading", name="Vi spør for deg")).to_be_visible()
    with server.app.app_context():
        db.session.execute(sa.update(Ask).values(opens_at=datetime(2026, 1, 1, tzinfo=UTC), expires_at=datetime(2026, 1, 2, tzinfo=UTC)))
        db.session.commit()
    expect(anna.get_by_role("heading", name="Ingen kunne akkurat nå")).to_be_visible()
    anna.get_by_role("link", name="Noen å snakke med").click()
    anna.wait_for_url("**/help")
