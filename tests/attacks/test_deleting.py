"""Whoever deletes everything is looked for afterwards: in the database and its log, in what was printed, in an older database put back."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from ladeapp import create_app
from ladeapp.crafting import keys as boxes
from ladeapp.db import db
from ladeapp.leaving import actions, tables
from ladeapp.trends import keys
from tests.attacks.test_traces import files_of_the_database, holding
from tests.cast import ANNA, PASSWORD
from tests.conftest import config_for, signed_in
from tests.leaving import kari as karis
from tests.leaving.kari import CANARY, KARI
from tests.people.conftest import fill
from tests.periods import SEVENTH, SIXTH, World

DONE = "Everything is deleted"


@pytest.fixture
def kari(world: World) -> int:
    """Kari was in team A before period 6 opened; she has answered in period 7 and has something in every table."""
    found = karis.come_in(world)
    world.live_through(SIXTH, SEVENTH)
    with world.inside():
        from ladeapp.trends import actions as trends

        trends.contribute(found, SEVENTH.id, 9)
    karis.leave_traces(world, found)
    return found


def delete_everything(world: World, member=KARI, **more):
    phone = world.phone(member)
    fill(phone, "/sign-in/anew", password=PASSWORD)
    return phone, phone.post("/me/data/erasure", data={"knows": "y", **more}, headers={"Accept-Language": "en"})


def dump(world: World) -> str:
    """Every row of every table, as a thief of a dump reads it."""
    with world.inside():
        names = sorted(db.metadata.tables)
    return "\n".join(repr(row) for name in names for row in world.rows(f'SELECT * FROM "{name}"'))


def needles(world: World, kari: int) -> list[bytes]:
    key = karis.key_of(world)
    with world.inside():
        period = keys.load(SEVENTH.id)
        tag = period.tag(SEVENTH.id, world.team().id, kari)
        phash = db.session.execute(sa.text("SELECT password_hash FROM person WHERE id = :id"), {"id": kari}).scalar_one()
        suggested = boxes.load(boxes.kept()[0]).tag(1, kari)
    return [CANARY, CANARY.title(), key.bytes, key.hex.encode(), str(key).encode(), tag, suggested, phash.encode()[-30:]]


def test_nothing_of_her_is_found_in_the_database_its_log_or_any_log(world: World, kari: int, capfd: pytest.CaptureFixture[str]) -> None:
    """The disk is stolen the minute after she has deleted everything; and everything that was printed is read."""
    needs = needles(world, kari)
    url = world.app.extensions["ladeapp"].database_url
    sqlite = url.startswith("sqlite")
    if sqlite:
        assert holding(files_of_the_database(world), [needs[0]])  # the search finds her while she is there
    assert "kanarifugl" in dump(world).lower()
    phone, answer = delete_everything(world)
    assert answer.status_code == 200
    assert DONE in answer.text
    assert "kanarifugl" not in dump(world).lower()
    assert not any(needle.decode() in dump(world) for needle in needs[3:5])
    if sqlite:
        assert holding(files_of_the_database(world), needs) == []
    folder = world.app.extensions["ladeapp"].instance
    others = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and "db" not in path.parts]
    assert holding(others, needs) == []
    assert not [path for path in others if any(word in path.name.lower() for word in ("kanari", needs[3].decode()))]
    printed = capfd.readouterr()
    assert "kanari" not in (printed.out + printed.err).lower()
    assert phone.get("/api/me").status_code == 401


def test_what_stays_is_the_lists_day_without_a_name_and_what_was_published(world: World, kari: int) -> None:
    world.close(SIXTH)
    before = world.rows("SELECT * FROM release ORDER BY 1, 2")
    listed = world.rows("SELECT period_id, counted FROM roster WHERE person_id = :id ORDER BY 1", id=kari)
    delete_everything(world)
    assert world.rows("SELECT * FROM release ORDER BY 1, 2") == before
    assert world.rows("SELECT period_id, counted FROM roster WHERE person_id = :id ORDER BY 1", id=kari) == listed
    for table, column in _all(world):
        left = world.rows(f'SELECT * FROM "{table}" WHERE "{column}" = :id', id=kari)
        assert bool(left) == (table in {"roster", "roster_confirmation"}), table
    ((login, name, password, joined, left),) = world.rows(
        "SELECT login, name, password_hash, joined_day, left_day FROM person WHERE id = :id", id=kari
    )
    assert (name, password, str(joined), str(left)) == ("tidligere medlem", None, "1970-01-01", "1970-01-01")
    assert login.startswith("-")
    page = world.read(ANNA, "/team/lead-view")
    assert "former member" in page
    assert "Kanarifugl" not in page
    assert world.rows("SELECT count(*) FROM contribution") == [(0,)]


def test_whoever_has_no_list_behind_her_leaves_no_row_at_all(world: World) -> None:
    karis.come_in(world)
    delete_everything(world)
    assert world.rows("SELECT count(*) FROM person WHERE name LIKE 'tidligere%' OR login = 'kanarifugl'") == [(0,)]


def test_an_older_database_that_is_put_back_by_hand_has_her_deleted_before_it_serves(world: World, kari: int, tmp_path: Path) -> None:
    """The operator copies last night's database over today's and starts the app; her phone, still signed in then, knocks first."""
    phone = world.phone(KARI)
    older = world.copy("older")
    delete_everything(world)
    assert phone.get("/api/me").status_code == 401
    old = older.app.extensions["ladeapp"]
    restored = create_app(config_for(old.instance, old.database_url, erasures=world.app.extensions["ladeapp"].erasure_dir))
    older.copies.append(World(restored, world.clock, lambda member: signed_in(restored, member)))
    assert "kanarifugl" in dump(older).lower()
    client = restored.test_client()
    with client.session_transaction() as cookie, phone.session_transaction() as hers:
        cookie.update(hers)
    assert client.get("/api/me").status_code == 401  # the very first request
    assert "kanarifugl" not in dump(older).lower()
    assert older.rows("SELECT count(*) FROM contribution") == [(0,)]
    with restored.app_context():
        db.engine.dispose()


def test_without_the_note_she_would_be_there_again(world: World, kari: int) -> None:
    """The other half of the proof: it is the note outside the database that forgets her, and nothing else."""
    older = world.copy("older2")
    delete_everything(world)
    with older.inside():
        assert actions.erase_again() == 0
    assert "kanarifugl" in dump(older).lower()


def test_her_colleague_in_the_station_and_in_the_round_is_told_nothing_and_finds_no_fault(world: World, kari: int) -> None:
    from tests.cast import BJORN

    station = world.rows("SELECT session_id FROM seat WHERE person_id = :id", id=kari)[0][0]
    delete_everything(world)
    bjorn = world.phone(BJORN)
    for page in ("/", "/rounds", "/pairings", "/team", f"/stations/{station}", f"/api/stations/{station}"):
        answer = bjorn.get(page)
        assert answer.status_code in (200, 302, 303, 404), page
        assert "Kanarifugl" not in answer.text
    assert world.rows("SELECT count(*) FROM standing_pair") == [(0,)]


def _all(world: World):
    with world.inside():
        return [(table.name, column.name) for table, column in tables.pointing_at_people()]
