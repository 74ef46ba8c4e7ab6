"""Live events: an open stream is one socket in one thread's hands – no worker thread, no database connection.

A gunicorn worker answers the first event as usual. Then the connection is lifted out of it: we keep a duplicate of the
socket, and put a dead one in its place under the same descriptor, so that gunicorn's own goodbye (it half-closes, drains
and closes, gunicorn 27 util.close_graceful) reaches nobody. Where the server is no gunicorn, or speaks TLS or HTTP/2
itself, the stream ends after its first event and the browser, reconnecting, polls.
"""

import errno
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask

from .. import clock
from .hub import Hub, Listener, event
from .queries import Station

RETRY_MS = 2000  # what the browser waits before it reconnects


def stream(app: Flask, environ: Mapping[str, Any], station: Station, person: int) -> Iterator[bytes]:
    """The body of an answer: the state now, and then whatever comes, for as long as the station lasts."""
    now = f"retry: {RETRY_MS}\n".encode() + event(station.as_json(clock.now()))  # while the request is still there to ask
    return _body(app, environ, station, person, now)


def _body(app: Flask, environ: Mapping[str, Any], station: Station, person: int, now: bytes) -> Iterator[bytes]:
    yield now
    sock = environ.get("gunicorn.socket")
    if type(sock) is not socket.socket or environ.get("HTTP_VERSION") == "2" or station.state.ending:
        return
    chunked = environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
    hub_of(app).welcome(Listener(_lift(sock), chunked, station.id, person, station.state.version))
    raise ConnectionResetError(errno.ECONNRESET, "the hub has the connection now")  # gunicorn lets go without a word


def hub_of(app: Flask) -> Hub:
    """This process's hub, started at its first stream and so never before a fork."""
    with _starting:
        if "ladeapp.hub" not in app.extensions:
            app.extensions["ladeapp.hub"] = Hub(app)
        hub: Hub = app.extensions["ladeapp.hub"]
    return hub


_starting = threading.Lock()


def _lift(sock: socket.socket) -> socket.socket:
    ours = sock.dup()
    ours.setblocking(False)
    dead, other = socket.socketpair()
    other.close()
    os.dup2(dead.fileno(), sock.fileno(), inheritable=False)
    dead.close()
    return ours
