"""Talks to push services: connections that stay open, many messages at a time; the only import of what pywebpush is made of.

Of pywebpush its halves are used, http_ece here and py_vapid in `signing`: what is around them copies a subscription, writes a key
that nobody reads and opens a connection for each message. And libcurl, because it costs a quarter of what a Python client does, and
speaks HTTP/2 where the service does.
"""

import math
import select
import ssl
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import cast

import certifi
import http_ece
import pycurl
import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app

from ..config import settings
from . import rules, vapid
from .lines import Line
from .models import Answer, Letter, Message
from .signing import PrivateKey, Signer

DEMO_SUBJECT = "mailto:demo@ladeapp.invalid"  # config refuses to start in public without a real one
SEALED = ("Content-Encoding: aes128gcm", "Content-Type: application/octet-stream")
WATCHED = {
    pycurl.POLL_IN: select.POLLIN,
    pycurl.POLL_OUT: select.POLLOUT,
    pycurl.POLL_INOUT: select.POLLIN | select.POLLOUT,
    pycurl.POLL_NONE: 0,
}
P256 = ec.SECP256R1()
UNREADABLE = Answer(0)  # no service was asked: a browser with such keys can read nothing

log = structlog.get_logger()

Post = tuple[Letter, Sequence[Message | None]]  # a message for each of its phones; None: not to this one, not now
Answered = tuple[Letter, list[Answer], float]  # with the seconds it took


@dataclass
class _Errand:
    """A letter under way to all of its phones."""

    letter: Letter
    answers: list[Answer | None]
    begin: float = field(default_factory=time.monotonic)


class Sender:
    """Keeps connections and signatures between letters. For one thread: nothing moves but while it is called.

    works   False once something in here broke: what was under way has no answer, and another sender is needed
    """

    def __init__(
        self,
        key: PrivateKey | Callable[[str | None], PrivateKey],
        subject: str,
        extra_hosts: Collection[str] = (),
        *,
        names: Sequence[str] = (),
        leads_to: str = "",
        trust: str | None = None,
    ) -> None:
        """`key`: the one that signs, or what finds it by the name that a subscription has kept.

        names      "host:port:address[,address]", instead of asking the resolver; leads_to  "host:port" that every connection goes to
        trust      a file of authorities to believe; by default the system's
        """
        self._signer, self.extra_hosts = Signer(key if callable(key) else lambda name: key, subject), extra_hosts
        self._idle: list[Line] = []
        self._busy: dict[Line, tuple[_Errand, int]] = {}  # with which of its phones
        trusted = trust or ssl.get_default_verify_paths().cafile or certifi.where()
        self._new_line: Callable[[], Line] = lambda: Line(trusted, extra_hosts, names, leads_to)
        self._told: list[Answered] = []  # and not handed over yet
        self.works = True
        self._timer: float | None = None  # monotonic seconds at which libcurl wants to look round
        self._poll = select.poll()  # a message opens and ends a watch of its own: here that is no call to the system
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)

    def post(self, letters: Sequence[Post]) -> None:
        """Send them all at once; each letter's answers are there to `collect`, one for each of its phones, at most about 10 s later."""
        for letter, messages in letters:
            errand = _Errand(letter, [None] * len(messages))
            for number, message in enumerate(messages):
                try:
                    answer = self._send(errand, number, message)
                except Exception as problem:  # nothing that is wrong with one message may stop the others; its name alone is told
                    log.error("push not sent", kind=type(problem).__name__)
                    answer = Answer(None)
                if answer:
                    self._said(errand, number, answer)

    def collect(self, enough: int = 1, seconds: float = 0.0, gathered: float = 0.0) -> list[Answered]:
        """What has been answered: `enough` of it, or what comes within `gathered` seconds of the first; nothing if none comes within `seconds`.

        The services are spoken to in here and in `post` alone: whoever has posted collects until everything is answered.
        """
        until, waits = time.monotonic() + seconds, True
        while len(self._told) < enough:
            now = time.monotonic()
            if self._told and waits:
                until, waits = min(until, now + gathered), False
            if now >= until:
                break
            self._look(until - now)
        told, self._told = self._told, []
        return told

    def close(self) -> None:
        """Close every connection; the sender is of no use afterwards."""
        self._multi.close()

    def _look(self, seconds: float) -> None:
        """Wait until something happens, and see to it."""
        self.works = False  # unless the end of this is reached
        if self._timer is not None:
            seconds = min(seconds, self._timer - time.monotonic())
        for descriptor, events in self._poll.poll(math.ceil(1000 * max(0.0, seconds))):
            reads, writes = events & ~select.POLLOUT, events & ~select.POLLIN  # what is wrong is learnt by either
            self._multi.socket_action(descriptor, (reads and pycurl.CSELECT_IN) | (writes and pycurl.CSELECT_OUT))
        if self._timer is not None and self._timer <= time.monotonic():
            self._timer = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        self._end()
        self.works = True

    def _watch(self, event: int, descriptor: int, multi: object, data: object) -> None:
        if event == pycurl.POLL_REMOVE:
            self._poll.unregister(descriptor)
        else:
            self._poll.register(descriptor, WATCHED[event])

    def _set_timer(self, milliseconds: int) -> None:
        self._timer = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def _send(self, errand: _Errand, number: int, message: Message | None) -> Answer | None:
        """None when the service is being asked."""
        if message is None:
            return Answer(None)
        try:
            service = rules.service_of(message.endpoint, self.extra_hosts)
        except ValueError:
            return Answer(None)
        try:
            body = _sealed(message)
        except ValueError:
            return UNREADABLE
        line = self._idle.pop() if self._idle else self._new_line()
        headers = [f"Urgency: {message.urgency}", f"Topic: {message.topic}", f"TTL: {message.ttl}", *SEALED]
        line.ask(message.endpoint, service, [self._signer.header(service.origin, message.vapid), *headers], body)
        self._busy[line] = errand, number
        self._multi.add_handle(line.curl)
        return None

    def _end(self) -> None:
        """Whatever has been answered is told."""
        more = 1
        while more:
            more, answered, broken = self._multi.info_read()
            for curl in [*answered, *(one[0] for one in broken)]:
                line = cast(Line, curl.line)
                self._multi.remove_handle(curl)
                self._idle.append(line)
                self._said(*self._busy.pop(line), line.answer())

    def _said(self, errand: _Errand, number: int, answer: Answer) -> None:
        errand.answers[number] = answer
        answers = [one for one in errand.answers if one is not None]
        if len(answers) == len(errand.answers):
            self._told.append((errand.letter, answers, time.monotonic() - errand.begin))


def _sealed(message: Message) -> bytes:
    """What only this browser can read, RFC 8291. Raises ValueError for keys that nobody can seal for."""
    theirs, auth = rules.key_bytes(message.p256dh), rules.key_bytes(message.auth)
    sealed: bytes = http_ece.encrypt(message.payload.encode(), private_key=ec.generate_private_key(P256), dh=theirs, auth_secret=auth)
    return sealed


def sender() -> Sender:
    """This process's sender."""
    kept = current_app.extensions
    there = cast(Sender | None, kept.get("push.sender"))
    if there is None or not there.works:
        if there:
            there.close()
        config = settings()
        kept["push.sender"] = Sender(
            lambda name: vapid.key_named(config.secrets_dir, name).private, config.vapid_subject or DEMO_SUBJECT, config.push_extra_hosts
        )
    return cast(Sender, kept["push.sender"])
