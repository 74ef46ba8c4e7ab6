"""Verbs that change who is reached and what is due; each commits once, last, and with it what the caller had open."""

import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa

from ..config import settings
from ..db import db, insert
from . import marks, queries, rules, vapid
from .models import MailAddress, PushDelivery, PushSubscription
from .rules import Prompt
from .words import REMINDERS, TEXTS

PHONES_MAX = 10  # browsers a person; another gives way
MARKED_AT_ONCE = 200
BLIND = {"synchronize_session": False}  # nothing of these rows is kept in the session
ONCE = (PushDelivery.person_id, PushDelivery.occasion)


def subscribe(person_id: int, endpoint: str, p256dh: str, auth: str, vapid: str | None = None) -> bool:
    """Reach this person at `endpoint`, and nobody else: a known endpoint is touched and changes owner.

    vapid     short id of the key of ours that the browser was given
    returns   whether it is new to us; one that was hers before and is new again had been called dead
    The caller has checked endpoint and keys with `rules`.
    """
    hers = sa.select(PushSubscription.endpoint).where(PushSubscription.endpoint == endpoint, PushSubscription.person_id == person_id)
    new = db.session.scalar(hers) is None
    keys = {"person_id": person_id, "p256dh": p256dh, "auth": auth, "vapid": vapid}
    db.session.execute(
        insert(PushSubscription)
        .values(endpoint=endpoint, **keys)
        .on_conflict_do_update(index_elements=[PushSubscription.endpoint], set_=keys)
    )
    others = (PushSubscription.person_id == person_id, PushSubscription.endpoint != endpoint)
    kept = sa.select(PushSubscription.endpoint).where(*others).limit(PHONES_MAX - 1)
    db.session.execute(sa.delete(PushSubscription).where(*others, PushSubscription.endpoint.not_in(kept)))
    db.session.commit()
    return new


def unsubscribe(person_id: int, endpoint: str) -> None:
    """Stop reaching this person at `endpoint`; another person's endpoint stays."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.person_id == person_id, PushSubscription.endpoint == endpoint))
    db.session.commit()


def forget_all(person_id: int) -> None:
    """Every browser and every message of this person is gone."""
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.person_id == person_id))
    db.session.execute(sa.delete(MailAddress).where(MailAddress.person_id == person_id))
    db.session.execute(sa.delete(PushDelivery).where(PushDelivery.person_id == person_id))
    db.session.commit()


def rotate_vapid(folder: Path) -> int:
    """A new key for new phones; those that have the old one are reached with it until they have moved, by themselves.

    returns   how many phones are to move
    """
    old = vapid.current(folder)
    unnamed = sa.update(PushSubscription).where(PushSubscription.vapid.is_(None)).values(vapid=old.name)
    db.session.execute(unnamed, execution_options=BLIND)
    db.session.commit()
    vapid.rotate(folder)
    return sum(queries.keys_in_use().values())


def ask_for_mail(person_id: int, sealed: bytes) -> None:
    """She wants e-mail at this address, if it is hers; links to one before are of no use any more."""
    new = {"token": uuid4(), "address": sealed, "state": "new"}
    row = insert(MailAddress).values(person_id=person_id, **new)
    db.session.execute(row.on_conflict_do_update(index_elements=[MailAddress.person_id], set_=new))
    db.session.commit()


def confirm_mail(token: UUID) -> None:
    """The address has been proved. Nothing if there is another by now."""
    row = sa.update(MailAddress).where(MailAddress.token == token).values(state="confirmed")
    db.session.execute(row, execution_options=BLIND)
    db.session.commit()


def stop_mail(person_id: int) -> None:
    """Her address is forgotten."""
    db.session.execute(sa.delete(MailAddress).where(MailAddress.person_id == person_id))
    db.session.commit()


def stop_mail_by(token: UUID) -> None:
    """The address that this link was sent to is forgotten."""
    db.session.execute(sa.delete(MailAddress).where(MailAddress.token == token), execution_options=BLIND)
    db.session.commit()


def enqueue(
    person_ids: Iterable[int],
    kind: str,
    occasion: str,
    navigate: str,
    due_at: datetime,
    expires_at: datetime,
    urgency: str = "normal",
) -> None:
    """Let each person have one message about `occasion`, at `due_at` or soon after, never after `expires_at`.

    kind      a key of `words.TEXTS`; the words are chosen when it is sent
    occasion  whatever names it; the same person and occasion a second time changes nothing
    navigate  path that a tap opens, like "/pairings"
    urgency   very-low, low, normal, high
    raises    ValueError for an unknown kind or a path that leaves the app
    """
    prompt = Prompt(_unnamed(occasion), kind, navigate, due_at, expires_at, urgency)
    _insert([_row(person_id, prompt) for person_id in set(person_ids)])
    db.session.commit()


def cancel(occasion: str, person_id: int | None = None) -> None:
    """What is not sent yet about `occasion` will not be; to one person, or to everyone."""
    unsent = sa.delete(PushDelivery).where(PushDelivery.occasion == _unnamed(occasion), PushDelivery.state == "due")
    db.session.execute(unsent if person_id is None else unsent.where(PushDelivery.person_id == person_id))
    db.session.commit()


def plan(person_id: int, kinds: Collection[str], wanted: Sequence[Prompt]) -> None:
    """Let what is unsent of these kinds to this person be exactly `wanted`.

    New ones come, moved ones keep their id, the rest goes. What is under way, sent or given up stays as it is and does
    not come again. One that was tried already waits out its pause.
    raises    ValueError for an unknown kind or a path that leaves the app
    """
    new = {prompt.occasion: prompt for prompt in wanted}
    for occasion, there in queries.planned(person_id, kinds).items():
        prompt = new.pop(occasion, None)
        mine = (PushDelivery.id == there.id, PushDelivery.state == "due")
        if there.state == "due" and prompt is None:
            db.session.execute(sa.delete(PushDelivery).where(*mine), execution_options=BLIND)
        elif there.state == "due" and prompt and (prompt.due_at, prompt.expires_at) != (there.due_at, there.expires_at):
            due_at = sa.case((PushDelivery.tries == 0, prompt.due_at), else_=PushDelivery.due_at)
            moved = sa.update(PushDelivery).where(*mine).values(due_at=due_at, expires_at=prompt.expires_at)
            db.session.execute(moved, execution_options=BLIND)
    _insert([_row(person_id, prompt) for prompt in new.values()])
    db.session.commit()


def handled(person_id: int, delivery_id: UUID) -> None:
    """She has seen to it, or not today: her own message is over, sent or not. Another's, or one that is not there: nothing."""
    hers = sa.update(PushDelivery).where(PushDelivery.id == delivery_id, PushDelivery.person_id == person_id)
    db.session.execute(hers.values(mark=marks.handled(delivery_id)), execution_options=BLIND)
    db.session.commit()


def withdraw(person_id: int, kinds: Collection[str]) -> None:
    """Nothing that is unsent of these kinds is left, handled or not."""
    hers = sa.delete(PushDelivery).where(PushDelivery.person_id == person_id, PushDelivery.kind.in_(kinds), PushDelivery.state == "due")
    db.session.execute(hers, execution_options=BLIND)
    db.session.commit()


def mark_anew(now: datetime) -> None:
    """Let every mark be another that says the same.

    One that is changed meanwhile is left alone; one under way too, so that a worker can always write down what became of it.
    """
    row, last = PushDelivery, UUID(int=0)
    while True:
        some = sa.select(row.id, row.mark).where(row.id > last, row.kind.in_(REMINDERS), row.expires_at > now, row.state != "sending")
        found = db.session.execute(some.order_by(row.id).limit(MARKED_AT_ONCE).with_for_update(skip_locked=True)).all()
        if not found:
            return
        for id_, mark in found:
            same = sa.update(row).where(row.id == id_, row.mark == mark).values(mark=marks.anew(id_, mark))
            db.session.execute(same, execution_options=BLIND)
            last = id_
        db.session.commit()


def _row(person_id: int, prompt: Prompt) -> dict[str, object]:
    if prompt.kind not in TEXTS or not prompt.navigate.startswith("/") or prompt.navigate.startswith("//"):
        raise ValueError(f"no such message: {prompt.kind} to {prompt.navigate}")
    return {
        "id": uuid4(), "person_id": person_id, "occasion": prompt.occasion, "kind": prompt.kind, "navigate": prompt.navigate,
        "tag": _tag(prompt.occasion, person_id), "urgency": prompt.urgency, "state": "due",
        "due_at": prompt.due_at, "expires_at": prompt.expires_at, "tries": 0, "mark": marks.blank(),
    }  # fmt: skip


def _insert(rows: list[dict[str, object]]) -> None:
    if rows:
        db.session.execute(insert(PushDelivery).values(rows).on_conflict_do_nothing(index_elements=ONCE))


def _unnamed(occasion: str) -> str:
    """An occasion that stays behind until its message expires, without the name of an ask or a meeting that is gone."""
    return rules.base64url(sha256(occasion.encode()).digest())


def _tag(occasion: str, person_id: int) -> str:
    """One per occasion and person: push services read it, and must neither see who else was told nor guess what about."""
    said = hmac.digest(settings().secret_key.encode(), f"ladeapp tag {occasion} {person_id}".encode(), "sha256")
    return rules.base64url(said[:24])
