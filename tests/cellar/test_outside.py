"""The way out: which links are asked at all, which addresses are spoken to, and how little can come back."""

import socket
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from ladeapp import outside
from ladeapp.outside import Door, Unreachable, checked_link
from tests.browser.fakes.loopback import trusting
from tests.shifts.calendars import DAY_SHIFT, FakeCalendars, ics

MOST = 2 * 1024 * 1024


@pytest.fixture(scope="module")
def server() -> Iterator[FakeCalendars]:
    with FakeCalendars() as server:
        server.files["mine.ics"] = ics(DAY_SHIFT)
        yield server


def fetched(door: Door, link: str, etag: str | None = None) -> outside.Fetched:
    return outside.wait_for(door.fetch(link, etag, MOST))


def test_links_people_really_have_are_let_through() -> None:
    for link in (
        "https://calendar.google.com/calendar/ical/anna%40x.no/private-0123456789abcdef/basic.ics",
        "https://outlook.office365.com/owa/calendar/3f@x.no/9a/calendar.ics",
        "https://p67-caldav.icloud.com/published/2/MTIz",
        "https://gat.helse.no:443/ical?token=a+b&x=1",
    ):
        assert checked_link(link) == link
    assert checked_link(" WebCal://P67.iCloud.com/Published/2/Abc ") == "https://p67.icloud.com/Published/2/Abc"


HOSTILE_LINKS = (
    "", "vaktplan", "http://gat.no/x.ics", "ftp://gat.no/x", "file:///etc/passwd", "javascript://gat.no/x", "https://gat.no",
    "https://anna:pw@gat.no/x", "https://gat.no@127.0.0.1/x", "https://gat.no:8443/x", "https://gat.no:22/x", "https://gat.no/x#y",
    "https://localhost/x", "https://db/x", "https://127.0.0.1/x", "https://127.1/x", "https://2130706433/x", "https://0x7f000001/x",
    "https://[::1]/x", "https://[::ffff:10.0.0.1]/x", "https://169.254.169.254/latest", "https://10.0.0.1/x", "https://gat.no\\@x/y",
    "https://gat.no/x y", "https://gat.no/x\r\nHost: y", "https://gåt.no/x", "https://.gat.no/x", "https://gat..no/x", "https://gat.no./x",
    "https://gat.no/" + "x" * 1000,
)  # fmt: skip


@pytest.mark.parametrize("link", HOSTILE_LINKS)
def test_whatever_is_no_link_to_a_named_host_is_not_asked(link: str) -> None:
    with pytest.raises(ValueError):
        checked_link(link)
    with pytest.raises(Unreachable, match="address"):
        fetched(Door(), link)


class Naming(AbstractResolver):
    """Says what it is told to, and each time something else, like a name whose owner means harm."""

    def __init__(self, port: int, *answers: tuple[str, ...]) -> None:
        self.port, self.answers, self.asked = port, list(answers), 0

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        self.asked += 1
        told = self.answers.pop(0)
        return [ResolveResult(hostname=host, host=one, port=self.port, family=family, proto=0, flags=0) for one in told]

    async def close(self) -> None:
        pass


INSIDE = ("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fc00::1",
          "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::")  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_means_an_address_inside_is_not_spoken_to(address: str, server: FakeCalendars) -> None:
    before = len(server.asked)
    for answer in ((address,), ("142.250.74.74", address)):
        naming = Naming(server.port, answer, ("127.0.0.1",))
        with pytest.raises(Unreachable, match="silence"):
            fetched(Door(resolver=naming, trust=trusting()), "https://fcm.googleapis.com/mine.ics")  # a name on the stand-in's certificate
        assert naming.asked == 1
    assert len(server.asked) == before
    assert not outside.is_public(address)


def test_a_calendar_is_fetched_once_and_not_again_while_it_is_the_same(server: FakeCalendars) -> None:
    first = fetched(server.door, server.link("mine.ics"))
    assert first.body == ics(DAY_SHIFT)
    assert fetched(server.door, server.link("mine.ics"), first.etag) == outside.Fetched(None, first.etag)
    assert fetched(server.door, server.link("packed")).body == ics(DAY_SHIFT)


def test_what_never_ends_or_bursts_or_leads_away_is_given_up(server: FakeCalendars, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, why in (
        ("endless", "large"), ("bomb", "large"), ("elsewhere", "elsewhere"), ("locked", "refused"), ("broken", "silence"), ("drip", "silence"),
    ):  # fmt: skip
        if name == "drip":
            monkeypatch.setattr(outside, "TIMEOUT", aiohttp.ClientTimeout(total=0.6))
        with pytest.raises(Unreachable) as refused:
            fetched(server.door, server.link(name))
        assert refused.value.why == why, name
    assert not any(path == "secret" for path, _ in server.asked)


def test_a_server_that_cannot_prove_its_name_is_not_believed(server: FakeCalendars) -> None:
    with pytest.raises(Unreachable, match="silence"):
        fetched(Door(extra=server.door.extra), server.link("mine.ics"))
