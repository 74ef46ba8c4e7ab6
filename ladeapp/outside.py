"""How the house goes out on the open internet: to public addresses only, pinned, and never home with more than it can carry."""

import asyncio
import ipaddress
import re
import socket
import ssl
import zlib
from collections.abc import Collection, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

LINK_MAX = 1000  # characters
TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)  # seconds from asking to the last byte, however slowly it drips
LINGER = 0.05  # seconds a connection that was cut short is given to close, before its loop may end
ETAG_MAX = 200  # characters; a longer one is not remembered

T = TypeVar("T")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# One strict form instead of a parser, and a name instead of an address, so that the resolver is always asked.
_LINK = re.compile(
    r"https://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(?P<port>[0-9]{1,5}))?"
    r"/[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]*",
)
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class Unreachable(Exception):
    """Nothing came that could be used. `why`: address · silence · elsewhere · refused · large."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Fetched:
    """What lies behind a link; `body` is None when it is the same as last time."""

    body: bytes | None
    etag: str | None


def wait_for(work: Coroutine[None, None, T]) -> T:
    """What comes of it; on a loop and thread of its own, whoever waits."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; IPv4 hidden in IPv6 is judged as what it is.

    raises    ValueError when `address` is no IP address
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.sixtofour or ip.teredo or ip.is_site_local:
            return False
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def is_named(host: str, port: int, extra: Collection[str]) -> bool:
    """Whether `extra` holds exactly this `host` (port 443) or `host:port`; for tests, may be loopback."""
    return f"{host}:{port}" in extra or (port == 443 and host in extra)


def may_connect(host: str, port: int, address: str, extra: Collection[str] = ()) -> bool:
    """Whether a resolved `address` may be spoken to: public ones, and any for a host named in `extra`."""
    return is_named(host, port, extra) or is_public(address)


def checked_link(link: str, extra: Collection[str] = ()) -> str:
    """The link as it will be asked for: https on port 443 of a host with a name, without user, password or fragment.

    link      as typed; webcal:// means https://, capitals in scheme and host are no matter
    raises    ValueError when it is anything else
    """
    scheme, _, rest = link.strip().partition("://")
    host, slash, path = rest.partition("/")
    link = f"{'https' if scheme.lower() in {'webcal', 'webcals'} else scheme.lower()}://{host.lower()}{slash}{path}"
    found = _LINK.fullmatch(link) if len(link) <= LINK_MAX else None
    if not found:
        raise ValueError("not a link")
    name, port = found["host"], int(found["port"] or 443)
    if not is_named(name, port, extra) and (port != 443 or not _NAME.fullmatch(name)):
        raise ValueError("not a host on the open internet")
    return link


class PublicOnly(AbstractResolver):
    """Hands the connector only addresses of the open internet, so that what was checked is what is connected to."""

    def __init__(self, inner: AbstractResolver | None = None, extra: Collection[str] = ()) -> None:
        self._inner, self._extra = inner or ThreadedResolver(), extra

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if not all(may_connect(host, port, one["host"], self._extra) for one in found):
            raise OSError("not a public address")
        return found

    async def close(self) -> None:
        await self._inner.close()


@dataclass(frozen=True)
class Door:
    """How to go out: all it holds is for tests, where a name may be anywhere and be trusted."""

    resolver: AbstractResolver | None = None
    trust: ssl.SSLContext | None = None
    extra: Collection[str] = ()

    async def fetch(self, link: str, etag: str | None, most: int) -> Fetched:
        """Get what lies behind a link, at most `most` bytes, packed and unpacked. No redirect is followed. Raises Unreachable."""
        try:
            link = checked_link(link, self.extra)
        except ValueError:
            raise Unreachable("address") from None
        resolver = PublicOnly(self.resolver, self.extra)
        connector = aiohttp.TCPConnector(resolver=resolver, ssl=self.trust or ssl.create_default_context())
        headers = {"Accept-Encoding": "gzip", "User-Agent": "Ladeapp", **({"If-None-Match": etag} if etag else {})}
        try:
            async with (
                aiohttp.ClientSession(
                    connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=TIMEOUT, trust_env=False, auto_decompress=False
                ) as session,
                session.get(URL(link, encoded=True), headers=headers, allow_redirects=False) as answer,
            ):
                return await _read(answer, etag, most)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            raise Unreachable("silence") from None
        finally:
            await asyncio.sleep(LINGER)


async def _read(answer: aiohttp.ClientResponse, etag: str | None, most: int) -> Fetched:
    if answer.status == 304 and etag:
        return Fetched(None, etag)
    if 300 <= answer.status < 400:
        raise Unreachable("elsewhere")
    if answer.status != 200:
        raise Unreachable("silence" if answer.status >= 500 or answer.status == 429 else "refused")
    packed = bytearray()
    async for part in answer.content.iter_chunked(16 * 1024):
        packed += part
        if len(packed) > most:
            raise Unreachable("large")
    said = answer.headers.get("ETag", "")
    body = _unpacked(bytes(packed), answer.headers.get("Content-Encoding", "identity"), most)
    return Fetched(body, said if 0 < len(said) <= ETAG_MAX and said.isascii() else None)


def _unpacked(packed: bytes, encoding: str, most: int) -> bytes:
    """A bomb goes off no further than `most`."""
    if encoding.lower() in {"identity", ""}:
        return packed
    if encoding.lower() not in {"gzip", "x-gzip"}:
        raise Unreachable("silence")
    opened = zlib.decompressobj(wbits=31)
    try:
        body = opened.decompress(packed, most + 1)
    except zlib.error:
        raise Unreachable("silence") from None
    if len(body) > most:
        raise Unreachable("large")
    return body
