"""What may be sent where, in which words' envelope, and what an answer means; pure decisions."""

import base64
import binascii
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec

from .. import kept, outside

SERVICES = (
    "fcm.googleapis.com",
    "jmt17.google.com",  # unbranded Chromium
    "updates.push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
SERVICE_MAX = 40
ELSEWHERE, NOWHERE, MAIL = "elsewhere", "nowhere", "mail"  # an address we do not speak to; no address at all; e-mail
ENDPOINT_MAX = 1000  # characters; Windows hands out the longest, about 500
PAYLOAD_MAX = 2000  # bytes before encryption; services promise 4096 after it
PADDED = 512  # bytes; all that we say fits in it once
TRIES_MAX = 12
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
RETRY_AFTER_MAX = 21_600  # seconds, as libcurl believes too

# One strict form instead of a parser: two parsers that disagree are how a guard is walked around.
_ENDPOINT = re.compile(
    r"https://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(?P<port>[0-9]{1,5}))?"
    r"/[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]+",
)
_BASE64 = re.compile(r"[A-Za-z0-9_-]+={0,2}")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: a message is written in half the time


@dataclass(frozen=True)
class Prompt:
    """One message that is wanted: what about (at most 80 characters, once and for all for this person), and when.

    kind      a key of `words.TEXTS`
    navigate  path that a tap opens, like "/check-in"
    urgency   very-low, low, normal, high
    """

    occasion: str
    kind: str
    navigate: str
    due_at: datetime
    expires_at: datetime
    urgency: str = "normal"


def kept_until(seen: date) -> date:
    """When a browser that was seen that day is forgotten: the first Monday after kept.SUBSCRIPTION, so that it tells a week and no day."""
    until = seen + kept.SUBSCRIPTION
    return until + timedelta(days=-until.weekday() % 7)


class Outcome(Enum):
    """What a push service's answer means for the subscription and for the message."""

    ACCEPTED = "accepted"
    GONE = "gone"  # the subscription is dead: delete it
    DENIED = "denied"  # our key or subject is wrong: alarm, keep the subscription
    LATER = "later"  # back off, try again
    IMPOSSIBLE = "impossible"  # this message will never be taken; the subscription stays


class Service(NamedTuple):
    """Where an endpoint points to. `origin` is the VAPID audience."""

    host: str
    port: int

    @property
    def origin(self) -> str:
        return f"https://{self.host}" if self.port == 443 else f"https://{self.host}:{self.port}"


def service_of(endpoint: str, extra: Collection[str] = ()) -> Service:
    """The push service behind `endpoint`, if it is one we talk to.

    endpoint  an absolute https address on port 443 of an allowed host or a dotted sub-domain of one,
              at most 1000 characters, without user, password or fragment
    extra     further `host` or `host:port` exactly as written; for tests, may be loopback
    raises    ValueError when it is anything else
    source    design/pwa-and-push.md, section 3
    """
    found = _ENDPOINT.fullmatch(endpoint) if len(endpoint) <= ENDPOINT_MAX else None
    if not found:
        raise ValueError("not the address of a push service")
    service = Service(found["host"], int(found["port"] or 443))
    if outside.is_named(service.host, service.port, extra):
        return service
    if service.port != 443 or not any(service.host == name or service.host.endswith("." + name) for name in SERVICES):
        raise ValueError("not a push service we know")
    return service


def service_name(endpoint: str) -> str:
    """Which of the services carries what is sent to `endpoint`: one of SERVICES, else its host and port as they are written."""
    found = _ENDPOINT.fullmatch(endpoint)
    if not found:
        return ELSEWHERE
    host, port = found["host"], found["port"]
    known = (name for name in SERVICES if host == name or host.endswith("." + name))
    return next(known, f"{host}:{port}" if port else host)[:SERVICE_MAX]


def checked_keys(p256dh: str, auth: str) -> tuple[str, str]:
    """The browser's two keys in unpadded base64url.

    p256dh    65 bytes, an uncompressed point on P-256    auth  16 bytes
    raises    ValueError when either is anything else
    source    RFC 8291, sections 2 and 3.1
    """
    point, secret = key_bytes(p256dh), key_bytes(auth)
    if len(point) != 65 or len(secret) != 16:
        raise ValueError("keys have the wrong length")
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return base64url(point), base64url(secret)


def base64url(raw: bytes) -> str:
    """`raw` in base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def payload(*, title: str, body: str, navigate: str, lang: str, tag: str, reminder: str | None = None) -> str:
    """One JSON text that is both a declarative push message and what our worker reads.

    navigate  where a tap leads; absolute
    reminder  the id of the reminder that it is, if it is one; joins the address too, for phones that show it by themselves
    returns   a multiple of 512 bytes, so that its length does not tell a push service what it is about
    raises    ValueError when it is 2000 bytes or more
    source    w3c push-api, "declarative push message"
    """
    notification: dict[str, object] = {"title": title, "body": body, "navigate": navigate, "lang": lang, "tag": tag}
    if reminder:
        notification["navigate"] = f"{navigate}{'&' if '?' in navigate else '?'}reminder={reminder}"
        notification["data"] = {"reminder": reminder}
    message = {"web_push": 8030, "notification": notification, "mutable": True, "pad": ""}
    text = _JSON.encode(message)
    length = len(text.encode())
    if length >= PAYLOAD_MAX:
        raise ValueError("payload too large")
    end = len('"}')
    return text[:-end] + " " * (-length % PADDED) + text[-end:]


def ttl(expires_at: datetime, now: datetime) -> int | None:
    """Whole seconds a service may keep the message, at least 1; None when it is too late to send."""
    seconds = int((expires_at - now).total_seconds())
    return seconds if seconds > 0 else None


def outcome(status: int | None) -> Outcome:
    """What HTTP `status` means; None stands for no answer at all (timeout, reset, no connection)."""
    match status:
        case 200 | 201 | 202 | 204:
            return Outcome.ACCEPTED
        case 404 | 410:
            return Outcome.GONE
        case 401 | 403:
            return Outcome.DENIED
        case None | 408 | 425 | 429:
            return Outcome.LATER
        case _:
            return Outcome.LATER if status >= 500 else Outcome.IMPOSSIBLE


def next_try(now: datetime, tries: int, retry_after: int = 0) -> datetime:
    """When to try again after the `tries`-th failure (1, 2 …): 5 s doubled each time, at most 15 min,
    never before the `retry_after` seconds that the service asks for, of which at most six hours' are believed."""
    pause = min(FIRST_PAUSE * (1 << min(tries - 1, 20)), LONGEST_PAUSE)
    return now + max(pause, timedelta(seconds=min(retry_after, RETRY_AFTER_MAX)))


def key_bytes(text: str) -> bytes:
    """What base64url, padded or not, stands for. Raises ValueError when it is anything else."""
    if not _BASE64.fullmatch(text):
        raise ValueError("not base64url")
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error as problem:
        raise ValueError("not base64url") from problem
