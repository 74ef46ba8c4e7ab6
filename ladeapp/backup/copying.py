"""Writing a backup: the database and the service's secrets, never a period's key and never the notes of who has deleted everything."""

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from flask import Flask

from ladeapp import clock, kept
from ladeapp.config import Config
from ladeapp.db import db

from . import databases, drafts
from .sealing import Refused, Sealed, day_in


@dataclass(frozen=True)
class Kept:
    """What was written, in bytes, and how many backups of the same folder had grown too old and are gone."""

    size: int
    pruned: int


def write(app: Flask, target: Path, passphrase: str) -> Kept:
    """Write a new, sealed file that only its owner may read; then delete those of its folder that are older than kept.BACKUP.

    raises    Refused, also where something is there already
    """
    config: Config = app.extensions["ladeapp"]
    day = clock.today()
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{target} is there already. Choose another name; a backup is never written over.") from None
    except OSError as problem:
        raise Refused(f"{target} cannot be written: {problem.strerror}.") from None
    try:
        with os.fdopen(descriptor, "wb") as file, app.app_context():
            sealed = Sealed(file, passphrase, day)
            _pack(config, sealed, day)
            sealed.close()
    except BaseException:
        target.unlink()
        raise
    return Kept(target.stat().st_size, _prune(target.parent, day))


def _pack(config: Config, sealed: Sealed, day: date) -> None:
    with drafts.draft(config.instance) as folder, tarfile.open(fileobj=sealed, mode="w|") as tar:  # type: ignore[call-overload]
        copy = folder / "database"
        databases.dump(config.database_url, copy)
        copy.chmod(0o600)
        about = {"kind": databases.kind(config.database_url), "day": day.isoformat(), "revision": _revision()}
        _add(tar, "about.json", json.dumps(about).encode())
        for path in _secrets(config):
            _add(tar, f"secrets/{path.name}", path.read_bytes())
        with copy.open("rb") as file:
            entry = tarfile.TarInfo("database")
            entry.size, entry.mode = copy.stat().st_size, 0o600
            tar.addfile(entry, file)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _secrets(config: Config) -> Iterator[Path]:
    folder = config.secrets_dir
    yield from (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()) if folder.is_dir() else ()


def _revision() -> str:
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except sa.exc.SQLAlchemyError:
        found = None
    if not found:
        raise Refused("There is no database of Ladeapp yet. Nothing has been written.")
    return found


def _prune(folder: Path, today: date) -> int:
    """Backups of ours, told by their first bytes, that are older than they may be."""
    gone = 0
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                day = day_in(file.read(64))
            if day and day + kept.BACKUP < today:
                path.unlink()
                gone += 1
    return gone
