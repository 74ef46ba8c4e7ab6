"""Attacks 1, 2, 3 and 13: whoever reads or writes the database tries to learn who answered, or to change what was published."""

import ast
from pathlib import Path
from statistics import fmean

import pytest
import sqlalchemy as sa

import ladeapp
from ladeapp import clock
from ladeapp.db import db
from ladeapp.trends import actions, keys
from tests.cast import ANNA, COUNTED
from tests.test_who_sees_what import walk
from tests.waves import work

APP = Path(ladeapp.__file__).parent
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
postgresql_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def columns(world, table):
    with world.inside():
        return sa.inspect(db.engine).get_columns(table)


def test_1_a_contribution_has_four_columns_and_none_tells_a_time_or_a_turn(seventh):
    """The thief of a dump looks for a date, a counter, a default that was filled in: anything that puts answers in order."""
    found = columns(seventh, "contribution")
    assert [column["name"] for column in found] == ["period_id", "team_id", "tag", "sealed"]
    assert [column["name"] for column in columns(seventh, "release")] == ["team_id", "period_id", "level_tenths"]
    for column in (*found, *columns(seventh, "release")):
        assert column["default"] is None
        assert column.get("autoincrement") is not True
        assert not isinstance(column["type"], sa.Date | sa.DateTime | sa.Time | sa.Uuid)


@sqlite_only
@pytest.mark.parametrize("table", ["contribution", "release"])
def test_1_there_is_no_row_number(seventh, table):
    """A naive table gave 100 % of the answers away by SQLite's hidden rowid alone."""
    with pytest.raises(sa.exc.OperationalError, match="no such column"):
        seventh.rows(f"SELECT rowid FROM {table}")


def test_2_only_the_close_opens_a_seal():
    """Somebody adds a page that peeks into running answers: no other file may name the sealed column or unseal anything."""
    peeping = set()
    for path in APP.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in {"sealed", "unseal"}:
                peeping.add(path.relative_to(APP).as_posix())
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "levels":
                assert path.name == "closing.py"
    assert peeping == {"trends/counting.py", "crafting/delivering.py"}  # the second opens suggestions, which are words to be read


def test_2_no_address_there_is_reads_a_seal(ground, phone_of):
    """Anna's phone knocks everywhere, and the database notes what it is asked: answers are put in and taken out, and never looked at."""
    ground.world.answer([5] * 12)
    asked = []
    listen = lambda c, cursor, statement, *_: asked.append(statement)  # noqa: E731
    with ground.app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", listen)
    walk(ground, lambda: phone_of(ANNA))
    sa.event.remove(engine, "before_cursor_execute", listen)
    touching = [statement for statement in asked if "contribution" in statement or "sealed" in statement]
    assert {statement.split()[0] for statement in touching} in ({"INSERT", "DELETE"}, {"WITH", "DELETE"})
    assert not [statement for statement in touching if "RETURNING" in statement.rpartition(")")[2]]


CHANGES = [
    "UPDATE release SET level_tenths = 20",
    "UPDATE release SET period_id = '2026-P06' WHERE period_id <> '2026-P06'",
    "DELETE FROM release",
    "INSERT INTO release SELECT * FROM release",
    "INSERT INTO release SELECT team_id, period_id, 25 FROM release WHERE true "
    "ON CONFLICT (team_id, period_id) DO UPDATE SET level_tenths = excluded.level_tenths",
]


def test_3_what_was_published_stays_as_it_was(sealed):
    """An operator is asked to "correct" a number, or to close once more for a better draw of the noise."""
    world = sealed.world
    sealed.answer([5] * 12)
    sealed.close()
    assert sealed.level() is not None
    published = world.rows("SELECT * FROM release ORDER BY 1, 2")
    for change in CHANGES:
        with pytest.raises(sa.exc.DBAPIError):
            world.run(change)
    world.run("UPDATE period SET state = 'open' WHERE id = :id", id=sealed.id)  # and asks the close to release again
    with world.inside(), pytest.raises(sa.exc.DBAPIError):
        actions.close_if_due(sealed.id)
    assert world.rows("SELECT * FROM release ORDER BY 1, 2") == published


@sqlite_only
def test_3_nor_can_it_be_replaced(sealed):
    """SQLite's REPLACE deletes without asking the delete trigger."""
    sealed.answer([5] * 12)
    sealed.close()
    with pytest.raises(sa.exc.DBAPIError, match="never"):
        sealed.world.run("INSERT OR REPLACE INTO release SELECT team_id, period_id, 25 FROM release")


def rank_correlation(order):
    """Spearman's rho between 0 … n-1 and the order in which they were found."""
    n = len(order)
    return 1 - 6 * sum((place - found) ** 2 for place, found in enumerate(order)) / (n * (n * n - 1))


def test_13_the_order_of_rows_is_not_the_order_of_people(sealed):
    """The thief of a dump lines the rows up, as they lie, with the order in which people were seen to take out their phones.

    Twenty rounds with fresh keys; by chance the mean correlation of twelve lies within ± 0.3 in all but one of 100,000 runs.
    """
    found, world = [], sealed.world
    with world.inside():
        people = [world.id_of(member) for member in COUNTED]
        team_id = world.team().id
    for _ in range(20):
        world.run("DELETE FROM contribution")
        with world.inside():
            keys.destroy(sealed.id)
            keys.create(sealed.id)
            for person_id in people:
                actions.contribute(person_id, sealed.id, 5)
            tags = [keys.load(sealed.id).tag(sealed.id, team_id, person_id) for person_id in people]
        lying = [bytes(tag) for (tag,) in world.rows("SELECT tag FROM contribution")]
        found.append(rank_correlation([tags.index(tag) for tag in lying]))
    assert abs(fmean(found)) < 0.3


@postgresql_only
def test_13_nor_do_postgresqls_own_columns_tell_it(sealed):
    """xmin numbers the transaction that wrote a row, ctid the place where it lies: both would count arrivals."""
    sealed.answer([5] * 12)
    assert sealed.world.rows("SELECT count(DISTINCT xmin::text) FROM contribution") == [(1,)]
    lying = [bytes(tag) for (tag,) in sealed.world.rows("SELECT tag FROM contribution ORDER BY ctid")]
    assert lying == sorted(lying)


@postgresql_only
def test_13_nor_does_the_diary_that_was_saved_just_before_tell_whose_the_last_answer_is(sealed):
    """A phone that is opened saves its diary, and goes on to the answer if there is one: the writing's number is the next. Looked at once."""
    world = sealed.world
    for member in COUNTED[:3]:
        world.phone(member).put("/api/vault", data=bytes(65536), content_type="application/octet-stream", headers={"If-None-Match": "*"})
        if member == COUNTED[1]:
            world.phone(member).put(sealed.address, json={"value": 5})
    guess = (
        "SELECT login FROM vault JOIN person ON person.id = person_id "
        "WHERE vault.xmin::text::bigint < (SELECT max(xmin::text::bigint) FROM contribution) ORDER BY vault.xmin::text::bigint DESC LIMIT 1"
    )
    assert world.rows(guess) == [(COUNTED[1].login,)]  # the attack works while nobody has laid them anew
    work(world)
    assert world.rows(guess) == [(COUNTED[2].login,)]  # whoever opened the app last, answered or not
    assert world.rows("SELECT count(*) FROM contribution") == [(1,)]


@sqlite_only
def test_13_nor_does_sqlites_log_keep_for_long_what_was_written_after_what(seventh):
    """Whoever copies the database's folder finds in its log whose diary was saved just before an answer came; unless somebody reads just then."""
    log = Path(seventh.app.extensions["ladeapp"].database_url.removeprefix("sqlite:///") + "-wal")
    anna = seventh.phone(ANNA)
    anna.put("/api/vault", data=bytes(65536), content_type="application/octet-stream", headers={"If-None-Match": "*"})
    anna.put("/api/contributions/2026-P07", json={"value": 5})
    assert log.stat().st_size > 65536
    with seventh.inside():
        with db.engine.connect() as reader:
            reader.execute(sa.text("SELECT count(*) FROM contribution"))
            anna.put("/api/contributions/2026-P07", json={"value": 6})
            actions.lay_anew(clock.now())
            assert log.stat().st_size > 0
        actions.lay_anew(clock.now())
        assert log.stat().st_size == 0
        assert db.session.scalar(sa.text("PRAGMA busy_timeout")) == 5000
    assert seventh.rows("SELECT count(*) FROM contribution") == [(1,)]
