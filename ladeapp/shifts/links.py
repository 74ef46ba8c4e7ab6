"""Links to calendars, sealed: whoever holds one can read the whole calendar, so the database alone tells none."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


def seal(secret: str, person_id: int, link: str) -> bytes:
    """The link under a key made of the service's secret; it opens for this person alone."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _key(secret).encrypt(nonce, link.encode(), str(person_id).encode())


def opened(secret: str, person_id: int, sealed: bytes) -> str | None:
    """The link again; None when the service has another secret by now."""
    try:
        return _key(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], str(person_id).encode()).decode()
    except InvalidTag:
        return None


def _key(secret: str) -> AESGCM:
    return AESGCM(hmac.digest(secret.encode(), b"ladeapp calendar links", "sha256"))
