"""What is due to whom: wanted, planned, taken back, handled."""

import hmac
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import cast
from uuid import UUID, uuid4

import sqlalchemy as sa

from ladeapp.config import settings
from ladeapp.db import BLIND, db, insert

from .. import marks, queries, rules
from ..models import PushDelivery
from ..rules import Prompt
from ..words import REMINDERS, TEXTS

MARKED_AT_ONCE = 200
ONCE = (PushDelivery.person_id, PushDelivery.occasion)
UNCHANGED = sa.and_(PushDelivery.id == sa.bindparam("which"), PushDelivery.mark == sa.bindparam("was"))
MARK = sa.update(cast(sa.Table, PushDelivery.__table__)).where(UNCHANGED).values(mark=sa.bindparam("anew"))


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
    urgency   very-low, low, normal; high wakes a phone that sleeps in a locker, where normal comes when it is taken out: for what cannot wait
    raises    ValueError for an unknown kind or a path that leaves the app
    """
    enqueue_each(dict.fromkeys(person_ids, Prompt(occasion, kind, navigate, due_at, expires_at, urgency)))


def enqueue_each(prompts: Mapping[int, Prompt]) -> None:
    """The same, to each person at her own time."""
    _insert([_row(person_id, replace(prompt, occasion=_unnamed(prompt.occasion))) for person_id, prompt in prompts.items()])
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


def mark_anew(now: datetime, may_go_on: Callable[[], bool] = lambda: True) -> None:
    """Let every mark be another that says the same.

    One that is changed meanwhile is left alone; one under way too, so that a worker can always write down what became of it.
    """
    row, last = PushDelivery, UUID(int=0)
    while may_go_on():
        some = sa.select(row.id, row.mark).where(row.id > last, row.kind.in_(REMINDERS), row.expires_at > now, row.state != "sending")
        found = db.session.execute(some.order_by(row.id).limit(MARKED_AT_ONCE).with_for_update(skip_locked=True)).all()
        if not found:
            return
        same = [{"which": id_, "was": mark, "anew": marks.anew(id_, mark)} for id_, mark in found]
        db.session.connection().execute(MARK, same)
        last = found[-1].id
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
