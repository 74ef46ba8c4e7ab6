"""A database as one file, and a file as the database; SQLite by its own backup, PostgreSQL by its own tools."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from ladeapp.db import db

from .sealing import Refused

# Before a dump is read in, in the same transaction: what is there now goes, also what the dump knows nothing of.
_CLEAR = """
DO $$ DECLARE it record; BEGIN
  FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('DROP TABLE public.%I CASCADE', it.tablename); END LOOP;
  FOR it IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP EXECUTE 'DROP FUNCTION ' || it.name; END LOOP;
END $$;
"""


def kind(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def dump(url: str, to: Path) -> None:
    """The whole database as it is at one moment, while others go on writing. Raises Refused."""
    if kind(url) == "sqlite":
        if not _path(url).exists():
            raise Refused(f"There is no database at {_path(url)}. Nothing has been written.")
        with closing(sqlite3.connect(_path(url))) as ours, closing(sqlite3.connect(to)) as copy:
            ours.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        return
    with to.open("wb") as file:
        _run("pg_dump", url, "--no-owner", "--no-privileges", stdout=file)


def check(url: str, file: Path) -> None:
    """Whether this is a whole database. Raises Refused."""
    if kind(url) == "postgresql":
        _tool("psql")
        return
    with closing(sqlite3.connect(file)) as copy:
        found = copy.execute("PRAGMA integrity_check").fetchall()
        copy.execute("PRAGMA journal_mode = DELETE")
    if found != [("ok",)]:
        raise Refused("The database in the backup is damaged. Nothing has been changed.")


def put_back(url: str, file: Path) -> None:
    """Make this file the database: all of it or, where something fails, nothing. Raises Refused."""
    db.engine.dispose()
    if kind(url) == "postgresql":
        script = file.with_suffix(".sql")
        with script.open("wb") as whole, file.open("rb") as dumped:
            whole.write(_CLEAR.encode())
            shutil.copyfileobj(dumped, whole)
        with script.open("rb") as whole:
            _run("psql", url, "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", "-", stdin=whole)
        return
    path = _path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.restored")
    shutil.copyfile(file, draft)
    draft.chmod(0o600)
    descriptor = os.open(draft, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    for ending in ("-wal", "-shm", "-journal"):  # of what is replaced; they would be read into what replaces it
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    draft.replace(path)


def others(url: str) -> int:
    """How many others are connected to a PostgreSQL database, on whichever machine."""
    if kind(url) == "sqlite":
        return 0
    db.engine.dispose()
    alive = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    with db.engine.connect() as connection:
        return int(connection.execute(sa.text(alive)).scalar_one())


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _run(tool: str, url: str, *arguments: str, stdin: IO[bytes] | None = None, stdout: IO[bytes] | None = None) -> None:
    """The password goes by a file of its own, never in sight; what the tool says goes to nobody: it may quote rows."""
    given, quiet = make_url(url), subprocess.DEVNULL
    address = URL.create("postgresql", given.username, None, given.host, given.port, given.database, given.query)
    with tempfile.NamedTemporaryFile("w", prefix="ladeapp-pass-") as words:  # mode 0600
        if given.password:
            words.write("*:*:*:*:" + re.sub(r"([\\:])", r"\\\1", str(given.password)) + "\n")
            words.flush()
            address = address.update_query_dict({"passfile": words.name})
        command = [_tool(tool), "--dbname", address.render_as_string(), *arguments]
        done = subprocess.run(command, stdin=stdin or quiet, stdout=stdout or quiet, stderr=quiet, check=False)
    if done.returncode:
        raise Refused(f"{tool} could not do it. Is it at least as new as the server? Nothing has been changed.")


def _tool(name: str) -> str:
    """The newest there is; Debian keeps each server's beside it."""
    places = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]) if path.parts[4].isdigit() else 0
    )
    found = str(places[-1]) if places else shutil.which(name)
    if not found:
        raise Refused(f"{name} is not installed: apt-get install -y --no-install-recommends postgresql-client. Nothing has been changed.")
    return found
