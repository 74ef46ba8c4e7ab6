"""Has a calendar read by a process of its own, so that whatever is in it costs some seconds and no more."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from .rules import AHEAD_IMPORTED, KEPT, Span

LARGEST = 2 * 1024 * 1024  # bytes of a calendar
TIME = 20  # seconds for all of it
READER = Path(__file__).with_name("ics.py")


class Unreadable(Exception):
    """Nothing was understood. `why`: page · many · heavy."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Reading:
    """What was understood: shifts in UTC, oldest first, and how many events were left out, by reason."""

    spans: list[Span]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def why_none(self) -> str | None:
        """The word for why there is no shift in it; None when there is."""
        if self.spans:
            return None
        return max(self.left_out, key=self.left_out.__getitem__, default="none")


def read(raw: bytes, zone: str, now: datetime) -> Reading:
    """The shifts of the year ahead. Takes half a second as a rule, TIME at most. Raises Unreadable."""
    since, until = now - KEPT, now + AHEAD_IMPORTED
    command = [sys.executable, "-I", str(READER), zone, since.isoformat(), until.isoformat()]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=TIME, check=True, env={})  # noqa: S603 -- our own file
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, ValueError):
        raise Unreadable("heavy") from None
    if "why" in told:
        raise Unreadable(told["why"])
    return Reading([Span(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in told["spans"]], told["left_out"])
