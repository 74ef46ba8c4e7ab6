"""How each database is spoken to: pragmas, instants, and who takes the write lock when."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp.db import UTCDateTime, db

PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000, "synchronous": 1}
INSTANT = datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=timezone(timedelta(hours=1)))


def test_every_sqlite_connection_gets_its_pragmas(cellar: Flask) -> None:
    with cellar.app_context():
        connections = [db.engine.connect() for _ in range(3)]
        for connection in connections:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
            connection.close()
            assert found == PRAGMAS


@pytest.mark.parametrize(("method", "begin"), [("GET", "BEGIN"), ("HEAD", "BEGIN"), ("POST", "BEGIN IMMEDIATE")])
def test_only_what_may_write_takes_the_lock(cellar: Flask, method: str, begin: str) -> None:
    said: list[str] = []
    with cellar.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    assert cellar.test_client().open("/api/lock", method=method).status_code == 200
    assert [statement for statement in said if statement.startswith("BEGIN")] == [begin]


def test_work_outside_requests_takes_the_lock_first(cellar: Flask) -> None:
    said: list[str] = []
    with cellar.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
        db.session.execute(db.text("SELECT 1"))
        db.session.remove()
    assert said[0] == "BEGIN IMMEDIATE"


def test_instants_come_back_aware_and_exact(app: Flask) -> None:
    moments = sa.Table("moment", sa.MetaData(), sa.Column("at", UTCDateTime))
    with app.app_context(), db.engine.begin() as connection:
        moments.create(connection)
        connection.execute(moments.insert(), [{"at": INSTANT}, {"at": None}])
        found = connection.execute(sa.select(moments.c.at).where(moments.c.at >= INSTANT)).scalar_one()
        assert connection.execute(sa.select(moments.c.at).where(moments.c.at.is_(None))).scalar_one() is None
    assert found == INSTANT
    assert found.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UTCDateTime().process_bind_param(datetime(2026, 11, 22), sa.create_mock_engine("sqlite://", print).dialect)  # noqa: DTZ001
