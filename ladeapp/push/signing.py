"""Says to a push service who is sending: the VAPID header, RFC 8292."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

PrivateKey = ec.EllipticCurvePrivateKey

SIGNED_FOR = timedelta(hours=12)  # services refuse more than 24 h
KEPT = timedelta(hours=6)


class Signer:
    """Signs once for hours; for one thread."""

    def __init__(self, key_named: Callable[[str | None], PrivateKey], subject: str) -> None:
        """`key_named`: finds the key by the name that a subscription has kept. `subject`: checked by config."""
        self._key_named, self._subject = key_named, subject
        self._signed: dict[tuple[str, str | None], tuple[str, datetime]] = {}

    def header(self, origin: str, name: str | None) -> str:
        """For one service and key, from a fresh claims dict."""
        real = datetime.now(UTC)  # the services' clock, not the demo's
        header, made = self._signed.get((origin, name), ("", real))
        if not header or real - made > KEPT:  # only then the key is looked for: what a name stands for never changes
            claims = {"sub": self._subject, "aud": origin, "exp": int((real + SIGNED_FOR).timestamp())}
            signer = Vapid02(private_key=self._key_named(name), conf={"no-strict": True})
            header = f"Authorization: {signer.sign(claims)['Authorization']}"
            self._signed[origin, name] = header, real
        return header
