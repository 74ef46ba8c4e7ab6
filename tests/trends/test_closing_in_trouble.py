"""A close under trouble: a lost key, a forged row, a killed process, a long reader, somebody who answers just then."""

import multiprocessing
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.trends import actions, closing, keys
from tests.cast import ANNA, BJORN, COUNTED
from tests.periods import EIGHTH, SEVENTH


def key_file(world, span=SEVENTH):
    return world.app.extensions["ladeapp"].key_dir / f"{span.id}.key"


LOSSES = {
    "missing": lambda path: path.unlink(),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "world-readable": lambda path: path.chmod(0o644),
    "another": lambda path: path.write_bytes(b"k" * 64),
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_without_the_right_key_a_close_gives_no_number_and_leaves_nothing(seventh, lose):
    seventh.answer([5] * 12)
    lose(key_file(seventh))
    seventh.at(SEVENTH.closes)
    with seventh.inside():
        actions.close_if_due(SEVENTH.id)
    assert seventh.level() is None
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]
    assert not key_file(seventh).exists()


def test_one_answer_that_does_not_open_takes_the_number_from_its_team_alone(seventh, silent_noise):
    """Somebody who can write to the database puts a row of her own among the sealed ones."""
    seventh.answer([5] * 12)
    seventh.run(
        "INSERT INTO contribution SELECT :id, id, :tag, :sealed FROM team WHERE name = 'Team A'",
        id=SEVENTH.id,
        tag=b"t" * 32,
        sealed=b"s" * 29,
    )
    seventh.close(SEVENTH)
    assert seventh.level() is None


def test_an_answer_cannot_be_moved_to_another_team(seventh, silent_noise):
    """Nor can a row be carried over: the seal holds the team's number in its tag, and the other team is too small anyhow."""
    seventh.answer([5] * 12)
    seventh.run("UPDATE contribution SET team_id = (SELECT id FROM team WHERE name = 'Team B')")
    seventh.close(SEVENTH)
    assert (seventh.level(), seventh.level("Team B")) == (None, None)


def test_keys_that_outlived_their_period_are_destroyed_at_start(seventh):
    """The power went between the commit and the destruction of the key."""
    seventh.answer([5] * 12)
    seventh.close(SEVENTH)
    key_file(seventh).write_bytes(b"k" * 64)
    with seventh.inside():
        actions.fail_closed()
    assert not key_file(seventh).exists()
    assert key_file(seventh, EIGHTH).exists()


def test_at_start_answers_without_a_key_are_deleted_and_a_new_key_is_there(seventh):
    seventh.answer([5] * 12)
    key_file(seventh).chmod(0o644)
    with seventh.inside():
        actions.fail_closed()
        keys.load(SEVENTH.id)
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]


def test_at_start_answers_with_their_key_stay(seventh, silent_noise):
    seventh.answer([5] * 12)
    seventh.work()
    seventh.close(SEVENTH)
    assert seventh.level() == 50


def die_after(statement_number, app, queue):
    """A child process that closes and is gone, without a word, at its n-th statement or before its key is destroyed."""
    import os

    count = iter(range(1000))
    with app.app_context():
        db.engine.dispose(close=False)
        sa.event.listen(db.engine, "before_cursor_execute", lambda *_: next(count) == statement_number and os._exit(9))
        keys.destroy = lambda period_id: os._exit(9)
        closing.close(SEVENTH.id)


@pytest.mark.parametrize("statement", range(14))
def test_a_close_killed_at_any_statement_leaves_all_or_nothing_and_is_completed(seventh, silent_noise, statement):
    seventh.answer([5] * 12)
    seventh.at(SEVENTH.closes)
    with seventh.inside():
        db.engine.dispose()
    child = multiprocessing.get_context("fork").Process(target=die_after, args=(statement, seventh.app, None))
    child.start()
    child.join()
    assert child.exitcode == 9
    released, kept = (
        len(seventh.rows("SELECT 1 FROM release WHERE period_id = :id", id=SEVENTH.id)),
        len(seventh.rows("SELECT 1 FROM contribution")),
    )
    assert (released, kept) in {(0, 12), (3, 0)}
    seventh.work()
    assert seventh.level() == 50
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]
    assert not key_file(seventh).exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_long_reader_delays_the_emptying_of_the_log_and_an_alarm_is_raised(seventh, capsys):
    seventh.answer([5] * 12)
    reader = sa.create_engine(seventh.app.extensions["ladeapp"].database_url).connect()
    reader.exec_driver_sql("BEGIN")
    reader.exec_driver_sql("SELECT * FROM contribution").fetchall()
    seventh.at(SEVENTH.closes)
    with seventh.inside():
        db.session.execute(sa.text("PRAGMA busy_timeout = 20"))
        db.session.commit()
        closing.close(SEVENTH.id)
    assert '"level": "critical"' in capsys.readouterr().out
    reader.close()
    reader.engine.dispose()
    with seventh.inside():
        assert closing.forget_deleted()


def test_two_people_answer_while_the_period_closes_and_no_answer_is_left_behind(seventh):
    """Either an answer was in time and counts, or it is refused; none stays in the table."""
    seventh.answer([5] * 6)
    seventh.at(SEVENTH.closes - timedelta(seconds=1))

    def late(member):
        with seventh.inside():
            try:
                for _ in range(5):
                    actions.contribute(seventh.id_of(member), SEVENTH.id, 5)
            except actions.NotTaken:
                pass

    def close():
        with seventh.inside():
            closing.close(SEVENTH.id)

    threads = [threading.Thread(target=late, args=(member,)) for member in (ANNA, BJORN, *COUNTED[4:6])] + [threading.Thread(target=close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]


def test_an_answer_that_comes_while_the_period_closes_waits_and_is_refused(seventh, monkeypatch):
    """Had it looked before the close and written after it, it would lie there for ever, and its seal with it."""
    seventh.answer([5] * 12)
    looked, refused = threading.Event(), []
    load = keys.load
    with seventh.inside():
        anna = seventh.id_of(ANNA)

    def notice(period_id):
        if threading.current_thread() is not threading.main_thread():
            looked.set()
        return load(period_id)

    def answer():
        with seventh.inside():
            try:
                actions.contribute(anna, SEVENTH.id, 5)
            except actions.NotTaken as refusal:
                refused.append(refusal.why)

    monkeypatch.setattr(keys, "load", notice)
    thread = threading.Thread(target=answer)
    with seventh.inside():
        assert closing.hold(SEVENTH.id)
        thread.start()
        looked.wait(0.5)  # it never does, unless nothing holds it back
        db.session.execute(sa.text("DELETE FROM contribution"))
        db.session.execute(sa.text("UPDATE period SET state = 'closed'"))
        db.session.commit()
    thread.join()
    assert refused == ["closed"]
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]
