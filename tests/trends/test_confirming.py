"""A new team's list: the safety rep and the union rep look through it, and both say that these are the people."""

import re
from datetime import timedelta

from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, UNION
from tests.periods import EIGHTH, SEVENTH


def list_page(world, member, team="Team A"):
    with world.inside():
        address = f"/team/{world.team(team).id}/roster"
    return world.phone(member).get(address)


def confirm(world, member, page=None, **more):
    page = (page or list_page(world, member)).text
    fields = dict(re.findall(r'type="hidden" name="(period|list)" value="([^"]*)"', page)) | more
    with world.inside():
        address = f"/team/{world.team().id}/confirmation"
    return world.phone(member).post(address, data=fields)


def first_number(world):
    world.live_through(SEVENTH)
    world.answer([5] * 12)
    world.close(SEVENTH)
    return world.level()


def test_without_their_word_a_new_team_has_no_number_in_its_first_period(world, silent_noise):
    assert first_number(world) is None


def test_with_both_words_it_has(world, silent_noise):
    world.at(SEVENTH.opens - timedelta(days=3))
    assert confirm(world, SAFETY).status_code == 303
    assert confirm(world, UNION).status_code == 303
    assert first_number(world) == 50


def test_one_word_is_not_enough_however_often_it_is_said(world, silent_noise):
    world.at(SEVENTH.opens - timedelta(days=3))
    page = list_page(world, SAFETY)
    confirm(world, SAFETY, page)
    confirm(world, SAFETY, page)
    assert first_number(world) is None


def test_a_list_that_changes_after_their_word_must_be_confirmed_anew(world, silent_noise):
    world.at(SEVENTH.opens - timedelta(days=3))
    confirm(world, SAFETY)
    confirm(world, UNION)
    assert 'name="list"' not in list_page(world, SAFETY).text
    world.run(
        "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Team A') WHERE person_id = (SELECT id FROM person WHERE login = 'oda')"
    )
    assert 'name="list"' in list_page(world, SAFETY).text
    assert first_number(world) is None


def test_a_word_about_another_list_than_the_one_that_was_read_counts_for_nothing(world, silent_noise):
    world.at(SEVENTH.opens - timedelta(days=3))
    page = list_page(world, SAFETY)
    world.run(
        "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Team A') WHERE person_id = (SELECT id FROM person WHERE login = 'oda')"
    )
    assert confirm(world, SAFETY, page).status_code == 303
    assert world.rows("SELECT count(*) FROM roster_confirmation") == [(0,)]


def test_after_the_opening_it_is_too_late(world, silent_noise):
    world.at(SEVENTH.opens - timedelta(days=3))
    pages = {member: list_page(world, member) for member in (SAFETY, UNION)}
    world.at(SEVENTH.opens + timedelta(minutes=1))
    for member, page in pages.items():
        confirm(world, member, page)
    assert first_number(world) is None


def test_a_far_or_foolish_period_and_a_foolish_list_are_refused(world):
    page = list_page(world, SAFETY)
    for fields in ({"period": EIGHTH.next.id}, {"list": ""}, {"list": "x" * 5000}, {"list": "é\u202e"}):
        assert confirm(world, SAFETY, page, **fields).status_code == 303
    assert confirm(world, SAFETY, page, period="2026-P99").status_code == 404
    assert world.rows("SELECT count(*) FROM roster_confirmation") == [(0,)]


def test_only_this_units_reps_see_the_list_to_confirm(world):
    with world.inside():
        team_b = world.team("Team B").id
    for member in (ANNA, LEAD, ADMIN, OTHER):
        assert list_page(world, member).status_code == 404
        assert confirm(world, member, list_page(world, SAFETY)).status_code == 404
    assert world.phone(SAFETY).get(f"/team/{team_b}/roster").status_code == 404
    assert world.phone(SAFETY).post(f"/team/{team_b}/confirmation", data={"period": SEVENTH.id, "list": ""}).status_code == 404
    assert world.phone(SAFETY).get("/team/999999/roster").status_code == 404


def test_the_list_names_everyone_who_added_them_and_who_leads(world):
    page = list_page(world, SAFETY).text
    for name in ("Anna", "Bjørn", "Kollega 8", "Leila", "Adam"):
        assert name in page
    assert "Oda" not in page


def test_what_a_rep_has_said_stands_in_the_teams_log(world):
    world.at(SEVENTH.opens - timedelta(days=3))
    confirm(world, SAFETY)
    assert world.rows("SELECT actor, what, about FROM team_log WHERE what LIKE '%confirmed'") == [
        ("Stein", "safety_rep_confirmed", "7/2026")
    ]
    world.live_through(SEVENTH)
    assert "Stein" in world.phone(ANNA).get("/team").text
