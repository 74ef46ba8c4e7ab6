"""Keys, crashes and deletions around the box: what is lost stays unread, and what is deleted is gone."""

import os

import pytest
import sqlalchemy as sa

from ladeapp import clock, kept
from ladeapp.crafting import actions, delivering, keys
from ladeapp.db import db
from ladeapp.leaving import actions as leaving
from tests.cast import ANNA, BJORN, COLLEAGUES, LEAD, OTHER
from tests.crafting.conftest import ADDRESS, House

THREE = (ANNA, BJORN, OTHER)


def test_every_workplace_has_one_key_and_it_is_nobody_elses_to_read(house: House) -> None:
    assert house.key_files() == [house.box_key()]
    assert (house.key_folder.stat().st_mode & 0o077, (house.key_folder / f"{house.box_key()}.key").stat().st_mode & 0o777) == (0, 0o600)


def test_before_the_worker_has_made_the_key_nothing_is_stored_and_she_is_told(world) -> None:
    answer = world.phone(ANNA).put(ADDRESS, json={"words": "For tidlig"})
    assert (answer.status_code, answer.json["slug"]) == (503, "key-lost")
    assert world.rows("SELECT * FROM suggestion") == []


@pytest.mark.parametrize("how", ["gone", "short", "readable"])
def test_a_lost_key_shows_nothing_ever_and_the_phones_can_tell(house: House, how: str) -> None:
    key = house.world.phone(ANNA).put(ADDRESS, json={"words": "Mitt"}).json["key"]
    house.say((BJORN, OTHER))
    path = house.key_folder / f"{key}.key"
    if how == "gone":
        path.unlink()
    elif how == "short":
        os.truncate(path, 10)
    else:
        path.chmod(0o644)
    house.next_night()
    assert (house.waiting(), house.delivered()) == (0, [])
    told = house.world.phone(ANNA).get(ADDRESS).json
    assert told["key"] != key
    assert told["delivered"] == []
    house.say(THREE, "På nytt")
    house.next_night()
    assert len(house.delivered()) == 3


def test_a_lost_key_is_met_before_the_worker_comes_round(house: House) -> None:
    house.say(THREE)
    (house.key_folder / f"{house.box_key()}.key").unlink()
    assert house.world.phone(COLLEAGUES[0]).put(ADDRESS, json={"words": "Enda et"}).status_code == 503
    with house.world.inside():
        house.world.run("UPDATE box SET looked_on = NULL")
        assert delivering.deliver(1, "Europe/Oslo") == 0
    assert house.delivered() == []


class Killed(BaseException):
    """As if the power went."""


@pytest.mark.parametrize("at", ["_emptied", "destroy", "create", "forget_deleted"])
def test_killed_anywhere_in_a_delivery_it_is_whole_or_not_at_all(house: House, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    house.say(THREE)
    before = house.box_key()
    house.world.at(clock.now() + delivering.kept.HELPS)

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as power, house.world.inside():
        power.setattr(keys if at in {"destroy", "create"} else delivering, at, dies)
        with pytest.raises(Killed):
            actions.deliver_due(clock.now())
    assert (house.waiting(), len(house.delivered())) == ((3, 0) if at == "_emptied" else (0, 3))
    house.work()
    assert (house.waiting(), len(house.delivered())) == (0, 3)
    assert house.key_files() == [house.box_key()]
    assert house.box_key() != before
    house.say(THREE, "På nytt")
    house.next_night()
    assert len(house.delivered()) == 6


def test_two_workers_deliver_once(house: House) -> None:
    house.say(THREE)
    house.next_night()
    house.work()
    with house.world.inside():
        assert delivering.deliver(1, "Europe/Oslo") == 0
    assert len(house.delivered()) == 3


def test_a_seal_that_somebody_has_changed_is_left_out_and_is_not_one_of_the_three(house: House) -> None:
    house.say(THREE)
    with house.world.inside():
        tag = db.session.scalars(sa.text("SELECT tag FROM suggestion")).first()
    house.world.run("UPDATE suggestion SET sealed = :bytes WHERE tag = :tag", bytes=bytes(2430), tag=tag)
    house.next_night()
    assert house.delivered() == []
    house.say(COLLEAGUES[:1])
    house.next_night()
    assert len(house.delivered()) == 3


def test_whoever_deletes_everything_takes_her_waiting_suggestion_along(house: House) -> None:
    house.say(THREE)
    with house.world.inside():
        leaving.erase(house.world.id_of(ANNA))
    assert house.waiting() == 2
    house.next_night()
    assert house.delivered() == []


def test_who_deletes_everything_while_the_key_is_lost_is_not_held_up(house: House) -> None:
    house.say(THREE)
    (house.key_folder / f"{house.box_key()}.key").unlink()
    with house.world.inside():
        leaving.erase(house.world.id_of(ANNA))
    house.work()
    assert house.waiting() == 0


def test_an_older_database_brings_back_no_suggestion_that_was_taken_back(house: House) -> None:
    house.say(THREE)
    old = house.world.copy("old", with_keys=True)
    with old.inside():
        actions.forget_keys()
        actions.keep_keys()
    assert old.rows("SELECT * FROM suggestion") == []
    assert old.rows("SELECT * FROM delivered_suggestion") == []


def test_what_was_delivered_is_kept_for_a_year_and_not_a_day_longer(house: House) -> None:
    house.say(THREE)
    house.next_night()
    day = clock.today()
    house.world.at(clock.now() + kept.DELIVERED)
    house.work()
    assert len(house.delivered()) == 3
    house.next_night()
    assert clock.today() - day > kept.DELIVERED
    assert house.delivered() == []
    assert "Nothing has been delivered yet" in house.world.read(LEAD, "/crafting/box")
