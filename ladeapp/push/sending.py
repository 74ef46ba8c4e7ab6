"""Talks to push services: one open session per process, many messages at a time; the only import of pywebpush."""

import asyncio
import atexit
import ssl
import threading
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import aiohttp
from aiohttp.abc import AbstractResolver
from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush_async
from yarl import URL

from ..config import settings
from ..outside import PublicOnly
from . import rules
from .models import Answer, Message
from .vapid import vapid_key

AT_ONCE = 64
TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
KEPT_OPEN = 300  # seconds a connection waits for its next message
SIGNED_FOR = timedelta(hours=12)  # services refuse more than 24 h
SIGNATURE_KEPT = timedelta(hours=6)
DEMO_SUBJECT = "mailto:demo@ladeapp.invalid"  # config refuses to start in public without a real one


class Sender:
    """Keeps connections and signatures between batches. Lives in one process, on a loop and thread of its own."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey,
        subject: str,
        extra_hosts: Collection[str] = (),
        *,
        resolver: AbstractResolver | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._vapid = Vapid02(private_key=key, conf={"no-strict": True})  # config has checked the subject
        self._subject, self._extra_hosts = subject, extra_hosts
        self._resolver, self._trust = resolver, trust or ssl.create_default_context()
        self._signatures: dict[str, tuple[dict[str, str | int | float], datetime]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="push", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        """Send all, 64 at a time; the answers in the same order. Waits for the slowest, at most about 10 s a round."""
        return asyncio.run_coroutine_threadsafe(self._send_all(messages), self._loop).result()

    def close(self) -> None:
        """Close every connection; the sender is of no use afterwards."""
        if self._loop.is_closed():
            return
        if self._session:
            asyncio.run_coroutine_threadsafe(self._session.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        atexit.unregister(self.close)

    async def _send_all(self, messages: Sequence[Message]) -> list[Answer]:
        gate = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(self._send(message, gate) for message in messages))

    async def _send(self, message: Message, gate: asyncio.Semaphore) -> Answer:
        try:
            origin = rules.service_of(message.endpoint, self._extra_hosts).origin
        except ValueError:
            return Answer(None)
        async with gate:
            try:
                response = await webpush_async(
                    {"endpoint": message.endpoint, "keys": {"p256dh": message.p256dh, "auth": message.auth}},
                    message.payload,
                    ttl=message.ttl,
                    headers={**self._signed(origin), "Urgency": message.urgency, "Topic": message.topic},
                    aiohttp_session=cast(aiohttp.ClientSession, _Exact(self._open())),
                )
            except WebPushException as refusal:
                return Answer(refusal.status_code, refusal.retry_after)
            except (aiohttp.ClientError, TimeoutError, OSError):
                return Answer(None)
        return Answer(cast(aiohttp.ClientResponse, response).status)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = PublicOnly(self._resolver, self._extra_hosts)
            connector = aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=KEPT_OPEN, resolver=resolver, ssl=self._trust)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=TIMEOUT, trust_env=False
            )
        return self._session

    def _signed(self, origin: str) -> dict[str, str | int | float]:
        """The VAPID header for one service, signed anew every six hours from a fresh claims dict."""
        real = datetime.now(UTC)  # the services' clock, not the demo's
        headers, made = self._signatures.get(origin, ({}, real))
        if not headers or real - made > SIGNATURE_KEPT:
            claims = {"sub": self._subject, "aud": origin, "exp": int((real + SIGNED_FOR).timestamp())}
            headers = self._vapid.sign(claims)
            self._signatures[origin] = headers, real
        return headers


class _Exact:
    """The session as pywebpush sees it: the address byte for byte, no redirects, our timeouts."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def post(self, url: str, *, timeout: float, **params: Any) -> aiohttp.ClientResponse:
        return await self._session.post(URL(url, encoded=True), allow_redirects=False, **params)


def sender() -> Sender:
    """This process's sender."""
    kept = current_app.extensions
    if "push.sender" not in kept:
        config = settings()
        kept["push.sender"] = Sender(vapid_key(config.secrets_dir), config.vapid_subject or DEMO_SUBJECT, config.push_extra_hosts)
    return cast(Sender, kept["push.sender"])
