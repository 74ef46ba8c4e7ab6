"""Every table that knows a person, and what becomes of her rows; one that nobody has thought of stops the deletion."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from ladeapp.db import BLIND, db

STAYS = frozenset({"roster", "roster_confirmation"})  # the frozen list and the reps' word about it: how many, without a name
LOGGED = frozenset(
    {"accord", "accord_word", "work_phase", "work_signature", "work_addendum", "work_measure", "work_log", "wave_signature"}
)  # decisions that others stand by: her name goes, what she said as holder of a key stays
HER_OWN = frozenset({"vault", "vault_key", "user_session", "notice"})  # what whoever leaves the workplace keeps for kept.LEFT


class Unheard(Exception):
    """A table points at people and does not say what becomes of it when one deletes everything. Nothing has changed."""


def pointing_at_people() -> Iterator[tuple[sa.Table, sa.Column[int]]]:
    """Every column of every table that names a person, those that point at others first. Raises Unheard.

    A row goes with her where the table says `ondelete="CASCADE"`; it stays where STAYS says so, and in the log of decisions, whose
    own verb takes her out of it.
    """
    person = db.metadata.tables["person"]
    for table in reversed(db.metadata.sorted_tables):
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table is not person:
                    continue
                if (key.ondelete == "CASCADE") == (table.name in STAYS | LOGGED):
                    raise Unheard(f"{table.name}.{column.name}")
                yield table, column


def sweep(person_id: int, but: Collection[str] = ()) -> None:
    """Delete every row of hers, except in the tables of `but`. Joins the caller's transaction."""
    for table, column in list(pointing_at_people()):
        if table.name not in STAYS | LOGGED and table.name not in but:
            db.session.execute(sa.delete(table).where(column == person_id), execution_options=BLIND)


def still_listed() -> sa.ColumnElement[bool]:
    """Whether something that stays points at a row of `person`."""
    person = db.metadata.tables["person"]
    stays = [sa.exists().where(column == person.c.id).correlate(person) for table, column in pointing_at_people() if table.name in STAYS]
    return sa.or_(*stays)
