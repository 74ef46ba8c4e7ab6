"""E-mail for those without a phone that takes messages: the address sealed, the letters neutral; the only import of smtplib."""

import hmac
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from itsdangerous import BadSignature, URLSafeSerializer

from ..config import Smtp

TIMEOUT = 10  # seconds for each step of a conversation with the mail server
NONCE = 12
Refused = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


def seal(secret: str, person_id: int, address: str) -> bytes:
    """The address under a key made of the service's secret; it opens for this person alone."""
    nonce = os.urandom(NONCE)
    return nonce + _key(secret).encrypt(nonce, address.encode(), str(person_id).encode())


def opened(secret: str, person_id: int, sealed: bytes) -> str | None:
    """The address again; None when the service has another secret by now."""
    try:
        return _key(secret).decrypt(sealed[:NONCE], sealed[NONCE:], str(person_id).encode()).decode()
    except InvalidTag:
        return None


def signed(secret: str, token: UUID, what: str) -> str:
    """What a link in a mail carries, for `what` alone: confirm or stop."""
    return str(URLSafeSerializer(secret, salt=f"mail-{what}").dumps(token.hex))


def token_of(secret: str, signature: str, what: str) -> UUID | None:
    """The token behind a link, if the link is ours."""
    try:
        return UUID(URLSafeSerializer(secret, salt=f"mail-{what}").loads(signature))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def written(smtp: Smtp, to: str, subject: str, text: str, stop: str) -> EmailMessage:
    """A letter that mail programs show a way out of."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = f"Ladeapp <{smtp.sender}>", to, subject
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=smtp.sender.partition("@")[2])
    letter["List-Unsubscribe"], letter["Auto-Submitted"] = f"<{stop}>", "auto-generated"
    letter.set_content(text)
    return letter


@contextmanager
def connected(smtp: Smtp) -> Iterator[smtplib.SMTP]:
    """A conversation with the mail server. Raises OSError or SMTPException when there is none."""
    trust = ssl.create_default_context()
    if smtp.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=TIMEOUT, context=trust)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=TIMEOUT)
    with server:
        if smtp.tls == "starttls":
            server.starttls(context=trust)
        if smtp.user and smtp.password:
            server.login(smtp.user, smtp.password)
        yield server


def _key(secret: str) -> AESGCM:
    return AESGCM(hmac.digest(secret.encode(), b"ladeapp mail addresses", "sha256"))
