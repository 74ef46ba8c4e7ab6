"""Verbs of a suggestion: put it under seal, take it back; delivering and looking after keys are told in their own file."""

import sqlalchemy as sa

from ..db import db
from ..people.models import Person
from . import keys, rules
from .delivering import deliver_due as deliver_due
from .delivering import forget_deleted as forget_deleted
from .delivering import forget_keys as forget_keys
from .delivering import forget_old as forget_old
from .delivering import hold
from .delivering import keep_keys as keep_keys
from .models import Suggestion

_PUT = {
    "sqlite": sa.text(
        "INSERT INTO suggestion (workplace_id, tag, sealed) VALUES (:workplace_id, :tag, :sealed) "
        "ON CONFLICT (workplace_id, tag) DO UPDATE SET sealed = excluded.sealed"
    ),
    # PostgreSQL keeps rows in order of arrival. So all that wait are laid down anew, ordered by tag, each time.
    "postgresql": sa.text(
        "WITH laid AS (DELETE FROM suggestion WHERE workplace_id = :workplace_id RETURNING tag, sealed) "
        "INSERT INTO suggestion (workplace_id, tag, sealed) "
        "SELECT :workplace_id, tag, sealed FROM "
        "(SELECT tag, sealed FROM laid WHERE tag <> :tag UNION ALL SELECT :tag, :sealed) AS mixed ORDER BY tag "
        "ON CONFLICT (workplace_id, tag) DO UPDATE SET sealed = excluded.sealed"
    ),
}


def suggest(person_id: int, workplace_id: int, words: str) -> str:
    """Put one person's words under seal instead of any that wait, and return the name of the key. Nothing tells whether it was the first.

    raises    ValueError("empty" | "long" | "hidden"); keys.KeyUnusable while a lost key is being replaced
    """
    words = rules.cleaned(words)
    name, key = _opened(workplace_id)
    tag = key.tag(workplace_id, person_id)
    row = {"workplace_id": workplace_id, "tag": tag, "sealed": key.seal(words, tag)}
    db.session.execute(_PUT[db.engine.dialect.name], row)
    db.session.commit()
    return name


def withdraw(person_id: int, workplace_id: int) -> str:
    """Take back what waits, if something does; the answer, the name of the key, does not tell. Raises keys.KeyUnusable."""
    name, key = _opened(workplace_id)
    tag = key.tag(workplace_id, person_id)
    db.session.execute(sa.delete(Suggestion).where(Suggestion.workplace_id == workplace_id, Suggestion.tag == tag))
    db.session.commit()
    return name


def withdraw_all(person_id: int) -> None:
    """The same as part of deleting an account, in a transaction of its own."""
    workplace_id = db.session.scalar(sa.select(Person.workplace_id).where(Person.id == person_id))
    try:
        if workplace_id is not None:
            withdraw(person_id, workplace_id)
    except keys.KeyUnusable:
        db.session.rollback()  # without it the row says nothing, and goes when the box starts afresh


def _opened(workplace_id: int) -> tuple[str, keys.BoxKey]:
    """The box's key, and a lock until the transaction ends: nothing is delivered meanwhile. Raises keys.KeyUnusable."""
    box = hold(workplace_id)
    if box is None:
        raise keys.KeyUnusable("the box has not been opened yet")
    return box.key, keys.load(box.key)
