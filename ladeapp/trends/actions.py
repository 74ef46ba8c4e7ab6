"""Verbs of the team's number: contribute, withdraw, confirm a roster; opening and closing are told in their own files."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from .. import clock, traces
from ..db import db, insert
from ..people import actions as people
from ..people import queries as roles
from ..people.models import Person, Team
from . import keys, rules
from .closing import NotDue as NotDue
from .closing import close_due as close_due
from .closing import close_if_due as close_if_due
from .closing import fail_closed as fail_closed
from .closing import forget_deleted as forget_deleted
from .closing import forget_keys as forget_keys
from .models import Contribution, Period, Roster, RosterConfirmation, Terms
from .opening import coming_roster
from .opening import open_due as open_due
from .queries.numbers import REPS
from .raising import NotOnTheList as NotOnTheList
from .raising import speak as speak

_PLACE = (
    sa.select(Period.state, Period.closes, Roster.team_id, Roster.counted)
    .outerjoin(Roster, sa.and_(Roster.period_id == Period.id, Roster.person_id == sa.bindparam("person_id")))
    .where(Period.id == sa.bindparam("period_id"))
    .with_for_update(key_share=True, read=True, of=Period)  # a close waits for us, or we see that it is closed
)
# Laying the rows down anew must not meet somebody else's withdrawal: on PostgreSQL a team's answers are taken one at a time.
_TURN = sa.func.pg_advisory_xact_lock(Roster.team_id, sa.func.hashtext(Roster.period_id))
_ANEW = sa.text(
    "WITH laid AS (DELETE FROM contribution WHERE period_id = :period_id AND team_id = :team_id RETURNING tag, sealed) "
    "INSERT INTO contribution (period_id, team_id, tag, sealed) SELECT :period_id, :team_id, tag, sealed FROM laid ORDER BY tag "
    "ON CONFLICT (period_id, team_id, tag) DO NOTHING"
)
_PUT = {
    "sqlite": sa.text(
        "INSERT INTO contribution (period_id, team_id, tag, sealed) VALUES (:period_id, :team_id, :tag, :sealed) "
        "ON CONFLICT (period_id, team_id, tag) DO UPDATE SET sealed = excluded.sealed"
    ),
    # PostgreSQL keeps rows in order of arrival. So the team's rows are laid down anew, ordered by tag, at every answer.
    "postgresql": sa.text(
        "WITH laid AS (DELETE FROM contribution WHERE period_id = :period_id AND team_id = :team_id RETURNING tag, sealed) "
        "INSERT INTO contribution (period_id, team_id, tag, sealed) "
        "SELECT :period_id, :team_id, tag, sealed FROM "
        "(SELECT tag, sealed FROM laid WHERE tag <> :tag UNION ALL SELECT :tag, :sealed) AS mixed ORDER BY tag "
        "ON CONFLICT (period_id, team_id, tag) DO UPDATE SET sealed = excluded.sealed"
    ),
}


class NotTaken(Exception):
    """The period does not take this person's answer; nothing has changed. `why`: 'early', 'closed' or 'not-counted'."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class RosterChanged(Exception):
    """The list, or the time to confirm it, has passed while the rep was reading. Nothing has changed."""


def contribute(person_id: int, period_id: str, value: int) -> None:
    """Put one person's whole number (0–10) for a period, or a wave's scale by its id, under seal; the latest counts, and nothing tells
    whether it was the first.

    raises    ValueError if that is no period or value; NotTaken; keys.KeyUnusable while a lost key is being replaced
    """
    if not rules.LOWEST <= value <= rules.HIGHEST:
        raise ValueError("a value is a whole number from 0 to 10")
    team_id = _place(person_id, period_id)
    key = keys.load(period_id)
    tag = key.tag(period_id, team_id, person_id)
    row = {"period_id": period_id, "team_id": team_id, "tag": tag, "sealed": key.seal(value, tag)}
    db.session.execute(_PUT[db.engine.dialect.name], row)
    db.session.commit()


def withdraw(person_id: int, period_id: str) -> None:
    """Delete one person's contribution, if there is one; the answer does not tell. Raises as `contribute`."""
    team_id = _place(person_id, period_id)
    tag = keys.load(period_id).tag(period_id, team_id, person_id)
    _delete(period_id, team_id, tag)
    db.session.commit()


def withdraw_all(person_id: int) -> None:
    """Delete whatever a person has contributed to periods that are not closed: part of deleting an account, whoever does it.

    Commits by itself, so that no row about the person is written in the same transaction.
    """
    places = sa.select(Roster.period_id, Roster.team_id).join(Period, Period.id == Roster.period_id)
    open_ones = _in_turn(places.where(Roster.person_id == person_id, Period.state == "open"))
    for period_id, team_id, *_turn in db.session.execute(open_ones).all():
        try:
            tag = keys.load(period_id).tag(period_id, team_id, person_id)
        except keys.KeyUnusable:
            continue  # without it the row says nothing, and goes when the period starts afresh
        _delete(period_id, team_id, tag)
    db.session.commit()


def lay_anew(at: datetime) -> None:
    """Let neither PostgreSQL's numbers of writings nor SQLite's log tell any more who went on from her diary to an answer.

    On PostgreSQL every answer is written once more, each team's alone and in its turn; on SQLite the log begins anew.
    """
    if db.engine.dialect.name != "postgresql":
        traces.begin_log_anew()
        return
    places = db.session.execute(sa.select(Terms.period_id, Terms.team_id).join(Period).where(Period.state == "open")).all()
    db.session.commit()
    for period_id, team_id in places:
        turn = sa.func.pg_advisory_xact_lock(team_id, sa.func.hashtext(period_id))
        is_open = sa.select(Period.id, turn).where(Period.id == period_id, Period.state == "open")
        if db.session.execute(is_open.with_for_update(key_share=True, read=True, of=Period)).first():
            db.session.execute(_ANEW, {"period_id": period_id, "team_id": team_id})
        db.session.commit()


def confirm_roster(team: Team, span: rules.Span, role: str, person: Person, digest: str) -> None:
    """A rep says that the list for the coming period, the one with `digest`, is the real team. The latest word of each role stands.

    raises    PermissionError if the person does not hold the role in the team's unit;
              RosterChanged if the list is another by now or the period is not the coming one
    """
    if role not in REPS or not roles.has_role(person, role, team.unit_id):
        raise PermissionError(role)
    if span != rules.period_of(clock.today()).next or rules.roster_digest(coming_roster(team.id, span)) != digest:
        raise RosterChanged
    row = {"team_id": team.id, "period_id": span.id, "role": role, "person_id": person.id, "digest": digest}
    upsert = insert(RosterConfirmation).values(row)
    db.session.execute(
        upsert.on_conflict_do_update(index_elements=["team_id", "period_id", "role"], set_={"person_id": person.id, "digest": digest})
    )
    people.log(team.id, person.name, f"{role}_confirmed", f"{span.number}/{span.year}")
    db.session.commit()


def _place(person_id: int, period_id: str) -> int:
    """The team a person is counted in for a period that takes answers, and a lock that keeps it open. Raises NotTaken, ValueError.

    A wave's scale has no place on the grid: it runs from its row's opening to its row's close.
    """
    grid, at = None if rules.is_scale(period_id) else rules.period(period_id), clock.now()
    if grid and at < grid.opens:
        raise NotTaken("early")
    found = db.session.execute(_in_turn(_PLACE), {"person_id": person_id, "period_id": period_id}).one_or_none()
    closes = grid.closes if grid else found and found.closes
    if (closes and at >= closes) or (found and found.state == "closed"):
        raise NotTaken("closed")
    if found is None:
        raise NotTaken("early")
    if not found.counted:
        raise NotTaken("not-counted")
    return int(found.team_id)


def _in_turn(places: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """The same read; on PostgreSQL it waits until nobody else changes these teams' answers, and keeps them until the commit."""
    return places.add_columns(_TURN) if db.engine.dialect.name == "postgresql" else places


def _delete(period_id: str, team_id: int, tag: bytes) -> None:
    row = (Contribution.period_id == period_id, Contribution.team_id == team_id, Contribution.tag == tag)
    db.session.execute(sa.delete(Contribution).where(*row))
