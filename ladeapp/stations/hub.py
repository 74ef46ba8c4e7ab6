"""One thread that holds every open stream of a process, and one that notices when something has changed."""

import json
import resource
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from flask import Flask

from .. import clock
from ..db import db
from . import changes, queries

BEAT_EVERY = 20.0  # seconds; keeps proxies and dead peers honest
UNSENT_MAX = 64 * 1024  # bytes one slow phone may owe us
BEAT = b"event: beat\ndata: 1\n\n"

log = structlog.get_logger()


@dataclass(eq=False, slots=True)
class Listener:
    """One phone that follows one station, and the version it has."""

    sock: socket.socket
    chunked: bool
    station: UUID
    person: int
    version: int
    unsent: bytes = b""
    leaving: bool = False


def event(state: Mapping[str, Any]) -> bytes:
    """A state as a server-sent event."""
    return f"event: state\ndata: {json.dumps(state, ensure_ascii=False)}\n\n".encode()


class Hub:
    """One thread that holds every open stream of this process."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.listeners: set[Listener] = set()
        self._arrived: deque[Listener] = deque()
        self._changed = False
        self._anyone = threading.Event()
        self._selector = selectors.DefaultSelector()
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._ear.setblocking(False)
        self._selector.register(self._ear, selectors.EVENT_READ)
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        with app.app_context():
            url = db.engine.url
        threading.Thread(target=self._run, name="streams", daemon=True).start()
        threading.Thread(target=changes.watch, args=(url, self._anyone, self._note), name="changes", daemon=True).start()

    def welcome(self, listener: Listener) -> None:
        """Take over a connection. Called from any thread."""
        self._arrived.append(listener)
        self._ring()

    def _note(self) -> None:
        self._changed = True
        self._ring()

    def _ring(self) -> None:
        with suppress(BlockingIOError):  # full: the thread is about to wake anyway
            self._bell.send(b"\0")

    def _run(self) -> None:
        beat_at = time.monotonic() + BEAT_EVERY
        while True:
            ready = self._selector.select(max(beat_at - time.monotonic(), 0) if self.listeners else None)
            for key, mask in ready:
                self._serve(key.data, mask)
            while self._arrived:
                self._add(self._arrived.popleft())
            if self._changed and self.listeners:
                self._changed = False
                self._refresh()
            if time.monotonic() >= beat_at:
                beat_at = time.monotonic() + BEAT_EVERY
                for listener in tuple(self.listeners):
                    self._send(listener, BEAT)
                self._note()  # a notification may have been lost: look again now and then

    def _serve(self, listener: Listener | None, mask: int) -> None:
        if listener is None:
            self._ear.recv(4096)
            return
        if mask & selectors.EVENT_READ and _has_left(listener.sock):
            self._drop(listener)
        elif mask & selectors.EVENT_WRITE:
            self._flush(listener)

    def _add(self, listener: Listener) -> None:
        self.listeners.add(listener)
        self._selector.register(listener.sock, selectors.EVENT_READ, listener)
        self._anyone.set()
        self._changed = True  # it may have moved since its first event

    def _refresh(self) -> None:
        """One look at the versions; those that follow a changed station get its state."""
        with self.app.app_context():
            try:
                versions = queries.versions({listener.station for listener in self.listeners})
                for listener in tuple(self.listeners):
                    if versions.get(listener.station) != listener.version and not listener.leaving:
                        self._tell(listener)
            except sa.exc.SQLAlchemyError as problem:
                log.warning("streams cannot read", kind=type(problem).__name__)
                time.sleep(changes.PAUSE)
                self._note()
            finally:
                db.session.remove()

    def _tell(self, listener: Listener) -> None:
        station = queries.station(listener.station, listener.person)
        if station:
            listener.version = station.state.version
            self._send(listener, event(station.as_json(clock.now())))
        if station is None or station.state.ending:
            listener.leaving = True
            self._send(listener, b"")

    def _send(self, listener: Listener, data: bytes) -> None:
        """`data` framed as the answer began; nothing is the end of it."""
        if listener.chunked:
            data = b"%x\r\n%b\r\n" % (len(data), data)
        listener.unsent += data
        self._flush(listener)

    def _flush(self, listener: Listener) -> None:
        broken = False
        try:
            if listener.unsent:
                listener.unsent = listener.unsent[listener.sock.send(listener.unsent) :]
        except BlockingIOError:
            pass
        except OSError:
            broken = True
        if broken or len(listener.unsent) > UNSENT_MAX or (listener.leaving and not listener.unsent):
            self._drop(listener)
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if listener.unsent else 0)
        if listener in self.listeners and self._selector.get_key(listener.sock).events != wanted:
            self._selector.modify(listener.sock, wanted, listener)

    def _drop(self, listener: Listener) -> None:
        if listener in self.listeners:
            self.listeners.remove(listener)
            self._selector.unregister(listener.sock)
            listener.sock.close()
        if not self.listeners:
            self._anyone.clear()


def _has_left(sock: socket.socket) -> bool:
    """A phone has nothing more to say on this connection; that it closes it is what there is to hear."""
    try:
        return not sock.recv(4096)
    except BlockingIOError:
        return False
    except OSError:
        return True
