"""Alembic's surroundings: the running app's engine and tables, batch mode for SQLite."""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db


def include(thing: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        include_object=include,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
