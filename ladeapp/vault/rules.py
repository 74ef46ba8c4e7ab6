"""Which bytes may be a vault and which a wrapped key, judged by length alone."""

import base64
import binascii
import re

SMALLEST = 64 * 1024  # bytes
LARGEST = 4 * 1024 * 1024
ETAG = re.compile(r'"([0-9a-f]{32})"')


def is_padded(length: int) -> bool:
    """Whether a blob of `length` bytes tells nothing: a power of two from 64 KiB to 4 MiB (privacy.md, section 4)."""
    return SMALLEST <= length <= LARGEST and length & (length - 1) == 0


def etag_in(header: str) -> str | None:
    """The one entity tag of an If-Match header; None for a list, `*`, a weak tag, or one we never gave."""
    found = ETAG.fullmatch(header.strip())
    return found[1] if found else None


def octets(encoded: object, shortest: int, longest: int) -> bytes:
    """The bytes of base64url, padded or not. Raises ValueError for anything else, and outside shortest–longest bytes."""
    if not isinstance(encoded, str) or not re.fullmatch(r"[A-Za-z0-9_-]*={0,2}", encoded):
        raise ValueError("not base64url")
    bare = encoded.rstrip("=")
    try:
        found = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except binascii.Error:
        raise ValueError("not base64url") from None
    if not shortest <= len(found) <= longest:
        raise ValueError("of another length")
    return found


def spelled(octets: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
