"""What a database keeps of deleted rows beside its tables, emptied at once where that must not be found again."""

import sqlite3
from contextlib import suppress

import sqlalchemy as sa
import structlog

from .db import BUSY_TIMEOUT, db

log = structlog.get_logger()

_TRIES = 3  # each waits as long as the database's busy_timeout


def forget_deleted(table: str) -> bool:
    """Nothing that was deleted from `table` is left on the disk; an alarm, and False, when long readers would not let go."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f"VACUUM FULL {table}"))  # a new file; the old one, with its dead rows, is unlinked
        return True
    if any(_truncate_wal() for _ in range(_TRIES)):
        return True
    log.critical("deleted answers may still be in the write-ahead log; end whatever reads the database for long")
    return False


def begin_log_anew() -> None:
    """Empty SQLite's log, in which everything that was written lies in its order; where somebody reads or writes just now, the next time will do."""
    if db.engine.dialect.name == "sqlite":
        with suppress(sqlite3.OperationalError):
            _truncate_wal(patience=0)


def _truncate_wal(patience: int = BUSY_TIMEOUT) -> bool:
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchall()[0][0]  # the first column says busy
    finally:
        connection.cursor().execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        connection.close()
