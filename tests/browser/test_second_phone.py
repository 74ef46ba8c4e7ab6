"""A second phone gets the diary from the first: by square or ten characters, after a yes, and past a server that learns nothing."""

import base64
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ladeapp.db import db
from ladeapp.people.models import DeviceLink
from tests.browser import square
from tests.browser.conftest import PhoneOf, Server
from tests.browser.test_getting_in import ANDROID, IPHONE, OWN_WORDS, databases, join, newcomer, poster, sign_in
from tests.browser.wire import Wire, wire_to
from tests.cast import ANNA, PASSWORD

pytestmark = pytest.mark.browser

NOTE = "kanarifugl i notatet"
WRITE = """async (note) => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  const diary = await openDiary();
  await diary.saveCheckIn({ load: 3, note });
  await diary.flush({ hurry: true });
}"""


@pytest.fixture(autouse=True)
def nothing_waits(server: Server) -> Iterator[None]:
    yield
    with server.app.app_context():
        db.session.execute(sa.delete(DeviceLink))
        db.session.commit()


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    with wire_to(server.port) as wire:
        yield wire


def shows_code(page: Page) -> str:
    page.goto("/me")
    page.get_by_role("link", name="En telefon til").click()
    page.get_by_role("button", name="Vis koden").click()
    expect(page.get_by_role("img", name="QR-kode")).to_be_visible()
    return page.locator("[data-ten]").inner_text()


def camera(page: Page, origin: str, code: str) -> None:
    page.goto(f"{origin}/link#{code.replace('-', '')}")


def sign_in_here(page: Page, login: str, password: str = OWN_WORDS) -> None:
    page.get_by_label("Innloggingsnavn").fill(f"{login}@fjordvik")
    page.get_by_label("Passord", exact=True).fill(password)
    page.get_by_role("button", name="Logg inn").click()


def says_yes(old: Page, new: Page) -> None:
    expect(new.locator("[data-number]")).to_have_text(re.compile(r"^\d{4}$"))
    expect(old.locator("[data-number]")).to_have_text(new.locator("[data-number]").inner_text())
    old.get_by_role("button", name="Ja, samme tall").click()
    expect(old.get_by_role("heading", name="Dagboka er på begge telefonene")).to_be_visible()


def boxes(server: Server) -> int:
    with server.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(DeviceLink)) or 0


def curve(page: Page) -> str:
    picture = page.locator("[data-own-curve] svg[role=img]")
    expect(picture).to_be_visible()
    return str(picture.get_attribute("aria-label"))


def test_the_same_curve_on_both_and_neither_key_nor_code_nor_note_on_the_way(server: Server, phone: PhoneOf, wire: Wire) -> None:
    old = phone(user_agent=ANDROID, base_url=wire.url).new_page()
    old.goto(poster(phone)[0].removeprefix(server.url))
    join(old, "to-telefoner")
    old.evaluate(WRITE, NOTE)
    code = shows_code(old)
    new = phone(user_agent=ANDROID, base_url=wire.url).new_page()
    camera(new, wire.url, code)
    sign_in_here(new, "to-telefoner")
    says_yes(old, new)
    new.wait_for_url(f"{wire.url}/me")
    old.goto("/me")
    assert curve(new) == curve(old)
    assert boxes(server) == 0
    everything = wire.bytes + b"".join(path.read_bytes() for path in server.database.parent.iterdir())
    for secret in (code.encode(), code.replace("-", "").encode(), NOTE.encode(), *spellings(key_of(old))):
        assert secret not in everything
    assert not any("#" in entry for entry in (new.url, old.url))


def key_of(page: Page) -> bytes:
    """The diary's key as this phone can unwrap it."""
    return bytes(
        page.evaluate(
            """async () => {
              const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
              const js = shown.slice(0, shown.indexOf("/js/")) + "/js/diary/";
              const { openDiary } = await import(js + "index.js");
              const { withKeyBytes } = await import(js + "recovery.js");
              return withKeyBytes((await openDiary()).owner, async (bytes) => [...bytes]);
            }"""
        )
    )


def spellings(key: bytes) -> Iterator[bytes]:
    """The bytes, and the texts that stand for them."""
    yield key
    yield key.hex().encode()
    yield base64.b64encode(key).rstrip(b"=")
    yield base64.urlsafe_b64encode(key).rstrip(b"=")


def test_the_square_is_what_a_camera_reads_and_the_characters_leave_the_address_at_once(server: Server, phone: PhoneOf) -> None:
    old = newcomer(phone, "firkant")[1]
    code = shows_code(old)
    address = f"{server.url}/link#{code.replace('-', '')}"
    picture = old.locator("[data-square] svg")
    margin, size = 3, int(str(picture.get_attribute("viewBox")).split()[2]) - 6
    dots = re.findall(r"M(\d+) (\d+)h1v1h-1z", str(picture.locator("path").get_attribute("d")))
    assert square.read({(int(y) - margin, int(x) - margin) for x, y in dots}, size) == address
    new = phone(user_agent=ANDROID).new_page()
    visited: list[str] = []
    new.on("framenavigated", lambda frame: visited.append(frame.url))
    new.goto(address)
    expect(new.get_by_label("Innloggingsnavn")).to_be_visible()
    assert [url for url in visited if "#" in url] == [address]
    new.go_back()
    assert code.replace("-", "") not in new.url


def test_typed_on_a_phone_that_is_signed_in_already(server: Server, phone: PhoneOf) -> None:
    old = newcomer(phone, "skriver-av")[1]
    code = shows_code(old)
    new = phone(user_agent=ANDROID).new_page()
    sign_in(new, "skriver-av")
    typed = new.get_by_label("Ti tegn fra den andre telefonen")
    error = new.locator("#link-code-error")
    for wrong, said in (("123", "Koden er ti bokstaver og siffer."), ("00000-00000", "Det er ikke det den andre telefonen viser nå.")):
        typed.fill(wrong)
        new.get_by_role("button", name="Hent dagboka").click()
        expect(error).to_contain_text(said)
    typed.fill(code.lower())
    new.get_by_role("button", name="Hent dagboka").click()
    says_yes(old, new)
    new.wait_for_url(f"{server.url}/me")
    third = phone(user_agent=ANDROID).new_page()
    sign_in(third, "skriver-av")
    third.get_by_label("Ti tegn fra den andre telefonen").fill(code)
    third.get_by_role("button", name="Hent dagboka").click()
    expect(third.locator("#link-code-error")).to_contain_text("Ingen kode venter på deg.")
    third.goto("/me/notices")
    expect(third.get_by_role("heading", name="En telefon til har fått dagboka di")).to_be_visible()


def test_somebody_who_photographed_the_square_is_told_no_and_gets_nothing(server: Server, phone: PhoneOf) -> None:
    old = newcomer(phone, "over-skuldra")[1]
    code = shows_code(old)
    stranger, thief, new = (phone(user_agent=ANDROID).new_page() for _ in range(3))
    camera(stranger, server.url, code)
    sign_in_here(stranger, ANNA.login, PASSWORD)  # she can sign in, but as somebody else
    expect(stranger.locator("#link-code-error")).to_contain_text("Ingen kode venter på deg.")
    sign_in(thief, "over-skuldra")  # who has her password too, and is quicker
    camera(thief, server.url, code)
    expect(thief.locator("[data-number]")).to_have_text(re.compile(r"^\d{4}$"))
    sign_in(new, "over-skuldra")
    camera(new, server.url, code)
    expect(new.locator("#link-code-error")).to_contain_text("Koden er allerede brukt, eller den er gått ut.")
    old.get_by_role("button", name="Nei, stopp").click()
    expect(old.get_by_role("heading", name="Den nye telefonen fikk ikke dagboka")).to_be_visible()
    expect(thief.locator("#link-code-error")).to_contain_text("Det kom ikke noe ja")
    assert [databases(page) for page in (stranger, thief, new)] == [[], [], []]
    assert boxes(server) == 0


def test_in_a_safari_tab_the_characters_are_for_the_installed_app(server: Server, phone: PhoneOf) -> None:
    context = phone(user_agent=IPHONE)
    context.add_init_script("Object.defineProperty(navigator, 'standalone', { value: false })")
    page = context.new_page()
    camera(page, server.url, "7ZKQ4-MB1TX")
    expect(page.get_by_role("heading", name="Åpne Ladeapp fra Hjem-skjermen")).to_be_visible()
    expect(page.locator("[data-ten]")).to_have_text("7ZKQ4-MB1TX")
    assert databases(page) == []


def test_a_machine_that_others_use_too_neither_gives_nor_gets_a_diary(server: Server, phone: PhoneOf) -> None:
    page = phone().new_page()
    sign_in(page, ANNA.login, PASSWORD)
    page.get_by_role("button", name="Nei, andre bruker den også").click()
    page.wait_for_url(f"{server.url}/me")
    page.goto("/me/link")
    expect(page.get_by_role("heading", name="Denne telefonen har ingen dagbok")).to_be_visible()


def test_the_line_is_gone_in_the_middle_and_it_goes_on_when_it_is_back(server: Server, phone: PhoneOf) -> None:
    old = newcomer(phone, "i-heisen")[1]
    code = shows_code(old)
    new = phone(user_agent=ANDROID).new_page()
    sign_in(new, "i-heisen")
    camera(new, server.url, code)
    expect(new.locator("[data-number]")).to_have_text(re.compile(r"^\d{4}$"))
    new.context.set_offline(True)
    old.get_by_role("button", name="Ja, samme tall").click()
    expect(old.get_by_role("button", name="Ja, samme tall")).to_have_attribute("aria-busy", "true")
    new.context.set_offline(False)
    new.wait_for_url(f"{server.url}/me")
    expect(new.get_by_role("img", name=re.compile("7"))).to_be_visible()
    expect(old.get_by_role("heading", name="Dagboka er på begge telefonene")).to_be_visible()
