"""Where rounds are while they run: memory that this machine's web processes share, and nothing else. No file, no table, no log.

`ladeapp run` loads the app before gunicorn forks (`--preload`), so all its workers see the same anonymous memory, whichever of them
a phone reaches. It is no Redis: that writes to its disk. Who answered is a set of digests, what was answered a count an option, and
nothing joins the two.
"""

import fcntl
import hashlib
import json
import mmap
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime

from .. import clock, kept
from . import rules

SIZE = 512 * 1024  # bytes; a round with every phone it takes is some 4 KiB
ROUNDS_MAX = 80
PHONES_MAX = 200  # of one round; more are no ward


class Full(Exception):
    """Too many rounds run at this moment. Nothing has changed."""


@dataclass
class Round:
    """One question on one screen. `heard`: digests of the phones' random tokens, in order of their value. `told`: the end of it."""

    owner: int
    item: str
    begun: str
    counts: list[int]
    heard: list[str] = field(default_factory=list)
    told: tuple[str, list[int]] | None = None

    def hear(self, token: str, option: int) -> None:
        """Count one phone's answer, its first. Raises ValueError when there is no such option."""
        if not 0 <= option < len(self.counts):
            raise ValueError("no such option")
        digest = hashlib.sha256(token.encode()).hexdigest()[:16]
        if digest not in self.heard and len(self.heard) < PHONES_MAX:
            self.heard = sorted([*self.heard, digest])
            self.counts[option] += 1

    def end(self) -> rules.Shown:
        """What is shown, made once; the answers are gone with it."""
        if self.told is None:
            shown = rules.shown(self.counts)
            self.told, self.counts, self.heard = (shown.kind, list(shown.shares)), [], []
        return rules.Shown(self.told[0], tuple(self.told[1]))


class Holder:
    """The rounds of this machine. Made before the web processes are forked."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, SIZE)
        self._door = tempfile.TemporaryFile()  # noqa: SIM115 – open as long as the process; empty; a lock on it is gone with the process that holds it
        self._threads = threading.Lock()
        weakref.finalize(self, self._door.close)

    @contextmanager
    def rounds(self) -> Iterator[dict[str, Round]]:
        """Code → round, alone with them. Those past their time are gone; what the caller changes is kept. Raises Full."""
        with self._threads:
            fcntl.lockf(self._door, fcntl.LOCK_EX)
            try:
                rounds = self._read()
                yield rounds
                self._write(rounds)
            finally:
                fcntl.lockf(self._door, fcntl.LOCK_UN)

    def forget_later(self) -> None:
        """See to it that what begins now is gone in time, also if nobody asks for anything."""
        timer = threading.Timer(kept.ROUND.total_seconds() + 1, self.sweep)
        timer.daemon = True
        timer.start()

    def sweep(self) -> None:
        with self.rounds():
            pass

    def _read(self) -> dict[str, Round]:
        raw = self._memory[:].rstrip(b"\0")
        try:
            found = json.loads(raw) if raw else {}
        except ValueError:
            found = {}  # a process was killed while it wrote
        oldest = clock.now() - kept.ROUND
        still = {code: Round(**each) for code, each in found.items() if datetime.fromisoformat(each["begun"]) > oldest}
        if len(still) < len(found):
            self._write(still)  # also when the caller gives up
        return still

    def _write(self, rounds: dict[str, Round]) -> None:
        """Over all of it, so that nothing of an earlier state is left."""
        raw = json.dumps({code: asdict(each) for code, each in rounds.items()}).encode() if rounds else b""
        if len(rounds) > ROUNDS_MAX or len(raw) > SIZE:
            raise Full
        self._memory[:] = raw.ljust(SIZE, b"\0")
