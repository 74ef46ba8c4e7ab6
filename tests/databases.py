"""Real databases for tests: a SQLite file and a PostgreSQL of our own, each copied from a migrated template."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

REQUIRED = os.environ.get("LADEAPP_REQUIRE_BROWSERS") == "1"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def own_postgres() -> Iterator[str]:
    """Start a PostgreSQL on loopback in a temporary folder, as a non-root user, and give its address."""
    tools = postgres_bin()
    if tools is None:
        lacking("PostgreSQL", "postgresql")
    assert tools
    folder = Path(tempfile.mkdtemp(prefix="ladeapp-pg-"))
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    run = lambda *command: subprocess.run([*as_user, *map(str, command)], check=True, capture_output=True, cwd=folder)  # noqa: E731
    run(tools / "initdb", "-D", folder / "data", "-U", "ladeapp", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200"
    try:
        run(tools / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
        yield f"postgresql+psycopg://ladeapp@127.0.0.1:{port}"
    finally:
        subprocess.run(
            [*as_user, str(tools / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"], capture_output=True, cwd="/"
        )
        shutil.rmtree(folder, ignore_errors=True)


def sql(address: str, *statements: str) -> None:
    """Run statements outside any transaction on the server at `address`."""
    engine = sa.create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def copy_database(url: str, path: Path, name: str) -> str:
    """Copy a database that nobody has open, a SQLite file or a whole PostgreSQL database, and give the copy's address."""
    if url.startswith("sqlite"):
        original = url.removeprefix("sqlite:///")
        for ending in ("", "-wal"):
            if Path(original + ending).exists():
                shutil.copy(original + ending, f"{path}{ending}")
        return f"sqlite:///{path}"
    server, _, database = url.rpartition("/")
    sql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {database} STRATEGY FILE_COPY")
    return f"{server}/{name}"


def lacking(what: str, package: str) -> None:
    """Skip, saying how to install it; in CI, fail."""
    words = f"{what} is not installed: apt-get install -y --no-install-recommends {package}"
    if REQUIRED:
        pytest.fail(words)
    pytest.skip(words)
