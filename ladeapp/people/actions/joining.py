"""Doors into a team, and coming through one."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from ladeapp import clock
from ladeapp.db import db

from .. import passwords, rules
from ..models import Invitation, Membership, Person, RoleGrant
from .roster import log

TYPED_LASTS = timedelta(days=7)  # at most: ten characters can be guessed at


class Closed(Exception):
    """The door has been used, withdrawn, or has closed with time."""


class Taken(Exception):
    """Somebody has that name already; `.what` is login, slug or name."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Door:
    """An invitation with its two codes, which are known here and never again."""

    invitation: Invitation
    code: str
    typed: str


def invite(team_id: int, by: str, role: str = "member", days: int = 7) -> Door:
    """Open a door into a team for `days`, by a code of 128 bits or, for a week at most, by ten typed characters."""
    code, typed, now = secrets.token_urlsafe(16), rules.new_typed_code(), clock.now()
    expires_at = now + timedelta(days=days)
    invitation = Invitation(
        team_id=team_id,
        role=role,
        code_sha256=rules.digest(code),
        typed_sha256=rules.digest(rules.normal_typed_code(typed)),
        expires_at=expires_at,
        typed_until=min(expires_at, now + TYPED_LASTS),
        made_by=by,
    )
    db.session.add(invitation)
    log(team_id, by, "invited")
    db.session.commit()
    return Door(invitation, code, typed)


def revoke_invitation(invitation: Invitation) -> None:
    """Close a door before its time; who has come through it stays."""
    db.session.delete(invitation)
    db.session.commit()


def join(invitation_id: UUID, login: str, name: str, password: str, language: str) -> Person:
    """Come through a door: an account in the team's workplace, and a place in the team. Raises Closed, and Taken."""
    db.session.commit()  # hashing takes its time
    kept = passwords.hashed(password)
    invitation = db.session.get(Invitation, invitation_id, populate_existing=True)
    if invitation is None or invitation.expires_at <= clock.now():
        raise Closed
    today, team = clock.today(), invitation.team
    person = Person(workplace_id=team.unit.workplace_id, login=login, name=name, password_hash=kept, language=language, joined_day=today)
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise Taken("login") from None
    db.session.add(Membership(person_id=person.id, team_id=team.id, since_day=today, added_by=invitation.made_by))
    if invitation.role == "supporter":
        db.session.add(RoleGrant(person_id=person.id, role="supporter"))
    log(team.id, invitation.made_by, "joined", name)
    db.session.commit()
    return person
