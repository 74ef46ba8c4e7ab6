"""A workplace, its units and teams, and the door by which its first administrator comes in."""

import secrets
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ladeapp import clock
from ladeapp.db import db

from .. import passwords, queries, rules
from ..models import Person, RoleGrant, SetupLink, Team, Unit, Workplace
from ..queries import Place
from .joining import Closed, Taken

SETUP_LASTS = timedelta(days=7)


def create_workplace(slug: str, name: str) -> Workplace:
    """A new workplace; `slug` becomes the second half of every sign-in name. Raises ValueError, and Taken for a slug in use."""
    place = Workplace(slug=rules.clean_slug(slug), name=rules.clean_name(name))
    db.session.add(place)
    _commit("slug")
    return place


def make_setup_link(workplace_id: int | None = None) -> str:
    """A one-use code for `/setup/<code>`; earlier unused ones for the same end. Whoever opens it becomes administrator."""
    code = secrets.token_urlsafe(16)
    db.session.execute(sa.delete(SetupLink).where(SetupLink.workplace_id.is_not_distinct_from(workplace_id)))
    db.session.add(SetupLink(code_sha256=rules.digest(code), workplace_id=workplace_id, expires_at=clock.now() + SETUP_LASTS))
    db.session.commit()
    return code


def set_up(code: str, login: str, name: str, password: str, language: str, slug: str = "", workplace_name: str = "") -> Person:
    """The first administrator, in the link's workplace or a new one. Uses the link up. Raises Closed, and Taken."""
    db.session.commit()  # hashing takes its time
    kept = passwords.hashed(password)
    link = queries.setup_link(code)
    if link is None or link.expires_at <= clock.now():
        raise Closed
    used = db.session.execute(sa.delete(SetupLink).where(SetupLink.code_sha256 == link.code_sha256))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise Closed
    place = db.session.get(Workplace, link.workplace_id) if link.workplace_id else None
    if place is None:
        place = Workplace(slug=slug, name=workplace_name)
        db.session.add(place)
        _flush("slug")
    person = Person(workplace_id=place.id, login=login, name=name, password_hash=kept, language=language, joined_day=clock.today())
    db.session.add(person)
    _flush("login")
    db.session.add(RoleGrant(person_id=person.id, role="workplace_admin"))
    db.session.commit()
    return person


def create_unit(place: Workplace | Place, name: str) -> Unit:
    """A ward, an office, a home. Raises Taken."""
    unit = Unit(workplace_id=place.id, name=name)
    db.session.add(unit)
    _commit("name")
    return unit


def create_team(unit: Unit, name: str, word: str) -> Team:
    """A team of the unit that calls its working day a shift or a day. Raises Taken."""
    team = Team(unit_id=unit.id, name=name, word=word)
    db.session.add(team)
    _commit("name")
    return team


def _flush(what: str) -> None:
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise Taken(what) from None


def _commit(what: str) -> None:
    _flush(what)
    db.session.commit()
