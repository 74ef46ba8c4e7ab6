"""From the poster in the break room to the first check-in, to another phone, and out again – as hands and eyes do it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ladeapp.db import db
from ladeapp.people.models import UserSession
from ladeapp.push.models import PushSubscription
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ADMIN, ANNA

pytestmark = pytest.mark.browser

ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
OWN_WORDS = "tre troll under brua"


def poster(phone: PhoneOf) -> tuple[str, str]:
    """Adam hangs up a poster: its address, as the camera reads it, and its ten characters."""
    adam = phone(ADMIN).new_page()
    adam.goto("/workplace/teams/1")
    if not adam.get_by_role("button", name="Lag plakaten").is_visible():
        adam.get_by_text("Ny invitasjon", exact=True).click()
    adam.get_by_role("button", name="Lag plakaten").click()
    return adam.locator("code").inner_text(), adam.locator(".poster .code").inner_text()


def join(page: Page, login: str) -> None:
    page.get_by_label("Hva skal vi kalle deg?").fill("Nattugla")
    page.get_by_label("Innloggingsnavn").fill(login)
    page.get_by_label("Passord", exact=True).fill(OWN_WORDS)
    page.get_by_role("button", name="Bli med").click()
    page.wait_for_url("**/check-in?welcome=1")


def sign_in(page: Page, login: str, password: str = OWN_WORDS) -> None:
    """Fill in the form and wait for its answer, whatever it is."""
    page.goto("/sign-in?next=/me")
    page.get_by_label("Innloggingsnavn").fill(f"{login}@fjordvik")
    page.get_by_label("Passord", exact=True).fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Logg inn").click()


def databases(page: Page) -> list[str]:
    found = page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")
    return [name for name in found if name.startswith("ladeapp-")]


def newcomer(phone: PhoneOf, login: str) -> tuple[BrowserContext, Page]:
    """Somebody who has joined and checked in once."""
    context = phone(user_agent=ANDROID)
    page = context.new_page()
    page.goto(poster(phone)[0])
    join(page, login)
    page.locator("[data-load='7']").click()
    expect(page.locator("[data-step='charge']")).to_be_visible()
    return context, page


def write_down_code(page: Page) -> str:
    page.goto("/me/recovery")
    page.get_by_role("button", name="Vis koden").click()
    expect(page.locator("[data-code]")).to_be_visible()
    code = page.locator("[data-code]").inner_text()
    page.get_by_label("Hva står det på arket?").fill(code.lower())
    page.get_by_role("button", name="Nå er den skrevet ned").click()
    expect(page.get_by_role("heading", name="Dagboka er trygg")).to_be_visible()
    return code


def test_from_the_poster_to_the_first_check_in_in_seven_touches(server: Server, phone: PhoneOf) -> None:
    _context, page = newcomer(phone, "nattugla")
    assert len(databases(page)) == 1
    page.goto("/me")
    expect(page.get_by_role("heading", name="Skriv ned gjenopprettingskoden")).to_be_visible()


def test_the_ten_characters_lead_to_the_same_door(server: Server, phone: PhoneOf) -> None:
    _address, typed = poster(phone)
    page = phone(user_agent=ANDROID).new_page()
    page.goto("/join")
    page.get_by_label("Koden på plakaten").fill(typed.lower().replace("-", " "))
    page.get_by_role("button", name="Gå videre").click()
    join(page, "skrivar")


def test_in_a_safari_tab_installing_comes_first_and_nothing_is_made(server: Server, phone: PhoneOf) -> None:
    address, _typed = poster(phone)
    context = phone(user_agent=IPHONE)
    context.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Trykk på deleknappen")).to_be_visible()
    expect(page.get_by_role("button", name="Bli med")).to_be_hidden()
    manifest = page.request.get(str(page.locator("link[rel=manifest]").get_attribute("href"))).json()
    assert address.endswith(manifest["start_url"])
    assert databases(page) == []


def test_on_a_shared_machine_there_is_no_diary(server: Server, phone: PhoneOf) -> None:
    page = phone().new_page()
    sign_in(page, ANNA.login, "en rolig kveld i mars")
    expect(page.get_by_role("heading", name="Er dette din egen maskin?")).to_be_visible()
    page.get_by_role("button", name="Nei, andre bruker den også").click()
    page.wait_for_url(f"{server.url}/me")
    assert databases(page) == []


def test_whoever_has_a_diary_on_her_phone_is_asked_too_before_the_wards_machine_takes_her_for_its_own(
    server: Server, phone: PhoneOf
) -> None:
    newcomer(phone, "vaktrommet")
    page = phone().new_page()
    sign_in(page, "vaktrommet")
    page.get_by_role("button", name="Nei, andre bruker den også").click()
    page.wait_for_url(f"{server.url}/me")
    assert databases(page) == []
    (cookie,) = (cookie for cookie in page.context.cookies() if cookie["name"] == "ladeapp")
    assert cookie["expires"] == -1  # gone with the browser
    telephone = phone(user_agent=ANDROID).new_page()  # the ward's own, which is taken for hers
    sign_in(telephone, "vaktrommet")
    telephone.get_by_role("button", name="Andre bruker også denne telefonen").click()
    telephone.wait_for_url(f"{server.url}/me")
    telephone.goto("/check-in")
    expect(telephone.get_by_role("link", name="Ett tall for hele perioden")).to_be_visible()
    own = phone().new_page()
    sign_in(own, "vaktrommet")
    own.get_by_role("button", name="Ja, den er min").click()
    expect(own.get_by_role("heading", name="Du har en dagbok fra før")).to_be_visible()


def test_the_recovery_code_opens_the_diary_on_another_phone_and_gives_a_new_password(server: Server, phone: PhoneOf) -> None:
    _context, first = newcomer(phone, "flytter")
    code = write_down_code(first)
    second = phone(user_agent=ANDROID).new_page()
    sign_in(second, "flytter")
    second.get_by_label("Gjenopprettingskode").fill("123")
    second.get_by_role("button", name="Åpne dagboka").click()
    expect(second.locator("#recovery-code-error")).to_have_text("Noe i koden stemmer ikke. Se på den en gang til.")
    second.get_by_label("Gjenopprettingskode").fill(code)
    second.get_by_role("button", name="Åpne dagboka").click()
    second.wait_for_url(f"{server.url}/me")
    expect(second.get_by_role("img", name=re.compile("7"))).to_be_visible()

    third = phone(user_agent=ANDROID).new_page()
    sent: list[str] = []
    third.on("request", lambda request: sent.append(request.post_data or ""))
    third.goto("/sign-in/forgotten")
    third.get_by_label("Innloggingsnavn").fill("flytter@fjordvik")
    third.get_by_label("Gjenopprettingskode").fill(code)
    third.get_by_label("Nytt passord").fill("fire katter på taket")
    third.get_by_role("button", name="Lag nytt passord").click()
    expect(third.get_by_role("heading", name="Du har en dagbok fra før")).to_be_visible()
    assert not any(code[:3] in body and code[4:7] in body for body in sent)
    second.goto("/me")
    expect(second.get_by_role("heading", name="Du er logget ut")).to_be_visible()
    assert len(databases(second)) == 1  # an ended session never wipes


def test_signing_out_says_what_is_lost_and_leaves_nothing(server: Server, phone: PhoneOf, tmp_path: Path) -> None:
    _context, page = newcomer(phone, "slutter")
    page.goto("/sign-out")
    expect(page.get_by_role("heading", name="Dagboka går tapt")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned dagboka").click()
    download.value.save_as(tmp_path / "diary.json")
    assert [entry["load"] for entry in json.loads((tmp_path / "diary.json").read_text())["entries"]] == [7]
    page.get_by_role("button", name="Logg ut og tøm denne telefonen").click()
    page.wait_for_url(f"{server.url}/")
    assert databases(page) == []
    page.goto("/me/data")
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()


def test_a_quick_tap_on_a_slow_line_is_warned_first_and_then_leaves_nothing(server: Server, phone_with_push: PhoneOf) -> None:
    context = phone_with_push(ANNA, user_agent=ANDROID)
    page = context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith("/api/vault-keys") and answer.request.method == "PUT"):
        page.goto("/check-in")
    page.goto("/me")
    page.get_by_role("button", name="Ja, gi meg beskjed").click()
    expect(page.locator("[data-push-card]")).to_contain_text("Det har ikke kommet noe varsel")
    asked: list[Route] = []
    slow = True
    page.route("**/api/session", lambda route: asked.append(route) if slow else route.continue_())
    page.goto("/sign-out")
    leave = page.get_by_role("button", name="Logg ut og tøm denne telefonen")
    leave.click()
    expect(leave).to_have_attribute("aria-busy", "true")
    slow = False
    for route in asked:
        route.continue_()
    expect(page.get_by_role("heading", name="Dagboka går tapt")).to_be_visible()
    expect(leave).not_to_have_attribute("aria-busy", "true")
    assert len(databases(page)) == 1
    leave.click()
    page.wait_for_url(f"{server.url}/")
    assert databases(page) == []
    with server.app.app_context():
        assert not db.session.scalar(db.select(db.func.count()).select_from(PushSubscription))


def test_with_the_code_written_down_signing_out_loses_nothing(server: Server, phone: PhoneOf) -> None:
    _context, page = newcomer(phone, "kommer-igjen")
    code = write_down_code(page)
    page.goto("/sign-out")
    expect(page.get_by_text("Dagboka ligger også forseglet hos oss.")).to_be_visible()
    expect(page.get_by_role("heading", name="Dagboka går tapt")).to_be_hidden()
    page.get_by_role("button", name="Logg ut og tøm denne telefonen").click()
    page.wait_for_url(f"{server.url}/")
    sign_in(page, "kommer-igjen")
    page.get_by_label("Gjenopprettingskode").fill(code)
    page.get_by_role("button", name="Åpne dagboka").click()
    page.wait_for_url(f"{server.url}/me")
    expect(page.get_by_role("img", name=re.compile("7"))).to_be_visible()


def test_a_session_that_has_run_out_keeps_the_diary(server: Server, phone: PhoneOf) -> None:
    _context, page = newcomer(phone, "sover-lenge")
    with server.app.app_context():
        db.session.execute(db.delete(UserSession))
        db.session.commit()
    page.goto("/me")
    expect(page.get_by_role("heading", name="Du er logget ut")).to_be_visible()
    assert len(databases(page)) == 1
