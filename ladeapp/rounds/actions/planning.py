"""Rounds that come and go: how often, the next one to join, and what is forgotten when."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from ladeapp.db import BLIND, db, insert
from ladeapp.people.models import Person, Workplace

from .. import queries, rules
from ..models import Joining, Meeting, Met, Round, RoundChoice, RoundPlan

SLOT_KEPT = timedelta(hours=12)  # a time that was agreed on, after it


def plan(workplace_id: int, weeks: int, now: datetime) -> None:
    """Let the workplace have rounds every so many weeks; 0: none, and the one that people could join is taken away.

    A round that runs goes on to its end. Raises ValueError for a number that is not offered.
    """
    if weeks not in rules.CADENCES:
        raise ValueError("no such cadence")
    kept = insert(RoundPlan).values(workplace_id=workplace_id, weeks=weeks)
    db.session.execute(kept.on_conflict_do_update(index_elements=[RoundPlan.workplace_id], set_={"weeks": weeks}))
    opened = db.session.scalar(sa.select(Round).where(Round.workplace_id == workplace_id, Round.state == "open").with_for_update())
    if opened and weeks:
        zone = db.session.get_one(Workplace, workplace_id).zone
        opened.ends_at = rules.next_start(opened.starts_at, weeks, zone, opened.starts_at)
    elif opened:
        db.session.delete(opened)
    elif weeks:
        _open(db.session.get_one(Workplace, workplace_id), weeks, now)
    db.session.commit()


def turn(now: datetime) -> None:
    """Wherever there are rounds and none is open to join, the next one is: it begins when the one before it ends.

    A round that nobody matched before it was over, because no worker ran, begins at the next time there is; those who joined are in it.
    """
    late = (
        sa.select(Round, Workplace.zone)
        .join(Workplace, Workplace.id == Round.workplace_id)
        .where(Round.state == "open", Round.ends_at <= now)
    )
    for found, zone in db.session.execute(late).all():
        weeks = queries.plan_of(found.workplace_id)
        found.starts_at = rules.next_start(found.starts_at, weeks, zone, now)
        found.ends_at = rules.next_start(found.starts_at, weeks, zone, found.starts_at)
    opened = sa.exists().where(Round.workplace_id == Workplace.id, Round.state.in_(("open", "matching")))
    planned = sa.select(Workplace, RoundPlan.weeks).join(RoundPlan, RoundPlan.workplace_id == Workplace.id)
    for place, weeks in db.session.execute(planned.where(RoundPlan.weeks > 0, ~opened)).all():
        _open(place, weeks, now)
    db.session.commit()


def purge(now: datetime) -> None:
    """Forget what has had its time: who waited, at the round's end; times that have passed; who met, six weeks after the round's start; tags, after three rounds."""
    over = sa.select(Round.id).where(Round.ends_at <= now)
    db.session.execute(sa.update(Round).where(Round.state == "running", Round.ends_at <= now, Round.seed != 0).values(seed=0))
    db.session.execute(sa.delete(Joining).where(Joining.round_id.in_(over)))
    db.session.execute(sa.update(Meeting).where(Meeting.slot <= now - SLOT_KEPT).values(slot=None))
    done = sa.update(Meeting).where(Meeting.round_id.in_(over), sa.or_(Meeting.times != (), Meeting.shared_day.is_not(None)))
    db.session.execute(done.values(times=(), shared_day=None, shared_kind=None), execution_options=BLIND)
    old = sa.select(Round.id).where(Round.starts_at <= now - rules.KEPT, Round.ends_at <= now)
    db.session.execute(sa.delete(Meeting).where(Meeting.round_id.in_(old)))
    place = sa.func.row_number().over(partition_by=Round.workplace_id, order_by=Round.starts_at.desc())
    numbered = sa.select(Round.id, place.label("place")).where(Round.state == "running").subquery()
    forgotten = sa.select(numbered.c.id).where(numbered.c.place > rules.ROUNDS_REMEMBERED)
    long_over = sa.select(Round.id).where(Round.ends_at <= now - rules.TAGS_KEPT)
    db.session.execute(sa.delete(Met).where(sa.or_(Met.round_id.in_(forgotten), Met.round_id.in_(long_over))))
    db.session.execute(sa.delete(Round).where(Round.id.in_(forgotten), Round.ends_at <= now - rules.KEPT))
    _forget_choices(now)
    db.session.commit()


def _forget_choices(now: datetime) -> None:
    """Rests that are over, news where no round comes any more, and rows that then choose nothing."""
    db.session.execute(sa.update(RoundChoice).where(RoundChoice.paused_until <= now.date() - timedelta(days=1)).values(paused_until=None))
    comes = sa.exists().where(Round.workplace_id == Person.workplace_id, Round.ends_at > now)
    without = sa.select(Person.id).where(Person.id == RoundChoice.person_id, ~comes).exists()
    db.session.execute(sa.update(RoundChoice).where(RoundChoice.news.is_not(None), without).values(news=None), execution_options=BLIND)
    told = (RoundChoice.profession, RoundChoice.paused_until, RoundChoice.news)
    nothing = sa.and_(RoundChoice.wish == "any", *(each.is_(None) for each in told))
    db.session.execute(sa.delete(RoundChoice).where(nothing), execution_options=BLIND)


def _open(place: Workplace, weeks: int, now: datetime) -> None:
    last = db.session.scalar(sa.select(sa.func.max(Round.starts_at)).where(Round.workplace_id == place.id))
    end = db.session.scalar(sa.select(Round.ends_at).where(Round.workplace_id == place.id, Round.starts_at == last)) if last else None
    start = end if end and end > now else rules.first_start(now, place.zone)
    fresh = insert(Round).values(
        workplace_id=place.id,
        starts_at=start,
        ends_at=rules.next_start(start, weeks, place.zone, start),
        seed=secrets.randbits(62),
        state="open",
        seeking=False,
    )
    db.session.execute(fresh.on_conflict_do_nothing(index_elements=[Round.workplace_id, Round.starts_at]))
