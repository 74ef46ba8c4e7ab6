"""Calendars as people's systems write them, and a server on loopback that hands them out well and badly."""

import asyncio
import gzip
from dataclasses import dataclass, field

from aiohttp import web

from ladeapp.outside import Door
from tests.browser.fakes.loopback import Loopback, trusting

SECRET = "Nattevakt sengepost 4, bytte med Kari"
OSLO_NIGHT = "DTSTART;TZID=Europe/Oslo:20261126T220000\r\nDTEND;TZID=Europe/Oslo:20261127T070000"
DAY_SHIFT = "DTSTART:20261130T060000Z\r\nDTEND:20261130T140000Z"


def ics(*events: str, before: str = "") -> bytes:
    """A calendar of events, each told by its times, with all the words calendars carry."""
    told = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@gat\r\nSUMMARY:{SECRET}\r\nDESCRIPTION:{SECRET}\r\n {SECRET}\r\nATTENDEE;CN=Kari:mailto:kari@x.no\r\n"
        f"LOCATION:{SECRET}\r\n{event}\r\nBEGIN:VALARM\r\nTRIGGER:-PT30M\r\nACTION:DISPLAY\r\nDESCRIPTION:{SECRET}\r\nEND:VALARM\r\nEND:VEVENT\r\n"
        for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nX-WR-CALNAME:{SECRET}\r\n{before}{told}END:VCALENDAR\r\n".encode()


@dataclass
class FakeCalendars(Loopback):
    """`files[name]` lies at /name with an ETag; /endless, /drip, /bomb, /elsewhere, /locked and /broken behave as they are called."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)  # path, If-None-Match

    def __post_init__(self) -> None:
        super().__init__()

    async def start(self) -> None:
        self.port = await self.serve([web.get("/{name}", self._give)], tls=True)

    @property
    def door(self) -> Door:
        return Door(trust=trusting(), extra=(f"127.0.0.1:{self.port}",))

    def link(self, name: str) -> str:
        return f"https://127.0.0.1:{self.port}/{name}"

    async def _give(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.asked.append((name, request.headers.get("If-None-Match")))
        match name:
            case "endless" | "drip":
                return await self._go_on(request, slowly=name == "drip")
            case "bomb":
                return web.Response(body=gzip.compress(b"BEGIN:VCALENDAR" + b" " * 100_000_000, 1), headers={"Content-Encoding": "gzip"})
            case "packed":
                return web.Response(body=gzip.compress(ics(DAY_SHIFT)), headers={"Content-Encoding": "gzip"})
            case "elsewhere":
                raise web.HTTPFound("http://127.0.0.1/secret")
            case "locked":
                raise web.HTTPForbidden
            case "broken":
                raise web.HTTPBadGateway
        etag = f'"{hash(self.files[name])}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(body=self.files[name], headers={"ETag": etag})

    async def _go_on(self, request: web.Request, slowly: bool) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        try:
            while True:
                await answer.write(b"B" if slowly else b"B" * 65_536)
                await asyncio.sleep(0.05 if slowly else 0)
        except (ConnectionError, asyncio.CancelledError):
            return answer
