"""Sessions: one begins, is seen, ends. What is kept of it is a hash and three days."""

import secrets
from datetime import date

import sqlalchemy as sa

from ladeapp import clock, kept
from ladeapp.db import BLIND, db

from .. import passwords, queries, rules
from ..models import Person, UserSession


def sign_in(name: str, password: str) -> Person | None:
    """The person with this sign-in name and password, her session begun; None says nothing about which was wrong."""
    try:
        person = queries.person_by_login(*rules.split_sign_in_name(name))
    except ValueError:
        person = None
    db.session.commit()  # hashing takes its time; nobody else should wait for the database meanwhile
    if not passwords.matches(person.password_hash if person else None, password) or person is None:
        return None
    if passwords.is_outdated(str(person.password_hash)):
        person.password_hash = passwords.hashed(password)
    begin_session(person)
    return person


def knows_password(person_id: int, password: str) -> bool:
    """Whether it is really she who holds the phone."""
    kept = db.session.scalar(sa.select(Person.password_hash).where(Person.id == person_id))
    db.session.commit()  # as above
    return passwords.matches(kept, password)


def begin_session(person: Person) -> str:
    """Let a person in on this phone. Returns the 256-bit token, of which only the hash is kept."""
    token, today = secrets.token_urlsafe(32), clock.today()
    session = UserSession(
        id_sha256=rules.digest(token), person_id=person.id, created_day=today, last_seen_day=today, expires_day=today + kept.SESSION
    )
    db.session.add(session)
    db.session.commit()
    person.session_token = token
    return token


def touch(token: str, today: date) -> None:
    """Note, once a day, that this session lives: alone in its own transaction, so that it stands beside no contribution."""
    db.session.commit()  # whatever was read is done; the update takes the lock first
    seen = sa.update(UserSession).where(UserSession.id_sha256 == rules.digest(token), UserSession.last_seen_day < today)
    db.session.execute(seen.values(last_seen_day=today, expires_day=today + kept.SESSION), execution_options=BLIND)
    db.session.commit()


def end_session(token: str) -> None:
    """This phone is signed out; a second time changes nothing."""
    db.session.execute(sa.delete(UserSession).where(UserSession.id_sha256 == rules.digest(token)))
    db.session.commit()


def end_other_sessions(person_id: int, token: str) -> None:
    """Sign a person out everywhere but where `token` is."""
    others = sa.delete(UserSession).where(UserSession.person_id == person_id, UserSession.id_sha256 != rules.digest(token))
    db.session.execute(others, execution_options=BLIND)
    db.session.commit()


def change_password(person_id: int, token: str, password: str) -> None:
    """A new password in place of one she knows; every other phone is signed out."""
    db.session.commit()  # hashing takes its time
    kept = passwords.hashed(password)
    db.session.get_one(Person, person_id).password_hash = kept
    end_other_sessions(person_id, token)


def change_language(person_id: int, language: str) -> None:
    """What this person's phones and messages speak from now on."""
    db.session.get_one(Person, person_id).language = language
    db.session.commit()
