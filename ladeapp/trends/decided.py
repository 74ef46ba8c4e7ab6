"""What our answers have led to: written in a room above, which offers its rows here; read in the same statement as the lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

Rows = Callable[[sa.ColumnElement[int]], sa.Select[*tuple[Any, ...]]]  # workplace → (text, day) of what is published there
OFFERED: list[Rows] = []


@dataclass(frozen=True)
class LedTo:
    """Something that was decided, in the words that staff read."""

    day: date
    text: str


def offer(rows: Rows) -> None:
    """Read these too from now on; once more changes nothing."""
    if rows not in OFFERED:
        OFFERED.append(rows)
