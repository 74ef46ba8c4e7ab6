"""Files on disk: what is being sent goes straight there, and what is refused or left over does not stay."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

LARGEST = 300 * 2**20  # bytes of one film
QUOTA = 2 * 2**30  # bytes of all films of a workplace
RESERVE = 500 * 2**20  # bytes of the disk that are left alone: check-ins need some
HEAD = 64  # bytes by which a kind is told
LOCK = ".lock"
DRAFT = ".draft-"  # how the name of an unfinished file begins
_BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4"} | dict.fromkeys(
    (b"isom", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV", *(b"iso%d" % n for n in range(2, 10))), "video/mp4"
)


class Busy(Exception):
    """Somebody else is sending a film. Nothing has been read."""


class Draft:
    """A file on its way to the disk. What is too much, or of no known kind, is read to its end and thrown away: then a page can say so.

    `.refused` is None, or kind | large | full | disk.
    """

    def __init__(self, path: Path, room: "Room") -> None:
        self.path, self.size, self.head, self.refused = path, 0, b"", None if room.disk else "disk"
        self._room = room
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b", buffering=0)

    @property
    def kind(self) -> str | None:
        return kind_of(self.head)

    def write(self, data: bytes) -> int:
        if not self.refused:
            self.size += len(data)
            self.head += data[: HEAD - len(self.head)]
            known = len(self.head) < HEAD or self.kind or self.head.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT")
            self._refuse(self._room.why_not(self.size) if known else "kind")
        if not self.refused:
            try:
                left = memoryview(data)
                while left:
                    left = left[self._file.write(left) :]
            except OSError:  # full after all, or a limit of the machine's
                self._refuse("disk")
        return len(data)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size) or b""

    def seek(self, offset: int) -> int:
        return self._file.seek(offset)

    def keep(self, path: Path) -> None:
        """Let it stand under its own name; it is on the disk then, also after a power cut."""
        os.fsync(self._file.fileno())
        self.path.rename(path)

    def close(self) -> None:
        self._file.close()

    def _refuse(self, why: str | None) -> None:
        if why:
            self.refused = why
            self._file.truncate(0)


class Room:
    """How much may come, and every draft of one request. `full` and `disk` are bytes that the workplace and the disk have left."""

    def __init__(self, folder: Path, used: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder, self.drafts = folder, list[Draft]()
        self.full, self.disk = QUOTA - used, max(0, shutil.disk_usage(folder).free - RESERVE)

    def draft(self, *_about: object, **_more: object) -> Draft:
        """A place for the next file of a form, as werkzeug asks for one."""
        self.drafts.append(Draft(self.folder / f"{DRAFT}{secrets.token_hex(16)}", self))
        return self.drafts[-1]

    def why_not(self, size: int) -> str | None:
        taken = sum(draft.size for draft in self.drafts if not draft.refused)
        return next((why for why, most in (("large", LARGEST), ("full", self.full), ("disk", self.disk)) if max(size, taken) > most), None)

    def clear(self) -> None:
        """What has not been kept is gone."""
        for draft in self.drafts:
            draft.close()
            draft.path.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One film at a time is sent: it may take long, and there are not many threads. Raises Busy."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Busy from None
    finally:
        os.close(lock)


def kind_of(head: bytes) -> str | None:
    """What a file is by its first bytes: video/mp4, video/webm, audio/mp4, or none of these."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    return "video/webm" if head[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in head else None


def path_of(folder: Path, film_id: UUID) -> Path:
    return folder / film_id.hex


def files(folder: Path) -> list[Path]:
    """All that lies there."""
    return [path for path in folder.iterdir() if path.name != LOCK and path.is_file()]
