"""Talks to push services: one open session per process, many messages at a time; the only import of pywebpush."""

import asyncio
import atexit
import ssl
import threading
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import Any, cast

import aiohttp
from aiohttp.abc import AbstractResolver
from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app
from py_vapid import Vapid02
from pywebpush import WebPusher, WebPushException
from yarl import URL

from ..config import settings
from ..outside import PublicOnly
from . import rules, vapid
from .envelope import seal
from .models import Answer, Letter, Message
from .places import AT_ONCE

TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
ANSWER_MAX = 4096  # bytes of it that are taken before the connection is closed on whoever says more
KEPT_OPEN = 300  # seconds a connection waits for its next message
SIGNED_FOR = timedelta(hours=12)  # services refuse more than 24 h
SIGNATURE_KEPT = timedelta(hours=6)
DEMO_SUBJECT = "mailto:demo@ladeapp.invalid"  # config refuses to start in public without a real one
UNREADABLE = Answer(0)  # no service was asked: a browser with such keys can read nothing

Headers = dict[str, str | int | float]
Post = tuple[Letter, Sequence[Message | None]]  # a message for each of its phones; None: not to this one, not now
Answered = tuple[Letter, list[Answer], float]  # with the seconds it took


class Sender:
    """Keeps connections and signatures between letters. Lives in one process, on a loop and thread of its own."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey | Callable[[str | None], vapid.Key],
        subject: str,
        extra_hosts: Collection[str] = (),
        *,
        resolver: AbstractResolver | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`key`: the one that signs, or what finds it by the name that a subscription has kept."""
        only = None if callable(key) else vapid.Key("", "", key)
        self._key_named = cast(Callable[[str | None], vapid.Key], key if only is None else lambda name: only)
        self._subject, self.extra_hosts = subject, extra_hosts
        self._resolver, self._trust = resolver, trust or ssl.create_default_context()
        self._signatures: dict[tuple[str, str], tuple[Headers, datetime]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self.answers: SimpleQueue[Answered] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="push", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def post(self, letters: Sequence[Post]) -> None:
        """Send them all at once; each letter's answers come in `answers`, one for each of its phones, at most about 10 s later."""
        self._loop.call_soon_threadsafe(self._post, letters)

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        """Send all, a hundred or so at a time, and wait; the answers in the same order."""
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

    def _post(self, letters: Sequence[Post]) -> None:
        for letter, messages in letters:
            task = self._loop.create_task(self._answer(letter, messages))
            self._under_way.add(task)  # the loop itself holds tasks but weakly
            task.add_done_callback(self._under_way.discard)

    async def _answer(self, letter: Letter, messages: Sequence[Message | None]) -> None:
        begin = time.monotonic()
        if len(messages) == 1:
            answers = [await self._send(messages[0])]
        else:
            answers = await asyncio.gather(*map(self._send, messages))
        self.answers.put((letter, answers, time.monotonic() - begin))

    async def _send_all(self, messages: Sequence[Message]) -> list[Answer]:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(message: Message) -> Answer:
            async with gate:
                return await self._send(message)

        return await asyncio.gather(*map(one, messages))

    async def _send(self, message: Message | None) -> Answer:
        if message is None:
            return Answer(None)
        try:
            origin = rules.service_of(message.endpoint, self.extra_hosts).origin
        except ValueError:
            return Answer(None)
        headers = {**self._signed(origin, message.vapid), "Urgency": message.urgency, "Topic": message.topic}
        try:
            browser = _Browser(message, _Exact(self._open()))
            response = await browser.send_async(message.payload, headers=headers, ttl=message.ttl)
        except (ValueError, IndexError, WebPushException):  # the second for an empty key
            return UNREADABLE
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(None)
        return cast(_Said, response).answer

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = PublicOnly(self._resolver, self.extra_hosts)
            connector = aiohttp.TCPConnector(limit=2 * AT_ONCE, keepalive_timeout=KEPT_OPEN, resolver=resolver, ssl=self._trust)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=TIMEOUT, trust_env=False
            )
        return self._session

    def _signed(self, origin: str, name: str | None) -> Headers:
        """The VAPID header for one service and key, signed anew every six hours from a fresh claims dict."""
        key = self._key_named(name)
        real = datetime.now(UTC)  # the services' clock, not the demo's
        headers, made = self._signatures.get((origin, key.name), ({}, real))
        if not headers or real - made > SIGNATURE_KEPT:
            claims = {"sub": self._subject, "aud": origin, "exp": int((real + SIGNED_FOR).timestamp())}
            headers = Vapid02(private_key=key.private, conf={"no-strict": True}).sign(claims)  # config has checked the subject
            self._signatures[origin, key.name] = headers, real
        return headers


class _Browser(WebPusher):
    """A browser as pywebpush knows it; what is for it we seal ourselves."""

    def __init__(self, message: Message, session: "_Exact") -> None:
        keys = {"p256dh": message.p256dh, "auth": message.auth}
        super().__init__({"endpoint": message.endpoint, "keys": keys}, aiohttp_session=cast(aiohttp.ClientSession, session))

    def encode(self, data: bytes, content_encoding: str = "aes128gcm") -> Any:
        return {"body": seal(data, self.receiver_key or b"", self.auth_key or b"")}


class _Exact:
    """The session as pywebpush sees it: the address byte for byte, no redirects, our timeouts."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def post(self, url: str, *, timeout: float, **params: Any) -> "_Said":
        async with self._session.post(URL(url, encoded=True), allow_redirects=False, **params) as response:
            await response.content.read(ANSWER_MAX)
            return _Said(Answer(response.status, response.headers.get("Retry-After")))


class _Said:
    """An answer as pywebpush reads it: the words of a push service are of no use, and may be long."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.status = answer, answer.status

    async def text(self) -> str:
        return ""


def sender() -> Sender:
    """This process's sender."""
    kept = current_app.extensions
    if "push.sender" not in kept:
        config = settings()
        kept["push.sender"] = Sender(
            lambda name: vapid.key_named(config.secrets_dir, name), config.vapid_subject or DEMO_SUBJECT, config.push_extra_hosts
        )
    return cast(Sender, kept["push.sender"])
