"""The period keys: one file each, outside the database and every backup. Lost, cut short or readable by others, a key opens nothing."""

import base64
import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .. import keyfiles
from ..config import settings
from ..keyfiles import SIZE as SIZE
from ..keyfiles import Identity
from ..keyfiles import KeyUnusable as KeyUnusable
from ..keyfiles import read as _read
from . import rules

_NONCE = 12
_SEPARATOR = b"\x1f"
_MOST_KEPT = 32  # two periods and a workplace's six scales are open at most; the rest are leftovers, or other workplaces'

_kept: dict[Path, tuple[Identity, "PeriodKey"]] = {}


class SealBroken(Exception):
    """A sealed value does not open under this key, or holds no whole number from 0 to 10."""


class PeriodKey:
    """k1 names a person's answer, k2 seals it. Gone with the file, both are gone."""

    def __init__(self, raw: bytes) -> None:
        self._tags = hmac.new(raw[: SIZE // 2], digestmod=sha256)
        self._seals = AESGCM(raw[SIZE // 2 :])
        name = hmac.digest(raw, b"ladeapp public id of a period key", "sha256")[:12]
        self.public_id = base64.urlsafe_b64encode(name).decode()

    def tag(self, period_id: str, team_id: int, person_id: int) -> bytes:
        """HMAC-SHA256(k1, period ‖ 0x1f ‖ team ‖ 0x1f ‖ person): the same person's row again, for nobody without the key."""
        tags = self._tags.copy()
        tags.update(_SEPARATOR.join((period_id.encode(), str(team_id).encode(), str(person_id).encode())))
        return tags.digest()

    def seal(self, value: int, tag: bytes) -> bytes:
        """nonce ‖ AES-256-GCM(k2, value byte, aad = tag): 29 bytes whatever the value."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._seals.encrypt(nonce, bytes((value,)), tag)

    def unseal(self, sealed: bytes, tag: bytes) -> int:
        """The value again. Raises SealBroken."""
        try:
            (value,) = self._seals.decrypt(sealed[:_NONCE], sealed[_NONCE:], tag)
        except (InvalidTag, ValueError):
            raise SealBroken from None
        if not rules.LOWEST <= value <= rules.HIGHEST:
            raise SealBroken
        return value


def create(period_id: str) -> None:
    """Make this period's key unless it is there. Of several processes at once, one key wins and is whole from its first instant."""
    keyfiles.create(_path(period_id))


def load(period_id: str) -> PeriodKey:
    """This period's key, read again only when the file changed. Raises KeyUnusable."""
    _forget_the_gone()
    path = _path(period_id)
    try:
        seen = _kept.get(path)
        if seen and seen[0] == keyfiles.identity(os.stat(path, follow_symlinks=False)):
            return seen[1]
        identity, raw = _read(path)
    except FileNotFoundError:
        raise KeyUnusable(f"the key of {period_id} is missing") from None
    except OSError as problem:
        raise KeyUnusable(f"the key of {period_id} cannot be read: {problem.strerror}") from None
    key = PeriodKey(raw)
    _kept[path] = (identity, key)
    return key


def destroy(period_id: str) -> None:
    """Overwrite and unlink this period's key, if it is there. Nothing sealed with it opens again, for anyone."""
    path = _path(period_id)
    _kept.pop(path, None)
    keyfiles.destroy(path)


def kept() -> list[str]:
    """The ids of the periods that have a key file, usable or not."""
    return sorted(path.stem for path in settings().key_dir.glob("*.key"))


def _path(period_id: str) -> Path:
    return settings().key_dir / f"{period_id}.key"


def _forget_the_gone() -> None:
    """Another process may have destroyed a key that we still remember."""
    for path in list(_kept):
        if len(_kept) > _MOST_KEPT or not path.exists():
            _kept.pop(path, None)
