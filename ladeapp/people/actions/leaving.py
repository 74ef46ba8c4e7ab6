"""Leaving the workplace, and being nobody any more: what of it stands in this room's own tables."""

import secrets
from datetime import date
from uuid import uuid4

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import BLIND, db

from .. import queries, rules
from ..models import Invitation, Membership, Notice, PasswordReset, Person, RoleGrant, Team, TeamLog, Unit
from .roster import log, tell

NO_DAY = date(1970, 1, 1)  # of somebody who is nobody


class OnlyAdministrator(Exception):
    """Without her nobody could run the workplace. Nothing has changed."""


def leave(person_id: int, actor: str, even_alone: bool = False) -> None:
    """She belongs to no team, holds no role, and keeps her account for what is her own. A second time changes nothing.

    even_alone    also if nobody can run the workplace then: she had gone before an old backup brought her back
    raises        OnlyAdministrator
    """
    person = db.session.scalar(sa.select(Person).where(Person.id == person_id).with_for_update())
    if person is None or person.left_day is not None:
        db.session.rollback()
        return
    _keep_administrators(person.workplace_id)
    if queries.is_only_admin(person) and not even_alone:
        db.session.rollback()
        raise OnlyAdministrator
    for grant in queries.roles_of(person.id):
        tell(grant.role, "revoked", actor, person.name, grant.unit_id, grant.team_id)
        db.session.delete(grant)
    membership = db.session.get(Membership, person.id)
    if membership is not None:
        log(membership.team_id, actor, "left", person.name)
        db.session.delete(membership)
    person.left_day = clock.today()
    db.session.execute(sa.delete(PasswordReset).where(PasswordReset.person_id == person.id))
    if actor != person.name:
        db.session.add(Notice(person_id=person.id, kind="left", day=clock.today()))
    db.session.commit()


def forget_name(person_id: int, stays: bool) -> None:
    """Nobody knows any more who she was: not the account, not the logs, not those she added. Joins the caller's transaction.

    stays     something that must stay still points at her: then an empty row does too
    """
    person = db.session.get_one(Person, person_id)
    teams = sa.select(Team.id).join(Unit).where(Unit.workplace_id == person.workplace_id)
    for column in (TeamLog.about, TeamLog.actor, Membership.added_by, Invitation.made_by):
        named = sa.and_(column == person.name, column.class_.team_id.in_(teams))
        db.session.execute(sa.update(column.class_).where(named).values({column.key: rules.FORMER}), execution_options=BLIND)
    if not stays:
        db.session.delete(person)
        return
    person.key, person.login, person.name = uuid4(), f"{rules.NOBODY}{secrets.token_hex(16)}", rules.FORMER
    person.password_hash = person.language = None
    person.joined_day = person.left_day = NO_DAY


def forget_log(workplace_id: int, before: date) -> None:
    """What was done to the teams of a workplace before that day. Joins the caller's transaction."""
    teams = sa.select(Team.id).join(Unit).where(Unit.workplace_id == workplace_id)
    db.session.execute(sa.delete(TeamLog).where(TeamLog.team_id.in_(teams), TeamLog.day < before), execution_options=BLIND)


def forget_former(kept_for: sa.ColumnElement[bool]) -> None:
    """Empty rows at which nothing points any more. Commits."""
    db.session.execute(sa.delete(Person).where(Person.login.startswith(rules.NOBODY), ~kept_for), execution_options=BLIND)
    db.session.commit()


def _keep_administrators(workplace_id: int) -> None:
    """Of two who leave at once, one waits here for the other."""
    hold = sa.select(RoleGrant.id).join(Person).where(RoleGrant.role == "workplace_admin", Person.workplace_id == workplace_id)
    db.session.execute(hold.with_for_update(of=RoleGrant).order_by(RoleGrant.id)).all()
