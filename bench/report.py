"""The table on screen and bench/results.json: every figure beside what it should reach."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .load import Lap

if TYPE_CHECKING:
    from .push.stage import Sent

RESULTS = Path(__file__).parent / "results.json"
PARTS = ("web", "push")


@dataclass(frozen=True)
class Goal:
    """One promise of the performance design: a figure and its bound."""

    what: str
    found: float
    bound: float
    at_most: bool

    @property
    def met(self) -> bool:
        return self.found <= self.bound if self.at_most else self.found >= self.bound

    def __str__(self) -> str:
        mark, sign = "✓" if self.met else "✗", "≤" if self.at_most else "≥"
        return f"{mark} {self.what:<66}{self.found:>10.2f}   {sign} {self.bound:g}"


def at_most(what: str, found: float, bound: float) -> Goal:
    return Goal(what, found, bound, True)


def at_least(what: str, found: float, bound: float) -> Goal:
    return Goal(what, found, bound, False)


def show(rows: Mapping[str, Lap], floor: Lap, goals: Sequence[Goal], notes: Sequence[str]) -> None:
    """Print what was measured and which goals are met."""
    print(f"\n{'':<34}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}{'× bare':>8}")
    for name, lap in rows.items():
        print(f"{name:<34}{lap.rate:>8,.0f}{lap.p50:>9.1f}{lap.p99:>9.1f}{lap.cpu:>9,.0f}{lap.cpu / floor.cpu:>8.1f}")
    print("\n" + "\n".join(map(str, goals)))
    print("\n" + "\n".join(notes))


def show_sent(rows: "Mapping[str, Sent]", goals: Sequence[Goal], notes: Sequence[str]) -> None:
    """Print what was sent how fast, and which goals are met."""
    print(f"\n{'':<48}{'messages/s':>12}{'CPU µs':>9}")
    for name, row in rows.items():
        print(f"{name:<48}{row.rate:>12,.0f}{row.cpu:>9,.0f}")
    print("\n" + "\n".join(map(str, goals)))
    print("\n" + "\n".join(notes))


def keep(part: str, rows: "Mapping[str, Lap] | Mapping[str, Sent]", goals: Sequence[Goal], notes: Sequence[str]) -> None:
    """Write the same for programs, in place of what was kept of this part."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "rows": {name: asdict(row) for name, row in rows.items()},
        "goals": [{**asdict(goal), "met": goal.met} for goal in goals],
        "notes": list(notes),
    }
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    parts = {name: found for name, found in kept.items() if name in PARTS} | {part: told}
    RESULTS.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n")
