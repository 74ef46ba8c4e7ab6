"""Ten stations – two, several, alone, on one phone and on each her own – and what they leave behind: who sat in them, for a while.

Everything that leaves the phones is recorded on the wire, byte for byte, and the database's files are read as a thief would.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from ladeapp.db import db
from ladeapp.stations.models import PeerSession
from tests.browser.checking_in import begin_anew, known_phone
from tests.browser.conftest import PhoneOf, Server
from tests.browser.test_group_station import joined, opened, ready, tap, title
from tests.browser.waiting import SLOW_TO_SEAL
from tests.browser.wire import Wire, wire_to
from tests.cast import ANNA, BJORN, COLLEAGUES, Member

pytestmark = pytest.mark.browser

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MUCH = ("Nei", "Litt", "Ja")
ASKED_WITH = {"protocol=two-5", "protocol=alone-1"}  # which conversation is to be shown on one phone
MEMORIES = """async () => {
  const shown = [...document.querySelectorAll("script[type=module]")].map(({ src }) => src).find((src) => src.includes("/js/"));
  const { openDiary } = await import(shown.slice(0, shown.indexOf("/js/")) + "/js/diary/index.js");
  return (await (await openDiary()).exportAll()).memories.filter(({ id }) => id.startsWith("stations/"));
}"""


@dataclass(frozen=True)
class Answers:
    """What somebody tells her own phone; None: not asked, or skipped."""

    before: int | None
    after: int | None
    helped: int | None
    gave: int | None
    little: bool = False  # "I need a little longer" at the closing question

    @property
    def kept(self) -> dict[str, int]:
        return {name: value for name in ("before", "after", "helped", "gave") if (value := getattr(self, name)) is not None}


LIGHT, HEAVY = Answers(0, 0, 0, 0), Answers(10, 10, 2, 2)
MIDDLE, SLOW, SILENT = Answers(4, 6, 1, 2), Answers(9, 3, 2, 0, little=True), Answers(None, None, None, None)


TWICE = ((LIGHT, HEAVY), (SILENT, SILENT))


@dataclass
class Phone:
    """Somebody's phone, with a diary on it, and what has left it."""

    context: BrowserContext
    page: Page
    wire: Wire
    given: list[dict[str, int]]

    def sent(self) -> Counter[tuple[str, str, str]]:
        """Every request so far: what it does, where, and with what – ids, tokens and words that are drawn by lot told apart no more."""
        return Counter((request.method, plain(request.path), body(request.path, request.body)) for request in self.wire.requests())


def plain(path: str) -> str:
    return UUID.sub("ID", path)


def move(kind: str, step: int) -> str:
    return f'{{"move":"{kind}","step":{step}}}'


def body(path: str, sent: bytes) -> str:
    if path == "/api/vault":
        return f"{len(sent)} bytes"
    return re.sub(r"(csrf_token|code)=[^&]+", r"\1=X", sent.decode())


@pytest.fixture
def kept_phone(server: Server, phone: PhoneOf) -> Iterator[Callable[[Member], Phone]]:
    """`kept_phone(ANNA)` is her phone with a diary on it, and a recorder between it and the server."""
    begin_anew(server)
    with server.app.app_context():
        db.session.execute(sa.delete(PeerSession))
        db.session.commit()
    with ExitStack() as stack:

        def make(member: Member) -> Phone:
            wire = stack.enter_context(wire_to(server.port))
            context = known_phone(phone, member, base_url=wire.url)
            return Phone(context, context.new_page(), wire, [])

        yield make


def before(page: Page, load: int | None) -> None:
    chosen = "[data-not-today]" if load is None else f'[data-load="{load}"]'
    page.locator(f"[data-stage=before] {chosen}").click()


def go_on(pages: list[Page], steps: int) -> None:
    """Whoever may, taps Next, and it is the next step on every phone."""
    talks = [page.locator("[data-stage=talk]") for page in pages]
    for _ in range(steps):
        for talk in talks:
            expect(talk).to_be_visible()
        step = talks[0].locator("[data-step]").inner_text()
        next(talk for talk in talks if talk.locator("[data-do=next]").is_visible()).locator("[data-do=next]").click()
        for page in pages:
            expect(page.locator("[data-step]:visible")).not_to_have_text(step)


def close(phone: Phone, answers: Answers) -> None:
    page = phone.page
    if answers.little:
        page.locator("[data-do=close-little]:visible").click()
        page.locator("[data-do=little-done]:visible").click()
    else:
        page.locator("[data-do=close-yes]:visible").click()


def afterwards(phone: Phone, answers: Answers) -> None:
    """The last questions, on the phone alone; and home."""
    done = phone.page.locator("[data-stage=done]")
    expect(done).to_be_visible()
    if answers.after is not None:
        done.locator(f'[data-load="{answers.after}"]').click()
    for question, answer in (("Var det til hjelp?", answers.helped), ("Fikk du gitt noe?", answers.gave)):
        if answer is not None:
            done.get_by_role("group", name=question).get_by_label(MUCH[answer]).check(force=True)
    if answers.kept:
        phone.given.append(answers.kept)
    expect(phone.page.locator("main textarea, main input[type=text]")).to_have_count(0)  # nowhere to write what was said
    done.get_by_role("link", name="Ferdig").click()
    phone.page.wait_for_url("**/")


def two(phones: list[Phone], *answers: Answers) -> None:
    anna, bjorn = phones
    joined(bjorn.page, opened(anna.page, "Vi er to"))
    for phone, told in zip(phones, answers, strict=True):
        before(phone.page, told.before)
        ready(phone.page)
    go_on([phone.page for phone in phones], 5)
    for phone, told in zip(phones, answers, strict=True):
        with phone.page.expect_response("**/moves"):
            close(phone, told)
        afterwards(phone, told)


def several(phones: list[Phone], *answers: Answers) -> None:
    words = opened(phones[0].page)
    for phone in phones[1:]:
        joined(phone.page, words)
    expect(phones[0].page.get_by_role("heading", name="Dere er 3 her")).to_be_visible()
    tap(phones[0].page, "Gå videre")
    for phone, told in zip(phones, answers, strict=True):
        before(phone.page, told.before)
        with phone.page.expect_response("**/moves"):
            ready(phone.page)
    tap(phones[0].page, "Start")
    title(phones[1].page, "Ett ord hver")
    tap(phones[1].page, "Jeg deler")
    go_on([phone.page for phone in phones], 8)
    for phone, told in zip(phones, answers, strict=True):
        with phone.page.expect_response("**/moves"):
            close(phone, told)
        afterwards(phone, told)


def on_one_phone(phone: Phone, answers: Answers) -> None:
    phone.page.goto("/stations/here?protocol=two-5")
    before(phone.page, answers.before)
    tap(phone.page, "Det passer")
    for answer in ("Nei", "Jeg har telefonen", "Nei"):
        tap(phone.page, answer)
    go_on([phone.page], 5)
    close(phone, answers)
    tap(phone.page, "Jeg har telefonen")
    phone.page.locator("[data-do=close-yes]:visible").click()
    afterwards(phone, answers)


def alone(phone: Phone, answers: Answers) -> None:
    phone.page.goto("/stations/here?protocol=alone-1")
    tap(phone.page, "Nei – begynn")
    go_on([phone.page], 5)
    phone.page.locator("[data-do=close-yes]:visible").click()
    afterwards(phone, answers)


Told = tuple[Answers, ...]
Sent = Counter[tuple[str, str, str]]
Rows = dict[str, list[dict[str, Any]]]


def changes(phones: list[Phone], run: Callable[..., None], *about: object) -> Sent:
    """What the phones send while they run this, apart from looking."""
    earlier = [phone.sent() for phone in phones]
    run(*about)
    told = sum((phone.sent() - then for phone, then in zip(phones, earlier, strict=True)), Counter())
    return Counter({request: times for request, times in told.items() if request[0] != "GET"})


def rows(server: Server) -> Rows:
    """Every row of every table."""
    with server.app.app_context(), db.engine.connect() as connection:
        return {name: [dict(row._mapping) for row in connection.execute(sa.select(table))] for name, table in db.metadata.tables.items()}


def test_two_who_answer_and_two_who_do_not_leave_the_same(server: Server, kept_phone: Callable[[Member], Phone]) -> None:
    leave_nothing(server, [kept_phone(ANNA), kept_phone(BJORN)], pairs=TWICE, groups=(), own=(HEAVY,))


def test_whoever_leaves_as_soon_as_she_has_answered_has_her_answers_with_her(kept_phone: Callable[[Member], Phone]) -> None:
    anna = kept_phone(ANNA)
    anna.page.add_init_script(SLOW_TO_SEAL)
    on_one_phone(anna, HEAVY)
    only_on_the_phones([anna])


@pytest.mark.slow
def test_ten_stations_leave_no_load_no_answer_and_nothing_said(server: Server, kept_phone: Callable[[Member], Phone]) -> None:
    phones = [kept_phone(member) for member in (ANNA, BJORN, COLLEAGUES[0])]
    groups = ((LIGHT, MIDDLE, HEAVY), (HEAVY, SLOW, SILENT), (SILENT, SILENT, SILENT))
    leave_nothing(server, phones, pairs=(*TWICE, (HEAVY, LIGHT), (MIDDLE, SLOW)), groups=groups, own=(HEAVY, LIGHT))


def leave_nothing(server: Server, phones: list[Phone], pairs: tuple[Told, ...], groups: tuple[Told, ...], own: Told) -> None:
    """Run them all, and one more alone; then look at all that is left, on the phones, on the wire and on the server."""
    both, anna, then = phones[:2], phones[0], rows(server)
    by_kind = [
        [changes(both, two, both, *told) for told in pairs],
        [changes(phones, several, phones, *told) for told in groups],
        [changes([anna], on_one_phone, anna, told) for told in own],
        [changes([anna], alone, anna, Answers(None, None, 2, None))],
    ]
    only_on_the_phones(phones)
    the_same_is_sent(phones, by_kind)
    only_who_and_when(then, rows(server), (("two-5", len(pairs), 2), ("group-40", len(groups), 3)))
    nothing_in_the_files(server, phones)


def only_on_the_phones(phones: list[Phone]) -> None:
    """Each phone knows what its owner has answered."""
    for phone in phones:
        memories = phone.page.evaluate(MEMORIES)
        kept = [{name: value for name, value in memory["value"].items() if name not in {"day", "protocol"}} for memory in memories]
        assert sorted(map(str, kept)) == sorted(map(str, phone.given))


def the_same_is_sent(phones: list[Phone], by_kind: list[list[Sent]]) -> None:
    """Whatever is answered, or not, it is the same to the byte: taps, and ciphertext of one length."""
    vault = ("PUT", "/api/vault", "65536 bytes")
    for alike in by_kind:
        apart = [Counter({request: n for request, n in told.items() if request != vault}) for told in alike]
        assert [(told - apart[0], apart[0] - told) for told in apart] == [(Counter(), Counter())] * len(apart)
        for method, path, sent in (request for told in alike for request in told):
            assert method == "POST" or (method, path, sent) == vault
            assert path in {"/api/vault", "/stations", "/stations/join", "/api/stations/ID/moves"}
    pairs, _groups, *one_phone = by_kind
    taps = Counter({sent: n for (_method, path, sent), n in pairs[0].items() if path.endswith("/moves")})
    once = {move("next", step): 1 for step in range(1, 6)}
    assert taps == {move("ready", 0): 2, **once, move("done", 6): 2}
    assert {path for alike in one_phone for told in alike for _method, path, _sent in told} <= {"/api/vault"}
    asked = {path.partition("?")[2] for phone in phones for method, path, _sent in phone.sent() if method == "GET"}
    assert asked <= ASKED_WITH | {""}


def only_who_and_when(then: Rows, now: Rows, expected: tuple[tuple[str, int, int], ...]) -> None:
    """The database has who sat in them and where the clock was; each row is as every other."""
    touched = {name for name in now if now[name] != then[name]}
    assert touched <= {"peer_session", "seat", "vault", "vault_key"}
    for protocol, count, people in expected:
        stations = [row for row in now["peer_session"] if row["protocol"] == protocol]
        assert len(stations) == count
        assert len({(row["step"], row["ending"], row["version"], row["stretch"], row["halted"], row["paused_at"]) for row in stations}) <= 1
        for station in stations:
            seats = [row for row in now["seat"] if row["session_id"] == station["id"]]
            assert [(seat["ready"], seat["away"], seat["home"]) for seat in seats] == [(True, False, True)] * people


def nothing_in_the_files(server: Server, phones: list[Phone]) -> None:
    """Nor the database's files and log, nor the wire: the memories' ids, their names, the questions."""
    files = [path.read_bytes() for path in server.database.parent.iterdir()]
    ids = [memory["id"].removeprefix("stations/") for phone in phones for memory in phone.page.evaluate(MEMORIES)]
    assert len(ids) == sum(len(phone.given) for phone in phones) > 0
    names = ('"before"', '"after"', '"helped"', '"gave"', "helped", "Var det til hjelp")
    for canary in (*ids, *(each.replace("-", "") for each in ids), *names):
        for place in (*files, *(phone.wire.bytes for phone in phones)):
            assert canary.encode() not in place, canary
