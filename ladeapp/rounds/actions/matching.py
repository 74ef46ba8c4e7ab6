"""The worker matches a round at its start, and within it whoever needs somebody else. The long thinking holds no lock."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa

from ladeapp.clock import today
from ladeapp.db import BLIND, db
from ladeapp.people.models import Person, Workplace
from ladeapp.shifts import queries as shifts

from .. import queries, rules
from ..models import FirstInLine, Joining, Meeting, MeetingSeat, Met, Round, RoundChoice
from .meeting import tell

CLAIM = timedelta(minutes=10)  # a worker that has not matched by then is taken to be gone
MANY = 500

Row = TypeVar("Row")


def match_due(now: datetime) -> None:
    """Match every round that has begun. Each is claimed by one worker."""
    due = sa.or_(
        sa.and_(Round.state == "open", Round.starts_at <= now, Round.ends_at > now),
        sa.and_(Round.state == "matching", Round.claimed_until <= now),
    )
    for round_id in db.session.scalars(sa.select(Round.id).where(due)).all():
        until = now + CLAIM
        claim = sa.update(Round).where(Round.id == round_id, due).values(state="matching", claimed_until=until)
        claimed = db.session.scalar(claim.returning(Round.id), execution_options=BLIND)
        db.session.commit()
        if claimed:
            _match(round_id, until, now)


def match_again(now: datetime) -> None:
    """In rounds that run: bring together those whose meeting came to nothing. Whoever finds nobody is first in line next time."""
    for round_id in db.session.scalars(sa.select(Round.id).where(Round.state == "running", Round.seeking, Round.ends_at > now)).all():
        seeks = sa.update(Round).where(Round.id == round_id, Round.seeking).values(seeking=False).returning(Round.id)
        if db.session.scalar(seeks, execution_options=BLIND):  # holds the round until the commit
            found = _round(round_id)
            pool = queries.pool_for(found, _today(found))
            matching = rules.match(pool, found.seed)
            told = _keep(found, matching, now)
            _in_line(found, pool, matching)
            tell(told, f"round {round_id} {uuid4().hex[:8]}", now)
        db.session.commit()


def _match(round_id: UUID, until: datetime, now: datetime) -> None:
    found = _round(round_id)
    pool = queries.pool_for(found, _today(found))
    before = _joined(round_id)
    db.session.commit()  # nobody waits while this one thinks
    matching = rules.match(pool, found.seed)
    mine = sa.update(Round).where(Round.id == round_id, Round.state == "matching", Round.claimed_until == until)
    same = mine.values(state="running", claimed_until=None).returning(Round.id)
    if db.session.scalar(same, execution_options=BLIND) is None:
        db.session.rollback()  # another worker has taken over
        return
    if _joined(round_id) != before:  # somebody left while we thought: think again
        db.session.rollback()
        db.session.execute(mine.values(state="open", claimed_until=None), execution_options=BLIND)
        db.session.commit()
        return
    people = _keep(found, matching, now)
    _in_line(found, pool, matching)
    here = sa.select(Person.id).where(Person.workplace_id == found.workplace_id)
    old_news = sa.update(RoundChoice).where(RoundChoice.news.is_not(None), RoundChoice.person_id.in_(here))
    db.session.execute(old_news.values(news=None), execution_options=BLIND)
    tell([*people, *matching.alone], f"round {round_id}", now)


def _keep(found: Round, matching: rules.Matching, now: datetime) -> list[int]:
    """Write down who meets whom, and when they could, and return them all."""
    people = [person for group in matching.groups for person in group.people]
    tag = queries.tags_of(found.id)
    tags = {tag(*two) for group in matching.groups for two in combinations(group.people, 2)}
    meetings = {uuid4(): group for group in matching.groups}
    for some_meetings in _portions(list(meetings.items())):
        _insert(Meeting, _told_once(found, some_meetings, now))
    _insert(
        MeetingSeat,
        (
            {"meeting_id": key, "person_id": person, "why": group.why[person], "agreed": False, "continues": False}
            for key, group in meetings.items()
            for person in group.people
        ),
    )
    _insert(Met, ({"round_id": found.id, "tag": each} for each in sorted(tags)))
    for some in _portions(people):
        db.session.execute(sa.delete(Joining).where(Joining.round_id == found.id, Joining.person_id.in_(some)))
    return people


def _told_once(found: Round, meetings: Sequence[tuple[UUID, rules.Group]], now: datetime) -> Iterator[dict[str, object]]:
    """Meetings with what their people's shifts have in common as of now; it is not looked at again."""
    zone = db.session.get_one(Workplace, found.workplace_id).zone
    known = shifts.spans([person for _, group in meetings for person in group.people], now, found.ends_at)
    for key, group in meetings:
        spans = [known.get(person, ()) for person in group.people]
        common = rules.common(spans, now, zone) if "shift" in group.why.values() else None
        yield {
            "id": key,
            "round_id": found.id,
            "times": rules.candidates(spans, now, found.ends_at, zone),
            "shared_day": common.day if common else None,
            "shared_kind": common.kind if common else None,
            "met": False,
        }


def _in_line(found: Round, pool: rules.Pool, matching: rules.Matching) -> None:
    """Whoever has nobody, or is the third, is first in line next time; whoever was first in line is not any more."""
    waiting = {*matching.alone, *(group.people[2] for group in matching.groups if len(group.people) == 3)}
    served = [joiner.id for joiner in pool.joiners if joiner.id not in waiting]
    for some in _portions([*served, *waiting]):
        db.session.execute(sa.delete(FirstInLine).where(FirstInLine.person_id.in_(some)))
    _insert(FirstInLine, ({"person_id": person, "round_id": found.id} for person in sorted(waiting)))


def _round(round_id: UUID) -> Round:
    return db.session.get_one(Round, round_id, populate_existing=True)


def _joined(round_id: UUID) -> set[int]:
    return set(db.session.scalars(sa.select(Joining.person_id).where(Joining.round_id == round_id)))


def _today(found: Round) -> date:
    return today(db.session.get_one(Workplace, found.workplace_id).zone)


def _insert(model: type, rows: Iterable[dict[str, object]]) -> None:
    for some in _portions(list(rows)):
        db.session.execute(sa.insert(model), some)


def _portions(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[n : n + MANY] for n in range(0, len(rows), MANY)]
