"""An aiohttp server on loopback in a thread of its own, with a certificate of its own."""

import asyncio
import ipaddress
import socket
import ssl
import threading
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAMES = ("localhost", "jmt17.google.com", "fcm.googleapis.com", "updates.push.services.mozilla.com", "wns2.notify.windows.com")
T = TypeVar("T")


@cache
def certificate() -> Path:
    """A PEM file with key and self-signed certificate for 127.0.0.1 and the push services' names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in push service")])
    names = [*(x509.DNSName(host) for host in NAMES), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))  # tests move the clock
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = Path(mkdtemp(prefix="ladeapp-cert-")) / "stand-in.pem"
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


def server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate())
    return context


def trusting() -> ssl.SSLContext:
    """What a client needs in order to believe the stand-ins, and nobody else."""
    return ssl.create_default_context(cafile=str(certificate()))


class ToLoopback(AbstractResolver):
    """Every name leads to one port on loopback."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=self._port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        pass


class Loopback:
    """Runs coroutines on a loop in a thread; used as a context manager it starts and stops its servers."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=type(self).__name__, daemon=True)
        self._runners: list[web.AppRunner] = []

    def __enter__(self):  # type: ignore[no-untyped-def]
        self._thread.start()
        self.call(self.start())
        return self

    def __exit__(self, *_: object) -> None:
        self.call(self.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    async def start(self) -> None:
        raise NotImplementedError

    async def stop(self) -> None:
        for runner in self._runners:
            await runner.cleanup()

    async def serve(self, routes: list[web.RouteDef], *, tls: bool) -> int:
        """Serve routes on a free port and return it."""
        app = web.Application()
        app.add_routes(routes)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        self._runners.append(runner)
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_side() if tls else None)
        await site.start()
        return int(runner.addresses[0][1])
