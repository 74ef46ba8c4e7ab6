"""Who is asking, who somebody is, what she may do, and what her account has to tell."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from ladeapp import kept
from ladeapp.db import db

from .. import rules
from ..models import DeviceLink, Notice, PasswordReset, Person, RoleGrant, Team, UserSession, Workplace
from .places import only_workplace

_PERSON, _PLACE, _SESSION = (model.__table__.c for model in (Person, Workplace, UserSession))
_SIGNED_IN = (
    sa.select(
        *(_PERSON[name] for name in ("id", "key", "workplace_id", "login", "name", "language", "joined_day", "left_day")),
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


class Place(NamedTuple):
    """A workplace as it comes along with who is signed in."""

    id: int
    slug: str
    name: str
    zone: str


@dataclass(slots=True)
class SignedIn:
    """Who a request is from: no row, but what pages ask about her, read with her session at once (half the price of the row)."""

    id: int
    key: UUID
    workplace_id: int
    login: str
    name: str
    language: str | None
    joined_day: date
    left_day: date | None  # she has left the workplace, and has what is her own until kept.LEFT has passed
    has_notices: bool
    is_admin: bool
    workplace: Place
    session_token: str

    is_authenticated: ClassVar = True
    is_active: ClassVar = True
    is_anonymous: ClassVar = False

    def get_id(self) -> str:
        return self.session_token

    @property
    def sign_in_name(self) -> str:
        return f"{self.login}@{self.workplace.slug}"


Someone = Person | SignedIn


def signed_in(token: str, today: date) -> tuple[SignedIn, date] | None:
    """Whose session this token is and on which day it was last seen; one statement, on every request, past the ORM."""
    asked = {"id_sha256": rules.digest(token), "today": today, "kept_from": today - kept.LEFT}
    row = db.session.connection().execute(_SIGNED_IN, asked).one_or_none()
    if row is None:
        return None
    return SignedIn(*row[:10], workplace=Place(*row[10:14]), session_token=token), row.last_seen_day


def left_until(day: date) -> list[int]:
    """Those who left the workplace that day or earlier, and have not deleted everything."""
    chosen = sa.select(Person.id).where(Person.left_day <= day, ~Person.login.startswith(rules.NOBODY))
    return list(db.session.scalars(chosen.order_by(Person.id)))


def is_only_admin(person: Someone) -> bool:
    """Whether nobody could run the workplace without her."""
    hold = sa.select(Person.id).join(RoleGrant).where(RoleGrant.role == "workplace_admin", Person.workplace_id == person.workplace_id)
    return list(db.session.scalars(hold.limit(2))) == [person.id]


def has_administrator(workplace_id: int) -> bool:
    """Whether anybody runs the workplace now."""
    hold = sa.exists().where(RoleGrant.role == "workplace_admin", RoleGrant.person_id == Person.id, Person.workplace_id == workplace_id)
    return bool(db.session.scalar(sa.select(hold)))


def person_by_login(login: str, slug: str) -> Person | None:
    """The person behind a sign-in name; with an empty slug, where the install has one workplace only."""
    named = sa.select(Person).join(Workplace).where(Person.login == login)
    if slug:
        return db.session.scalar(named.where(Workplace.slug == slug))
    found = db.session.scalars(named.limit(2)).all()
    return found[0] if len(found) == 1 and only_workplace() else None


def person(workplace_id: int, person_id: int) -> Person | None:
    """Somebody of this workplace, also one who has left; nobody who has deleted everything."""
    hers = (Person.id == person_id, Person.workplace_id == workplace_id, ~Person.login.startswith(rules.NOBODY))
    return db.session.scalar(sa.select(Person).where(*hers))


def has_role(person: Someone, role: str, unit_id: int | None = None) -> bool:
    """Whether she holds it at all, or, for a rep, in this unit."""
    return _holds(person.id, role, sa.true() if unit_id is None else RoleGrant.unit_id == unit_id)


def is_lead_of(person_id: int, team_id: int) -> bool:
    return _holds(person_id, "lead", RoleGrant.team_id == team_id)


def roles_of(person_id: int) -> list[RoleGrant]:
    return list(db.session.scalars(sa.select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.role)))


def teams_led_by(person_id: int) -> list[Team]:
    chosen = sa.select(Team).join(RoleGrant, RoleGrant.team_id == Team.id)
    return list(db.session.scalars(chosen.where(RoleGrant.person_id == person_id, RoleGrant.role == "lead").order_by(Team.name)))


def sessions(person_id: int) -> list[UserSession]:
    """The phones a person is signed in on, the newest first; days only."""
    chosen = sa.select(UserSession).where(UserSession.person_id == person_id)
    return list(db.session.scalars(chosen.order_by(UserSession.created_day.desc(), UserSession.id_sha256)))


def notices(person_id: int) -> list[Notice]:
    chosen = sa.select(Notice).where(Notice.person_id == person_id)
    return list(db.session.scalars(chosen.order_by(Notice.day.desc(), Notice.id)))


def device_link(person_id: int, now: datetime) -> DeviceLink | None:
    """The box that two phones of hers share at this moment."""
    chosen = sa.select(DeviceLink).where(DeviceLink.person_id == person_id, DeviceLink.expires_at > now)
    return db.session.scalar(chosen)


def pending_reset(person_id: int) -> PasswordReset | None:
    return db.session.get(PasswordReset, person_id)


def _holds(person_id: int, role: str, where: sa.ColumnElement[bool]) -> bool:
    chosen = sa.exists().where(RoleGrant.person_id == person_id, RoleGrant.role == role, where)
    return bool(db.session.scalar(sa.select(chosen)))
