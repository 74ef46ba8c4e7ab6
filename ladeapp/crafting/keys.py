"""The boxes' keys: one file for each box, until it is delivered; k1 names a person's suggestion, k2 seals it."""

import hmac
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .. import keyfiles
from ..config import settings
from ..keyfiles import KeyUnusable as KeyUnusable
from . import rules

_NONCE = 12
_SEPARATOR = b"\x1f"


class SealBroken(Exception):
    """A sealed suggestion does not open under this key, or holds no words."""


class BoxKey:
    """Gone with the file, nothing that was sealed with it opens again."""

    def __init__(self, raw: bytes) -> None:
        self._tags, self._seals = raw[: keyfiles.SIZE // 2], AESGCM(raw[keyfiles.SIZE // 2 :])

    def tag(self, workplace_id: int, person_id: int) -> bytes:
        """HMAC-SHA256(k1, workplace ‖ 0x1f ‖ person): the same person's row again, for nobody without the key."""
        return hmac.digest(self._tags, _SEPARATOR.join((str(workplace_id).encode(), str(person_id).encode())), sha256)

    def seal(self, words: str, tag: bytes) -> bytes:
        """nonce ‖ AES-256-GCM(k2, the words in rules.SPACE bytes, aad = tag): one length whatever the words."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._seals.encrypt(nonce, rules.padded(words), tag)

    def unseal(self, sealed: bytes, tag: bytes) -> str:
        """The words again. Raises SealBroken."""
        try:
            return rules.unpadded(self._seals.decrypt(sealed[:_NONCE], sealed[_NONCE:], tag))
        except (InvalidTag, ValueError):
            raise SealBroken from None


def fresh() -> str:
    """A name for a key that is not there yet; it tells nothing of the key."""
    return secrets.token_hex(8)


def create(name: str) -> None:
    keyfiles.create(_path(name))


def load(name: str) -> BoxKey:
    """Raises KeyUnusable."""
    return BoxKey(keyfiles.usable(_path(name)))


def destroy(name: str) -> None:
    keyfiles.destroy(_path(name))


def kept() -> list[str]:
    """The names of the keys that have a file, usable or not."""
    return sorted(path.stem for path in _folder().glob("*.key"))


def _path(name: str) -> Path:
    return _folder() / f"{name}.key"


def _folder() -> Path:
    return settings().key_dir / "suggestions"
