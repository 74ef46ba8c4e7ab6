"""Bjørn chooses when, how often and with whom not; the workplace decides about units; every mistake gets a clear answer."""

import re
from uuid import uuid4

import pytest

from ladeapp.pairing.models import Block, PairingChoice, PairingPolicy
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION

# what pages say does not depend on the database; who is asked is tried on both elsewhere
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGE = "/pairings/choices"


def key_of(app, member) -> str:
    from ladeapp.people import queries

    with app.app_context():
        return str(queries.person_by_login(member.login, "fjordvik").key)


def test_what_is_chosen_is_kept_and_shown_again(phone_of, rows):
    bjorn = phone_of(BJORN)
    assert bjorn.post(PAGE, data={"on_shift": "y", "helps_max": "5"}).status_code == 303
    (kept,) = rows(PairingChoice)
    assert (kept.on_shift, kept.helps_max, kept.outside, kept.supports) == (True, 5, False, True)
    page = bjorn.get(PAGE).text
    assert re.search(r'value="5" checked', page)
    assert re.search(r'<input [^>]*checked[^>]*id="on_shift"', page)
    assert bjorn.post(PAGE, data={"helps_max": "0"}).status_code == 303
    (kept,) = rows(PairingChoice)
    assert (kept.on_shift, kept.helps_max) == (False, 0)


@pytest.mark.parametrize("number", ["6", "-1", "", "two", "٣", "9" * 5000, "2.5"])
def test_a_cap_out_of_range_is_refused_in_words(phone_of, number, rows):
    answer = phone_of(BJORN).post(PAGE, data={"helps_max": number})
    assert answer.status_code == 422
    assert "Velg et tall fra 0 til 5." in answer.text
    assert rows(PairingChoice) == []


def test_what_is_not_offered_cannot_be_chosen_and_does_not_change(phone_of, house, rows):
    house.chooses(BJORN, outside=True, supports=False)
    phone_of(BJORN).post(PAGE, data={"helps_max": "2", "supports": "y"})
    (kept,) = rows(PairingChoice)
    assert (kept.outside, kept.supports) == (True, False)


def test_a_supporter_has_her_own_availability(phone_of, rows):
    sara = phone_of(SUPPORTER)
    assert "Spør meg som kollegastøtte" in sara.get(PAGE).text
    assert "Spør meg som kollegastøtte" not in phone_of(BJORN).get(PAGE).text
    sara.post(PAGE, data={"helps_max": "2"})
    assert [row.supports for row in rows(PairingChoice)] == [False]


def test_a_block_is_chosen_from_the_list_and_taken_away_again(app, phone_of, rows, house):
    bjorn, anna = phone_of(BJORN), key_of(app, ANNA)
    assert anna in bjorn.get(PAGE).text
    for _ in range(2):
        assert bjorn.post("/pairings/blocks", data={"person": anna}).status_code == 303
    assert [(row.person_id, row.other_id) for row in rows(Block)] == [(house.id(BJORN), house.id(ANNA))]
    assert "Ta bort Anna" in bjorn.get(PAGE).text
    phone_of(ANNA).post("/pairings/blocks/end", data={"person": key_of(app, BJORN)})
    assert len(rows(Block)) == 1  # hers to undo, not the other's
    bjorn.post("/pairings/blocks/end", data={"person": anna})
    assert rows(Block) == []


@pytest.mark.parametrize("who", ["herself", "nobody", "junk", "another workplace", "empty"])
def test_a_block_on_herself_or_a_stranger_is_refused_in_words(app, phone_of, who, rows):
    from ladeapp.people import actions as people

    with app.app_context():
        place = people.create_workplace("havnes", "Havnes kommune")
        team = people.create_team(people.create_unit(place, "Legevakt"), "Team A", "shift")
        door = people.invite(team.id, by="Håkon")
        stranger = str(people.join(door.invitation.id, "siv", "Siv", "en rolig kveld i mai", "nb").key)
    tried = {"herself": key_of(app, BJORN), "nobody": str(uuid4()), "junk": "x" * 5000, "another workplace": stranger, "empty": ""}
    bjorn = phone_of(BJORN)
    answer = bjorn.post("/pairings/blocks", data={"person": tried[who]})
    assert answer.status_code == 422
    assert "Velg en kollega fra lista." in answer.text
    assert bjorn.post("/pairings/blocks/end", data={"person": tried[who]}).status_code == 303
    assert rows(Block) == []
    assert "Siv" not in bjorn.get(PAGE).text


def test_the_list_holds_the_unit_and_supporters_and_others_only_where_units_may_meet(phone_of, house):
    bjorn = phone_of(BJORN)
    page = bjorn.get(PAGE).text
    assert all(f">{member.name}</option>" in page for member in (ANNA, LEAD, SUPPORTER))
    assert f">{OTHER.name}</option>" not in page
    house.allows_outside()
    assert f">{OTHER.name}</option>" in bjorn.get(PAGE).text


def test_the_reps_see_who_is_marked_and_the_administrator_decides(phone_of, rows):
    for member in (ADMIN, SAFETY, UNION):
        page = phone_of(member).get("/workplace/support").text
        assert "Sara" in page
        assert "Støtte på arbeidsplassen" in phone_of(member).get(PAGE).text
    for member in (ANNA, LEAD, SUPPORTER):
        assert phone_of(member).get("/workplace/support").status_code == 404
        assert "Støtte på arbeidsplassen" not in phone_of(member).get(PAGE).text
    assert "/workplace/support" in phone_of(SAFETY).get("/team").text
    assert "/workplace/support" in phone_of(ADMIN).get("/workplace").text
    assert phone_of(SAFETY).post("/workplace/support", data={"outside": "y"}).status_code == 404
    adam = phone_of(ADMIN)
    for choice, kept in (({"outside": "y"}, [True]), ({}, [False])):
        assert adam.post("/workplace/support", data=choice).status_code == 303
        assert [row.outside for row in rows(PairingPolicy)] == kept


def test_the_pages_stand_in_every_language(phone_of):
    bjorn, stein = phone_of(BJORN), phone_of(SAFETY)
    for language, words, support in (
        ("nb", "Når kan jeg bli spurt?", "Støtte på arbeidsplassen"),
        ("nn", "Når kan eg bli spurd?", "På tvers av einingar"),
        ("en", "When may I be asked?", "Support at the workplace"),
    ):
        for phone in (bjorn, stein):
            phone.set_cookie("language", language)
        assert words in bjorn.get(PAGE).text
        assert support in stein.get("/workplace/support").text
