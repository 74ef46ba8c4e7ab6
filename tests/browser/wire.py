"""What leaves the browser, byte for byte: a recorder on the wire between it and the server, and the requests in what it heard."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One request as it went over the wire; `size` is what its head says of the body, which a closed page may have cut short."""

    method: str
    path: str
    body: bytes
    size: int


@dataclass
class Wire:
    """Listens on `port` and hands everything on to the server."""

    port: int
    heard: list[bytearray] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bytes(self) -> bytes:
        return b"\0".join(bytes(stream) for stream in self.heard)

    def requests(self) -> Iterator[Request]:
        """Every request of every connection. Raises ValueError for bytes that are no request."""
        for stream in self.heard:
            rest = bytes(stream)
            while rest:
                head, _, rest = rest.partition(b"\r\n\r\n")
                first = re.match(rb"([A-Z]+) (\S+) HTTP/1.1\r\n", head)
                if not first or re.search(rb"(?i)\r\ntransfer-encoding:", head):
                    raise ValueError(head[:80])
                length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
                size = int(length[1]) if length else 0
                yield Request(first[1].decode(), first[2].decode(), rest[:size], size)
                rest = rest[size:]


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        wire = Wire(door.getsockname()[1])
        threading.Thread(target=_welcome, args=(door, port, wire), daemon=True).start()
        yield wire


def _welcome(door: socket.socket, port: int, wire: Wire) -> None:
    with suppress(OSError):  # the door is closed when the test is over
        while True:
            near, _ = door.accept()
            try:
                far = socket.create_connection(("127.0.0.1", port))
            except OSError:
                near.close()
                continue
            stream = bytearray()
            wire.heard.append(stream)
            threading.Thread(target=_carry, args=(near, far, stream), daemon=True).start()
            threading.Thread(target=_carry, args=(far, near, None), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket, stream: bytearray | None) -> None:
    with suppress(OSError), source, target:
        while data := source.recv(65536):
            if stream is not None:
                stream += data
            target.sendall(data)
        target.shutdown(socket.SHUT_RDWR)
