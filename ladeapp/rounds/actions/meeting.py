"""Two or three who meet: when, the station itself, and getting out of it. Nobody is told why anyone did what."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from ladeapp.db import db, insert
from ladeapp.push import actions as push
from ladeapp.push.rules import Prompt
from ladeapp.reminders import queries as reminders
from ladeapp.stations import actions as stations
from ladeapp.stations import queries as running

from .. import queries
from ..models import Joining, Meeting, MeetingSeat, Round

PROTOCOLS = {2: "two-10", 3: "group-40"}
BEFORE = timedelta(minutes=10)  # how long before the agreed time the phones tell
AFTER = timedelta(minutes=20)
NEWS_LASTS = timedelta(days=2)


class NoSuchMeeting(Exception):
    """It is not hers, or not any more."""


class NotThen(Exception):
    """No time, or one that has passed, or lies after the round."""


class NotNow(Exception):
    """A station cannot begin now, whatever the reason: one of them sits elsewhere, the round is over, they must not meet any more."""


def propose(meeting_id: UUID, person_id: int, slot: datetime | None, now: datetime) -> None:
    """A time that suits this person; the others see it and say whether it suits them. A newer proposal takes its place.

    raises    NoSuchMeeting, NotThen
    """
    meeting = _mine(meeting_id, person_id)
    if slot is None or not now < slot < meeting.round.ends_at:
        db.session.rollback()
        raise NotThen
    meeting.slot = slot
    for seat in meeting.seats:
        seat.agreed = seat.person_id == person_id
    forget_time(meeting)
    tell(_others(meeting, person_id), f"time {meeting.id} {slot.timestamp():.0f}", now)


def agree(meeting_id: UUID, person_id: int, slot: datetime | None, now: datetime) -> None:
    """The time that she was shown suits her; when it suits all, their phones tell them ten minutes before.

    raises    NoSuchMeeting; NotThen when it has passed, or another has taken its place
    """
    meeting = _mine(meeting_id, person_id)
    if slot is None or meeting.slot != slot or slot <= now:
        db.session.rollback()
        raise NotThen
    _seat(meeting, person_id).agreed = True
    people = [seat.person_id for seat in meeting.seats]
    if agreed_on(meeting) is None:
        db.session.commit()
        return
    push.enqueue(people, "booked", _occasion(meeting), "/rounds", due_at=max(now, slot - BEFORE), expires_at=slot + AFTER, urgency="high")
    tell(_others(meeting, person_id), f"agreed {meeting.id} {slot.timestamp():.0f}", now)


def begin(meeting_id: UUID, person_id: int, now: datetime) -> UUID:
    """Sit down together, now. One who comes after the first finds the same station.

    returns   the station's id
    raises    NoSuchMeeting; NotNow, which tells nothing of why
    """
    meeting = _mine(meeting_id, person_id)
    people = [seat.person_id for seat in meeting.seats]
    over = len(people) < 2 or meeting.round.ends_at <= now
    if over or queries.apart_now(people) or any(running.running_station(each, now) for each in people):
        db.session.rollback()
        raise NotNow
    station = stations.seat(people, now, PROTOCOLS[len(people)])
    meeting.met = True
    meeting.times = ()
    forget_time(meeting)
    waits = _others(meeting, person_id)
    push.enqueue(waits, "answered", f"begun {station}", f"/stations/{station}", due_at=now, expires_at=now + AFTER, urgency="high")
    return station


def have_met(meeting_id: UUID, person_id: int) -> None:
    """They sat down without the app, or on one phone. Raises NoSuchMeeting."""
    meeting = _mine(meeting_id, person_id)
    meeting.met = True
    meeting.times = ()
    forget_time(meeting)


def cancel(meeting_id: UUID, person_id: int, now: datetime) -> None:
    """Not this time. A third stays with a second; one who is left alone is matched again. Raises NoSuchMeeting."""
    meeting = _mine(meeting_id, person_id)
    others, called_off = _others(meeting, person_id), agreed_on(meeting)
    if len(others) > 1:
        db.session.execute(sa.delete(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id, MeetingSeat.person_id == person_id))
        db.session.execute(sa.update(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id).values(agreed=False, continues=False))
        meeting.slot = None
    else:
        dissolve(meeting, others)
    forget_time(meeting)
    tell(others, f"changed {meeting.id}", now, called_off)


def did_not_manage(meeting_id: UUID, person_id: int, now: datetime) -> None:
    """They did not get round to it. Everyone is matched again in the same round, with somebody else; nobody is named.

    raises    NoSuchMeeting
    """
    meeting = _mine(meeting_id, person_id)
    people = [seat.person_id for seat in meeting.seats]
    dissolve(meeting, people)
    forget_time(meeting)
    tell([each for each in people if each != person_id], f"changed {meeting.id}", now)


def give_up(person_id: int, now: datetime, other: int | None = None) -> None:
    """Out of whatever she has not met for yet in a running round; or only where she was to meet this other."""
    hers = sa.select(Meeting.id).join(MeetingSeat).join(Round).where(MeetingSeat.person_id == person_id, Round.ends_at > now)
    if other is not None:
        hers = hers.where(Meeting.id.in_(sa.select(MeetingSeat.meeting_id).where(MeetingSeat.person_id == other)))
    for meeting_id in db.session.scalars(hers.where(~Meeting.met)).all():
        cancel(meeting_id, person_id, now)
    db.session.commit()


def dissolve(meeting: Meeting, waiting: list[int]) -> None:
    """The meeting is not; these wait in the round for somebody else. Joins the caller's transaction."""
    for person_id in waiting:
        row = insert(Joining).values(round_id=meeting.round_id, person_id=person_id)
        db.session.execute(row.on_conflict_do_nothing(index_elements=[Joining.round_id, Joining.person_id]))
    db.session.execute(sa.update(Round).where(Round.id == meeting.round_id).values(seeking=True))
    db.session.execute(sa.delete(Meeting).where(Meeting.id == meeting.id))


def forget_time(meeting: Meeting) -> None:
    """No phone tells of the time that was agreed on; commits that, and all that was changed before."""
    push.cancel(_occasion(meeting))


def tell(people: list[int], occasion: str, now: datetime, called_off: datetime | None = None) -> None:
    """There is something new on their page; which, the page says. It wakes nobody: each hears of it when her quiet hours are over.

    called_off   a time that was agreed on: whoever would hear too late hears at once, lest she comes
    """
    prompts = {}
    for person_id, hers in reminders.hours_of(people, now).items():
        at = hers.open_from(now, now + reminders.LOOK)
        if called_off and (at is None or at >= called_off):
            at = now
        if at:
            prompts[person_id] = Prompt(occasion, "matched", "/rounds", at, at + NEWS_LASTS)
    push.enqueue_each(prompts)


def agreed_on(meeting: Meeting) -> datetime | None:
    """When they meet, if it suits them all."""
    return meeting.slot if all(seat.agreed for seat in meeting.seats) else None


def _mine(meeting_id: UUID, person_id: int) -> Meeting:
    """The meeting, if she is in it; whoever else changes it waits."""
    sits = sa.exists().where(MeetingSeat.meeting_id == Meeting.id, MeetingSeat.person_id == person_id)
    found = db.session.scalar(sa.select(Meeting).where(Meeting.id == meeting_id, sits).with_for_update())
    if found is None:
        db.session.rollback()
        raise NoSuchMeeting
    return found


def _others(meeting: Meeting, person_id: int) -> list[int]:
    return [seat.person_id for seat in meeting.seats if seat.person_id != person_id]


def _seat(meeting: Meeting, person_id: int) -> MeetingSeat:
    return next(seat for seat in meeting.seats if seat.person_id == person_id)


def _occasion(meeting: Meeting) -> str:
    return f"slot {meeting.id}"
