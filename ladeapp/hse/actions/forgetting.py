"""What is forgotten: the name of whoever has deleted everything, and what is older than the log is kept."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ladeapp import clock, kept
from ladeapp.accords import queries as accords
from ladeapp.db import BLIND, db
from ladeapp.people.models import Workplace
from ladeapp.people.rules import FORMER

from ..models import WorkAddendum, WorkLog, WorkMeasure, WorkPhase, WorkRecord, WorkReply, WorkSignature

NAMED: tuple[tuple[Any, str, str], ...] = (
    (WorkPhase, "owner_id", "owner"),
    (WorkMeasure, "owner_id", "owner"),
    (WorkSignature, "person_id", "name"),
    (WorkAddendum, "by_id", "by"),
    (WorkLog, "by_id", "by"),
)


def forget_name(person_id: int) -> None:
    """Nobody knows any more who she was that owned, signed, added or published; what three have signed reads as it did.

    Joins the caller's transaction.
    """
    for model, whose, name in NAMED:
        hers = sa.update(model).where(getattr(model, whose) == person_id).values({name: FORMER, whose: None})
        db.session.execute(hers, execution_options=BLIND)


def forget(now: datetime) -> None:
    """Delete meetings, addenda, answers and log lines that are older than the log is kept."""
    for workplace_id in db.session.scalars(sa.select(Workplace.id)).all():
        kept_from = clock.today() - accords.log_kept(workplace_id)
        for model, old in ((WorkRecord, WorkRecord.kind == "meeting"), (WorkLog, sa.true())):
            here = sa.and_(model.workplace_id == workplace_id, model.day < kept_from, old)
            db.session.execute(sa.delete(model).where(here), execution_options=BLIND)
        bare = sa.and_(WorkReply.text.is_(None), WorkReply.delivered < clock.today() - kept.DELIVERED)  # the suggestion is gone too
        old = sa.and_(WorkReply.workplace_id == workplace_id, sa.or_(bare, WorkReply.text_day < kept_from))
        db.session.execute(sa.delete(WorkReply).where(old), execution_options=BLIND)
    db.session.commit()
