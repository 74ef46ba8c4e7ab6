"""Attacks 11, 12, 14 and 20: whoever gets hold of files – a stolen disk, a dump, a log, an old backup – tries to read answers."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.trends import actions, keys
from tests.cast import ANNA, COUNTED
from tests.periods import EIGHTH, SEVENTH

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


def test_11_after_the_close_neither_tags_nor_seals_nor_the_key_are_on_the_disk(seventh):
    """The disk is stolen a day after the close. `secure_delete` alone left every deleted row readable in the log."""
    seventh.answer(VALUES)
    rows = seventh.rows("SELECT tag, sealed FROM contribution")
    needles = [bytes(cell) for row in rows for cell in row]
    key = (seventh.app.extensions["ladeapp"].key_dir / f"{SEVENTH.id}.key").read_bytes()
    assert holding(files_of_the_database(seventh), needles)  # the search finds them while they are there
    seventh.close(SEVENTH)
    assert holding(files_of_the_database(seventh), needles) == []
    assert holding(everything_of_the_database(seventh), [key[:32], key[32:], key.hex().encode()]) == []
    assert [path.name for path in seventh.app.extensions["ladeapp"].key_dir.iterdir()] == [f"{EIGHTH.id}.key"]


def test_11_the_key_was_never_in_the_database(seventh):
    seventh.answer(VALUES)
    key = (seventh.app.extensions["ladeapp"].key_dir / f"{SEVENTH.id}.key").read_bytes()
    assert holding(everything_of_the_database(seventh), [key[:32], key[32:]]) == []


def test_12_a_dump_without_the_key_is_no_better_than_a_guess(seventh):
    """The thief has the dump, knows everybody's number in the list, and has learnt half of all (row, value) pairs by other means.

    For every byte of the seal she learns which value it went with most often, and guesses the other half's values by it.
    40 rounds of twelve; chance is 1/11, the bound four deviations above.
    """
    seen = []
    with seventh.inside():
        people = [seventh.id_of(member) for member in COUNTED]
        team_id, key = seventh.team().id, keys.load(SEVENTH.id)
    chance = random.Random(12)
    for _ in range(40):
        values = [chance.randrange(11) for _ in people]
        seventh.answer(values)
        tags = {key.tag(SEVENTH.id, team_id, person): value for person, value in zip(people, values, strict=True)}
        for tag, sealed in seventh.rows("SELECT tag, sealed FROM contribution"):
            seen.append((bytes(sealed), tags[bytes(tag)]))
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


def test_12_nor_does_a_rows_place_tell_whose_it_is(seventh):
    """She takes the first row for the first of the list, and so on. Twenty periods' keys; chance is 1/12, the bound four deviations above."""
    with seventh.inside():
        people, team_id = [seventh.id_of(member) for member in COUNTED], seventh.team().id
    rounds, named = 20, 0
    for _ in range(rounds):
        seventh.run("DELETE FROM contribution")
        with seventh.inside():
            keys.destroy(SEVENTH.id)
            keys.create(SEVENTH.id)
            tags = [keys.load(SEVENTH.id).tag(SEVENTH.id, team_id, person) for person in people]
        seventh.answer(VALUES)
        lying = [bytes(tag) for (tag,) in seventh.rows("SELECT tag FROM contribution")]
        named += sum(map(bytes.__eq__, lying, tags))
    assert named / rounds < 1 + 4 * rounds**-0.5  # of twelve; how many stand in their own place has mean 1 and variance 1


def test_12_another_key_opens_nothing(seventh):
    seventh.answer(VALUES)
    thief = seventh.copy("thief", with_keys=False)
    with thief.inside():
        keys.create(SEVENTH.id)
        key, team_id = keys.load(SEVENTH.id), thief.team().id
        tags = {key.tag(SEVENTH.id, team_id, thief.id_of(member)) for member in COUNTED}
    for tag, sealed in thief.rows("SELECT tag, sealed FROM contribution"):
        assert bytes(tag) not in tags
        with pytest.raises(keys.SealBroken):
            key.unseal(bytes(sealed), bytes(tag))


def test_14_what_a_foolish_client_sends_beside_the_number_is_neither_stored_nor_logged(seventh, capfd):
    """A changed client sends the note along; the person's words must not lie in a log for the operator to find."""
    canary = "kanarifuglen sang i natt"
    anna = seventh.phone(ANNA)
    for body in ({"value": 7, "note": canary}, {"value": canary}, {canary: 7}):
        anna.put(f"/api/contributions/{SEVENTH.id}", json=body)
    anna.put(f"/api/contributions/{canary}", json={"value": 7})
    seventh.close(SEVENTH)
    printed = capfd.readouterr()
    assert "kanari" not in printed.out + printed.err
    assert holding(everything_of_the_database(seventh), [b"kanari"]) == []


def test_14_nor_does_an_error_tell_what_was_sent(seventh, monkeypatch, capfd):
    """Something breaks with the answer in its hands; the operator reads the traceback."""

    def breaks(person_id, period_id, value):
        raise RuntimeError(f"kanarifuglen sa {value} hundre")

    monkeypatch.setattr(actions, "contribute", breaks)
    seventh.app.config["PROPAGATE_EXCEPTIONS"] = False  # as in production
    answer = seventh.phone(ANNA).put(f"/api/contributions/{SEVENTH.id}", json={"value": 7})
    assert answer.status_code == 500
    printed = "".join(capfd.readouterr())
    assert "RuntimeError" in printed, "the fault itself is told"
    assert "kanari" not in printed + answer.text
    assert "7 hundre" not in printed + answer.text


def test_20_an_old_dump_that_is_put_back_without_its_key_publishes_nothing(seventh):
    """Somebody restores Tuesday's backup after Wednesday's close, to let the close draw its noise again."""
    seventh.answer(VALUES)
    restored = seventh.copy("restored")
    seventh.close(SEVENTH)
    kept, theirs = (world.app.extensions["ladeapp"].key_dir for world in (seventh, restored))
    shutil.rmtree(theirs)
    shutil.copytree(kept, theirs)  # the key folder is in no backup: it is as it is now
    restored.work()
    assert restored.level() is None
    assert restored.rows("SELECT count(*) FROM contribution") == [(0,)]
    with restored.inside():
        assert SEVENTH.id not in keys.kept()
        db.session.execute(sa.text("SELECT 1"))
