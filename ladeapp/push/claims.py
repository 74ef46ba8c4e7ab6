"""What a worker does to the due table: takes what is due, and writes down what became of it.

The statements are built once: a worker says them hundreds of times a second.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
import structlog

from ..db import db
from . import marks, rules
from .models import Letter, MailAddress, Phone, PushDelivery, PushSubscription
from .rules import MAIL, NOWHERE, Outcome
from .words import REMINDERS

LEASE = timedelta(minutes=2)
A_SECOND = timedelta(seconds=1)  # the shortest that a service can be asked to keep a message
CLAIM_MAX = 104  # letters taken at a time
SORTED_AT_ONCE = 1000

DELIVERY, PHONE = cast(sa.Table, PushDelivery.__table__), cast(sa.Table, PushSubscription.__table__)
ROW = DELIVERY.c
NOW: sa.BindParameter[datetime] = sa.bindparam("now", type_=ROW.due_at.type)
CARRIED_BY: sa.BindParameter[str] = sa.bindparam("carrier", type_=ROW.service.type)
LIMIT: sa.BindParameter[int] = sa.bindparam("limit", type_=sa.Integer())
IDS: sa.BindParameter[UUID] = sa.bindparam("ids", type_=ROW.id.type, expanding=True)

Judged = tuple[Outcome, int]  # with the seconds that the service asks to be left alone for

log = structlog.get_logger()


def _unlocked(*where: sa.ColumnElement[bool]) -> sa.Select[UUID]:
    """Rows that nobody else is changing: the worker never waits for a request that cancels, so the two cannot deadlock."""
    return sa.select(ROW.id).where(*where).with_for_update(skip_locked=True)


def _ended(state: str, which: sa.ColumnElement[bool]) -> sa.Update:
    """Nothing more is sent of these. What kind it was and where it led is kept of reminders alone: the phone asks for them."""
    told = {column: sa.case((ROW.kind.in_(REMINDERS), column), else_="") for column in (ROW.kind, ROW.navigate)}
    return sa.update(DELIVERY).where(which).values({ROW.state: state, ROW.lease_until: None, **told})


def _unreachable(which: sa.ColumnElement[bool]) -> tuple[sa.Delete, sa.Update]:
    """Nobody to send to. A reminder stays for the app to show; of anything else nothing need be kept, since nothing was sent."""
    return sa.delete(DELIVERY).where(which, ROW.kind.not_in(REMINDERS)), _ended("done", which)


def _taken(*of: sa.ColumnElement[bool]) -> sa.sql.dml.ReturningUpdate[Any]:
    soon_over = ROW.expires_at > sa.bindparam("lasts", type_=ROW.due_at.type)
    due = _unlocked(ROW.state == "due", ROW.due_at <= NOW, soon_over, *of).order_by(ROW.due_at).limit(LIMIT)
    lease = sa.bindparam("lease", type_=ROW.due_at.type)
    row = sa.update(DELIVERY).where(ROW.id.in_(due)).values(state="sending", lease_until=lease, tries=ROW.tries + 1)
    return row.returning(*(ROW[name] for name in ("id", "person_id", "kind", "navigate", "tag", "urgency", "expires_at", "tries", "mark")))


MAILBOX = cast(sa.Table, MailAddress.__table__)
PERSON = sa.table("person", sa.column("id"), sa.column("language"), sa.column("left_day"))  # the people room is beside this one, not below
HERS = sa.select(sa.func.min(PHONE.c.service)).where(PHONE.c.person_id == ROW.person_id)
WELL = HERS.where(PHONE.c.service.not_in(sa.bindparam("sluggish", expanding=True)))
BY_MAIL = sa.select(sa.literal(MAIL)).where(
    MAILBOX.c.person_id == ROW.person_id, MAILBOX.c.state == "confirmed", ROW.kind.in_(sa.bindparam("mailed", expanding=True))
)
CARRIER = sa.func.coalesce(WELL.scalar_subquery(), HERS.scalar_subquery(), BY_MAIL.scalar_subquery(), NOWHERE)
UNSORTED = _unlocked(ROW.state == "due", ROW.service == "", ROW.due_at <= NOW).limit(SORTED_AT_ONCE)
SORT = sa.update(DELIVERY).where(ROW.id.in_(UNSORTED)).values(service=CARRIER)
UNREACHED = _unreachable(sa.and_(ROW.state == "due", ROW.service == NOWHERE, ROW.due_at <= NOW))
LONELY = _unreachable(ROW.id.in_(IDS))
ANOTHER_WAY = sa.exists().where(PHONE.c.person_id == ROW.person_id, PHONE.c.service != CARRIED_BY)
STUCK = _unlocked(ROW.state == "due", ROW.service == CARRIED_BY, ANOTHER_WAY)
SORT_ANEW = sa.update(DELIVERY).where(ROW.id.in_(STUCK)).values(service="")
TAKE, TAKE_ANY = _taken(ROW.service == CARRIED_BY), _taken()
PHONES = (
    sa.select(PHONE.c.person_id, PHONE.c.endpoint, PHONE.c.p256dh, PHONE.c.auth, PHONE.c.vapid, PHONE.c.service, PERSON.c.language)
    .join(PERSON, PERSON.c.id == PHONE.c.person_id)
    .where(PHONE.c.person_id.in_(sa.bindparam("people", expanding=True)))
)
FORGET_PHONES = sa.delete(PHONE).where(PHONE.c.endpoint.in_(sa.bindparam("endpoints", expanding=True)))
LOST = _ended("lost", ROW.id.in_(_unlocked(ROW.state == "sending", ROW.lease_until <= NOW)))
EXPIRED = sa.delete(DELIVERY).where(ROW.id.in_(_unlocked(ROW.expires_at <= NOW, ROW.state != "sending")))
ANSWERED = sa.and_(ROW.id.in_(IDS), ROW.state.in_(("sending", "lost")))  # waits for a row: an answer that is not kept is a message lost
END = {state: _ended(state, ANSWERED) for state in ("done", "dead")}
AGAIN = (
    sa.update(DELIVERY)
    .where(ROW.id.in_(_unlocked(ROW.id == sa.bindparam("which"), ROW.state == "sending")))
    .values(state="due", service="", due_at=sa.bindparam("again", type_=ROW.due_at.type), lease_until=None)
)


def sweep(now: datetime) -> None:
    """What a dead worker was sending is lost, and told; what has expired is gone, whatever became of it."""
    lost = _changed(LOST, now=now)
    _changed(EXPIRED, now=now)
    db.session.commit()
    if lost:
        log.error("push lost with a worker that died", messages=lost)


def sort(now: datetime, sluggish: Collection[str] = (), mailed: Collection[str] = ()) -> int:
    """Say of what has come due which service carries it, so that none waits behind another's. Returns how many there were.

    A person with several phones is reached by a service that answers, if one does; with none, what is of the kinds
    in `mailed` goes by e-mail if she has asked for that, and else the message is over.
    """
    count = _changed(SORT, now=now, sluggish=list(sluggish), mailed=list(mailed))
    if count:
        for statement in UNREACHED:
            _changed(statement, now=now)
    db.session.commit()
    return count


def sort_anew(service: str) -> None:
    """It does not answer: what waits for it and can go another way, may."""
    _changed(SORT_ANEW, carrier=service)
    db.session.commit()


def claim(now: datetime, limit: int = CLAIM_MAX, service: str | None = None) -> list[Letter]:
    """Take at most `limit` due messages under a lease; nobody else sends them, and if this worker dies nobody will.

    service   only what this one carries; None: whichever
    What has no browser to go to is over on the way.
    """
    letters = _letters(_take(now, limit, service))
    db.session.commit()
    return letters


def claim_mail(now: datetime, limit: int) -> list[tuple[Letter, MailAddress]]:
    """Take at most `limit` of what goes by e-mail. Whose address is not there any more gets nothing."""
    rows = _unhandled(_take(now, limit, MAIL))
    hers = {
        to.person_id: to
        for to in db.session.scalars(sa.select(MailAddress).where(MailAddress.person_id.in_({row.person_id for row in rows})))
    }
    spoken = sa.select(PERSON.c.id, PERSON.c.language).where(PERSON.c.id.in_(hers), PERSON.c.left_day.is_(None))
    languages = {row.id: row.language for row in db.session.execute(spoken)} if hers else {}
    _forsake([row for row in rows if row.person_id not in languages])
    db.session.commit()
    return [
        (Letter(id_, kind, navigate, tag, urgency, expires_at, tries, languages[person_id], ()), hers[person_id])
        for id_, person_id, kind, navigate, tag, urgency, expires_at, tries, _mark in rows
        if person_id in languages
    ]


def settle(now: datetime, answers: Mapping[Letter, Sequence[Judged]]) -> None:
    """Write down what the services said, as it was judged for each of a letter's phones.

    A dead subscription is deleted. A letter that any phone took is done; else, if one may take it later,
    it waits and is tried again until it expires or has been tried often enough.
    """
    _write(now, answers)
    db.session.commit()


def turn(now: datetime, answers: Mapping[Letter, Sequence[Judged]], room: Mapping[str, int]) -> dict[str, list[Letter]]:
    """`settle`, and for each service `claim` as many as there is room for: together, since each commit costs as much as some messages."""
    _write(now, answers)
    claimed = {service: _letters(_take(now, limit, service)) for service, limit in room.items()}
    db.session.commit()
    return claimed


def _write(now: datetime, answers: Mapping[Letter, Sequence[Judged]]) -> None:
    gone: list[str] = []
    over: dict[str, list[UUID]] = {"done": [], "dead": []}
    for letter, said in answers.items():
        outcomes = {outcome for outcome, _ in said}
        if Outcome.GONE in outcomes:
            gone += [phone.endpoint for phone, (outcome, _) in zip(letter.phones, said, strict=True) if outcome is Outcome.GONE]
        if Outcome.ACCEPTED in outcomes:
            over["done"].append(letter.id)
            continue
        if outcomes == {Outcome.GONE}:
            _changed(AGAIN, which=letter.id, again=now)  # none of these phones is there any more; another way may be
            continue
        again = max(rules.next_try(now, letter.tries, retry_after) for _, retry_after in said)
        if outcomes & {Outcome.LATER, Outcome.DENIED} and again < letter.expires_at and letter.tries < rules.TRIES_MAX:
            _changed(AGAIN, which=letter.id, again=again)
        else:
            over["dead"].append(letter.id)
            log.warning("push given up", kind=letter.kind, tries=letter.tries)
    if gone:
        _changed(FORGET_PHONES, endpoints=gone)
    for state, ids in over.items():
        if ids:
            _changed(END[state], ids=ids)


def _letters(rows: Sequence[Any]) -> list[Letter]:
    rows = _unhandled(rows)
    if not rows:
        return []
    phones: dict[int, list[Phone]] = {}
    languages: dict[int, str | None] = {}
    for person_id, *phone, language in _said(PHONES, {"people": list({row.person_id for row in rows})}):
        phones.setdefault(person_id, []).append(Phone(*phone))
        languages[person_id] = language
    _forsake([row for row in rows if row.person_id not in phones])
    return [
        Letter(id_, kind, navigate, tag, urgency, expires_at, tries, languages[person_id], tuple(phones[person_id]))
        for id_, person_id, kind, navigate, tag, urgency, expires_at, tries, _mark in rows
        if person_id in phones
    ]


def _take(now: datetime, limit: int, service: str | None) -> Sequence[Any]:
    given = {"now": now, "lasts": now + A_SECOND, "lease": now + LEASE, "limit": min(limit, CLAIM_MAX)}
    if service is None:
        return _said(TAKE_ANY, given).all()
    return _said(TAKE, given | {"carrier": service}).all()


def _unhandled(rows: Sequence[Any]) -> list[Any]:
    """Those that are to be sent. What she has handled is over as if it had been."""
    over = [row.id for row in rows if marks.is_handled(row.id, row.mark)]
    if over:
        _changed(END["done"], ids=over)
    return [row for row in rows if row.id not in over]


def _forsake(rows: Sequence[Any]) -> None:
    """Nobody is left to send these to."""
    if rows:
        for statement in LONELY:
            _changed(statement, ids=[row.id for row in rows])


def _changed(statement: sa.Executable, **given: object) -> int:
    return int(_said(statement, given).rowcount)


def _said(statement: sa.Executable, given: Mapping[str, object]) -> sa.CursorResult[*tuple[Any, ...]]:
    """Past the session's own machinery, which costs as much as the statement: nothing here is an object of it."""
    return db.session.connection().execute(statement, given)
