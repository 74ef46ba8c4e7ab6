"""A key is one file: whole or unusable, one for all processes, gone when destroyed."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from ladeapp.trends import keys
from tests.conftest import config_for

P07, P08 = "2026-P07", "2026-P08"


@pytest.fixture
def folder(tmp_path: Path):
    """An app that has nothing but settings, and the folder of its keys."""
    app = Flask("bare")
    app.extensions["ladeapp"] = config_for(tmp_path, "sqlite://")
    with app.app_context():
        yield tmp_path / "keys"


def test_a_key_is_64_random_bytes_that_its_owner_alone_can_read(folder):
    keys.create(P07)
    path = folder / f"{P07}.key"
    assert len(path.read_bytes()) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert os.listdir(folder) == [path.name]


def test_a_loose_umask_changes_nothing(folder):
    before = os.umask(0)
    try:
        keys.create(P07)
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / f"{P07}.key").stat().st_mode) == 0o600


def test_a_second_create_keeps_the_first_key(folder):
    keys.create(P07)
    first = (folder / f"{P07}.key").read_bytes()
    keys.create(P07)
    assert (folder / f"{P07}.key").read_bytes() == first


def test_of_many_who_create_at_once_one_wins_and_all_read_the_same(folder):
    app = Flask("bare")
    app.extensions["ladeapp"] = config_for(folder.parent, "sqlite://")

    def create_and_read(_):
        with app.app_context():
            keys.create(P07)
            return keys.load(P07).public_id

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(create_and_read, range(64)))) == 1
    assert os.listdir(folder) == [f"{P07}.key"]


def test_a_value_is_sealed_in_29_bytes_whatever_it_is_and_opens_again(folder):
    keys.create(P07)
    key = keys.load(P07)
    tag = key.tag(P07, 3, 14)
    for value in range(11):
        sealed = key.seal(value, tag)
        assert len(sealed) == 29
        assert key.unseal(sealed, tag) == value
    assert key.seal(7, tag) != key.seal(7, tag)


def test_tags_differ_by_person_team_period_and_key_and_never_run_into_each_other(folder):
    keys.create(P07)
    keys.create(P08)
    key = keys.load(P07)
    tags = {key.tag(P07, 1, 11), key.tag(P07, 11, 1), key.tag(P07, 1, 1), key.tag(P08, 1, 11), keys.load(P08).tag(P07, 1, 11)}
    assert len(tags) == 5
    assert key.tag(P07, 1, 11) == keys.load(P07).tag(P07, 1, 11)
    assert all(len(tag) == 32 for tag in tags)


@pytest.mark.parametrize("spoil", [lambda s: s[:-1], lambda s: b"", lambda s: s[:-1] + bytes((s[-1] ^ 1,)), lambda s: bytes(29)])
def test_a_seal_that_was_touched_does_not_open(folder, spoil):
    keys.create(P07)
    key = keys.load(P07)
    tag = key.tag(P07, 1, 1)
    with pytest.raises(keys.SealBroken):
        key.unseal(spoil(key.seal(5, tag)), tag)


def test_a_seal_opens_under_its_own_tag_alone_and_only_for_whole_numbers_to_ten(folder):
    keys.create(P07)
    key = keys.load(P07)
    mine, hers = key.tag(P07, 1, 1), key.tag(P07, 1, 2)
    with pytest.raises(keys.SealBroken):
        key.unseal(key.seal(5, mine), hers)
    with pytest.raises(keys.SealBroken):
        key.unseal(key.seal(11, mine), mine)


def test_the_public_id_tells_nothing_of_the_key_but_whether_it_changed(folder):
    keys.create(P07)
    raw, name = (folder / f"{P07}.key").read_bytes(), keys.load(P07).public_id
    keys.destroy(P07)
    keys.create(P07)
    assert keys.load(P07).public_id != name
    assert raw.hex() not in name
    assert len(name) == 16


SPOILT = {
    "missing": lambda path: path.unlink(),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:63]),
    "empty": lambda path: path.write_bytes(b""),
    "too long": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "overwritten": lambda path: path.write_bytes(bytes(64)),
    "readable by the group": lambda path: path.chmod(0o640),
    "readable by the world": lambda path: path.chmod(0o604),
    "a link to elsewhere": lambda path: path.rename(path.with_suffix(".old")).with_suffix(".key").symlink_to(path.with_suffix(".old")),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_key_that_is_not_whole_and_private_is_no_key_even_if_it_was_read_before(folder, spoil):
    keys.create(P07)
    keys.load(P07)
    spoil(folder / f"{P07}.key")
    with pytest.raises(keys.KeyUnusable, match=P07):
        keys.load(P07)


def test_a_key_is_read_once_while_its_file_is_the_same(folder, monkeypatch):
    keys.create(P07)
    first = keys.load(P07)
    monkeypatch.setattr(keys, "_read", lambda path: pytest.fail("the file was read again"))
    assert keys.load(P07) is first


def test_another_process_putting_a_new_key_there_is_noticed(folder):
    keys.create(P07)
    first = keys.load(P07)
    other = folder / "other"
    other.write_bytes(os.urandom(64))
    other.chmod(0o600)
    other.replace(folder / f"{P07}.key")
    assert keys.load(P07).public_id != first.public_id


def test_a_destroyed_key_is_overwritten_before_it_is_unlinked_and_forgotten_in_memory(folder):
    keys.create(P07)
    keys.load(P07)
    path = folder / f"{P07}.key"
    os.link(path, folder / "what-the-disk-keeps")
    keys.destroy(P07)
    assert not path.exists()
    assert (folder / "what-the-disk-keeps").read_bytes() == bytes(64)
    assert path not in keys._kept
    keys.destroy(P07)  # a second time changes nothing


def test_a_key_destroyed_by_another_process_is_forgotten_when_any_key_is_asked_for(folder):
    keys.create(P07)
    keys.create(P08)
    keys.load(P07)
    (folder / f"{P07}.key").unlink()
    keys.load(P08)
    assert folder / f"{P07}.key" not in keys._kept


def test_the_kept_keys_are_listed_and_drafts_are_not(folder):
    assert keys.kept() == []
    keys.create(P08)
    keys.create(P07)
    (folder / ".new-left-by-a-crash").write_bytes(b"x")
    assert keys.kept() == [P07, P08]
