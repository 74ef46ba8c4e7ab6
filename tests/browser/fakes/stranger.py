"""Somebody who knows a subscription and sends to it by hand, past our worker: signed with any key, altered on the way."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from .loopback import ToLoopback, trusting
from .vapid import raw


async def post(service: Any, subscription: dict[str, Any], key: ec.EllipticCurvePrivateKey, title: str, altered: bool = False) -> int:
    """The status the stand-in `service` gives to a message encrypted for `subscription` and signed with `key`."""
    endpoint, origin = subscription["endpoint"], f"https://{service.hosts[0]}"
    claims = {"sub": "mailto:drift@fjordvik.no", "aud": origin, "exp": int((datetime.now(UTC) + timedelta(hours=1)).timestamp())}
    signed = Vapid02(private_key=key, conf={"no-strict": True}).sign(claims)
    connector = aiohttp.TCPConnector(resolver=ToLoopback(service.sends_port), ssl=trusting())
    async with aiohttp.ClientSession(connector=connector) as session:
        headers = {**signed, "TTL": "60", "Content-Encoding": "aes128gcm"}
        async with session.post(endpoint, data=sealed(subscription["keys"], title, altered), headers=headers) as answer:
            return answer.status


def sealed(keys: dict[str, str], title: str, altered: bool) -> bytes:
    """A message as RFC 8291 has it; altered: one bit of what is encrypted is turned over."""
    body = bytearray(
        http_ece.encrypt(
            json.dumps({"web_push": 8030, "notification": {"title": title, "navigate": "/"}, "mutable": True}).encode(),
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=raw(keys["p256dh"]),
            auth_secret=raw(keys["auth"]),
            version="aes128gcm",
        )
    )
    if altered:
        body[100] ^= 1  # the 86 bytes before are the head: salt, size, the sender's key
    return bytes(body)
