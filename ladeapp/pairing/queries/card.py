"""The card about asking and offering, as one person sees it: one statement, made once."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ladeapp.db import db
from ladeapp.people.models import Workplace
from ladeapp.people.queries import Someone
from ladeapp.shifts.models import Shift
from ladeapp.stations.queries import running

from .. import rules
from ..models import Ask, PairingChoice, Willing
from .open import reaches, someone
from .who import ME, MOMENT, NONE, NOW, SINCE, helps_left, moment

ONE = sa.literal_column("1", sa.Integer())


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


def state_for(person: Someone, now: datetime) -> CardState:
    """What the home card shows; one statement."""
    row = db.session.connection().execute(_card(), moment(person.id, now) | {"workplace": person.workplace_id}).one()
    end = rules.shift_end(now, row.zone, row.own_end)
    until = row.until or (row.own_end if row.open_at_work else None)
    expires, until = (when and when.astimezone(end.tzinfo) for when in (row.ask_expires, until))
    return CardState(row.ask_id, expires, until, row.someone, row.open_ask, row.station, end)


@cache
def _card() -> sa.Select[*tuple[Any, ...]]:
    """The card's statement: making it costs more than running it."""
    mine = sa.and_(Ask.asker_id == ME, Ask.expires_at > NOW)
    said = sa.and_(Willing.person_id == ME, Willing.until > NOW)
    rested = sa.or_(PairingChoice.rests_until.is_(None), PairingChoice.rests_until <= NOW)
    open_at_work = sa.and_(PairingChoice.person_id == ME, PairingChoice.on_shift, rested)
    at_work = sa.select(sa.func.max(Shift.ends_at)).where(Shift.person_id == ME, Shift.starts_at <= NOW, Shift.ends_at > NOW)
    own_end = at_work.scalar_subquery()
    other = aliased(Ask)
    willing = sa.or_(Willing.until.is_not(None), sa.and_(PairingChoice.person_id.is_not(None), own_end.is_not(None)))
    asked = sa.select(other.id).where(reaches(other, ME), willing, helps_left(ME) > NONE).order_by(other.expires_at).limit(ONE)
    return (
        sa.select(
            Ask.id.label("ask_id"),
            Ask.expires_at.label("ask_expires"),
            Willing.until,
            PairingChoice.person_id.is_not(None).label("open_at_work"),
            own_end.label("own_end"),
            someone().label("someone"),
            asked.scalar_subquery().label("open_ask"),
            running(ME, SINCE).limit(ONE).scalar_subquery().label("station"),
            Workplace.zone,
        )
        .select_from(MOMENT)
        .join(Workplace, Workplace.id == sa.bindparam("workplace"))
        .outerjoin(Ask, mine)
        .outerjoin(Willing, said)
        .outerjoin(PairingChoice, open_at_work)
    )
