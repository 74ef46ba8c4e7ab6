"""Who may meet whom now, and what one person may know of it: that somebody can listen, never who or how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..db import UTCDateTime, db
from ..people.models import Membership, Person, RoleGrant, Team, Workplace
from ..stations.queries import LIFE, running
from . import rules
from .models import Ask, Willing

Id = int | sa.SQLColumnExpression[int]

ME = sa.bindparam("me", type_=sa.Integer())
NOW, SINCE = sa.bindparam("now", type_=UTCDateTime()), sa.bindparam("since", type_=UTCDateTime())


@dataclass(frozen=True)
class CardState:
    """Asking and offering, as one person sees it. Times are aware, on the workplace's wall."""

    ask_id: UUID | None
    ask_expires: datetime | None
    willing_until: datetime | None
    someone_can_listen: bool
    open_ask: UUID | None  # somebody else's; one at a time is enough
    station: UUID | None
    shift_end: datetime

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "ask": {"id": str(self.ask_id), "expires_at": self.ask_expires.isoformat()} if self.ask_id and self.ask_expires else None,
            "willing_until": self.willing_until.isoformat() if self.willing_until else None,
            "someone_can_listen": self.someone_can_listen,
            "open_asks": [{"id": str(self.open_ask)}] if self.open_ask else [],
            "station": str(self.station) if self.station else None,
        }


def state_for(person: Person, now: datetime) -> CardState:
    """What the home card shows; one statement."""
    row = db.session.execute(_card(), _moment(person.id, now) | {"workplace": person.workplace_id}).one()
    end = rules.shift_end(now, row.zone)
    expires, until = (when and when.astimezone(end.tzinfo) for when in (row.ask_expires, row.until))
    return CardState(row.ask_id, expires, until, row.someone, row.open_ask, row.station, end)


@cache
def _card() -> sa.Select[*tuple[Any, ...]]:
    """The card's statement, made once: making it costs more than running it."""
    mine = Ask.asker_id == ME, Ask.expires_at > NOW
    willing = sa.select(Willing.until).where(Willing.person_id == ME, Willing.until > NOW)
    others = sa.select(Ask.id).where(Ask.expires_at > NOW, may_meet(Ask.asker_id, ME), willing.exists())
    return sa.select(
        sa.select(Ask.id).where(*mine).scalar_subquery().label("ask_id"),
        sa.select(Ask.expires_at).where(*mine).scalar_subquery().label("ask_expires"),
        willing.scalar_subquery().label("until"),
        _listeners().exists().label("someone"),
        others.order_by(Ask.expires_at).limit(1).scalar_subquery().label("open_ask"),
        running(ME, SINCE).limit(1).scalar_subquery().label("station"),
        Workplace.zone,
    ).where(Workplace.id == sa.bindparam("workplace"))


def _moment(person_id: int, now: datetime) -> dict[str, Any]:
    return {"me": person_id, "now": now, "since": now - LIFE}


def listeners(asker_id: int, now: datetime) -> Sequence[int]:
    """Who is asked when this person asks."""
    return db.session.scalars(_listeners(), _moment(asker_id, now)).all()


def open_ask(ask_id: UUID, person_id: int, now: datetime) -> UUID | None:
    """The ask, if it is open and this person may answer it. Says nothing of who asks."""
    return db.session.scalar(sa.select(Ask.id).where(answerable(ask_id, person_id, now)))


def answerable(ask_id: UUID, person_id: int, now: datetime) -> sa.ColumnElement[bool]:
    """The condition on an ask that this person may answer now."""
    return sa.and_(Ask.id == ask_id, Ask.expires_at > now, may_meet(Ask.asker_id, person_id))


def may_meet(one: Id, other: Id) -> sa.ColumnElement[bool]:
    """Two people of the same unit, neither of whom leads the other's team."""
    m1, m2, t1, t2 = aliased(Membership), aliased(Membership), aliased(Team), aliased(Team)
    same_unit = (
        sa.select(1)
        .select_from(m1)
        .join(t1, t1.id == m1.team_id)
        .join(t2, t2.unit_id == t1.unit_id)
        .join(m2, m2.team_id == t2.id)
        .where(m1.person_id == one, m2.person_id == other, m1.person_id != m2.person_id)
    )
    return sa.and_(same_unit.exists(), ~_leads(one, other), ~_leads(other, one))


def _leads(lead: Id, member: Id) -> sa.ColumnElement[bool]:
    grant, belongs = aliased(RoleGrant), aliased(Membership)
    chosen = sa.select(1).select_from(grant).join(belongs, belongs.team_id == grant.team_id)
    return chosen.where(grant.role == "lead", grant.person_id == lead, belongs.person_id == member).exists()


@cache
def _listeners() -> sa.Select[int]:
    free = ~running(Willing.person_id, SINCE).order_by(None).exists()
    return sa.select(Willing.person_id).where(Willing.until > NOW, free, may_meet(ME, Willing.person_id))
