"""Verbs that change who is reached and what is due; each commits once, last, and with it what the caller had open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import sqlalchemy as sa
import structlog

from ..db import db, insert
from . import queries, rules
from .models import Letter, Phone, PushDelivery, PushSubscription
from .rules import Outcome
from .words import TEXTS

LEASE = timedelta(minutes=2)
PHONES_MAX = 10  # browsers a person; another gives way
BLIND = {"synchronize_session": False}  # nothing of these rows is kept in the session

log = structlog.get_logger()


def subscribe(person_id: int, endpoint: str, p256dh: str, auth: str) -> None:
    """Reach this person at `endpoint`, and nobody else: a known endpoint is touched and changes owner.

    The caller has checked endpoint and keys with `rules`.
    """
    keys = {"person_id": person_id, "p256dh": p256dh, "auth": auth}
    db.session.execute(
        insert(PushSubscription)
        .values(endpoint=endpoint, **keys)
        .on_conflict_do_update(index_elements=[PushSubscription.endpoint], set_=keys)
    )
    others = (PushSubscription.person_id == person_id, PushSubscription.endpoint != endpoint)
    kept = sa.select(PushSubscription.endpoint).where(*others).limit(PHONES_MAX - 1)
    db.session.execute(sa.delete(PushSubscription).where(*others, PushSubscription.endpoint.not_in(kept)))
    db.session.commit()


def unsubscribe(person_id: int, endpoint: str) -> None:
    """Stop reaching this person at `endpoint`; another person's endpoint stays."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.person_id == person_id, PushSubscription.endpoint == endpoint))
    db.session.commit()


def forget_all(person_id: int) -> None:
    """Every browser and every due message of this person is gone."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.person_id == person_id))
    db.session.execute(sa.delete(PushDelivery).where(PushDelivery.person_id == person_id))
    db.session.commit()


def enqueue(
    person_ids: Iterable[int],
    kind: str,
    occasion: str,
    navigate: str,
    due_at: datetime,
    expires_at: datetime,
    urgency: str = "normal",
    tag: str | None = None,
) -> None:
    """Let each person have one message about `occasion`, at `due_at` or soon after, never after `expires_at`.

    kind      a key of `words.TEXTS`; the words are chosen when it is sent
    occasion  at most 80 characters; the same person and occasion a second time changes nothing
    navigate  path that a tap opens, like "/pairings"
    urgency   very-low, low, normal, high
    tag       at most 32 of base64url's characters: a newer message replaces an older with the same;
              by default one per occasion and person: push services read it, and must not see who else was told
    raises    ValueError for an unknown kind or a path that leaves the app
    """
    if kind not in TEXTS or not navigate.startswith("/") or navigate.startswith("//"):
        raise ValueError(f"no such message: {kind} to {navigate}")
    common = {
        "kind": kind, "occasion": occasion, "navigate": navigate, "urgency": urgency,
        "due_at": due_at, "expires_at": expires_at, "tries": 0,
    }  # fmt: skip
    rows = [{"id": uuid4(), "person_id": person_id, "tag": tag or _tag(occasion, person_id), **common} for person_id in set(person_ids)]
    if rows:
        once = [PushDelivery.person_id, PushDelivery.occasion]
        db.session.execute(insert(PushDelivery).values(rows).on_conflict_do_nothing(index_elements=once))
    db.session.commit()


def cancel(occasion: str, person_id: int | None = None) -> None:
    """What is not sent yet about `occasion` will not be; to one person, or to everyone."""
    unsent = sa.delete(PushDelivery).where(PushDelivery.occasion == occasion)
    db.session.execute(unsent if person_id is None else unsent.where(PushDelivery.person_id == person_id))
    db.session.commit()


def claim(now: datetime, limit: int) -> list[Letter]:
    """Take at most `limit` due deliveries for two minutes, so that no other worker sends them.

    What has expired, has no browser to go to, or was tried too often is deleted on the way.
    """
    db.session.execute(
        sa.delete(PushDelivery).where(PushDelivery.id.in_(_unlocked(PushDelivery.expires_at <= now))),
        execution_options=BLIND,
    )
    due = _unlocked(PushDelivery.due_at <= now, sa.func.coalesce(PushDelivery.lease_until, now) <= now)
    taken = sa.update(PushDelivery).where(PushDelivery.id.in_(due.order_by(PushDelivery.due_at).limit(limit)))
    rows = db.session.scalars(
        taken.values(lease_until=now + LEASE, tries=PushDelivery.tries + 1).returning(PushDelivery),
        execution_options=BLIND,
    ).all()
    letters = _letters(rows)
    _delete(row.id for row in rows if row.id not in {letter.id for letter in letters})
    db.session.commit()
    return letters


def settle(now: datetime, answers: Mapping[Letter, Sequence[tuple[Outcome, str | None]]]) -> None:
    """Write down what the services said: one (outcome, Retry-After) for each of a letter's phones.

    A dead subscription is deleted. A letter that any phone took is done; else, if one may take it later,
    it waits and is tried again until it expires.
    """
    gone: list[str] = []
    done: list[UUID] = []
    for letter, said in answers.items():
        outcomes = {outcome for outcome, _ in said}
        gone += [phone.endpoint for phone, (outcome, _) in zip(letter.phones, said, strict=True) if outcome is Outcome.GONE]
        again = max(rules.next_try(now, letter.tries, retry_after) for _, retry_after in said)
        hopeful = Outcome.ACCEPTED not in outcomes and outcomes & {Outcome.LATER, Outcome.DENIED}
        if hopeful and again < letter.expires_at and letter.tries < rules.TRIES_MAX:
            _postpone(letter.id, again)
            continue
        done.append(letter.id)
        if not outcomes & {Outcome.ACCEPTED, Outcome.GONE}:
            log.warning("push given up", kind=letter.kind, tries=letter.tries)
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.endpoint.in_(gone)))
    _delete(done)
    db.session.commit()


def _tag(occasion: str, person_id: int) -> str:
    return rules.base64url(sha256(f"{occasion} {person_id}".encode()).digest()[:24])


def _letters(rows: Sequence[PushDelivery]) -> list[Letter]:
    people = {row.person_id for row in rows}
    phones = queries.subscriptions_of(people) if people else {}
    languages = queries.languages_of(phones) if phones else {}
    return [
        Letter(
            row.id, row.kind, row.navigate, row.tag, row.urgency, row.expires_at, row.tries,
            languages.get(row.person_id),
            tuple(Phone(to.endpoint, to.p256dh, to.auth) for to in phones[row.person_id]),
        )
        for row in rows
        if row.person_id in phones and row.tries <= rules.TRIES_MAX  # a message that ends its worker ends too
    ]  # fmt: skip


def _postpone(delivery_id: UUID, due_at: datetime) -> None:
    row = sa.update(PushDelivery).where(PushDelivery.id.in_(_unlocked(PushDelivery.id == delivery_id)))
    db.session.execute(row.values(due_at=due_at, lease_until=None), execution_options=BLIND)


def _delete(delivery_ids: Iterable[UUID]) -> None:
    if ids := list(delivery_ids):
        unlocked = _unlocked(PushDelivery.id.in_(ids))
        db.session.execute(sa.delete(PushDelivery).where(PushDelivery.id.in_(unlocked)), execution_options=BLIND)


def _unlocked(*where: sa.ColumnElement[bool]) -> sa.Select[UUID]:
    """Rows that nobody else is changing: the worker never waits for a request that cancels, so the two cannot deadlock."""
    return sa.select(PushDelivery.id).where(*where).with_for_update(skip_locked=True)
