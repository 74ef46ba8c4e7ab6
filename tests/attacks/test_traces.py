"""Attacks 11, 12, 14 and 20: whoever gets hold of files – a stolen disk, a dump, a log, an old backup – tries to read answers."""

import random
import shutil
import uuid
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.trends import actions, keys
from tests.cast import ANNA, COUNTED
from tests.waves import work

VALUES = [3, 9, 5, 0, 10, 7, 6, 2, 8, 4, 1, 5]


def files_of_the_database(world) -> list[Path]:
    """All that a thief of the disk finds: the file with its log and journal, or PostgreSQL's own files of the table."""
    url = world.app.extensions["ladeapp"].database_url
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return [found for found in path.parent.iterdir() if found.name.startswith(path.name)]
    world.run("CHECKPOINT")
    ((folder,),) = world.rows("SHOW data_directory")
    tables = world.rows("SELECT pg_relation_filepath(c.oid::regclass) FROM pg_class c WHERE relname IN ('contribution', 'pk_contribution')")
    return [Path(folder) / path for (path,) in tables]


def everything_of_the_database(world) -> list[Path]:
    url = world.app.extensions["ladeapp"].database_url
    if url.startswith("sqlite"):
        return files_of_the_database(world)
    ((folder,),) = world.rows("SHOW data_directory")
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def holding(paths, needles):
    return sorted({path.name for path in paths if path.exists() for needle in needles if needle in path.read_bytes()})


def test_11_after_the_close_neither_tags_nor_seals_nor_the_key_are_on_the_disk(sealed):
    """The disk is stolen a day after the close. `secure_delete` alone left every deleted row readable in the log."""
    sealed.answer(VALUES)
    rows = sealed.world.rows("SELECT tag, sealed FROM contribution")
    needles = [bytes(cell) for row in rows for cell in row]
    key = (sealed.world.app.extensions["ladeapp"].key_dir / f"{sealed.id}.key").read_bytes()
    assert holding(files_of_the_database(sealed.world), needles)  # the search finds them while they are there
    sealed.close()
    assert holding(files_of_the_database(sealed.world), needles) == []
    assert holding(everything_of_the_database(sealed.world), [key[:32], key[32:], key.hex().encode()]) == []
    assert [path.name for path in sealed.world.app.extensions["ladeapp"].key_dir.iterdir()] == [f"{left}.key" for left in sealed.key_left]


def test_11_the_key_was_never_in_the_database(sealed):
    sealed.answer(VALUES)
    key = (sealed.world.app.extensions["ladeapp"].key_dir / f"{sealed.id}.key").read_bytes()
    assert holding(everything_of_the_database(sealed.world), [key[:32], key[32:]]) == []


def test_12_a_dump_without_the_key_is_no_better_than_a_guess(sealed):
    """The thief has the dump, knows everybody's number in the list, and has learnt half of all (row, value) pairs by other means.

    For every byte of the seal she learns which value it went with most often, and guesses the other half's values by it.
    40 rounds of twelve; chance is 1/11, the bound four deviations above.
    """
    seen = []
    with sealed.world.inside():
        people = [sealed.world.id_of(member) for member in COUNTED]
        team_id, key = sealed.world.team().id, keys.load(sealed.id)
    chance = random.Random(12)
    for _ in range(40):
        values = [chance.randrange(11) for _ in people]
        sealed.answer(values)
        tags = {key.tag(sealed.id, team_id, person): value for person, value in zip(people, values, strict=True)}
        for tag, seal in sealed.world.rows("SELECT tag, sealed FROM contribution"):
            seen.append((bytes(seal), tags[bytes(tag)]))
    half = len(seen) // 2
    rates = []
    for byte in range(29):
        learnt: dict[int, Counter[int]] = {}
        for row, value in seen[:half]:
            learnt.setdefault(row[byte], Counter())[value] += 1
        hits = sum(learnt[row[byte]].most_common(1)[0][0] == value for row, value in seen[half:] if row[byte] in learnt)
        rates.append(hits / half)
    assert max(rates) < 1 / 11 + 4 * (1 / 11 * 10 / 11 / half) ** 0.5
    assert len({row for row, _ in seen}) == len(seen)  # the same person's same value never looks the same twice


def test_12_nor_does_a_rows_place_tell_whose_it_is(sealed):
    """She takes the first row for the first of the list, and so on. Twenty periods' keys; chance is 1/12, the bound four deviations above."""
    with sealed.world.inside():
        people, team_id = [sealed.world.id_of(member) for member in COUNTED], sealed.world.team().id
    rounds, named = 20, 0
    for _ in range(rounds):
        sealed.world.run("DELETE FROM contribution")
        with sealed.world.inside():
            keys.destroy(sealed.id)
            keys.create(sealed.id)
            tags = [keys.load(sealed.id).tag(sealed.id, team_id, person) for person in people]
        sealed.answer(VALUES)
        lying = [bytes(tag) for (tag,) in sealed.world.rows("SELECT tag FROM contribution")]
        named += sum(map(bytes.__eq__, lying, tags))
    assert named / rounds < 1 + 4 * rounds**-0.5  # of twelve; how many stand in their own place has mean 1 and variance 1


def test_12_another_key_opens_nothing(sealed):
    sealed.answer(VALUES)
    thief = sealed.world.copy("thief", with_keys=False)
    with thief.inside():
        keys.create(sealed.id)
        key, team_id = keys.load(sealed.id), thief.team().id
        tags = {key.tag(sealed.id, team_id, thief.id_of(member)) for member in COUNTED}
    for tag, seal in thief.rows("SELECT tag, sealed FROM contribution"):
        assert bytes(tag) not in tags
        with pytest.raises(keys.SealBroken):
            key.unseal(bytes(seal), bytes(tag))


def test_14_what_a_foolish_client_sends_beside_the_number_is_neither_stored_nor_logged(sealed, capfd):
    """A changed client sends the note along; the person's words must not lie in a log for the operator to find."""
    canary = f"kanarifuglen sang i natt {uuid.uuid4().hex}"  # PostgreSQL's folder holds other tests' birds, in copies they left
    word = canary.split()[-1]
    anna = sealed.world.phone(ANNA)
    for body in ({"value": 7, "note": canary}, {"value": canary}, {canary: 7}):
        anna.put(sealed.address, json=body)
    anna.put(f"/api/contributions/{canary}", json={"value": 7})
    sealed.close()
    printed = capfd.readouterr()
    assert "kanari" not in printed.out + printed.err
    assert word not in printed.out + printed.err
    assert holding(everything_of_the_database(sealed.world), [word.encode()]) == []


def test_14_nor_does_an_error_tell_what_was_sent(sealed, monkeypatch, capfd):
    """Something breaks with the answer in its hands; the operator reads the traceback."""

    def breaks(person_id, period_id, value):
        raise RuntimeError(f"kanarifuglen sa {value} hundre")

    monkeypatch.setattr(actions, "contribute", breaks)
    sealed.world.app.config["PROPAGATE_EXCEPTIONS"] = False  # as in production
    answer = sealed.world.phone(ANNA).put(sealed.address, json={"value": 7})
    assert answer.status_code == 500
    printed = "".join(capfd.readouterr())
    assert "RuntimeError" in printed, "the fault itself is told"
    assert "kanari" not in printed + answer.text
    assert "7 hundre" not in printed + answer.text


def test_20_an_old_dump_that_is_put_back_without_its_key_publishes_nothing(sealed):
    """Somebody restores Tuesday's backup after Wednesday's close, to let the close draw its noise again."""
    sealed.answer(VALUES)
    restored = sealed.world.copy("restored")
    sealed.close()
    kept, theirs = (world.app.extensions["ladeapp"].key_dir for world in (sealed.world, restored))
    shutil.rmtree(theirs)
    shutil.copytree(kept, theirs)  # the key folder is in no backup: it is as it is now
    work(restored)
    assert restored.level(span=sealed) is None
    assert restored.rows("SELECT count(*) FROM contribution") == [(0,)]
    with restored.inside():
        assert sealed.id not in keys.kept()
        db.session.execute(sa.text("SELECT 1"))
