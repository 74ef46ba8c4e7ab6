"""What the worker does with asks: carry them from circle to circle, and forget."""

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ladeapp.db import BLIND, db
from ladeapp.people.models import Person, Workplace
from ladeapp.push import actions as push

from .. import queries, rules
from ..models import Ask, AskCount, HelpCount, PairingChoice, Willing


def reach(now: datetime) -> None:
    """Carry every ask that waits one circle further: those at work together with her, her unit, trained supporters.

    Each of them gets one message without a name. Safe beside other workers: an ask is claimed by the UPDATE.
    """
    for ask in queries.due(now):
        _carry(ask, now)


def _carry(ask: Ask, now: datetime) -> None:
    before, kind = ask.reach, "ask"
    there = [] if before == "unit" else queries.listeners(ask.asker_id, ask.opens_at, now)
    together = [one.person_id for one in there if one.overlaps]
    apart = [one.person_id for one in there if not one.overlaps]
    if before == "new" and together:
        circle, people = "shift", together
    elif before == "shift" or apart:
        circle, people = "unit", apart
    else:
        circle, people, kind = "all", list(queries.supporters(ask.asker_id, ask.opens_at, now)), "support"
    claim = sa.update(Ask).where(Ask.id == ask.id, Ask.reach == before, Ask.expires_at > now).values(reach=circle)
    if db.session.scalar(claim.returning(Ask.id), execution_options=BLIND) is None:
        db.session.rollback()
        return
    push.enqueue(people, kind, str(ask.id), f"/pairings/{ask.id}", due_at=now, expires_at=ask.expires_at, urgency="high")


def purge(now: datetime) -> None:
    """Forget what has had its time."""
    db.session.execute(sa.delete(Ask).where(Ask.expires_at <= now))
    db.session.execute(sa.delete(Willing).where(Willing.until <= now))
    db.session.execute(sa.update(PairingChoice).where(PairingChoice.rests_until <= now).values(rests_until=None))
    heard = sa.update(PairingChoice).where(PairingChoice.hears_from <= now - rules.SUPPORTERS_TOO)  # no ask of before is open any more
    db.session.execute(heard.values(hears_from=None))
    for zone in db.session.scalars(sa.select(Workplace.zone).distinct()).all():
        here = sa.select(Person.id).join(Workplace, Workplace.id == Person.workplace_id).where(Workplace.zone == zone)
        over = AskCount.day < now.astimezone(ZoneInfo(zone)).date()
        db.session.execute(sa.delete(AskCount).where(over, AskCount.person_id.in_(here)), execution_options=BLIND)
    db.session.execute(sa.delete(HelpCount).where(HelpCount.day <= rules.week(now)))
    db.session.commit()
