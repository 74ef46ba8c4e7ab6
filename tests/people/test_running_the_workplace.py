"""Units, teams, roles and moves, by the administrator; each stands in the team's log, and nobody wears two hats in one unit."""

import re

import pytest
from flask.testing import FlaskClient

from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION, Member
from tests.conftest import PhoneOf
from tests.people.conftest import Rows, fill

PAGES = ("/workplace", "/workplace/people", "/workplace/units/1", "/workplace/teams/1", "/workplace/people/1", "/workplace/people/1/reset")


def number_of(rows: Rows, member: Member) -> int:
    return int(rows(f"SELECT id FROM person WHERE login = '{member.login}'")[0][0])


def give(adam: FlaskClient, rows: Rows, to: Member, role: str, place: int = 1) -> tuple[int, str]:
    person = f"/workplace/people/{number_of(rows, to)}"
    answer = fill(adam, person, to=f"{person}/roles", role=role, team=place, unit=place)
    return answer.status_code, answer.text


@pytest.mark.parametrize("member", [ANNA, LEAD, SAFETY, UNION, SUPPORTER], ids=lambda member: member.login)
def test_for_everyone_else_there_is_no_such_place(phone_of: PhoneOf, member: Member) -> None:
    phone = phone_of(member)
    assert [phone.get(page).status_code for page in PAGES] == [404] * len(PAGES)


def test_adam_finds_it_on_the_first_page_and_nobody_else_does(phone_of: PhoneOf) -> None:
    for member in (ADMIN, ANNA, LEAD, SAFETY, UNION, SUPPORTER):
        assert ('href="/workplace"' in phone_of(member).get("/").text) == (member is ADMIN), member.login


def test_a_stranger_is_asked_to_sign_in(stranger: FlaskClient) -> None:
    assert stranger.get("/workplace").headers["Location"] == "/sign-in?next=/workplace"


def test_adam_makes_a_unit_and_a_team_that_says_day(phone_of: PhoneOf, rows: Rows) -> None:
    adam = phone_of(ADMIN)
    unit = fill(adam, "/workplace", name="Hjemmetjenesten").headers["Location"]
    assert fill(adam, "/workplace", name="Hjemmetjenesten").status_code == 422
    team = fill(adam, unit, name="Sør", word="day").headers["Location"]
    assert "Sør" in adam.get(team).text
    assert rows("SELECT word, mode, k FROM team WHERE name = 'Sør'") == [("day", "standard", 5)]
    assert fill(adam, unit, name="Nord", word="week").status_code == 422


def test_adam_sees_names_teams_and_roles_and_nothing_else(phone_of: PhoneOf) -> None:
    page = phone_of(ADMIN).get("/workplace/people").text
    row = re.search(r"<bdi>Leila</bdi>\s*<small>([^<]*)</small>", page)
    assert row
    assert row[1].startswith("Team A · ")


def test_a_move_stands_in_both_logs_with_adams_name(phone_of: PhoneOf, rows: Rows) -> None:
    adam, anna = phone_of(ADMIN), number_of(rows, ANNA)
    fill(adam, f"/workplace/people/{anna}", to=f"/workplace/people/{anna}/team", team=2)
    assert rows(f"SELECT team_id, added_by FROM membership WHERE person_id = {anna}") == [(2, "Adam")]
    assert sorted(rows("SELECT team_id, actor, what, about FROM team_log")) == [
        (1, "Adam", "moved_out", "Anna"),
        (2, "Adam", "moved_in", "Anna"),
    ]
    fill(adam, f"/workplace/people/{anna}", to=f"/workplace/people/{anna}/team", team=0)
    assert rows(f"SELECT * FROM membership WHERE person_id = {anna}") == []
    fill(adam, f"/workplace/people/{anna}", to=f"/workplace/people/{anna}/team", team=1)
    assert ("Adam", "added", "Anna") in rows("SELECT actor, what, about FROM team_log")


def test_a_move_to_a_team_that_is_not_there_moves_nobody(phone_of: PhoneOf, rows: Rows) -> None:
    adam, anna = phone_of(ADMIN), number_of(rows, ANNA)
    for team in ("99", "-1", "x", "1" * 30):
        fill(adam, f"/workplace/people/{anna}", to=f"/workplace/people/{anna}/team", team=team)
    assert rows(f"SELECT team_id FROM membership WHERE person_id = {anna}") == [(1,)]


@pytest.mark.parametrize(
    ("member", "role"),
    [(LEAD, "safety_rep"), (LEAD, "union_rep"), (SAFETY, "lead"), (SAFETY, "union_rep"), (UNION, "workplace_admin"), (ADMIN, "lead")],
    ids=lambda value: getattr(value, "login", value),
)
def test_nobody_wears_two_hats_in_one_unit(phone_of: PhoneOf, rows: Rows, member: Member, role: str) -> None:
    before = rows("SELECT count(*) FROM role_grant")
    status, page = give(phone_of(ADMIN), rows, member, role)
    assert status == 422
    assert 'id="role-error"' in page
    assert rows("SELECT count(*) FROM role_grant") == before


def test_a_lead_here_may_be_safety_rep_elsewhere_and_anyone_a_supporter(phone_of: PhoneOf, rows: Rows) -> None:
    adam = phone_of(ADMIN)
    assert give(adam, rows, LEAD, "safety_rep", place=2)[0] == 303
    assert give(adam, rows, LEAD, "supporter")[0] == 303
    assert give(adam, rows, LEAD, "supporter")[0] == 303  # again: nothing more
    assert len(rows(f"SELECT id FROM role_grant WHERE person_id = {number_of(rows, LEAD)}")) == 3


def test_a_new_lead_and_a_rep_that_steps_down_stand_in_the_log(phone_of: PhoneOf, rows: Rows) -> None:
    adam = phone_of(ADMIN)
    give(adam, rows, BJORN, "lead")
    safety = f"/workplace/people/{number_of(rows, SAFETY)}"
    address = re.search(rf"{safety}/roles/\d+/revocation", adam.get(safety).text)
    assert address
    fill(adam, safety, to=address[0])
    log = rows("SELECT team_id, actor, what, about FROM team_log")
    assert sorted(log) == [(1, "Adam", "lead_given", "Bjørn"), (1, "Adam", "safety_rep_revoked", "Stein")]


def test_the_last_administrator_stays(phone_of: PhoneOf, rows: Rows) -> None:
    adam, me = phone_of(ADMIN), f"/workplace/people/{number_of(rows, ADMIN)}"
    address = re.search(rf"{me}/roles/\d+/revocation", adam.get(me).text)
    assert address
    fill(adam, me, to=address[0])
    assert adam.get("/workplace").status_code == 200


def test_a_role_of_somebody_else_is_not_taken_back_by_a_made_up_address(phone_of: PhoneOf, rows: Rows) -> None:
    adam, oda = phone_of(ADMIN), number_of(rows, OTHER)
    ((grant,),) = rows("SELECT id FROM role_grant WHERE role = 'lead'")
    assert fill(adam, f"/workplace/people/{oda}", to=f"/workplace/people/{oda}/roles/{grant}/revocation").status_code == 404
    assert adam.get("/workplace/people/99999999999999999999").status_code == 404
    assert adam.get("/workplace/teams/4711").status_code == 404
