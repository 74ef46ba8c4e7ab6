"""Putting a backup back: read and checked whole before anything is touched, and nobody in it who has deleted everything."""

import json
import os
import tarfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask, current_app
from flask_migrate import upgrade

from ladeapp import alone, clock, kept
from ladeapp.config import Config
from ladeapp.crafting import actions as crafting
from ladeapp.db import db
from ladeapp.leaving import actions as leaving
from ladeapp.trends import actions as trends

from . import databases, drafts
from .sealing import Refused, day_in, opened

_LARGEST_SECRET = 1 << 20  # bytes


def restore(app: Flask, source: Path, passphrase: str, replace: bool = False, without_deletions: bool = False) -> int:
    """Make database and secrets what they were; then delete again whoever has deleted everything since. Returns how many.

    replace              also where there is a database with people in it
    without_deletions    also where the folder is gone that would tell who they are
    raises               Refused: nothing has changed
    """
    config: Config = app.extensions["ladeapp"]
    _is_young(source)
    if not config.erasure_dir.is_dir() and not without_deletions:
        raise Refused(
            f"{config.erasure_dir} is not there. It tells who has deleted everything since; without it they would be back. "
            "Bring it from the old machine. If nobody has, say --without-deletions."
        )
    try:
        with alone.run_alone(config), drafts.draft(config.instance) as folder, app.app_context():
            _open(source, passphrase, folder)
            _fits(config, folder)
            _is_free(config, replace)
            crafting.forget_keys()
            trends.forget_keys()  # first: what breaks off from here on brings no answer back
            databases.put_back(config.database_url, folder / "database")
            _put_secrets(config, folder / "secrets")
            return _begin_again()
    except alone.Running:
        raise Refused("Ladeapp is running here. Stop web and worker first; nothing has been changed.") from None


def _begin_again() -> int:
    """Before anything serves: this version's tables, nobody who is gone, and no answer that may have been taken back since."""
    upgrade()
    again = leaving.erase_again()
    trends.fail_closed()
    crafting.keep_keys()
    db.session.remove()
    db.engine.dispose()
    return again


def _is_young(source: Path) -> None:
    try:
        with source.open("rb") as file:
            day = day_in(file.read(64))
    except OSError as problem:
        raise Refused(f"{source} cannot be read: {problem.strerror}.") from None
    if day and day + kept.BACKUP < clock.today():
        raise Refused(
            f"This backup is of {day.isoformat()}, older than {kept.BACKUP.days} days. Who has deleted everything since is not known any "
            "more, so it cannot be used."
        )


def _open(source: Path, passphrase: str, folder: Path) -> None:
    """Open every frame before a byte of it is believed, then take out what we know by name."""
    packed = folder / "packed"
    with source.open("rb") as file, packed.open("wb") as clear:
        os.fchmod(clear.fileno(), 0o600)
        for part in opened(file, passphrase):
            clear.write(part)
    (folder / "secrets").mkdir(mode=0o700)
    with tarfile.open(packed) as tar:
        for entry in tar:
            where, _, name = entry.name.rpartition("/")
            known = (where == "secrets" and name and entry.size <= _LARGEST_SECRET) or entry.name in {"about.json", "database"}
            if not entry.isfile() or not known:
                raise Refused("There is something unknown in the backup. Nothing has been changed.")
            tar.extract(entry, folder, filter="data")
    packed.unlink()


def _fits(config: Config, folder: Path) -> None:
    about: dict[str, Any] = json.loads((folder / "about.json").read_text())
    here = databases.kind(config.database_url)
    if about["kind"] != here:
        raise Refused(f"The backup is of {about['kind']}, and LADEAPP_DATABASE_URL names {here}. Nothing has been changed.")
    script = ScriptDirectory(current_app.extensions["migrate"].directory)
    try:
        script.get_revision(about["revision"])
    except CommandError:
        raise Refused("The backup was made by a newer version of Ladeapp. Install that one first; nothing has been changed.") from None
    databases.check(config.database_url, folder / "database")


def _is_free(config: Config, replace: bool) -> None:
    if databases.others(config.database_url):
        raise Refused("Something is still connected to the database. Stop web and workers on every machine; nothing has been changed.")
    with db.engine.connect() as connection:
        if (
            sa.inspect(connection).has_table("person")
            and connection.execute(sa.text("SELECT count(*) FROM person")).scalar_one()
            and not replace
        ):
            raise Refused("There are people in this database. To put the backup in its place, say --replace; nothing has been changed.")


def _put_secrets(config: Config, folder: Path) -> None:
    config.secrets_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in sorted(folder.iterdir()):
        draft = config.secrets_dir / f".{path.name}.restored"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(path.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(config.secrets_dir / path.name)
