"""The partsgruppe lays the plan; everybody reads the same one, and nobody reads who has done what."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.db import db
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION, Member
from tests.conftest import PhoneOf
from tests.programme.conftest import EPISODES, MODULES, told


def says(phone: FlaskClient, page: str = "/learn/plan/change") -> str:
    text = phone.get(page).text
    return " ".join(re.sub(r"<[^>]+>", " ", text).split()).replace("&#39;", "'")


def lay(phone: FlaskClient, **steps: str) -> None:
    """Module → week, one after the other."""
    for slug, week in steps.items():
        phone.post("/learn/plan/steps", data={"item": f"charging/{slug.replace('_', '-')}", "week": week})


def plan(phone: FlaskClient) -> list[tuple[str, str]]:
    return [(step["item"].split("/")[1], step["week"]) for step in told(phone)["plan"]]


@pytest.mark.parametrize("member", [LEAD, SAFETY, UNION])
def test_each_of_the_partsgruppe_can_lay_it(member: Member, phone_of: PhoneOf) -> None:
    assert phone_of(member).post("/learn/plan/proposal", data={"week": "2026-W49"}).status_code == 303
    assert len(plan(phone_of(ANNA))) == 16


@pytest.mark.parametrize("member", [ANNA, ADMIN, SUPPORTER, OTHER])
def test_for_anyone_else_there_is_no_such_page(member: Member, phone_of: PhoneOf) -> None:
    phone = phone_of(member)
    assert phone.get("/learn/plan/change").status_code == 404
    for way in ("proposal", "steps", "moves", "removal", "end"):
        assert phone.post(f"/learn/plan/{way}", data={"week": "2026-W49", "item": "charging/peer-support", "way": "up"}).status_code == 404
    assert plan(phone) == []
    assert "Change the plan" not in says(phone, "/learn/plan")
    assert "Lay a plan" not in says(phone, "/learn/plan")


def test_the_proposal_is_four_modules_two_weeks_apart_then_an_episode_a_week(phone_of: PhoneOf) -> None:
    phone_of(LEAD).post("/learn/plan/proposal", data={"week": "2026-W51"})
    laid = plan(phone_of(ANNA))
    assert [slug for slug, _ in laid] == [*MODULES, *EPISODES]
    assert [week for _, week in laid][:7] == ["2026-W51", "2026-W53", "2027-W02", "2027-W04", "2027-W06", "2027-W07", "2027-W08"]
    assert [step["item"] for step in told(phone_of(ANNA))["plan"] if step["optional"]] == ["charging/critical-incidents"]


def test_a_second_proposal_does_not_overrun_the_first(phone_of: PhoneOf) -> None:
    lay(phone_of(LEAD), peer_support="2026-W50")
    leila = phone_of(SAFETY)
    leila.post("/learn/plan/proposal", data={"week": "2026-W49"})
    assert plan(leila) == [("peer-support", "2026-W50")]
    assert "Somebody has laid a plan already" in says(leila)


def test_up_and_down_change_places_and_weeks_with_the_neighbour(phone_of: PhoneOf) -> None:
    leila = phone_of(LEAD)
    lay(leila, emotional_demands="2026-W49", charging_culture="2026-W51", peer_support="2026-W51")
    leila.post("/learn/plan/moves", data={"item": "charging/charging-culture", "way": "up"})
    assert plan(leila) == [("charging-culture", "2026-W49"), ("emotional-demands", "2026-W51"), ("peer-support", "2026-W51")]
    leila.post("/learn/plan/moves", data={"item": "charging/emotional-demands", "way": "down"})
    assert plan(leila) == [("charging-culture", "2026-W49"), ("peer-support", "2026-W51"), ("emotional-demands", "2026-W51")]
    assert "charging 1 is number 3 now." in says(leila)
    leila.post("/learn/plan/moves", data={"item": "charging/emotional-demands", "way": "down"})
    assert "It cannot be moved further." in says(leila)


def test_another_week_puts_it_where_it_belongs(phone_of: PhoneOf) -> None:
    leila = phone_of(LEAD)
    lay(leila, emotional_demands="2026-W49", charging_culture="2026-W51")
    lay(leila, emotional_demands="2027-W01")
    assert plan(leila) == [("charging-culture", "2026-W51"), ("emotional-demands", "2027-W01")]
    leila.post("/learn/plan/removal", data={"item": "charging/charging-culture"})
    assert plan(leila) == [("emotional-demands", "2027-W01")]


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ("2026-W47", "That week has passed."),
        ("2027-W53", "That year has no week 53."),
        ("2029-W01", "That is far ahead."),
        ("2026-W00", "Choose a week from the list."),
        ("neste uke", "Choose a week from the list."),
        ("٢٠٢٦-W49", "Choose a week from the list."),
        ("", "Choose a week from the list."),
    ],
)
def test_a_week_that_cannot_be_is_refused_with_a_sentence(week: str, sentence: str, phone_of: PhoneOf) -> None:
    leila = phone_of(LEAD)
    for way in ("steps", "proposal"):
        leila.post(f"/learn/plan/{way}", data={"item": "charging/peer-support", "week": week})
        assert sentence in says(leila)
    assert plan(leila) == []


def test_week_53_is_a_week(phone_of: PhoneOf, november: Any) -> None:
    lay(phone_of(LEAD), peer_support="2026-W53")
    assert told(phone_of(ANNA))["next"]["text"] == "Next: charging 3, from 28 December"
    november.move_to("2027-01-03T22:00:00Z")  # Sunday night in Oslo, still week 53
    assert told(phone_of(ANNA))["next"]["text"] == "This week: charging 3"
    november.move_to("2027-01-03T23:30:00Z")  # Monday in Oslo, Sunday in UTC
    assert told(phone_of(ANNA))["next"]["text"] == "All of the plan has begun. Everything stays open."


def test_what_is_no_module_is_refused(phone_of: PhoneOf) -> None:
    leila = phone_of(LEAD)
    for way in ("steps", "moves"):
        leila.post(f"/learn/plan/{way}", data={"item": "charging/astrology", "week": "2026-W50", "way": "up"})
        assert "Choose a module or an episode from the list." in says(leila)
    assert plan(leila) == []


def test_what_has_begun_stays_where_it_is_until_it_is_given_a_new_week(phone_of: PhoneOf, november: Any) -> None:
    lay(phone_of(LEAD), emotional_demands="2026-W48", charging_culture="2026-W50")
    november.move_to("2026-12-01T09:00:00Z")
    leila = phone_of(LEAD)
    leila.post("/learn/plan/moves", data={"item": "charging/charging-culture", "way": "up"})
    assert "What has begun stays where it is." in says(leila)
    leila.post("/learn/plan/steps", data={"item": "charging/emotional-demands", "week": "2026-W48", "optional": "y"})
    assert plan(leila)[0] == ("emotional-demands", "2026-W48")  # it may become optional in the week it has
    lay(leila, emotional_demands="2026-W52")
    assert plan(leila) == [("charging-culture", "2026-W50"), ("emotional-demands", "2026-W52")]


def test_what_is_next_is_this_weeks_or_the_first_ahead(phone_of: PhoneOf) -> None:
    assert told(phone_of(ANNA)) == {"next": None, "plan": [], "films": []}
    assert "Everything is open" in says(phone_of(ANNA), "/learn/plan")
    leila, anna = phone_of(LEAD), phone_of(ANNA)
    lay(leila, peer_support="2027-W02")
    assert told(anna)["next"] == {"text": "Next: charging 3, from 11 January 2027", "path": "/learn/charging/peer-support"}
    lay(leila, charging_culture="2026-W48", emotional_demands="2026-W48")
    assert told(anna)["next"] == {"text": "This week: charging 2 and 1 more", "path": "/learn/plan"}


def test_home_says_it_in_one_line(phone_of: PhoneOf) -> None:
    lay(phone_of(LEAD), peer_support="2026-W48")
    assert "This week: charging 3" in says(phone_of(ANNA), "/")
    phone_of(LEAD).post("/learn/plan/end")
    assert "This week:" not in says(phone_of(ANNA), "/")


def test_every_member_is_told_the_same_bytes(phone_of: PhoneOf) -> None:
    phone_of(LEAD).post("/learn/plan/proposal", data={"week": "2026-W49"})
    answers = {phone_of(member).get("/api/programme").data for member in (ANNA, BJORN, LEAD, ADMIN, OTHER)}
    assert len(answers) == 1


def test_the_log_says_who_and_on_which_day_once(phone_of: PhoneOf, november: Any) -> None:
    lay(phone_of(LEAD), peer_support="2026-W50", charging_culture="2026-W51")
    november.move_to("2026-12-01T09:00:00Z")
    lay(phone_of(SAFETY), charging_culture="2026-W52")
    phone_of(SAFETY).post("/learn/plan/end")
    page = says(phone_of(ANNA), "/learn/plan")
    assert page.count("Leila changed the plan") == 1
    assert page.count("Stein changed the plan") == 1
    assert "Stein put the plan away 1 December 2026" in page
    assert page.index("Stein changed the plan") < page.index("Leila changed the plan")


def test_what_changes_nothing_leaves_no_line(phone_of: PhoneOf) -> None:
    phone_of(LEAD).post("/learn/plan/end")
    phone_of(LEAD).post("/learn/plan/removal", data={"item": "charging/peer-support"})
    assert "Who changed it" not in says(phone_of(ANNA), "/learn/plan")


def test_a_plan_survives_that_a_module_leaves_the_library(phone_of: PhoneOf, app: Flask) -> None:
    leila = phone_of(LEAD)
    lay(leila, peer_support="2026-W50", charging_culture="2026-W51")
    with app.app_context():
        db.session.execute(db.text("UPDATE programme_step SET item = 'charging/gone' WHERE item = 'charging/peer-support'"))
        db.session.commit()
    assert plan(leila) == [("charging-culture", "2026-W51")]
    assert "charging 2" in says(leila)
    assert "charging 2" in says(leila, "/learn/plan")


def test_no_table_of_the_programme_knows_who_has_read_or_seen_anything() -> None:
    columns = {f"{table.name}.{column.name}" for table in db.metadata.tables.values() for column in table.columns
               if table.name in {"programme_step", "programme_log", "film"}}  # fmt: skip
    assert columns == {
        "programme_step.workplace_id", "programme_step.item", "programme_step.place", "programme_step.monday", "programme_step.optional",
        "programme_log.id", "programme_log.workplace_id", "programme_log.day", "programme_log.actor", "programme_log.what", "programme_log.about",
        "film.id", "film.workplace_id", "film.item", "film.title", "film.kind", "film.size", "film.language", "film.captions",
    }  # fmt: skip
