"""Keys that are one file each, outside the database and every backup. Lost, cut short or readable by others, a key opens nothing."""

import os
import secrets
import stat
from pathlib import Path

SIZE = 64  # bytes of a key file: k1 for tags, then k2 for sealing

Identity = tuple[int, ...]


class KeyUnusable(Exception):
    """There is no key to use; the text tells the operator why and holds no secret."""


def create(path: Path) -> None:
    """Make this key unless it is there. Of several processes at once, one key wins and is whole from its first instant."""
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".new-{secrets.token_hex(8)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        os.write(descriptor, secrets.token_bytes(SIZE))
        os.fsync(descriptor)
        os.link(draft, path)
    except FileExistsError:
        _overwrite(descriptor)  # somebody else's won
    finally:
        os.close(descriptor)
        draft.unlink()
        _sync(folder)


def read(path: Path) -> tuple[Identity, bytes]:
    """The key's bytes, and which file they came from. Raises KeyUnusable, FileNotFoundError, OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        found = os.fstat(descriptor)
        raw = os.read(descriptor, SIZE + 1)
    finally:
        os.close(descriptor)
    if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) & 0o077:
        raise KeyUnusable(f"the key of {path.stem} can be read by others than its owner")
    if len(raw) != SIZE or not any(raw):
        raise KeyUnusable(f"the key of {path.stem} is cut short or overwritten")
    return identity(found), raw


def usable(path: Path) -> bytes:
    """The key's bytes. Raises KeyUnusable, whatever stands in the way."""
    try:
        return read(path)[1]
    except FileNotFoundError:
        raise KeyUnusable(f"the key of {path.stem} is missing") from None
    except OSError as problem:
        raise KeyUnusable(f"the key of {path.stem} cannot be read: {problem.strerror}") from None


def destroy(path: Path) -> None:
    """Overwrite and unlink this key, if it is there. Nothing sealed with it opens again, for anyone."""
    try:
        if not path.is_symlink():
            path.chmod(0o600)
            descriptor = os.open(path, os.O_WRONLY)
            _overwrite(descriptor)
            os.close(descriptor)
        path.unlink()
    except FileNotFoundError:
        return
    _sync(path.parent)


def identity(found: os.stat_result) -> Identity:
    """Whether a file is still the one that was read."""
    return (found.st_dev, found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _overwrite(descriptor: int) -> None:
    length = max(SIZE, os.fstat(descriptor).st_size)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, bytes(length))
    os.fsync(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
