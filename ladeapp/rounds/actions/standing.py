"""Standing pairs, and putting right what people and workplaces have changed since a round was matched."""

from datetime import datetime
from itertools import combinations
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ladeapp.db import db, insert
from ladeapp.people.models import Person

from .. import queries, rules
from ..models import Joining, Meeting, MeetingSeat, Round, RoundChoice, RoundPlan, StandingPair
from .meeting import NoSuchMeeting, agreed_on, dissolve, forget_time, give_up, tell


def go_on(meeting_id: UUID, person_id: int, wants: bool, now: datetime) -> bool:
    """She would like to go on with the one she met. Neither learns it of the other before both have said it.

    returns   whether they are a standing pair now
    raises    NoSuchMeeting, also for a trio and for two who have not met
    """
    found = db.session.scalar(sa.select(Meeting).where(Meeting.id == meeting_id, Meeting.met).with_for_update())
    people = sorted(seat.person_id for seat in found.seats) if found else []
    if found is None or len(people) != 2 or person_id not in people or queries.apart_now(people):
        db.session.rollback()
        raise NoSuchMeeting
    for seat in found.seats:
        if seat.person_id == person_id:
            seat.continues = wants
    both = all(seat.continues for seat in found.seats) and not _paired(people)
    if both:
        db.session.add(StandingPair(a_id=people[0], b_id=people[1]))
        tell([each for each in people if each != person_id], f"pair {meeting_id}", now)
    db.session.commit()
    return both


def part(person_id: int, now: datetime) -> None:
    """No standing pair any more, and no meeting of it; without a reason. The other is told gently."""
    chosen = sa.delete(StandingPair).where(sa.or_(StandingPair.a_id == person_id, StandingPair.b_id == person_id))
    pair = db.session.execute(chosen.returning(StandingPair.a_id, StandingPair.b_id)).one_or_none()
    if pair is None:
        db.session.rollback()
        return
    other = pair.b_id if pair.a_id == person_id else pair.a_id
    _parted(other)
    db.session.execute(sa.update(MeetingSeat).where(MeetingSeat.person_id.in_(pair)).values(continues=False))
    give_up(person_id, now, other)
    tell([other], f"parted {other}", now)


def mend(now: datetime) -> None:
    """Whoever has left, or must not meet any more, is not kept waiting for: pairs end, meetings dissolve, and nobody is named."""
    gone = sa.select(Person.id).where(Person.left_day.is_not(None))
    db.session.execute(sa.delete(Joining).where(Joining.person_id.in_(gone)))
    for workplace_id in db.session.scalars(sa.select(RoundPlan.workplace_id)).all():
        _mend(workplace_id, now)
    db.session.commit()


def _mend(workplace_id: int, now: datetime) -> None:
    here = sa.select(Person.id).where(Person.workplace_id == workplace_id)
    pairs = db.session.scalars(sa.select(StandingPair).where(StandingPair.a_id.in_(here))).all()
    unmet = (
        sa.select(Meeting)
        .join(Round)
        .where(Round.workplace_id == workplace_id, Round.state == "running", Round.ends_at > now, ~Meeting.met)
    )
    meetings = db.session.scalars(unmet.options(selectinload(Meeting.seats))).all()
    seated = {meeting.id: [seat.person_id for seat in meeting.seats] for meeting in meetings}
    ids = {person for pair in pairs for person in (pair.a_id, pair.b_id)} | {person for people in seated.values() for person in people}
    known = {joiner.id: joiner for joiner in queries.joiners(workplace_id, ids, now, now)}
    apart = queries.apart_now(known.keys())

    def able(people: list[int]) -> bool:
        two_by_two = combinations(people, 2)
        present = len(people) > 1 and set(people) <= known.keys()
        return present and not any(frozenset(two) in apart or rules.is_lead_of(*(known[each] for each in two)) for two in two_by_two)

    parted: list[int] = []
    for pair in pairs:
        if not able([pair.a_id, pair.b_id]):
            parted += [person for person in (pair.a_id, pair.b_id) if person in known]
            db.session.delete(pair)
            _parted(pair.a_id)
            _parted(pair.b_id)
    for meeting in meetings:
        if not able(seated[meeting.id]):
            waiting, called_off = [person for person in seated[meeting.id] if person in known], agreed_on(meeting)
            dissolve(meeting, waiting)
            forget_time(meeting)
            tell(waiting, f"changed {meeting.id}", now, called_off)
    for person in parted:  # as when one of them ends it, so that nobody can tell which it was
        tell([person], f"parted {person}", now)


def _parted(person_id: int) -> None:
    row = insert(RoundChoice).values(person_id=person_id, wish="any", news="parted")
    db.session.execute(row.on_conflict_do_update(index_elements=[RoundChoice.person_id], set_={"news": "parted"}))


def _paired(people: list[int]) -> bool:
    """Whether one of them is in a standing pair."""
    chosen = sa.exists().where(sa.or_(StandingPair.a_id.in_(people), StandingPair.b_id.in_(people)))
    return bool(db.session.scalar(sa.select(chosen)))
