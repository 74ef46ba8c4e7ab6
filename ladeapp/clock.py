"""The only reader of the time. In the demo its hand can be moved; nowhere else."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_hand: Path | None = None
_read: tuple[int, timedelta] = (0, timedelta())


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC) + _offset()


def today(zone: str = "Europe/Oslo") -> date:
    """The local day in `zone`."""
    return now().astimezone(ZoneInfo(zone)).date()


def use_demo_hand(path: Path | None) -> None:
    """Let the file at `path` move the clock for every process of the demo. None: real time."""
    global _hand, _read
    _hand, _read = path, (0, timedelta())


def advance(by: timedelta) -> timedelta:
    """Move the demo's clock and return how far it now is ahead. Raises RuntimeError outside the demo."""
    if _hand is None:
        raise RuntimeError("only the demo's clock can be moved")
    ahead = _offset() + by
    _hand.write_text(json.dumps({"seconds": ahead.total_seconds()}))
    return ahead


def _offset() -> timedelta:
    global _read
    if _hand is None or not _hand.exists():
        return timedelta()
    changed = _hand.stat().st_mtime_ns
    if changed != _read[0]:
        _read = (changed, timedelta(seconds=json.loads(_hand.read_text())["seconds"]))
    return _read[1]
