"""A push service over TLS on loopback that checks what real ones check and answers as a test wishes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from .loopback import Loopback
from .vapid import Browser, refusal


@dataclass
class Received:
    """One message the service took or refused."""

    name: str
    body: bytes
    headers: Mapping[str, str]  # in any case
    status: int | None = None  # what it was answered with


@dataclass
class FakePushService(Loopback):
    """`answers[name]`: what the browser called `name` is answered with: a status, one with headers, "hang" or "reset"; default 201."""

    answers: dict[str, int | str | tuple[int, dict[str, str]]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)  # of every refusal
    delay: float = 0.0  # seconds before it says anything
    received: list[Received] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # what a real service would have refused

    def __post_init__(self) -> None:
        super().__init__()

    async def start(self) -> None:
        self.port = await self.serve([web.post("/push/{name}", self._take)], tls=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def subscription(self, name: str, browser: Browser) -> dict[str, object]:
        """What a browser would hand the app."""
        return {"endpoint": f"https://{self.host}/push/{name}", "expirationTime": None, "keys": browser.keys}

    def names(self) -> list[str]:
        """Whose messages came, one for each time that somebody sealed one and sent it.

        A client whose kept connection breaks before any answer says the same bytes once more, at once; that is no new try.
        """
        return list({one.body: one.name for one in self.received}.values())

    def answer(self, one: Received) -> int | str | tuple[int, dict[str, str]]:
        return self.answers.get(one.name, 201)

    async def _take(self, request: web.Request) -> web.Response:
        one = Received(request.match_info["name"], await request.read(), request.headers.copy())
        self.received.append(one)
        if wrong := refusal(request.headers, f"https://{self.host}", None):
            self.faults.append(wrong[1])
            return web.Response(status=wrong[0], text=wrong[1])
        answer = self.answer(one)
        if self.delay:
            await asyncio.sleep(self.delay)
        if answer == "hang":
            await asyncio.sleep(60)
        if answer == "reset" and request.transport:
            request.transport.abort()
        status, headers = answer if isinstance(answer, tuple) else (answer, self.headers)
        one.status = status if isinstance(status, int) else 500
        return web.Response(status=one.status, headers=headers if one.status >= 300 else {})
