"""What a worker does to the due table: takes what is due, and writes down what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
import structlog

from ..db import db
from . import queries, rules
from .models import Letter, Phone, PushDelivery, PushSubscription
from .rules import NOWHERE, Outcome
from .words import REMINDERS

LEASE = timedelta(minutes=2)
A_SECOND = timedelta(seconds=1)  # the shortest that a service can be asked to keep a message
CLAIM_MAX = 64  # letters taken at a time; the most that one dying worker leaves behind
SORTED_AT_ONCE = 1000
BLIND = {"synchronize_session": False}

log = structlog.get_logger()


def sweep(now: datetime) -> None:
    """What a dead worker was sending is lost, and told; what has expired is gone, whatever became of it."""
    over = _unlocked(PushDelivery.state == "sending", PushDelivery.lease_until <= now)
    lost = _end(over, "lost")
    db.session.execute(
        sa.delete(PushDelivery).where(PushDelivery.id.in_(_unlocked(PushDelivery.expires_at <= now, PushDelivery.state != "sending"))),
        execution_options=BLIND,
    )
    db.session.commit()
    if lost:
        log.error("push lost with a worker that died", messages=lost)


def sort(now: datetime, sluggish: Collection[str] = ()) -> int:
    """Say of what has come due which service carries it, so that none waits behind another's. Returns how many there were.

    A person with several phones is reached by a service that answers, if one does; with none, the message is over.
    """
    hers = sa.select(sa.func.min(PushSubscription.service)).where(PushSubscription.person_id == PushDelivery.person_id)
    well = hers.where(PushSubscription.service.not_in(sluggish))
    which = sa.func.coalesce(well.scalar_subquery(), hers.scalar_subquery(), NOWHERE)
    new = _unlocked(PushDelivery.state == "due", PushDelivery.service == "", PushDelivery.due_at <= now).limit(SORTED_AT_ONCE)
    row = sa.update(PushDelivery).where(PushDelivery.id.in_(new)).values(service=which)
    count = db.session.execute(row, execution_options=BLIND).rowcount  # type: ignore[attr-defined]
    if count:
        _unreachable(sa.and_(PushDelivery.state == "due", PushDelivery.service == NOWHERE, PushDelivery.due_at <= now))
    db.session.commit()
    return int(count)


def sort_anew(service: str) -> None:
    """It does not answer: what waits for it and can go another way, may."""
    row = sa.update(PushDelivery).where(PushDelivery.state == "due", PushDelivery.service == service)
    others = sa.exists().where(PushSubscription.person_id == PushDelivery.person_id, PushSubscription.service != service)
    db.session.execute(row.where(others).values(service=""), execution_options=BLIND)
    db.session.commit()


def claim(now: datetime, limit: int = CLAIM_MAX, service: str | None = None) -> list[Letter]:
    """Take at most `limit` due messages under a lease; nobody else sends them, and if this worker dies nobody will.

    service   only what this one carries; None: whichever
    What has no browser to go to is over on the way.
    """
    due = _unlocked(PushDelivery.state == "due", PushDelivery.due_at <= now, PushDelivery.expires_at > now + A_SECOND)
    if service is not None:
        due = due.where(PushDelivery.service == service)
    taken = sa.update(PushDelivery).where(PushDelivery.id.in_(due.order_by(PushDelivery.due_at).limit(min(limit, CLAIM_MAX))))
    rows = db.session.scalars(
        taken.values(state="sending", lease_until=now + LEASE, tries=PushDelivery.tries + 1).returning(PushDelivery),
        execution_options=BLIND,
    ).all()
    letters = _letters(rows)
    reached = {letter.id for letter in letters}
    if lonely := [row.id for row in rows if row.id not in reached]:
        _unreachable(PushDelivery.id.in_(lonely))
    db.session.commit()
    return letters


def settle(now: datetime, answers: Mapping[Letter, Sequence[tuple[Outcome, str | None]]]) -> None:
    """Write down what the services said: one (outcome, Retry-After) for each of a letter's phones.

    A dead subscription is deleted. A letter that any phone took is done; else, if one may take it later,
    it waits and is tried again until it expires or has been tried often enough.
    """
    gone: list[str] = []
    done: list[UUID] = []
    dead: list[UUID] = []
    for letter, said in answers.items():
        outcomes = {outcome for outcome, _ in said}
        gone += [phone.endpoint for phone, (outcome, _) in zip(letter.phones, said, strict=True) if outcome is Outcome.GONE]
        again = max((rules.next_try(now, letter.tries, retry_after) for _, retry_after in said), default=letter.expires_at)
        if outcomes <= {Outcome.ACCEPTED, Outcome.GONE} or Outcome.ACCEPTED in outcomes:
            done.append(letter.id)
        elif outcomes & {Outcome.LATER, Outcome.DENIED} and again < letter.expires_at and letter.tries < rules.TRIES_MAX:
            _postpone(letter.id, again)
        else:
            dead.append(letter.id)
            log.warning("push given up", kind=letter.kind, tries=letter.tries)
    if gone:
        db.session.execute(sa.delete(PushSubscription).where(PushSubscription.endpoint.in_(gone)))
    for state, ids in (("done", done), ("dead", dead)):
        if ids:
            _end(_unlocked(PushDelivery.id.in_(ids), PushDelivery.state.in_(("sending", "lost"))), state)
    db.session.commit()


def _letters(rows: Sequence[PushDelivery]) -> list[Letter]:
    people = {row.person_id for row in rows}
    phones = queries.subscriptions_of(people) if people else {}
    languages = queries.languages_of(phones) if phones else {}
    return [
        Letter(
            row.id, row.kind, row.navigate, row.tag, row.urgency, row.expires_at, row.tries,
            languages.get(row.person_id),
            tuple(Phone(to.endpoint, to.p256dh, to.auth, to.vapid, to.service) for to in phones[row.person_id]),
        )
        for row in rows
        if row.person_id in phones
    ]  # fmt: skip


def _unreachable(which: sa.ColumnElement[bool]) -> None:
    """Nobody to send to. A reminder stays for the app to show; of anything else nothing need be kept, since nothing was sent."""
    db.session.execute(sa.delete(PushDelivery).where(which, PushDelivery.kind.not_in(REMINDERS)), execution_options=BLIND)
    _end(which, "done")


def _postpone(delivery_id: UUID, due_at: datetime) -> None:
    row = sa.update(PushDelivery).where(PushDelivery.id.in_(_unlocked(PushDelivery.id == delivery_id, PushDelivery.state == "sending")))
    db.session.execute(row.values(state="due", service="", due_at=due_at, lease_until=None), execution_options=BLIND)


def _end(which: sa.ColumnElement[bool] | sa.Select[UUID], state: str) -> int:
    """Nothing more is sent of these. What kind it was and where it led is kept of reminders alone: the phone asks for them."""
    where = PushDelivery.id.in_(which) if isinstance(which, sa.Select) else which
    told = {column: sa.case((PushDelivery.kind.in_(REMINDERS), column), else_="") for column in (PushDelivery.kind, PushDelivery.navigate)}
    row = sa.update(PushDelivery).where(where).values({PushDelivery.state: state, PushDelivery.lease_until: None, **told})
    return int(db.session.execute(row, execution_options=BLIND).rowcount)  # type: ignore[attr-defined]


def _unlocked(*where: sa.ColumnElement[bool]) -> sa.Select[UUID]:
    """Rows that nobody else is changing: the worker never waits for a request that cancels, so the two cannot deadlock."""
    return sa.select(PushDelivery.id).where(*where).with_for_update(skip_locked=True)
