"""A period closes: one transaction turns the sealed answers into levels and deletes them; then the key goes, and the log's copy."""

from datetime import datetime

import sqlalchemy as sa
import structlog

from .. import clock, traces
from ..db import db
from . import counting, keys, rules
from .models import Contribution, Period, Release

log = structlog.get_logger()


class NotDue(Exception):
    """The period still takes answers, or has never been opened. Nothing has changed."""


def close_due(at: datetime) -> None:
    """Close every period whose Wednesday noon has come, the oldest first."""
    due = db.session.scalars(sa.select(Period.id).where(Period.state == "open", Period.closes <= at).order_by(Period.id)).all()
    db.session.commit()
    for period_id in due:
        close(period_id)


def close_if_due(period_id: str) -> int:
    """Close it and return how many teams were looked at; 0 and no change the second time.

    raises    ValueError if that is no period; NotDue before its Wednesday noon or if it was never opened
    """
    grid = None if rules.is_scale(period_id) else rules.period(period_id)
    period = db.session.get(Period, rules.scale_of(period_id).id if grid is None else grid.id)
    closes = grid.closes if grid else period and period.closes
    if closes and clock.now() < closes:
        raise NotDue(f"{period_id} takes answers until {closes.astimezone(rules.ZONE):%Y-%m-%d %H:%M} in Oslo. Close it after that.")
    if period is None:
        raise NotDue(f"{period_id} has never been opened. There is nothing to close.")
    db.session.commit()
    return close(period_id)


def close(period_id: str) -> int:
    """Release, delete, destroy, forget; exclusive, idempotent. Returns the number of teams, 0 if it was closed before."""
    teams = _release(period_id)
    keys.destroy(period_id)
    forget_deleted()
    return teams


def _release(period_id: str) -> int:
    if not hold(period_id):
        db.session.rollback()
        return 0
    try:
        key = keys.load(period_id)
    except keys.KeyUnusable as why:
        log.error("a period closes without numbers", period=period_id, why=str(why))
        key = None
    levels = [{"team_id": team_id, "period_id": period_id, "level_tenths": level} for team_id, level in counting.levels(period_id, key)]
    if levels:
        db.session.execute(sa.insert(Release), levels)
    db.session.execute(sa.delete(Contribution).where(Contribution.period_id == period_id))
    planned = db.session.scalars(sa.select(Period.closes).where(Period.id == period_id)).one()
    late = max(clock.now(), planned)  # a lead waits from when members could read
    db.session.execute(sa.update(Period).where(Period.id == period_id).values(state="closed", closes=late))
    db.session.commit()
    return len(levels)


def hold(period_id: str) -> bool:
    """Lock an open period until the transaction ends: nobody contributes to it, nobody else closes it."""
    locked = sa.select(Period.id).where(Period.id == period_id, Period.state == "open").with_for_update()
    return db.session.scalar(locked) is not None


def fail_closed(_at: datetime | None = None) -> None:
    """Destroy what keys outlived their period; where an open period's key is unusable, start it afresh – phones send again."""
    states = dict(db.session.execute(sa.select(Period.id, Period.state)).all())
    db.session.commit()
    for period_id in keys.kept():
        if states.get(period_id) == "closed":
            keys.destroy(period_id)
    for period_id, state in states.items():
        if state == "open" and (why := _unusable(period_id)):
            log.error("a period's answers are deleted; phones send again", period=period_id, why=why)
            _start_afresh(period_id)


def forget_keys() -> None:
    """An older database is about to be put back, with answers that may have been taken back since: without keys they go, phones send again."""
    for period_id in keys.kept():
        keys.destroy(period_id)


def _start_afresh(period_id: str) -> None:
    if not hold(period_id) or not _unusable(period_id):
        db.session.rollback()
        return
    keys.destroy(period_id)
    db.session.execute(sa.delete(Contribution).where(Contribution.period_id == period_id))
    db.session.commit()
    keys.create(period_id)  # after the rows are gone for certain, so that no old row meets a new key


def _unusable(period_id: str) -> str | None:
    try:
        keys.load(period_id)
    except keys.KeyUnusable as why:
        return str(why)
    return None


def forget_deleted() -> bool:
    """Empty what a database keeps of deleted answers beside its tables; an alarm, and False, when long readers would not let go."""
    return traces.forget_deleted("contribution")
