"""The card about asking and offering, as one person sees it: one statement, made once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from ladeapp.db import db
from ladeapp.people.models import Workplace
from ladeapp.people.queries import Someone
from ladeapp.shifts.models import Shift
from ladeapp.stations.queries import running

from .. import rules
from ..models import Ask, Willing
from .open import ONE, reaches, someone
from .who import ME, MOMENT, NONE, NOW, ON_SHIFT, RESTS_UNTIL, SINCE, WORKPLACE, helps_left, moment

LENGTH = 400  # of the card as JSON; everything at once is about 350


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
        """Always of one length, `even` fills it up: whoever counts bytes on the way learns nothing."""
        said = self._said
        return said | {"even": " " * (LENGTH - len(json.dumps(said, separators=(",", ":"))))}

    @property
    def _said(self) -> dict[str, Any]:
        return {
            "ask": {"id": str(self.ask_id), "expires_at": _second(self.ask_expires)} if self.ask_id and self.ask_expires else None,
            "willing_until": _second(self.willing_until) if self.willing_until else None,
            "someone_can_listen": self.someone_can_listen,
            "open_asks": [{"id": str(self.open_ask)}] if self.open_ask else [],
            "station": str(self.station) if self.station else None,
        }


def _second(when: datetime) -> str:
    return when.isoformat(timespec="seconds")


def state_for(person: Someone, now: datetime) -> CardState:
    """What the home card shows; one statement."""
    row = db.session.connection().execute(_card_text(db.engine.dialect.name), moment(person.id, now)).one()
    end = rules.shift_end(now, row.zone, row.own_end)
    until = row.until or (row.own_end if row.open_at_work else None)
    expires, until = (when and when.astimezone(end.tzinfo) for when in (row.ask_expires, until))
    return CardState(row.ask_id, expires, until, row.someone, row.open_ask, row.station, end)


@cache
def _card_text(dialect: str) -> sa.TextualSelect:
    """The card's statement, written out once: looking up so long a one among those already written costs more than running it."""
    statement = _card()
    known: dict[str, Callable[..., sa.Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.base.PGDialect}
    written = statement.compile(dialect=known[dialect](paramstyle="named"))
    columns = [sa.column(each.name, each.type) for each in statement.selected_columns]
    values = [sa.bindparam(name, each.value, each.type, required=each.required) for each, name in written.bind_names.items()]
    return sa.text(str(written)).bindparams(*values).columns(*columns)


def _card() -> sa.Select[*tuple[Any, ...]]:
    mine = sa.and_(Ask.asker_id == ME, Ask.expires_at > NOW)
    said = sa.and_(Willing.person_id == ME, Willing.until > NOW)
    at_work = sa.and_(Shift.person_id == ME, Shift.starts_at <= NOW, Shift.ends_at > NOW)
    works, other = Shift.ends_at.is_not(None), aliased(Ask)
    open_at_work = sa.and_(works, sa.func.coalesce(ON_SHIFT, sa.false()), sa.or_(RESTS_UNTIL.is_(None), RESTS_UNTIL <= NOW))
    willing = sa.or_(Willing.until.is_not(None), open_at_work)
    asked = sa.select(other.id).where(willing, helps_left() > NONE, reaches(other, works)).order_by(other.expires_at).limit(ONE)
    return (
        sa.select(
            Ask.id.label("ask_id"),
            Ask.expires_at.label("ask_expires"),
            Willing.until,
            open_at_work.label("open_at_work"),
            Shift.ends_at.label("own_end"),
            someone().label("someone"),
            asked.scalar_subquery().label("open_ask"),
            running(ME, SINCE).limit(ONE).scalar_subquery().label("station"),
            Workplace.zone,
        )
        .select_from(MOMENT)
        .join(Workplace, Workplace.id == WORKPLACE)
        .outerjoin(Ask, mine)
        .outerjoin(Willing, said)
        .outerjoin(Shift, at_work)
        .order_by(Shift.ends_at.desc())
        .limit(ONE)  # should two shifts of hers run at once
    )
