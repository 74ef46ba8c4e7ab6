"""A forgotten password replaced: by the recovery code's proof, or by an administrator's code that waits a day and is told to all."""

import hmac
from datetime import timedelta

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.push import actions as push
from ladeapp.vault import queries as vault

from .. import passwords, queries, rules
from ..models import Notice, PasswordReset, Person, UserSession
from ..queries import Someone
from .roster import concerned, log

WAITS = timedelta(hours=24)  # long enough for every phone of hers to have told it
LASTS = timedelta(days=7)
TOLD_FOR = timedelta(days=1)


class NotYet(Exception):
    """The code is right, and opens nothing before its day has passed."""


def make_reset(person: Person, by: str) -> str:
    """A one-use code for somebody who has lost the password; an earlier one ends. Opens the account, never the diary."""
    code, now = rules.new_typed_code(groups=4), clock.now()
    _forget_reset(person)
    db.session.add(
        PasswordReset(
            person_id=person.id,
            code_sha256=rules.digest(rules.normal_typed_code(code, groups=4)),
            opens_at=now + WAITS,
            expires_at=now + WAITS + LASTS,
        )
    )
    _log(person, by, "reset_made")
    notify(person.id, "reset_made")
    return code


def cancel_reset(person: Someone) -> None:
    """She did not ask for it: the code opens nothing. Everyone who was told is told."""
    if queries.pending_reset(person.id) is not None:
        _forget_reset(person)
        _log(person, person.name, "reset_cancelled")
    db.session.commit()


def use_reset(name: str, code: str, password: str) -> Person | None:
    """The account opened with an administrator's code and a new password. None says nothing about what was wrong. Raises NotYet."""
    person = _named(name)
    kept = passwords.hashed(password)
    reset = db.session.get(PasswordReset, person.id, populate_existing=True) if person else None
    try:
        given = rules.digest(rules.normal_typed_code(code, groups=4))
    except ValueError:
        return None
    if person is None or reset is None or not hmac.compare_digest(reset.code_sha256, given) or reset.expires_at <= clock.now():
        return None
    if reset.opens_at > clock.now():
        raise NotYet
    used = db.session.execute(sa.delete(PasswordReset).where(PasswordReset.person_id == person.id, PasswordReset.code_sha256 == given))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        return None
    _log(person, person.name, "reset_used")
    _replace(person, kept, "reset_used")
    return person


def recover(name: str, proof: bytes, password: str) -> Person | None:
    """The account opened with the recovery code's proof (32 bytes) and a new password. None says nothing about what was wrong."""
    person = _named(name)
    kept = passwords.hashed(password)
    proved = vault.proof_matches(person.id, proof) if person else False
    if person is None or not proved:
        return None
    _forget_reset(person)
    _replace(person, kept, "recovered")
    return person


def notify(person_id: int, kind: str) -> None:
    """Tell every device: on its pages until each has said so, and by a message now. Commits."""
    notice = Notice(person_id=person_id, kind=kind, day=clock.today())
    db.session.add(notice)
    db.session.flush()
    now = clock.now()
    push.enqueue([person_id], "account", f"account/{notice.id}", "/me/notices", now, now + TOLD_FOR)


def _named(name: str) -> Person | None:
    try:
        person = queries.person_by_login(*rules.split_sign_in_name(name))
    except ValueError:
        person = None
    db.session.commit()  # hashing takes its time
    return person


def _replace(person: Person, kept: str, notice: str) -> None:
    """A new password: every session ends, and every phone will say so."""
    person.password_hash = kept
    person.session_token = ""
    db.session.execute(sa.delete(UserSession).where(UserSession.person_id == person.id))
    db.session.execute(sa.delete(Notice).where(Notice.person_id == person.id, Notice.kind == "reset_made"))
    notify(person.id, notice)


def _forget_reset(person: Someone) -> None:
    db.session.execute(sa.delete(PasswordReset).where(PasswordReset.person_id == person.id))
    db.session.execute(sa.delete(Notice).where(Notice.person_id == person.id, Notice.kind == "reset_made"))


def _log(person: Someone, actor: str, what: str) -> None:
    """In her team, and in those she leads or represents: a way in as her is a way to sign with her key."""
    team = queries.team_of(person.id)
    hers = {team.id} if team else set()
    for team_id in hers.union(*(concerned(grant.unit_id, grant.team_id) for grant in queries.roles_of(person.id))):
        log(team_id, actor, what, person.name)
