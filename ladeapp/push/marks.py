"""Whether a reminder is handled, so written that the database alone does not tell: without the service's secret a mark is random bytes.

Every mark is drawn anew now and then, so that two copies of the database do not tell either.
"""

import hmac
import os
from uuid import UUID

from ..config import settings

DRAWN, SAID = 8, 16  # bytes


def blank() -> bytes:
    """Of one that is not handled."""
    return os.urandom(DRAWN + SAID)


def handled(delivery_id: UUID) -> bytes:
    drawn = os.urandom(DRAWN)
    return drawn + _said(delivery_id, drawn)


def is_handled(delivery_id: UUID, mark: bytes) -> bool:
    return hmac.compare_digest(mark[DRAWN:], _said(delivery_id, mark[:DRAWN]))


def anew(delivery_id: UUID, mark: bytes) -> bytes:
    """Another one that says the same."""
    return handled(delivery_id) if is_handled(delivery_id, mark) else blank()


def _said(delivery_id: UUID, drawn: bytes) -> bytes:
    return hmac.digest(settings().secret_key.encode(), b"ladeapp handled " + drawn + delivery_id.bytes, "sha256")[:SAID]
