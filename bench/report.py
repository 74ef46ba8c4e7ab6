"""The table on screen and bench/results.json: every figure beside what it should reach."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from .load import Lap

RESULTS = Path(__file__).parent / "results.json"


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


def keep(rows: Mapping[str, Lap], goals: Sequence[Goal], notes: Sequence[str]) -> None:
    """Write the same for programs."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "rows": {name: asdict(lap) for name, lap in rows.items()},
        "goals": [{**asdict(goal), "met": goal.met} for goal in goals],
        "notes": list(notes),
    }
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
