"""One sealed blob a person, and the keys that are wrapped for it. Neither has a time."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class Vault(Model):
    """A diary as the server knows it: bytes of a padded length, saved at every opening whether changed or not."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    ciphertext: Mapped[bytes]
    etag: Mapped[str] = mapped_column(String(32))


class VaultKey(Model):
    """The diary's key, wrapped on the phone by something the server never sees, and the hash of what proves that one has it."""

    __table_args__ = (CheckConstraint("kind IN ('recovery', 'passkey')", name="kind_is_known"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary(256))
    salt: Mapped[bytes] = mapped_column(LargeBinary(64))
    proof_sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))
