"""The migrations make exactly the tables that the models describe, and take them away again, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from ladeapp import create_app
from ladeapp.db import db, is_current
from tests import databases
from tests.conftest import config_for


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database with nothing in it."""
    (tmp_path / "db").mkdir()
    url = f"sqlite:///{tmp_path}/db/ladeapp.sqlite3"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres")
        databases.sql(address, "DROP DATABASE IF EXISTS test WITH (FORCE)", "CREATE DATABASE test")
        url = f"{address}/test"
    app = create_app(config_for(tmp_path, url))
    yield app
    with app.app_context():
        db.engine.dispose()


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def drift() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, db.metadata))


def test_up_is_the_models_and_down_is_nothing_and_up_again(empty: Flask) -> None:
    with empty.app_context():
        assert not is_current()
        upgrade()
        assert is_current()
        assert drift() == []
        assert tables() == set(db.metadata.tables)
        downgrade(revision="base")
        assert tables() == set()
        upgrade()
        assert drift() == []


def test_down_leaves_no_function_or_type_behind(empty: Flask) -> None:
    with empty.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("has neither")
        upgrade()
        downgrade(revision="base")
        left = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql(left).scalars().all() == []


def test_what_alembic_cannot_see_is_the_same_too(empty: Flask, tmp_path: Path) -> None:
    """Triggers, checks, indexes' predicates and WITHOUT ROWID, as the database itself tells them."""
    with empty.app_context():
        upgrade()
        migrated = told(db.engine)
        downgrade(revision="base")
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE alembic_version")
        db.create_all()
        assert migrated == told(db.engine)


def told(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
            return {
                f"{kind} {name} {' '.join(sql.split()) if kind == 'trigger' else traits(sql)}"
                for kind, name, _, sql in rows
                if wanted(name)
            }
        queries = (
            "SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace",
            "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
            "coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public'",
        )
        return {row for query in queries for row in connection.exec_driver_sql(query).scalars() if "alembic_version" not in row}


def wanted(name: str) -> bool:
    return "alembic" not in name


def traits(sql: str | None) -> str:
    """The parts of a CREATE that alembic's comparison passes over, in any order."""
    text = " ".join((sql or "").split())
    checks = sorted(part.split("CONSTRAINT ")[-1].split(" CHECK")[0].strip('" ') for part in text.split(",") if "CHECK" in part)
    return f"{'WITHOUT ROWID' in text} {checks} {text.partition(' WHERE ')[2]}"


def test_a_database_of_an_older_version_is_not_ready(empty: Flask) -> None:
    phone = empty.test_client()
    assert phone.get("/readyz").status_code == 503
    assert phone.get("/healthz").status_code == 200
    with empty.app_context():
        upgrade()
    assert phone.get("/readyz").status_code == 200
