"""Deleting everything: asked for twice, said plainly, whole or not at all. What is left is looked for in tests/attacks/test_deleting.py."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp import clock
from ladeapp.accords.actions import bring_into_force
from ladeapp.db import db
from ladeapp.leaving import erasures, tables
from tests.cast import ADMIN, ANNA, BJORN, LEAD, PASSWORD, SAFETY, UNION, Member
from tests.people.conftest import fill
from tests.periods import World

PAGE = "/me/data/erasure"


def proved(world: World, member: Member) -> FlaskClient:
    """A phone on which she has just given her password."""
    phone = world.phone(member)
    fill(phone, "/sign-in/anew", password=PASSWORD)
    return phone


def delete(phone: FlaskClient, **typed: str) -> TestResponse:
    return phone.post(PAGE, data=typed, headers={"Accept-Language": "en"})


def logins(world: World) -> set[str]:
    return {login for (login,) in world.rows("SELECT login FROM person")}


def test_the_password_comes_first(seventh: World) -> None:
    phone = seventh.phone(ANNA)
    assert phone.get(PAGE).headers["Location"] == f"/sign-in/anew?next={PAGE}"
    assert delete(phone, knows="y").status_code == 303
    assert "anna" in logins(seventh)


def test_the_page_says_what_goes_what_stays_and_what_nobody_brings_back(seventh: World) -> None:
    page = proved(seventh, ANNA).get(PAGE, headers={"Accept-Language": "en"}).text
    for words in (
        "Nobody can undo this",
        "This goes",
        "sealed copy",
        "This stays",
        "cannot be taken back",
        "former member",
        "Download the diary first",
    ):
        assert words in page
    assert "your role" not in page


def test_without_the_tick_nothing_is_deleted(seventh: World) -> None:
    phone = proved(seventh, ANNA)
    answer = delete(phone)
    assert answer.status_code == 422
    assert "Nothing has been deleted" in answer.text
    assert "anna" in logins(seventh)
    assert phone.get("/api/me").status_code == 200


def test_the_browser_is_told_to_forget_its_cookies_and_the_page_empties_the_rest(seventh: World) -> None:
    answer = delete(proved(seventh, ANNA), knows="y")
    assert answer.headers["Clear-Site-Data"] == '"cookies"'
    assert "js/leaving/gone" in answer.text
    assert "anna" not in logins(seventh)


def test_every_phone_of_hers_is_signed_out_and_the_password_opens_nothing(seventh: World, stranger: FlaskClient) -> None:
    other = seventh.phone(ANNA)
    delete(proved(seventh, ANNA), knows="y")
    assert other.get("/api/me").status_code == 401
    assert fill(stranger, "/sign-in", name="anna@fjordvik", password=PASSWORD).status_code == 422


def test_the_only_administrator_is_told_why_not_and_nothing_is_half_done(seventh: World) -> None:
    """There is no union rep, so nobody could make another."""
    seventh.run("DELETE FROM role_grant WHERE role = 'union_rep'")
    adam = proved(seventh, ADMIN)
    assert "You are the only administrator" in adam.get(PAGE, headers={"Accept-Language": "en"}).text
    before = everything(seventh)
    answer = delete(adam, knows="y")
    assert answer.status_code == 409
    assert "Give those roles first" in answer.text
    assert adam.post("/me/data/leaving", headers={"Accept-Language": "en"}).status_code == 409
    assert everything(seventh) == before
    with seventh.inside():
        assert erasures.noted() == set()


def test_where_three_keys_can_make_another_the_only_administrator_may_go_and_they_do(seventh: World) -> None:
    assert "until there is another" in proved(seventh, ADMIN).get(PAGE, headers={"Accept-Language": "en"}).text
    bjorn = seventh.rows("SELECT key FROM person WHERE login = 'bjorn'")[0][0]
    new = {"value": str(uuid.UUID(str(bjorn)))}
    stein = seventh.phone(SAFETY)
    assert stein.post("/accords/new/administrator", data=new).status_code == 404  # as long as Adam is there
    assert delete(proved(seventh, ADMIN), knows="y").status_code == 200
    assert "adam" not in logins(seventh)
    assert "/accords/new/administrator" in stein.get("/accords").text
    assert "/accords/new/administrator" not in seventh.phone(BJORN).get("/accords").text
    assert seventh.phone(ANNA).post("/accords/new/administrator", data=new).status_code == 404
    accord = stein.post("/accords/new/administrator", data=new).location
    for member in (LEAD, SAFETY, UNION):
        seventh.phone(member).post(f"{accord}/signature", data={"role": member.roles[0]})
    seventh.at(clock.now() + timedelta(days=7))
    with seventh.inside():
        bring_into_force(clock.now())
    assert seventh.phone(BJORN).get("/workplace").status_code == 200


def test_one_of_two_administrators_may_go(seventh: World) -> None:
    seventh.run("INSERT INTO role_grant (person_id, role) SELECT id, 'workplace_admin' FROM person WHERE login = 'oda'")
    assert delete(proved(seventh, ADMIN), knows="y").status_code == 200
    assert "adam" not in logins(seventh)


@pytest.mark.parametrize(("member", "role"), [(LEAD, "lead"), (SAFETY, "safety_rep")], ids=["lead", "safety"])
def test_a_role_goes_with_her_and_the_log_says_that_it_is_free_without_her_name(seventh: World, member: Member, role: str) -> None:
    phone = proved(seventh, member)
    assert "your role" in phone.get(PAGE, headers={"Accept-Language": "en"}).text
    assert delete(phone, knows="y").status_code == 200
    assert seventh.rows("SELECT count(*) FROM role_grant WHERE role = :role", role=role) == [(0,)]
    log = seventh.rows("SELECT actor, what, about FROM team_log")
    assert ("tidligere medlem", f"{role}_revoked", "tidligere medlem") in log
    page = seventh.read(BJORN, "/team/lead-view")
    assert "former member has left the workplace" in page
    assert not re.search(rf"\b{member.name}\b", page)


def test_a_table_that_nobody_has_thought_of_stops_the_deletion(seventh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody adds a table with people in it and forgets what becomes of them."""
    phone, before = proved(seventh, ANNA), everything(seventh)
    new = sa.Table("forgotten", db.metadata, sa.Column("person_id", sa.ForeignKey("person.id")))
    try:
        assert delete(phone, knows="y").status_code == 500
        with pytest.raises(tables.Unheard, match=r"forgotten\.person_id"):
            list(tables.pointing_at_people())
    finally:
        db.metadata.remove(new)
    assert everything(seventh) == before


def everything(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with world.inside():
        names = sorted(db.metadata.tables)
    return {name: sorted(world.rows(f'SELECT * FROM "{name}"'), key=repr) for name in names if name != "forgotten"}
