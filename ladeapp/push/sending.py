"""Talks to push services: connections that stay open, many messages at a time; the only import of pywebpush.

libcurl, because it costs a quarter of what a Python client does, and speaks HTTP/2 where the service does.
"""

import atexit
import math
import select
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import cast

import certifi
import pycurl
import structlog
from flask import current_app
from pywebpush import WebPusher, WebPushException

from ..config import settings
from . import rules, vapid
from .lines import Line
from .models import Answer, Letter, Message
from .signing import PrivateKey, Signer

DEMO_SUBJECT = "mailto:demo@ladeapp.invalid"  # config refuses to start in public without a real one
TOGETHER = 32  # answers handed over at once while more come: each time wakes another thread
SEALED = ("Content-Encoding: aes128gcm", "Content-Type: application/octet-stream")
WATCHED = {
    pycurl.POLL_IN: select.POLLIN,
    pycurl.POLL_OUT: select.POLLOUT,
    pycurl.POLL_INOUT: select.POLLIN | select.POLLOUT,
    pycurl.POLL_NONE: 0,
}
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


class _Browser(WebPusher):
    """Keys to seal for. pywebpush's own beginning copies a whole subscription, which is a tenth of what a message costs."""

    def __init__(self, p256dh: str, auth: str) -> None:
        self.receiver_key, self.auth_key = rules.key_bytes(p256dh), rules.key_bytes(auth)


class Sender:
    """Keeps connections and signatures between letters. Lives in one process, on a thread of its own that alone touches libcurl."""

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
        self.answers: SimpleQueue[list[Answered]] = SimpleQueue()
        self._told: list[Answered] = []  # and not handed over yet
        self._posted: deque[Post] = deque()
        self._closing = False
        self._timer: float | None = None  # monotonic seconds at which libcurl wants to look round
        self._wake, self._woken = socket.socketpair()
        self._woken.setblocking(False)
        self._poll = select.poll()  # a message opens and ends a watch of its own: here that is no call to the system
        self._poll.register(self._woken, select.POLLIN)
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._thread = threading.Thread(target=self._run, name="push", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    @property
    def works(self) -> bool:
        """Whether its thread is there; if not, what was under way has no answer, and another sender is needed."""
        return self._thread.is_alive()

    def post(self, letters: Sequence[Post]) -> None:
        """Send them all at once; each letter's answers come in `answers`, some letters at a time, one for each of its phones, at most about 10 s later."""
        self._posted.extend(letters)
        with suppress(BrokenPipeError):  # the thread has just ended: see `works`
            self._wake.send(b"!")

    def close(self) -> None:
        """Close every connection; the sender is of no use afterwards."""
        if self._closing:
            return
        self._closing = True
        if self.works:
            self._wake.send(b"!")
            self._thread.join()
        self._wake.close()
        atexit.unregister(self.close)

    def _run(self) -> None:
        try:
            while not self._closing:
                self._look()
        finally:
            self._multi.close()
            self._woken.close()

    def _look(self) -> None:
        """Wait until something happens, and see to it."""
        happened = self._poll.poll(0 if self._told else self._wait())
        if self._told and (not happened or len(self._told) >= TOGETHER):
            self.answers.put(self._told)
            self._told = []
            happened = happened or self._poll.poll(self._wait())
        for descriptor, events in happened:
            if descriptor == self._woken.fileno():
                self._begin()
            else:
                reads, writes = events & ~select.POLLOUT, events & ~select.POLLIN  # what is wrong is learnt by either
                self._multi.socket_action(descriptor, (reads and pycurl.CSELECT_IN) | (writes and pycurl.CSELECT_OUT))
        if self._timer is not None and self._timer <= time.monotonic():
            self._timer = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        self._end()

    def _wait(self) -> int | None:
        """Milliseconds until libcurl wants to look round, if it does."""
        return None if self._timer is None else math.ceil(1000 * max(0.0, self._timer - time.monotonic()))

    def _watch(self, event: int, descriptor: int, multi: object, data: object) -> None:
        if event == pycurl.POLL_REMOVE:
            self._poll.unregister(descriptor)
        else:
            self._poll.register(descriptor, WATCHED[event])

    def _set_timer(self, milliseconds: int) -> None:
        self._timer = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def _begin(self) -> None:
        """Whatever was posted goes out."""
        self._woken.recv(4096)
        while self._posted:
            letter, messages = self._posted.popleft()
            errand = _Errand(letter, [None] * len(messages))
            for number, message in enumerate(messages):
                try:
                    answer = self._send(errand, number, message)
                except Exception as problem:  # nothing that is wrong with one message may end this thread; its name alone is told
                    log.error("push not sent", kind=type(problem).__name__)
                    answer = Answer(None)
                if answer:
                    self._said(errand, number, answer)

    def _send(self, errand: _Errand, number: int, message: Message | None) -> Answer | None:
        """None when the service is being asked."""
        if message is None:
            return Answer(None)
        try:
            service = rules.service_of(message.endpoint, self.extra_hosts)
        except ValueError:
            return Answer(None)
        try:
            body = _Browser(message.p256dh, message.auth).encode(message.payload.encode())["body"]
        except (ValueError, WebPushException):  # the second for an empty key
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
