"""A stand-in for Google's push service that a real Chromium subscribes to and receives from.

Check-in and registration over HTTP, the device's stream (MCS) over TLS, and the address that senders post to.
"""

import asyncio
from collections.abc import Iterator
from secrets import token_urlsafe

from aiohttp import web

from .loopback import Loopback, server_side
from .vapid import refusal

ORIGIN = "https://jmt17.google.com"  # what Debian's unbranded Chromium hands out
VERSION = bytes([41])
PING, PONG, LOGIN, LOGGED_IN, DATA = 0, 1, 2, 3, 8


class FakeFCM(Loopback):
    """`flags` start a Chromium that uses it; `sends_port` is where `hosts` must be routed to."""

    hosts = (ORIGIN.removeprefix("https://"),)

    def __init__(self) -> None:
        super().__init__()
        self.registered: dict[str, dict[str, str]] = {}  # token → the browser's form
        self.taken: list[int] = []  # the status given to each sender
        self._streams: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        here = [web.post("/checkin", self._checkin), web.post("/register", self._register)]
        self.port = await self.serve(here, tls=False)
        self.sends_port = await self.serve([web.post("/fcm/send/{token}", self._send)], tls=True)
        self._mcs = await asyncio.start_server(self._device, "127.0.0.1", 0, ssl=server_side())
        self.mcs_port = self._mcs.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._mcs.close()
        for stream in self._streams:
            stream.close()
        await super().stop()

    @property
    def flags(self) -> list[str]:
        return [
            f"--gcm-checkin-url=http://127.0.0.1:{self.port}/checkin",
            f"--gcm-registration-url=http://127.0.0.1:{self.port}/register",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self.mcs_port}",
            "--ignore-certificate-errors",
        ]

    async def _checkin(self, request: web.Request) -> web.Response:
        answer = number(1, 1) + fixed64(7, 4_242_424_242) + fixed64(8, 2_424_242_424)
        return web.Response(body=answer, content_type="application/x-protobuffer")

    async def _register(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if form.get("delete") == "true":
            return web.Response(text=f"token={form.get('app', '')}")
        token = token_urlsafe(30)
        self.registered[token] = form
        return web.Response(text=f"token={token}")

    async def _send(self, request: web.Request) -> web.Response:
        form = self.registered.get(request.match_info["token"])
        wrong = refusal(request.headers, ORIGIN, form["sender"]) if form else (410, "unregistered")
        if form and not wrong:
            await self._push(form, await request.read())
        status, reason = wrong or (201, "created")
        self.taken.append(status)
        return web.Response(status=status, text=reason)

    async def _push(self, form: dict[str, str], body: bytes) -> None:
        extra = {"subtype": form["X-subtype"], "content-encoding": "aes128gcm"}
        message = data(3, form["sender"]) + data(5, form["app"]) + data(9, token_urlsafe(8)) + data(21, body)
        message += b"".join(data(7, data(1, name) + data(2, value)) for name, value in extra.items())
        for stream in self._streams:
            stream.write(framed(DATA, message))
            await stream.drain()

    async def _device(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readexactly(1)  # the protocol's version
            while True:
                tag = (await reader.readexactly(1))[0]
                await reader.readexactly(await read_varint(reader))
                if tag == LOGIN:
                    writer.write(VERSION + framed(LOGGED_IN, data(1, "stand-in")))
                    self._streams.add(writer)
                elif tag == PING:
                    writer.write(framed(PONG, b""))
        except (asyncio.IncompleteReadError, ConnectionError):
            self._streams.discard(writer)
            writer.close()


def varint(value: int) -> bytes:
    def digits(rest: int) -> Iterator[int]:
        while rest > 127:
            yield rest & 127 | 128
            rest >>= 7
        yield rest

    return bytes(digits(value))


async def read_varint(reader: asyncio.StreamReader) -> int:
    value = shift = 0
    while (byte := (await reader.readexactly(1))[0]) & 128:
        value |= (byte & 127) << shift
        shift += 7
    return value | byte << shift


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def fixed64(field: int, value: int) -> bytes:
    return varint(field << 3 | 1) + value.to_bytes(8, "little")


def data(field: int, value: str | bytes) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(raw)) + raw


def framed(tag: int, message: bytes) -> bytes:
    return bytes([tag]) + varint(len(message)) + message
