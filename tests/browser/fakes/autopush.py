"""A stand-in for Mozilla's push service (autopush) that a real Firefox subscribes to and receives from.

The browser's own WebSocket (hello, register, notification, ack, unregister), and the address that senders post to.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import web

from .loopback import Loopback
from .vapid import refusal, text

ORIGIN = "https://updates.push.services.mozilla.com"
DELIVERED, UNREADABLE, NOT_DELIVERED = 100, 101, 102  # what a browser acknowledges with


@dataclass
class Channel:
    """One subscription: the only server key it takes messages from, and the browser that holds it."""

    key: str
    browser: web.WebSocketResponse


class FakeAutopush(Loopback):
    """`prefs` start a Firefox that uses it; `sends_port` is where `hosts` must be routed to."""

    hosts = (ORIGIN.removeprefix("https://"),)

    def __init__(self) -> None:
        super().__init__()
        self.channels: dict[str, Channel] = {}
        self.taken: list[int] = []  # the status given to each sender
        self.given_up: list[str] = []  # channels the browser has let go
        self._uaid = uuid4().hex  # what it calls the browser; there is one
        self._acks: asyncio.Queue[int] = asyncio.Queue()

    async def start(self) -> None:
        self.port = await self.serve([web.get("/", self._browser)], tls=False)
        self.sends_port = await self.serve([web.post("/wpush/v2/{channel}", self._send)], tls=True)

    @property
    def prefs(self) -> dict[str, object]:
        return {
            "dom.push.serverURL": f"ws://127.0.0.1:{self.port}/",
            "dom.push.testing.allowInsecureServerURL": True,
            "dom.push.connection.enabled": True,  # automation turns it off
            "dom.push.retryBaseInterval": 50,  # milliseconds until it comes again
        }

    def forget(self) -> None:
        """Lose the browser, as the real service does now and then: its subscriptions are dead, and its next hello tells it so."""
        self.call(self._forget())

    async def _forget(self) -> None:
        browsers = {channel.browser for channel in self.channels.values()}
        self.channels.clear()
        self._uaid = uuid4().hex
        for browser in browsers:
            await browser.close()

    def ack(self) -> int:
        """Wait for what the browser says about the next message."""
        return self.call(asyncio.wait_for(self._acks.get(), 10))

    async def _browser(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=["push-notification"])
        await socket.prepare(request)
        async for message in socket:
            await self._hear(socket, json.loads(message.data))
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        channel = said.get("channelID", "")
        answer = {"messageType": said.get("messageType", "ping"), "status": 200}
        match said.get("messageType"):
            case "hello":
                await socket.send_json(answer | {"uaid": self._uaid, "use_webpush": True})
            case "register":
                self.channels[channel] = Channel(said["key"], socket)
                await socket.send_json(answer | {"channelID": channel, "pushEndpoint": f"{ORIGIN}/wpush/v2/{channel}"})
            case "unregister":
                self.given_up.append(channel)
                self.channels.pop(channel, None)
                await socket.send_json(answer | {"channelID": channel})
            case "ack":
                for update in said["updates"]:
                    self._acks.put_nowait(update.get("code", DELIVERED))
            case None:
                await socket.send_str("{}")  # a ping

    async def _send(self, request: web.Request) -> web.Response:
        name = request.match_info["channel"]
        channel = self.channels.get(name)
        wrong = refusal(request.headers, ORIGIN, channel.key) if channel else (410, "unregistered")
        if channel and not wrong:
            message = {"messageType": "notification", "channelID": name, "version": uuid4().hex}
            said = {"data": text(await request.read()), "headers": {"encoding": request.headers["Content-Encoding"]}}
            await channel.browser.send_json(message | said)
        status, reason = wrong or (201, "created")
        self.taken.append(status)
        return web.Response(status=status, text=reason)
