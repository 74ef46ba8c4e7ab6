"""One connection's worth of libcurl: a POST to a public address, with limits, and what was answered; the only import of pycurl's easy half."""

import socket
from collections.abc import Collection, Sequence

import pycurl

from .. import outside
from .models import Answer
from .rules import Service

CONNECTING, ANSWERING = 5_000, 10_000  # milliseconds at most; the second counts from the first
ANSWER_MAX = 4096  # bytes of it that are taken before the connection is closed on whoever says more
KEPT_OPEN = 300  # seconds a connection waits for its next message


class Line:
    """One message at a time. libcurl keeps the connections, and shares them between lines."""

    def __init__(self, trust: str, extra_hosts: Collection[str] = (), names: Sequence[str] = (), leads_to: str = "") -> None:
        """Everything as `sending.Sender` is told."""
        self._extra_hosts = extra_hosts
        self.curl = pycurl.Curl()
        self.curl.line = self
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PROXY, ""),  # whatever the environment says
            (pycurl.PATH_AS_IS, 1),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
            (pycurl.CONNECTTIMEOUT_MS, CONNECTING),
            (pycurl.TIMEOUT_MS, ANSWERING),
            (pycurl.MAXAGE_CONN, KEPT_OPEN),
            (pycurl.CAINFO, trust),
            (pycurl.RESOLVE, list(names)),
            (pycurl.CONNECT_TO, [f"::{leads_to}"] if leads_to else []),
            (pycurl.OPENSOCKETFUNCTION, self._open),
            (pycurl.WRITEFUNCTION, self._count),
            (pycurl.POST, 1),
        ):
            self.curl.setopt(option, value)

    def ask(self, endpoint: str, service: Service, headers: Sequence[str], body: bytes) -> None:
        """Make ready to send this."""
        self._service, self._bytes = service, 0
        self.curl.setopt(pycurl.URL, endpoint)
        self.curl.setopt(pycurl.HTTPHEADER, [*headers, "Expect:"])
        self.curl.setopt(pycurl.POSTFIELDS, body)

    def answer(self) -> Answer:
        """What the service said; nothing when the connection broke before it had said anything."""
        return Answer(self.curl.getinfo(pycurl.RESPONSE_CODE) or None, self.curl.getinfo(pycurl.RETRY_AFTER))

    def _open(self, purpose: int, address: tuple[int, int, int, tuple[str, int]]) -> int:
        """Only to addresses of the open internet: what is checked here is what is connected to."""
        family, kind, protocol, (host, *_) = address
        if not outside.may_connect(self._service.host, self._service.port, host, self._extra_hosts):
            return int(pycurl.SOCKET_BAD)
        return opened(family, kind, protocol, address[3])

    def _count(self, said: bytes) -> int | None:
        self._bytes += len(said)
        return None if self._bytes <= ANSWER_MAX else 0  # 0: that is enough


def opened(family: int, kind: int, protocol: int, address: tuple[str, int]) -> int:
    """A socket for an address that may be spoken to; libcurl connects and closes it."""
    return socket.socket(family, kind, protocol).detach()
