"""A person's own page: the round she can join, whom she meets and why, her pair, her choices. Never anything about the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ladeapp.db import db
from ladeapp.people.models import Person
from ladeapp.people.queries import Someone

from .. import rules
from ..models import FirstInLine, Joining, Meeting, MeetingSeat, Round, RoundChoice, RoundPlan, StandingPair

LASTS = timedelta(minutes=30)  # how long an agreed time is still told of


@dataclass(frozen=True)
class MyMeeting:
    """Whom somebody meets in the round that runs. Times are aware, on the workplace's wall."""

    id: UUID
    others: Sequence[str]
    why: str
    common: rules.Common | None
    slot: datetime | None
    suits_me: bool
    suits_all: bool
    times: Sequence[datetime]
    met: bool
    continues: bool
    is_pair: bool


class Partner(NamedTuple):
    """The other of a standing pair."""

    name: str
    rests: bool


@dataclass(frozen=True)
class Mine:
    """Rounds as one person sees them."""

    zone: str
    open: Round | None = None
    joined: bool = False
    runs_until: date | None = None
    seeks: bool = False  # in the running round, without a colleague
    meeting: MyMeeting | None = None
    partner: str | None = None
    first_in_line: bool = False
    parted: bool = False
    paused_until: date | None = None
    partner_rests: bool = False
    running_id: UUID | None = None
    tomorrow: date = date.min

    @property
    def starts(self) -> date | None:
        """The local day on which the open round begins."""
        return self.open.starts_at.astimezone(ZoneInfo(self.zone)).date() if self.open else None


def plan_of(workplace_id: int) -> int:
    """Weeks between the workplace's rounds; 0: none."""
    return db.session.scalar(sa.select(RoundPlan.weeks).where(RoundPlan.workplace_id == workplace_id)) or 0


def works_here(person_id: int) -> bool:
    """Whoever has left can still sign in for a while, but meets nobody."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Person.id == person_id, Person.left_day.is_(None)))))


def choices_of(person_id: int) -> RoundChoice | None:
    """For her own eyes."""
    return db.session.get(RoundChoice, person_id)


def mine(person: Someone, now: datetime) -> Mine:
    """Everything her page shows."""
    zone = ZoneInfo(person.workplace.zone)
    today = now.astimezone(zone).date()
    rounds = sa.select(Round).where(Round.workplace_id == person.workplace_id, Round.ends_at > now).order_by(Round.starts_at)
    found = db.session.scalars(rounds).all()
    opened = next((each for each in found if each.state == "open" and each.starts_at > now), None)
    running = next((each for each in found if each.state == "running"), None)
    choice = choices_of(person.id)
    paused = choice.paused_until if choice and choice.paused_until and choice.paused_until > today else None
    meeting = _meeting(person, running, now) if running else None
    partner = _partner(person.id, today)
    joined = set(db.session.scalars(sa.select(Joining.round_id).where(Joining.person_id == person.id)))
    return Mine(
        zone=person.workplace.zone,
        open=opened,
        joined=opened is not None and opened.id in joined,
        runs_until=running.ends_at.astimezone(zone).date() if running else None,
        seeks=running is not None and running.id in joined,
        meeting=meeting,
        partner=partner.name if partner else None,
        first_in_line=db.session.get(FirstInLine, person.id) is not None,
        parted=choice is not None and choice.news == "parted",
        paused_until=paused,
        partner_rests=partner is not None and partner.rests,
        running_id=running.id if running else None,
        tomorrow=today + timedelta(days=1),
    )


def agreed(person_id: int, now: datetime) -> list[tuple[UUID, datetime]]:
    """The times, by meeting, that suit all of those who meet; one that began half an hour ago is over."""
    me, other = MeetingSeat, aliased(MeetingSeat)
    others = sa.exists().where(other.meeting_id == Meeting.id, other.person_id != person_id)
    chosen = sa.select(Meeting.id, Meeting.slot).join(me).where(me.person_id == person_id, Meeting.slot > now - LASTS)
    found = db.session.execute(chosen.where(me.agreed, others, ~others.where(~other.agreed)))
    return [(meeting, slot) for meeting, slot in found if slot]


def _meeting(person: Someone, running: Round, now: datetime) -> MyMeeting | None:
    found = db.session.scalar(
        sa.select(Meeting).join(MeetingSeat).where(Meeting.round_id == running.id, MeetingSeat.person_id == person.id)
    )
    if found is None or len(found.seats) < 2:
        return None  # or everyone else is gone, and the worker has not come by yet
    zone = person.workplace.zone
    ids = [seat.person_id for seat in found.seats]
    me = next(seat for seat in found.seats if seat.person_id == person.id)
    names = sa.select(Person.name).where(Person.id.in_(ids), Person.id != person.id).order_by(Person.name)
    return MyMeeting(
        id=found.id,
        others=db.session.scalars(names).all(),
        why=me.why,
        common=rules.Common(found.shared_day, found.shared_kind) if found.shared_day else None,
        slot=found.slot.astimezone(ZoneInfo(zone)) if found.slot else None,
        suits_me=me.agreed,
        suits_all=found.slot is not None and all(seat.agreed for seat in found.seats),
        times=() if found.met else [at for at in rules.remaining(found.times, now, running.ends_at, zone) if at != found.slot],
        met=found.met,
        continues=me.continues,
        is_pair=len(ids) == 2,
    )


def _partner(person_id: int, today: date) -> Partner | None:
    pair = db.session.scalar(sa.select(StandingPair).where(sa.or_(StandingPair.a_id == person_id, StandingPair.b_id == person_id)))
    if pair is None:
        return None
    other = pair.b_id if pair.a_id == person_id else pair.a_id
    rests = sa.exists().where(RoundChoice.person_id == Person.id, RoundChoice.paused_until > today)
    row = db.session.execute(sa.select(Person.name, rests).where(Person.id == other)).one()
    return Partner(row[0], row[1])
