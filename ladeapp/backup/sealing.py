"""A file that its passphrase alone opens: scrypt makes the key, AES-256-GCM seals frame by frame, and the last frame says that it is."""

import os
import re
import secrets
from collections.abc import Iterator
from datetime import date
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FRAME = 1 << 20  # bytes in the clear of every frame but the last
SHORTEST = 12  # characters of a passphrase
_TAG, _SALT = 16, 16
_HEAD = re.compile(rb"ladeapp backup 1 (\d{4}-\d{2}-\d{2})\n")  # readable without the passphrase, and sealed with every frame
_HEAD_LENGTH = len(b"ladeapp backup 1 2026-01-01\n")
_COST = 2**17  # scrypt's N, with r = 8 and p = 1: 128 MiB for each guess (OWASP, 2023)


class Refused(Exception):
    """It cannot be done; the text says why and what to do. Nothing has changed."""


class Sealed:
    """A file being written: `write` as to any file, then `close`."""

    def __init__(self, file: IO[bytes], passphrase: str, day: date) -> None:
        if len(passphrase) < SHORTEST:
            raise Refused(f"The passphrase is too short. Take at least {SHORTEST} characters; four or five words are easy to keep.")
        self._file, self._frames, self._buffer = file, 0, bytearray()
        self._head = f"ladeapp backup 1 {day.isoformat()}\n".encode() + secrets.token_bytes(_SALT)
        self._key = AESGCM(_key(passphrase, self._head[_HEAD_LENGTH:]))
        file.write(self._head)

    def write(self, data: bytes) -> int:
        self._buffer += data
        while len(self._buffer) > FRAME:
            self._seal(bytes(self._buffer[:FRAME]), last=False)
            del self._buffer[:FRAME]
        return len(data)

    def close(self) -> None:
        self._seal(bytes(self._buffer), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _seal(self, data: bytes, last: bool) -> None:
        self._file.write(self._key.encrypt(_nonce(self._frames, last), data, self._head))
        self._frames += 1


def opened(file: IO[bytes], passphrase: str) -> Iterator[bytes]:
    """What was written, frame by frame; all of it is true only when the last has come. Raises Refused."""
    head = file.read(_HEAD_LENGTH + _SALT)
    if day_in(head) is None or len(head) < _HEAD_LENGTH + _SALT:
        raise Refused("That is not a backup of Ladeapp. Nothing has been changed.")
    key, number = AESGCM(_key(passphrase, head[_HEAD_LENGTH:])), 0
    frame = file.read(FRAME + _TAG)
    while True:
        following = file.read(FRAME + _TAG)
        try:
            yield key.decrypt(_nonce(number, last=not following), frame, head)
        except InvalidTag:
            raise Refused(_WRONG if number == 0 else _BROKEN) from None
        if not following:
            return
        frame, number = following, number + 1


def day_in(head: bytes) -> date | None:
    """The day a backup was made, from its first bytes; None where it is no backup of ours."""
    found = _HEAD.match(head)
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


_WRONG = "The passphrase does not open this backup, or the file has been changed or cut short. Nothing has been changed."
_BROKEN = "The backup has been changed or cut short since it was made. Nothing has been changed."


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())


def _nonce(number: int, last: bool) -> bytes:
    """The key is this file's alone, so that counting is enough."""
    return number.to_bytes(11, "big") + bytes((last,))
