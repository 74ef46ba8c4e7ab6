"""What a real push service checks before it takes a message, and what a real browser does to read it."""

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def refusal(headers: Mapping[str, str], origin: str, key: str | None) -> tuple[int, str] | None:
    """None when the request is in order, else the status and reason a service would give (RFC 8030, 8188, 8292).

    `key` is the application server key of the subscription; None: any, as long as the signature fits.
    """
    found = re.fullmatch(r"vapid t=([\w-]+)\.([\w-]+)\.([\w-]+),\s?k=([\w-]+)", headers.get("Authorization", ""))
    if not found:
        return 401, "no vapid"
    head, claims, signature, k = found.groups()
    if key is not None and raw(k) != raw(key):
        return 403, "another key than the subscription's"
    sign = raw(signature)
    r, s = int.from_bytes(sign[:32], "big"), int.from_bytes(sign[32:], "big")
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(k))
        public.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        return 403, "signature"
    said = json.loads(raw(claims))
    now = datetime.now(UTC)
    expires = datetime.fromtimestamp(said["exp"], UTC)
    if said["aud"] != origin or not now < expires <= now + timedelta(hours=24) or not said["sub"].startswith("mailto:"):
        return 403, "claims"
    if not int(headers.get("TTL", "0")) > 0 or headers.get("Content-Encoding") != "aes128gcm":
        return 400, "TTL or encoding"
    if not re.fullmatch(r"[\w-]{1,32}", headers.get("Topic", "-")):
        return 400, "topic"
    return None


class Browser:
    """The keys of an invented browser, which can read what is sent to it."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"0123456789abcdef"
        point = self._key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        self.keys = {"p256dh": text(point), "auth": text(self._auth)}

    def read(self, body: bytes) -> dict[str, object]:
        """The message in clear."""
        message: dict[str, object] = json.loads(http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth))
        return message
