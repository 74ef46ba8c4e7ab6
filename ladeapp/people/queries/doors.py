"""Invitations and the set-up link: which doors there are, and which a code opens."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from ladeapp.db import db

from .. import rules
from ..models import Invitation, SetupLink, Team, Unit


def invitations(team_id: int) -> list[Invitation]:
    return list(db.session.scalars(sa.select(Invitation).where(Invitation.team_id == team_id).order_by(Invitation.expires_at)))


def invitation(workplace_id: int, invitation_id: UUID) -> Invitation | None:
    chosen = sa.select(Invitation).join(Team).join(Unit).where(Invitation.id == invitation_id)
    return db.session.scalar(chosen.where(Unit.workplace_id == workplace_id))


def open_door(code: str, now: datetime) -> Invitation | None:
    """The invitation that this code, or these ten typed characters, still open."""
    try:
        typed = rules.normal_typed_code(code)
    except ValueError:
        return _invitation(Invitation.code_sha256 == rules.digest(code), Invitation.expires_at > now)
    return _invitation(Invitation.typed_sha256 == rules.digest(typed), Invitation.typed_until > now)


def setup_link(code: str) -> SetupLink | None:
    return db.session.scalar(sa.select(SetupLink).where(SetupLink.code_sha256 == rules.digest(code)))


def _invitation(*where: sa.ColumnElement[bool]) -> Invitation | None:
    return db.session.scalar(sa.select(Invitation).where(*where))
