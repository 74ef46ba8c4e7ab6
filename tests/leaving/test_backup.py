"""Backup and restore, as an operator does them at a prompt: sealed, refused when anything is odd, and nobody back who had gone."""

import dataclasses
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from ladeapp import alone, backup, clock, create_app, kept
from ladeapp.backup import sealing
from ladeapp.db import db
from ladeapp.leaving import actions as leaving
from ladeapp.trends import keys
from tests import databases
from tests.cast import ANNA, BJORN
from tests.conftest import signed_in
from tests.periods import EIGHTH, SEVENTH, World

WORDS = "fem ord på en lapp i skapet"
VALUES = [3, 9, 5, 0, 10, 7, 6, 2, 8, 4, 1, 5]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**10)  # the cost is for thieves


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    (tmp_path / "tape").mkdir()
    return tmp_path / "tape" / "natt.backup"


def quiet(world: World) -> None:
    """Web and workers are stopped."""
    with world.inside():
        db.session.remove()
        db.engine.dispose()


def put_back(world: World, tape: Path, **how: bool) -> int:
    quiet(world)
    return backup.restore(world.app, tape, WORDS, **{"replace": True, **how})


@pytest.fixture
def drill(seventh: World, tape: Path) -> World:
    """Twelve have answered; the night's backup is written; in the morning Anna deletes everything and Bjørn takes his answer back."""
    (seventh.app.extensions["ladeapp"].secrets_dir).mkdir(exist_ok=True)
    (seventh.app.extensions["ladeapp"].secrets_dir / "cookie.key").write_text("c" * 64)
    seventh.answer(VALUES)
    backup.write(seventh.app, tape, WORDS)
    with seventh.inside():
        leaving.erase(seventh.id_of(ANNA))
    assert seventh.phone(BJORN).delete(f"/api/contributions/{SEVENTH.id}").status_code == 204
    return seventh


def test_the_drill_everything_is_back_but_she_who_had_gone(drill: World, tape: Path) -> None:
    """She is gone before the first request: it is asked of the database, not of the app."""
    secrets = drill.app.extensions["ladeapp"].secrets_dir
    shutil.rmtree(secrets)
    drill.run("DELETE FROM membership")  # the accident
    assert put_back(drill, tape) == 1
    engine = sa.create_engine(drill.app.extensions["ladeapp"].database_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person WHERE login = 'anna' OR name = 'Anna'").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM membership").scalar() == 15
    assert (secrets / "cookie.key").read_text() == "c" * 64
    assert stat.S_IMODE((secrets / "cookie.key").stat().st_mode) == 0o600
    assert drill.phone(BJORN).get("/team").status_code == 200


def test_an_answer_that_was_taken_back_since_is_not_there_again_and_phones_send_anew(drill: World, tape: Path) -> None:
    before = drill.phone(BJORN).get("/api/session").json["periods"][-1]["key"]
    put_back(drill, tape)
    assert drill.rows("SELECT count(*) FROM contribution") == [(0,)]
    after = drill.phone(BJORN).get("/api/session").json["periods"][-1]["key"]
    assert after not in (None, before)


def test_nor_is_it_there_when_the_restore_breaks_off_half_way(drill: World, tape: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is the old one already; then the power goes. Web and worker are started as if nothing had been."""

    def power_goes() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("ladeapp.backup.restoring.upgrade", power_goes)
        with pytest.raises(KeyboardInterrupt):
            put_back(drill, tape)
    assert drill.rows("SELECT count(*) FROM contribution") == [(12,)]
    drill.work()
    assert drill.rows("SELECT count(*) FROM contribution") == [(0,)]


def test_a_period_that_has_closed_since_publishes_nothing_a_second_time(drill: World, tape: Path) -> None:
    """Somebody puts Tuesday's backup back after Wednesday's close, to let the noise be drawn again."""
    drill.close(SEVENTH)
    put_back(drill, tape)
    drill.work()
    assert drill.level() is None
    with drill.inside():
        assert SEVENTH.id not in keys.kept()
        assert EIGHTH.id in keys.kept()


def test_no_key_and_no_note_of_a_deletion_is_in_it_and_no_word_can_be_read(seventh: World, tape: Path, tmp_path: Path) -> None:
    config = seventh.app.extensions["ladeapp"]
    seventh.answer(VALUES)
    with seventh.inside():
        leaving.erase(seventh.id_of(ANNA))
    written = backup.write(seventh.app, tape, WORDS)
    raw = tape.read_bytes()
    assert written.size == len(raw)
    assert stat.S_IMODE(tape.stat().st_mode) == 0o600
    key = (config.key_dir / f"{SEVENTH.id}.key").read_bytes()
    for needle in (b"SQLite", b"fjordvik", b"CREATE TABLE", key, key[:32], WORDS.encode()):
        assert needle not in raw
    with tape.open("rb") as file:
        clear = b"".join(sealing.opened(file, WORDS))
    assert b"fjordvik" in clear
    for needle in (key[:32], key[32:], next(config.erasure_dir.iterdir()).name.encode()):
        assert needle not in clear
    assert [path.name for path in config.instance.iterdir() if path.name.startswith(".backup-")] == []


def test_what_a_power_cut_left_in_the_clear_is_gone_with_the_next_backup(seventh: World, tape: Path) -> None:
    left = seventh.app.extensions["ladeapp"].instance / ".backup-left"
    left.mkdir()
    (left / "database").write_bytes(b"everybody, in the clear")
    backup.write(seventh.app, tape, WORDS)
    assert left.exists()  # it may be somebody's who is at it
    yesterday = (clock.now() - timedelta(days=1, minutes=1)).timestamp()
    os.utime(left, (yesterday, yesterday))
    backup.write(seventh.app, tape.with_name("neste.backup"), WORDS)
    assert not left.exists()


@pytest.mark.parametrize(
    "harm", ["wrong words", "a bit turned", "a bit of the day turned", "cut short", "made longer", "no backup", "frames swapped"]
)
def test_a_file_that_is_not_as_it_was_written_changes_nothing(
    seventh: World, tape: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "FRAME", 4096)
    backup.write(seventh.app, tape, WORDS)
    raw, words, frame = bytearray(tape.read_bytes()), WORDS, 4096 + 16
    if harm == "wrong words":
        words = "fem andre ord på en lapp"
    elif harm == "a bit turned":
        raw[len(raw) // 2] ^= 1
    elif harm == "a bit of the day turned":
        raw[26] ^= 1
    elif harm == "cut short":
        raw = raw[: 44 + 3 * frame]
    elif harm == "made longer":
        raw += b"x"
    elif harm == "no backup":
        raw = bytearray(b"dette er en handleliste")
    else:
        raw[44 : 44 + 2 * frame] = raw[44 + frame : 44 + 2 * frame] + raw[44 : 44 + frame]
    tape.write_bytes(raw)
    seventh.app.extensions["ladeapp"].erasure_dir.mkdir()
    seventh.run("UPDATE person SET language = 'nn'")
    quiet(seventh)
    with pytest.raises(backup.Refused, match=r"Nothing has been changed|cannot be used"):
        backup.restore(seventh.app, tape, words, replace=True)
    assert seventh.rows("SELECT DISTINCT language FROM person") == [("nn",)]
    assert [path.name for path in seventh.app.extensions["ladeapp"].instance.iterdir() if path.name.startswith(".restore-")] == []


def test_a_database_with_people_in_it_is_not_replaced_unasked(drill: World, tape: Path) -> None:
    with pytest.raises(backup.Refused, match="--replace"):
        put_back(drill, tape, replace=False)


def test_nor_while_anything_runs(drill: World, tape: Path) -> None:
    """Another process, as web and worker are."""
    config = drill.app.extensions["ladeapp"]
    lock = alone._lock(config)
    child = subprocess.Popen([sys.executable, "-c", f"import fcntl; fcntl.flock({lock}, fcntl.LOCK_SH); print('on', flush=True); input()"],
                             pass_fds=[lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    os.close(lock)
    assert child.stdout
    child.stdout.readline()
    try:
        with pytest.raises(backup.Refused, match="Stop web and worker"):
            put_back(drill, tape)
    finally:
        child.communicate(b"\n")
    assert put_back(drill, tape) == 1


def test_nor_where_it_is_not_known_who_has_deleted_everything(drill: World, tape: Path) -> None:
    shutil.rmtree(drill.app.extensions["ladeapp"].erasure_dir)
    with pytest.raises(backup.Refused, match="Bring it from the old machine"):
        put_back(drill, tape)
    assert put_back(drill, tape, without_deletions=True) == 0


def test_nor_when_it_is_older_than_any_may_be(drill: World, tape: Path) -> None:
    drill.at(clock.now() + kept.BACKUP + timedelta(days=1))
    with pytest.raises(backup.Refused, match="older than 35 days"):
        put_back(drill, tape)


def test_a_backup_is_never_written_over_and_what_has_grown_too_old_beside_it_goes(seventh: World, tape: Path) -> None:
    beside = tape.with_name("notater.txt")
    beside.write_text("ikke en sikkerhetskopi")
    backup.write(seventh.app, tape, WORDS)
    with pytest.raises(backup.Refused, match="there already"):
        backup.write(seventh.app, tape, WORDS)
    seventh.at(clock.now() + kept.BACKUP)
    assert backup.write(seventh.app, tape.with_name("b"), WORDS).pruned == 0
    seventh.at(clock.now() + timedelta(days=1))
    assert backup.write(seventh.app, tape.with_name("c"), WORDS).pruned == 1
    assert sorted(path.name for path in tape.parent.iterdir()) == ["b", "c", "notater.txt"]


def test_a_short_passphrase_is_refused_and_leaves_no_file(seventh: World, tape: Path) -> None:
    with pytest.raises(backup.Refused, match="too short"):
        backup.write(seventh.app, tape, "kort")
    assert not tape.exists()


@pytest.fixture
def elsewhere(seventh: World, tmp_path: Path) -> Iterator[Flask]:
    """Another machine with nothing on it, to which the folder of deletions has been brought."""
    old = seventh.app.extensions["ladeapp"]
    url = f"sqlite:///{tmp_path}/new/db/ladeapp.sqlite3"
    if not old.database_url.startswith("sqlite"):
        server = old.database_url.rpartition("/")[0]
        databases.sql(server, "DROP DATABASE IF EXISTS elsewhere WITH (FORCE)", "CREATE DATABASE elsewhere")
        url = f"{server}/elsewhere"
    (tmp_path / "new" / "db").mkdir(parents=True)
    (tmp_path / "new" / "static").symlink_to(old.instance / "static")
    app = create_app(dataclasses.replace(old, instance=tmp_path / "new", key_dir=tmp_path / "new" / "keys", database_url=url,
                                         erasures=old.erasure_dir))  # fmt: skip
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_new_machine(drill: World, tape: Path, elsewhere: Flask) -> None:
    assert backup.restore(elsewhere, tape, WORDS) == 1
    moved = World(elsewhere, drill.clock, lambda member: signed_in(elsewhere, member))
    assert moved.phone(BJORN).get("/team").status_code == 200
    assert moved.rows("SELECT count(*) FROM person WHERE login = 'anna'") == [(0,)]
    with pytest.raises(sa.exc.DBAPIError):  # the triggers came along
        moved.run("UPDATE release SET level_tenths = 20 WHERE period_id = '2026-P06'")


def test_another_kind_of_database_or_a_newer_version_is_told(drill: World, tape: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ladeapp.backup import copying

    monkeypatch.setattr(copying, "_revision", lambda: "9999")
    backup.write(drill.app, tape.with_name("newer"), WORDS)
    with pytest.raises(backup.Refused, match="newer version"):
        put_back(drill, tape.with_name("newer"))
    monkeypatch.setattr("ladeapp.backup.databases.kind", lambda url: "another")
    with pytest.raises(backup.Refused, match="names another"):
        put_back(drill, tape)


def test_at_the_prompt(drill: World, tape: Path) -> None:
    """As a night job does it: the passphrase from the environment, two processes, exit codes."""
    config = drill.app.extensions["ladeapp"]
    quiet(drill)
    given = {"LADEAPP_INSTANCE": config.instance, "LADEAPP_DATABASE_URL": config.database_url.replace("+psycopg", ""), "LADEAPP_BACKUP_PASSPHRASE": WORDS,
             "PATH": os.environ["PATH"]}  # fmt: skip
    say = lambda *words: subprocess.run([sys.executable, "-m", "ladeapp", *map(str, words)], env={k: str(v) for k, v in given.items()},  # noqa: E731
                                        capture_output=True, text=True, check=False)  # fmt: skip
    written = say("backup", tape.with_name("prompt"))
    assert written.returncode == 0, written.stderr
    refused = say("restore", tape.with_name("prompt"))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    done = say("restore", tape.with_name("prompt"), "--replace")
    assert done.returncode == 0, done.stderr
    assert "Deleted again: 0" in done.stdout
    assert WORDS not in done.stdout + done.stderr


def test_a_database_of_before_is_brought_to_this_versions_tables(drill: World, tape: Path) -> None:
    put_back(drill, tape)
    with drill.inside():
        upgrade()  # nothing to do
    assert drill.app.test_client().get("/readyz").status_code == 200


def test_the_databases_password_is_in_a_file_of_its_own_and_in_no_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever lists the machine's processes reads every command."""
    from ladeapp.backup import databases as tools

    ran: list[tuple[list[str], str]] = []

    def run(command: list[str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        passfile = sa.engine.make_url(command[2]).query["passfile"]
        assert isinstance(passfile, str)
        assert stat.S_IMODE(Path(passfile).stat().st_mode) == 0o600
        ran.append((command, Path(passfile).read_text()))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(tools.subprocess, "run", run)
    monkeypatch.setattr(tools, "_tool", lambda name: name)
    tools.dump("postgresql+psycopg://lade:tuli%3Apan@db:5433/lade?sslmode=require", tmp_path / "dump")
    ((command, words),) = ran
    assert words == "*:*:*:*:tuli\\:pan\n"
    assert "pan" not in " ".join(command)
    assert "***" not in " ".join(command)
    assert command[2].startswith("postgresql://lade@db:5433/lade?")
    assert "sslmode=require" in command[2]
