"""Who has deleted everything, for as long as a backup could bring her back: empty files outside the database and every backup.

A name is a day and a digest of a random key that goes with her. So the folder tells how many deleted everything on which day; whoever
has an old backup too, or pages from before with colleagues' keys in them, can tell who, and had her name from there already.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from ladeapp import kept
from ladeapp.config import settings

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-([0-9a-f]{64})")


def digest(key: UUID) -> str:
    return sha256(b"ladeapp erasure" + key.bytes).hexdigest()


def note(key: UUID, day: date) -> None:
    """Remember that this person is to be forgotten; on the disk when it returns."""
    there = folder()
    os.close(os.open(there / f"{day.isoformat()}-{digest(key)}", os.O_WRONLY | os.O_CREAT, 0o600))
    descriptor = os.open(there, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def folder() -> Path:
    """Where the notes are; made where it is missing."""
    there = settings().erasure_dir
    there.mkdir(parents=True, exist_ok=True, mode=0o700)
    return there


def noted() -> set[str]:
    """The digests of all who are to be forgotten."""
    return {found[2] for _path, found in _files()}


def forget_old(today: date) -> None:
    """No backup that knew these is kept any more."""
    for path, found in _files():
        if date.fromisoformat(found[1]) + kept.ERASURE < today:
            with suppress(FileNotFoundError):
                path.unlink()


def _files() -> Iterator[tuple[Path, re.Match[str]]]:
    there = settings().erasure_dir
    for path in sorted(there.iterdir()) if there.is_dir() else ():
        if found := _NAME.fullmatch(path.name):
            yield path, found
