"""Reads of who is signed in, who belongs where and who may do what."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ladeapp.db import db

from . import rules
from .models import (
    Invitation,
    Membership,
    Notice,
    PasswordReset,
    Person,
    Place,
    RoleGrant,
    SetupLink,
    SignedIn,
    Someone,
    Team,
    TeamLog,
    Unit,
    UserSession,
    Workplace,
)

GRACE = timedelta(days=90)  # whoever leaves keeps the diary and its export this long

_PERSON, _PLACE, _SESSION = (model.__table__.c for model in (Person, Workplace, UserSession))
_SIGNED_IN = (
    sa.select(
        *(_PERSON[name] for name in ("id", "key", "workplace_id", "login", "name", "language", "joined_day")),
        sa.exists().where(Notice.person_id == _PERSON.id).correlate(Person.__table__),
        sa.exists().where(RoleGrant.person_id == _PERSON.id, RoleGrant.role == "workplace_admin").correlate(Person.__table__),
        *(_PLACE[name] for name in ("id", "slug", "name", "zone")),
        _SESSION.last_seen_day,
    )
    .select_from(UserSession.__table__.join(Person.__table__).join(Workplace.__table__))
    .where(
        _SESSION.id_sha256 == sa.bindparam("id_sha256"),
        _SESSION.expires_day >= sa.bindparam("today"),
        sa.or_(_PERSON.left_day.is_(None), _PERSON.left_day >= sa.bindparam("kept_from")),
    )
)


def signed_in(token: str, today: date) -> tuple[SignedIn, date] | None:
    """Whose session this token is and on which day it was last seen; one statement, on every request, past the ORM."""
    asked = {"id_sha256": rules.digest(token), "today": today, "kept_from": today - GRACE}
    row = db.session.connection().execute(_SIGNED_IN, asked).one_or_none()
    if row is None:
        return None
    return SignedIn(*row[:9], workplace=Place(*row[9:13]), session_token=token), row.last_seen_day


def person_by_login(login: str, slug: str) -> Person | None:
    """The person behind a sign-in name; with an empty slug, where the install has one workplace only."""
    named = sa.select(Person).join(Workplace).where(Person.login == login)
    if slug:
        return db.session.scalar(named.where(Workplace.slug == slug))
    found = db.session.scalars(named.limit(2)).all()
    return found[0] if len(found) == 1 and only_workplace() else None


def person(workplace_id: int, person_id: int) -> Person | None:
    """Somebody of this workplace."""
    return db.session.scalar(sa.select(Person).where(Person.id == person_id, Person.workplace_id == workplace_id))


def team_of(person_id: int) -> Team | None:
    """The one team a person is counted in, now."""
    return db.session.scalar(sa.select(Team).join(Membership).where(Membership.person_id == person_id))


def members(team_id: int) -> list[Person]:
    """Everyone in the team now, by shown name."""
    chosen = sa.select(Person).join(Membership, Membership.person_id == Person.id).where(Membership.team_id == team_id)
    return list(db.session.scalars(chosen.order_by(Person.name, Person.id)))


def colleagues(person: Someone) -> list[Person]:
    """The others in one's own team."""
    team = team_of(person.id)
    return [other for other in members(team.id) if other.id != person.id] if team else []


def memberships() -> Sequence[tuple[int, int]]:
    """(person, team) for everyone who belongs somewhere; what a roster is frozen from."""
    return [(row.person_id, row.team_id) for row in db.session.execute(sa.select(Membership.person_id, Membership.team_id))]


def leads(team_ids: Collection[int] | None = None) -> set[tuple[int, int]]:
    """(person, team) of every lead, or of these teams' leads."""
    chosen = sa.select(RoleGrant.person_id, RoleGrant.team_id).where(RoleGrant.role == "lead")
    if team_ids is not None:
        chosen = chosen.where(RoleGrant.team_id.in_(team_ids))
    return {(row.person_id, row.team_id) for row in db.session.execute(chosen)}


def teams_led_by(person_id: int) -> list[Team]:
    chosen = sa.select(Team).join(RoleGrant, RoleGrant.team_id == Team.id)
    return list(db.session.scalars(chosen.where(RoleGrant.person_id == person_id, RoleGrant.role == "lead").order_by(Team.name)))


def is_lead_of(person_id: int, team_id: int) -> bool:
    return _holds(person_id, "lead", RoleGrant.team_id == team_id)


def has_role(person: Someone, role: str, unit_id: int | None = None) -> bool:
    """Whether she holds it at all, or, for a rep, in this unit."""
    return _holds(person.id, role, sa.true() if unit_id is None else RoleGrant.unit_id == unit_id)


def roles_of(person_id: int) -> list[RoleGrant]:
    return list(db.session.scalars(sa.select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.role)))


def grants(workplace_id: int) -> list[RoleGrant]:
    """Every role anyone of the workplace holds."""
    return list(db.session.scalars(sa.select(RoleGrant).join(Person).where(Person.workplace_id == workplace_id)))


def reps(unit_id: int, role: str) -> list[Person]:
    """The unit's safety reps or union reps."""
    chosen = sa.select(Person).join(RoleGrant).where(RoleGrant.unit_id == unit_id, RoleGrant.role == role)
    return list(db.session.scalars(chosen.order_by(Person.name)))


def supporters(workplace_id: int) -> list[Person]:
    """Trained supporters of the workplace."""
    chosen = sa.select(Person).join(RoleGrant).where(RoleGrant.role == "supporter", Person.workplace_id == workplace_id)
    return list(db.session.scalars(chosen.order_by(Person.name)))


def people(workplace_id: int) -> list[tuple[Person, Team | None]]:
    """Everyone of the workplace with their team, by name; nothing else about anyone."""
    chosen = sa.select(Person, Team).outerjoin(Membership, Membership.person_id == Person.id).outerjoin(Team, Team.id == Membership.team_id)
    chosen = chosen.where(Person.workplace_id == workplace_id, Person.left_day.is_(None)).order_by(Person.name, Person.id)
    return [(row[0], row[1]) for row in db.session.execute(chosen)]


def units(workplace_id: int) -> list[Unit]:
    """The workplace's units with their teams, in two statements."""
    chosen = sa.select(Unit).where(Unit.workplace_id == workplace_id).order_by(Unit.name)
    return list(db.session.scalars(chosen.options(selectinload(Unit.teams))))


def unit(workplace_id: int, unit_id: int) -> Unit | None:
    return db.session.scalar(sa.select(Unit).where(Unit.id == unit_id, Unit.workplace_id == workplace_id))


def team(workplace_id: int, team_id: int) -> Team | None:
    return db.session.scalar(sa.select(Team).join(Unit).where(Team.id == team_id, Unit.workplace_id == workplace_id))


def team_log(team_id: int) -> list[TeamLog]:
    """What was done to the team, the newest day first. Every member may read it."""
    return list(db.session.scalars(sa.select(TeamLog).where(TeamLog.team_id == team_id).order_by(TeamLog.day.desc(), TeamLog.id)))


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


def sessions(person_id: int) -> list[UserSession]:
    """The phones a person is signed in on, the newest first; days only."""
    chosen = sa.select(UserSession).where(UserSession.person_id == person_id)
    return list(db.session.scalars(chosen.order_by(UserSession.created_day.desc(), UserSession.id_sha256)))


def notices(person_id: int) -> list[Notice]:
    chosen = sa.select(Notice).where(Notice.person_id == person_id)
    return list(db.session.scalars(chosen.order_by(Notice.day.desc(), Notice.id)))


def pending_reset(person_id: int) -> PasswordReset | None:
    return db.session.get(PasswordReset, person_id)


def workplace(workplace_id: int) -> Workplace | None:
    return db.session.get(Workplace, workplace_id)


def only_workplace() -> Workplace | None:
    """The install's workplace, where it has exactly one."""
    found = db.session.scalars(sa.select(Workplace).limit(2)).all()
    return found[0] if len(found) == 1 else None


def is_empty() -> bool:
    """Whether this install has no administrator yet."""
    return not db.session.scalar(sa.select(sa.exists().where(RoleGrant.role == "workplace_admin")))


def _invitation(*where: sa.ColumnElement[bool]) -> Invitation | None:
    return db.session.scalar(sa.select(Invitation).where(*where))


def _holds(person_id: int, role: str, where: sa.ColumnElement[bool]) -> bool:
    chosen = sa.exists().where(RoleGrant.person_id == person_id, RoleGrant.role == role, where)
    return bool(db.session.scalar(sa.select(chosen)))
