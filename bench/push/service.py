"""`python -m bench.push.service CERTIFICATE 0 0.05 dead …`: push services over TLS on loopback, one a port, so cheap that the sender is what is measured.

Each further argument is the seconds until an answer, or "dead": connects, then never says a word. Prints the ports; for every
line on stdin it tells what each port took since the last and forgets it. A new signature is checked as a real service does.
"""

import heapq
import json
import re
import selectors
import socket
import ssl
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.browser.fakes.vapid import refusal, text

TAKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
SIGNED = re.compile(rb"\r\nauthorization: *([^\r]+)", re.IGNORECASE)
WANTS = (ssl.SSLWantReadError, BlockingIOError)


@dataclass
class Port:
    """One push service: how it behaves and what it took. Times are of the machine's monotonic clock."""

    origin: str
    delay: float
    seen: set[bytes] = field(default_factory=set)  # signatures found in order
    taken: int = 0
    last: float = 0.0
    body: bytes = b""
    fault: str = ""

    def tell(self) -> dict[str, object]:
        told = {"taken": self.taken, "last": self.last, "body": text(self.body), "fault": self.fault}
        self.taken, self.last, self.body, self.fault = 0, 0.0, b"", ""
        return told

    def judge(self, head: bytes, body: bytes) -> bytes:
        found = SIGNED.search(head)
        signature = found[1] if found else b""
        if signature not in self.seen:
            headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
            named = {name.title() if name.islower() else name: value for name, value in headers.items()}
            if wrong := refusal({"TTL": named.get("Ttl", "0"), **named}, self.origin, None):
                self.fault = wrong[1]
                return REFUSED
            self.seen.add(signature)
        self.taken, self.last, self.body = self.taken + 1, time.monotonic(), body
        return TAKEN


class Services:
    """Every port and its connections on one loop."""

    def __init__(self, certificate: str, kinds: list[str]) -> None:
        self.selector, self.tls = selectors.DefaultSelector(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)
        self.waiting: list[tuple[float, int, ssl.SSLSocket, bytes]] = []
        self.kept: list[socket.socket] = []  # a dead service's callers hold the line
        self.turn = 0
        self.ports = {port.origin: port for port in map(self._open, kinds)}

    def run(self) -> None:
        self.selector.register(sys.stdin, selectors.EVENT_READ, self._tell)
        print(json.dumps([int(origin.rpartition(":")[2]) for origin in self.ports]), flush=True)
        while True:
            pause = max(0.0, self.waiting[0][0] - time.monotonic()) if self.waiting else None
            for key, _ in self.selector.select(pause):
                key.data()
            while self.waiting and self.waiting[0][0] <= time.monotonic():
                *_, connection, answer = heapq.heappop(self.waiting)
                self._say(connection, answer)

    def _open(self, kind: str) -> Port:
        listening = socket.create_server(("127.0.0.1", 0), backlog=512)
        port = Port(f"https://127.0.0.1:{listening.getsockname()[1]}", 0.0 if kind == "dead" else float(kind))
        accept = (lambda: self.kept.append(listening.accept()[0])) if kind == "dead" else (lambda: self._accept(listening, port))
        self.selector.register(listening, selectors.EVENT_READ, accept)
        return port

    def _accept(self, listening: socket.socket, port: Port) -> None:
        plain, _ = listening.accept()
        plain.setblocking(False)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = self.tls.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        self.selector.register(connection, selectors.EVENT_READ, self._reader(connection, port))

    def _reader(self, connection: ssl.SSLSocket, port: Port) -> Callable[[], None]:
        said = bytearray()

        def read() -> None:
            try:
                while part := connection.recv(65536):
                    said.extend(part)
                    while answer := self._answer(said, port):
                        self._later(connection, port.delay, answer)
            except WANTS:
                return
            except OSError:
                pass
            self.selector.unregister(connection)
            connection.close()

        return read

    def _answer(self, said: bytearray, port: Port) -> bytes | None:
        end = said.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(said[:end])
        length = LENGTH.search(head)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(said) < whole:
            return None
        body = bytes(said[end + 4 : whole])
        del said[:whole]
        return port.judge(head, body)

    def _later(self, connection: ssl.SSLSocket, delay: float, answer: bytes) -> None:
        if not delay:
            self._say(connection, answer)
            return
        self.turn += 1
        heapq.heappush(self.waiting, (time.monotonic() + delay, self.turn, connection, answer))

    def _say(self, connection: ssl.SSLSocket, answer: bytes) -> None:
        try:
            connection.send(answer)
        except OSError:  # the caller is gone
            return

    def _tell(self) -> None:
        if not sys.stdin.readline():
            sys.exit()
        print(json.dumps({origin: port.tell() for origin, port in self.ports.items()}), flush=True)


if __name__ == "__main__":
    Services(sys.argv[1], sys.argv[2:]).run()
