"""Reads of shifts. Nobody is shown another's: other rooms put these conditions into their own questions."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..db import db
from .models import Shift


class Span(NamedTuple):
    """One shift; aware instants, start before end."""

    start: datetime
    end: datetime


def at_work(person_id: int | sa.SQLColumnExpression[int], at: datetime | sa.SQLColumnExpression[datetime]) -> sa.ColumnElement[bool]:
    """The condition that this person is in a shift at that moment; to stand in another read."""
    shift = aliased(Shift)
    return sa.select(1).select_from(shift).where(shift.person_id == person_id, shift.starts_at <= at, shift.ends_at > at).exists()


def shift_end(person_id: int, at: datetime) -> datetime | None:
    """When the shift she is in ends; None off shift."""
    chosen = sa.select(sa.func.max(Shift.ends_at)).where(Shift.person_id == person_id, Shift.starts_at <= at, Shift.ends_at > at)
    return db.session.scalar(chosen)


def spans(person_ids: Collection[int], since: datetime, until: datetime) -> dict[int, Sequence[Span]]:
    """Each person's shifts that touch the time between, oldest first; people without any are absent."""
    chosen = sa.select(Shift.person_id, Shift.starts_at, Shift.ends_at).where(
        Shift.person_id.in_(person_ids), Shift.ends_at > since, Shift.starts_at < until
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for person_id, start, end in db.session.execute(chosen.order_by(Shift.starts_at)):
        found[person_id].append(Span(start, end))
    return dict(found)
