"""A person sends a suggestion, replaces it, takes it back; and the partsgruppe reads what has been delivered."""

import re

import pytest

from tests.attacks.crawling import plain
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, LEAD, OTHER, SAFETY, SUPPORTER, UNION
from tests.crafting.conftest import ADDRESS, House

THREE = (ANNA, BJORN, OTHER)


def read(house: House, member) -> str:
    return house.world.read(member, "/crafting/box")


def test_three_wait_and_the_partsgruppe_has_them_the_next_day(house: House) -> None:
    house.say(THREE)
    assert house.delivered() == []
    house.next_night()
    assert house.waiting() == 0
    for member in (LEAD, SAFETY, UNION):
        page = read(house, member)
        for writer in THREE:
            assert f"Kan vi samle telefonene? {writer.login}" in page
    assert "Delivered on Monday 13 July 2026" in read(house, LEAD) or re.search(r"Delivered on \w+ \d+ \w+ 2026", read(house, LEAD))


def test_two_are_never_delivered_however_long_they_wait(house: House) -> None:
    house.say((ANNA, BJORN))
    for _ in range(40):
        house.next_night()
    assert house.waiting() == 2
    assert "Nothing has been delivered yet" in read(house, LEAD)


def test_the_same_person_thrice_counts_once_and_only_her_last_words_stay(house: House) -> None:
    for words in ("først", "så", "til slutt"):
        house.say((ANNA,), words)
    house.say((BJORN,))
    house.next_night()
    assert house.waiting() == 2
    house.say((OTHER,))
    house.next_night()
    assert sorted(house.delivered()) == ["Kan vi samle telefonene? bjorn", "Kan vi samle telefonene? oda", "til slutt anna"]


def test_from_any_phone_she_replaces_it_and_takes_it_back(house: House) -> None:
    house.say((ANNA,), "fra den ene telefonen")
    other_phone = house.world.phone(ANNA)
    assert other_phone.put(ADDRESS, json={"words": "fra den andre"}).status_code == 200
    assert house.waiting() == 1
    assert house.world.phone(ANNA).delete(ADDRESS).status_code == 200
    assert house.waiting() == 0


def test_whoever_reads_the_box_is_not_one_of_the_three(house: House) -> None:
    """The lead and the safety rep each send one, and would know whose the third is."""
    house.say((ANNA, LEAD, SAFETY))
    house.next_night()
    assert house.delivered() == []
    house.say((BJORN, COLLEAGUES[0]))
    house.next_night()
    assert len(house.delivered()) == 5


def test_a_second_box_begins_when_the_first_is_delivered(house: House) -> None:
    house.say(THREE)
    house.next_night()
    house.say((ANNA, BJORN), "Igjen")
    house.next_night()
    assert (house.waiting(), len(house.delivered())) == (2, 3)
    house.say(COLLEAGUES[:1], "Igjen")
    house.next_night()
    assert (house.waiting(), len(house.delivered())) == (0, 6)
    assert read(house, UNION).count("<h2 id=") == 2


def test_her_phone_learns_that_hers_was_delivered_by_the_keys_name(house: House) -> None:
    phone = house.world.phone(ANNA)
    key = phone.put(ADDRESS, json={"words": "Mitt forslag"}).json["key"]
    assert phone.get(ADDRESS).json == {"key": key, "delivered": []}
    house.say((BJORN, OTHER))
    house.next_night()
    told = house.world.phone(ANNA).get(ADDRESS).json
    assert told["delivered"] == [key]
    assert told["key"] != key


@pytest.mark.parametrize(
    ("sent", "slug"),
    [("x" * 601, "long"), ("  \n ", "empty"), ("hei\u200bhei", "hidden"), (7, "empty"), (None, "empty"), ("x" * 50_000, "long")],
)
def test_what_does_not_fit_is_refused_in_a_sentence_and_what_waited_stays(house: House, sent, slug: str) -> None:
    house.say((ANNA,))
    answer = house.world.phone(ANNA).put(ADDRESS, json={"words": sent})
    assert (answer.status_code, answer.json["slug"]) == (422, slug)
    assert answer.json["detail"]
    assert house.waiting() == 1


def test_first_or_again_or_nothing_to_take_back_the_answer_is_the_same(house: House) -> None:
    anna, bjorn = house.world.phone(ANNA), house.world.phone(BJORN)
    put = [anna.put(ADDRESS, json={"words": words}) for words in ("a", "b" * 600, "c")] + [bjorn.put(ADDRESS, json={"words": "d"})]
    assert len({plain(answer) for answer in put}) == 1
    gone = [anna.delete(ADDRESS), anna.delete(ADDRESS), house.world.phone(OTHER).delete(ADDRESS)]
    assert len({plain(answer) for answer in gone}) == 1


@pytest.mark.parametrize("member", [ANNA, ADMIN, SUPPORTER, OTHER])
def test_to_anybody_else_there_is_no_box(house: House, member) -> None:
    assert house.world.phone(member).get("/crafting/box").status_code == 404


def test_an_administrator_who_has_made_herself_a_rep_reads_no_box(house: House) -> None:
    house.world.run(
        "INSERT INTO role_grant (person_id, role, unit_id) SELECT person.id, 'union_rep', unit_id FROM person, team "
        "WHERE login = 'adam' AND team.name = 'Team A'"
    )
    assert house.world.phone(ADMIN).get("/crafting/box").status_code == 404


def test_words_that_look_like_a_page_are_words(house: House) -> None:
    house.say(THREE, "<script>alert(1)</script>")
    house.next_night()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; anna" in read(house, LEAD)


def test_whoever_holds_a_key_finds_the_box_and_nobody_else_is_shown_the_way(house: House) -> None:
    assert "/crafting/box" in house.world.read(SAFETY, "/accords")
    for member in (ANNA, ADMIN):
        assert "/crafting/box" not in house.world.read(member, "/accords")
