"""Noticing that some process has written: PostgreSQL says so, SQLite's file is asked. One connection a process, outside the pool."""

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
import structlog

CHANNEL = "station"
LOOK_EVERY = 0.05  # seconds; asking costs 4 µs (design/performance.md, section 3)
PAUSE = 1.0  # seconds before trying a lost connection again

log = structlog.get_logger()


def watch(url: sa.URL, anyone: threading.Event, tell: Callable[[], None]) -> None:
    """Call `tell` after each change, for ever, while `anyone` is set. Runs in a thread of its own."""
    if url.get_backend_name() == "sqlite":
        _look(str(url.database), anyone, tell)
    else:
        _listen(url, tell)


def _look(path: str, anyone: threading.Event, tell: Callable[[], None]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    seen = None
    while True:
        anyone.wait()
        found = connection.execute("PRAGMA data_version").fetchone()
        if found != seen:
            seen = found
            tell()
        time.sleep(LOOK_EVERY)


def _listen(url: sa.URL, tell: Callable[[], None]) -> None:
    import psycopg  # an extra: absent where SQLite is used

    address: dict[str, Any] = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    while True:
        try:
            with psycopg.connect(**address, autocommit=True) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                tell()  # whatever was said while nobody listened
                for _ in connection.notifies():
                    tell()
        except psycopg.OperationalError:
            log.warning("lost the database's notifications, trying again")
        time.sleep(PAUSE)
