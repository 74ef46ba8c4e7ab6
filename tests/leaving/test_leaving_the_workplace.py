"""Leaving the workplace: team, roles and messages end at once; diary and export are hers for ninety days, then everything is deleted."""

import re
from datetime import timedelta

import pytest

from ladeapp import clock, kept
from ladeapp.leaving import JOBS, tables
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, OTHER, PASSWORD
from tests.leaving import kari as karis
from tests.leaving.kari import KARI
from tests.people.conftest import fill
from tests.periods import SEVENTH, World

BLOB = {"data": bytes(65536), "content_type": "application/octet-stream"}
DAY = timedelta(days=1)
HERS = {"vault", "vault_key", "user_session", "notice"}  # for ninety days
SAID = {
    "accord",
    "accord_word",
    "work_addendum",
    "work_log",
    "work_measure",
    "work_phase",
    "work_signature",
    "wave_signature",
}  # as holder of a key
KEPT = HERS | {"roster", "roster_confirmation"} | SAID  # and the frozen lists


def end(world: World, login: str = "anna") -> int:
    """Adam ends somebody's membership."""
    ((person,),) = world.rows("SELECT id FROM person WHERE login = :login", login=login)
    adam, page = world.phone(ADMIN), f"/workplace/people/{person}"
    fill(adam, page, to=f"{page}/termination")
    return int(person)


def forget(world: World) -> None:
    with world.inside():
        for job in JOBS:
            job.run(clock.now())


def test_the_team_goes_on_without_her_and_the_log_says_who_ended_it(seventh: World) -> None:
    anna = end(seventh)
    assert seventh.rows("SELECT count(*) FROM membership WHERE person_id = :id", id=anna) == [(0,)]
    assert ("Adam", "left", "Anna") in seventh.rows("SELECT actor, what, about FROM team_log")
    assert "Anna" not in re.findall(r"<bdi>([^<]*)</bdi>", seventh.read(ADMIN, "/workplace/people"))


def test_nothing_but_her_own_is_kept(world: World) -> None:
    kari = karis.come_in(world)
    world.live_through(SEVENTH)
    karis.leave_traces(world, kari)
    end(world, KARI.login)
    with world.inside():
        pointing = [(table.name, column.name) for table, column in tables.pointing_at_people()]
    for table, column in pointing:
        left = bool(world.rows(f'SELECT * FROM "{table}" WHERE "{column}" = :id', id=kari))
        assert left == (table in KEPT), table


def test_she_signs_in_to_meg_her_diary_and_what_is_kept_and_to_nothing_else(seventh: World, stranger) -> None:
    anna = seventh.phone(ANNA)
    anna.put("/api/vault", headers={"If-None-Match": "*"}, **BLOB)
    end(seventh)
    for page in ("/api/me", "/api/session", "/api/vault", "/api/vault-keys", "/me/data", "/me/notices", "/sign-out", "/me/password"):
        assert anna.get(page).status_code in (200, 303), page
    assert anna.get("/api/vault").data == BLOB["data"]
    assert anna.get("/api/me").json == {"notices": True, "admin": False, "left": True}
    for page in (
        "/team",
        "/team/lead-view",
        "/pairings",
        "/rounds",
        "/reminders",
        "/shifts",
        "/calendar",
        "/stations/join",
        "/api/pairing",
        "/api/shifts",
    ):
        assert anna.get(page).status_code == 404, page
    assert anna.post("/api/push-subscriptions", json={}).status_code == 404
    assert anna.get("/").headers["Location"] == "/me"
    assert fill(stranger, "/sign-in", name="anna@fjordvik", password=PASSWORD).status_code == 303


def test_her_page_says_how_long_and_her_account_says_what_has_happened(seventh: World) -> None:
    end(seventh)
    until = (clock.today() + kept.LEFT).strftime("%-d %B %Y")
    assert f"Your diary is here until {until}" in seventh.read(ANNA, "/me/data")
    assert "noted as having left the workplace" in seventh.read(ANNA, "/me/notices")


def test_her_answer_of_the_running_period_counts_as_the_frozen_list_says_and_she_can_take_it_back(seventh: World) -> None:
    seventh.answer([5] * 12)
    end(seventh)
    assert seventh.rows("SELECT count(*) FROM contribution") == [(12,)]
    assert seventh.phone(ANNA).delete(f"/api/contributions/{SEVENTH.id}").status_code == 204
    assert seventh.rows("SELECT count(*) FROM contribution") == [(11,)]


def test_she_may_leave_by_herself(seventh: World) -> None:
    anna = seventh.phone(ANNA)
    assert anna.post("/me/data/leaving").headers["Location"].startswith("/sign-in/anew")
    fill(anna, "/sign-in/anew", password=PASSWORD)
    assert anna.post("/me/data/leaving").status_code == 303
    assert anna.get("/api/me").json == {"notices": False, "admin": False, "left": True}
    assert ("Anna", "left", "Anna") in seventh.rows("SELECT actor, what, about FROM team_log")


def test_for_ninety_days_and_not_a_day_longer(seventh: World) -> None:
    anna = end(seventh)
    seventh.at(clock.now() + kept.LEFT)
    forget(seventh)
    assert seventh.phone(ANNA).get("/me/data").status_code == 200
    seventh.at(clock.now() + DAY)
    forget(seventh)
    assert seventh.rows("SELECT name, password_hash FROM person WHERE id = :id", id=anna) == [("tidligere medlem", None)]
    assert seventh.rows("SELECT count(*) FROM team_log WHERE about = 'Anna'") == [(0,)]


def test_a_new_place_in_a_team_undoes_it(seventh: World) -> None:
    anna = end(seventh)
    page = f"/workplace/people/{anna}"
    fill(seventh.phone(ADMIN), page, to=f"{page}/team", team=1)
    seventh.at(clock.now() + kept.LEFT + 2 * DAY)
    forget(seventh)
    assert seventh.phone(ANNA).get("/team").status_code == 200


def test_an_administrator_cannot_end_the_last_administrator_and_cannot_delete_anybody(seventh: World) -> None:
    end(seventh, "adam")
    assert seventh.phone(ADMIN).get("/workplace").status_code == 200
    adam = seventh.phone(ADMIN)
    ((anna,),) = seventh.rows("SELECT id FROM person WHERE login = 'anna'")
    page = adam.get(f"/workplace/people/{anna}").text
    assert "erasure" not in page
    assert seventh.phone(OTHER).post(f"/workplace/people/{anna}/termination").status_code == 404


def test_whoever_is_nobody_any_more_is_not_found_by_number(seventh: World) -> None:
    anna = end(seventh)
    seventh.at(clock.now() + kept.LEFT + DAY)
    forget(seventh)
    adam = seventh.phone(ADMIN)
    assert adam.get(f"/workplace/people/{anna}").status_code == 404
    assert "tidligere" not in adam.get("/workplace/people").text


@pytest.mark.parametrize("who", [BJORN, COLLEAGUES[0]], ids=lambda member: member.login)
def test_others_find_no_fault_anywhere(seventh: World, who) -> None:
    end(seventh)
    phone = seventh.phone(who)
    for page in ("/", "/team", "/team/lead-view", "/pairings", "/rounds", "/me/data"):
        assert phone.get(page).status_code == 200, page
