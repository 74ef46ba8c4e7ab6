"""What a phone must know to send: which periods take answers, whether this person counts, and under which key."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Membership

from .. import keys, rules
from ..models import Period, Roster, of_teams
from ..opening import LEADS_IT


def session_periods(person_id: int, now: datetime) -> dict[str, Any]:
    """`counts_from`: the first period this person counts in, or None; `periods`: those that take answers now, oldest first."""
    will_count = sa.exists().where(Membership.person_id == person_id, ~LEADS_IT)
    on_list = sa.and_(Roster.period_id == Period.id, Roster.person_id == person_id)
    opened = (
        sa.select(Period.id, Roster.counted, will_count.label("will_count"))
        .outerjoin(Roster, on_list)
        .where(Period.state == "open", of_teams(Period.id))
    )
    rows = db.session.execute(opened.order_by(Period.id)).all()
    running = [(span, bool(row.counted)) for row in rows if (span := rules.period(row.id)).takes_answers(now)]
    counts_from = next((span.id for span, counted in running if counted), None)
    if counts_from is None and rows and rows[-1].will_count:
        counts_from = rules.period(rows[-1].id).next.id
    return {"counts_from": counts_from, "periods": [_told(span, counted) for span, counted in running]}


def _told(span: rules.Span, counted: bool) -> dict[str, Any]:
    return {
        "id": span.id,
        "first_day": span.first_day.isoformat(),
        "last_day": span.last_day.isoformat(),
        "closes": span.closes.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "counted": counted,
        "key": _public_id(span.id),
    }


def _public_id(period_id: str) -> str | None:
    try:
        return keys.load(period_id).public_id
    except keys.KeyUnusable:
        return None
