"""Whoever reads pages, files or rows tries to tell whose a suggestion is, or that one waits: the box is sealed like a contribution."""

import random

import pytest

from ladeapp import clock
from ladeapp.crafting import JOBS, actions, keys
from tests.attacks.crawling import EVERY_ROLE, crawl, differing, phones
from tests.attacks.test_traces import everything_of_the_database, holding
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, COUNTED, LEAD, OTHER, SAFETY, UNION
from tests.ground import furnished
from tests.periods import SEVENTH

ADDRESS = "/api/suggestion"
CANARY = "Kanarifuglen synger når telefonen er stille"


@pytest.fixture
def house(seventh):
    """The seventh period with something in every room; the box has been looked into today."""
    with seventh.inside():
        ids = furnished(SEVENTH.id)
    work(seventh)
    return seventh, ids


def work(world):
    with world.inside():
        for job in JOBS:
            job.run(clock.now())


def test_nobody_sees_any_difference_while_two_wait(house):
    """Lead, colleague, administrator, reps, one of the two herself: every page and every answer, before and after, and after the worker."""
    world, ids = house
    for member in (ADMIN, LEAD):
        world.run(EVERY_ROLE, login=member.login)
    looking = phones(world, (LEAD, BJORN, ADMIN, SAFETY, UNION, OTHER, ANNA))
    writing = phones(world, (ANNA, COLLEAGUES[0]))
    before = crawl(world, looking, ids)
    assert before["stein", "/crafting/box"].startswith("200")
    assert before["anna", "/crafting/box"].startswith("404")
    for phone in writing.values():
        for words in ("først", None, CANARY):
            assert (phone.delete(ADDRESS) if words is None else phone.put(ADDRESS, json={"words": words})).status_code == 200
    assert differing(before, crawl(world, looking, ids)) == []
    world.run("UPDATE box SET looked_on = NULL")
    work(world)
    assert differing(before, crawl(world, looking, ids)) == []
    assert world.rows("SELECT count(*) FROM suggestion") == [(2,)]


def test_a_suggestion_has_three_columns_and_none_tells_a_person_a_team_or_a_time(seventh):
    if seventh.app.extensions["ladeapp"].database_url.startswith("postgresql"):
        columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'suggestion'"
        ((storage,),) = seventh.rows(
            "SELECT attstorage::text FROM pg_attribute WHERE attrelid = 'suggestion'::regclass AND attname = 'sealed'"
        )
        assert storage == "p"  # never in a table of long values, where each gets the next number
    else:
        columns = "SELECT name FROM pragma_table_info('suggestion')"
        with pytest.raises(Exception, match="rowid"):
            seventh.rows("SELECT rowid FROM suggestion")
    assert {name for (name,) in seventh.rows(columns)} == {"workplace_id", "tag", "sealed"}


def test_a_dump_without_the_key_tells_neither_words_nor_whose_nor_their_length(house):
    world, _ = house
    for member, length in zip(COUNTED, (1, 40, 600, 7, 300, 599, 2, 90, 450, 33, 8, 600), strict=True):
        assert world.phone(member).put(ADDRESS, json={"words": (CANARY * 20)[:length]}).status_code == 200
    assert world.rows("SELECT DISTINCT length(sealed), length(tag) FROM suggestion") == [(2430, 32)]
    assert holding(everything_of_the_database(world), [CANARY.encode()[:20]]) == []
    thief = world.copy("thief", with_keys=False)
    with thief.inside():
        keys.create("stolen")
        key = keys.load("stolen")
        tags = {key.tag(1, thief.id_of(member)) for member in COUNTED}
    for tag, sealed in thief.rows("SELECT tag, sealed FROM suggestion"):
        assert bytes(tag) not in tags
        with pytest.raises(keys.SealBroken):
            key.unseal(bytes(sealed), bytes(tag))


def test_a_rows_place_does_not_tell_whose_it_is(house):
    """She takes the first row for the first who wrote, and so on. Twenty keys; chance is 1/12, the bound four deviations above."""
    world, _ = house
    order, rounds, named = list(COUNTED), 20, 0
    for _ in range(rounds):
        with world.inside():
            actions.forget_keys()
            actions.keep_keys()
            ((name,),) = world.rows("SELECT key FROM box WHERE workplace_id = 1")
        random.Random(rounds).shuffle(order)
        with world.inside():
            for member in order:
                actions.suggest(world.id_of(member), 1, "likt")
            tags = [keys.load(name).tag(1, world.id_of(member)) for member in order]
        place = "ctid" if world.app.extensions["ladeapp"].database_url.startswith("postgresql") else "tag"
        lying = [bytes(tag) for (tag,) in world.rows(f"SELECT tag FROM suggestion ORDER BY {place}")]
        named += sum(map(bytes.__eq__, lying, tags))
    assert named / rounds < 1 + 4 * rounds**-0.5


def test_after_the_delivery_neither_tags_nor_seals_nor_the_key_are_on_the_disk(house):
    world, _ = house
    for member in (ANNA, BJORN, COLLEAGUES[0]):
        world.phone(member).put(ADDRESS, json={"words": CANARY})
    rows = world.rows("SELECT tag, sealed FROM suggestion")
    needles = [bytes(cell) for row in rows for cell in row]
    folder = world.app.extensions["ladeapp"].key_dir / "suggestions"
    ((name,),) = world.rows("SELECT key FROM box WHERE workplace_id = 1")
    key = (folder / f"{name}.key").read_bytes()
    assert holding(everything_of_the_database(world), needles)  # the search finds them while they are there
    world.run("UPDATE box SET looked_on = NULL")
    with world.inside():
        actions.deliver_due(clock.now())  # alone: the worker's hourly round would sweep up behind it
    assert holding(table_files(world), needles) == []
    assert holding(everything_of_the_database(world), [key[:32], key[32:], key.hex().encode()]) == []
    assert not (folder / f"{name}.key").exists()
    assert len(list(world.rows("SELECT words FROM delivered_suggestion WHERE words = :canary", canary=CANARY))) == 3


def table_files(world):
    """SQLite's file with its log; PostgreSQL's files of the table."""
    url = world.app.extensions["ladeapp"].database_url
    if url.startswith("sqlite"):
        return everything_of_the_database(world)
    world.run("CHECKPOINT")
    paths = [
        path
        for (path,) in world.rows(
            "SELECT pg_relation_filepath(oid::regclass) FROM pg_class WHERE relname IN ('suggestion', 'pk_suggestion')"
        )
    ]
    return [path for path in everything_of_the_database(world) if any(str(path).endswith(part) for part in paths)]


def test_nobody_outside_the_delivery_reads_a_seal(house):
    """Pages for everyone ask the database for boxes and deliveries, never for what waits."""
    from sqlalchemy import event

    from ladeapp.db import db

    world, ids = house
    asked = []
    with world.app.app_context():
        engine = db.engine
    listen = lambda c, cursor, statement, *_: asked.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    crawl(world, phones(world, (LEAD, SAFETY, ANNA)), ids)
    event.remove(engine, "before_cursor_execute", listen)
    assert any("delivered_suggestion" in statement for statement in asked)
    assert not [statement for statement in asked if "sealed" in statement and "suggestion" in statement]
