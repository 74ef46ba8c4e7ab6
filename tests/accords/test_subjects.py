"""What takes three keys today: the purpose, who runs the server, how long the log is kept, and a new administrator."""

import pytest

from ladeapp.accords import queries, rules
from ladeapp.db import db
from ladeapp.people import actions as people
from tests.accords.conftest import THREE
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, UNION
from tests.people.conftest import fill

ADMINS = "SELECT login FROM person JOIN role_grant ON person.id = person_id WHERE role = 'workplace_admin' ORDER BY login"


def key_of(keys, member):
    with keys.world.inside():
        from ladeapp.people.models import Person

        return str(keys.world.app.extensions["sqlalchemy"].session.get(Person, keys.world.id_of(member)).key)


def agreed(keys, subject, value, by=SAFETY):
    accord = keys.proposes(by, subject, value)
    keys.all_sign(accord)
    keys.days_pass(7)
    return accord


def years(keys):
    with keys.world.inside():
        return queries.retention_of(keys.world.team().unit.workplace_id)


def test_todays_purpose_stands_there_until_another_is_agreed(keys):
    assert "It is never used to judge anybody" in keys.page(ANNA, "/team/lead-view")
    agreed(keys, "purpose", "Tallet brukes på personalmøtet\n\nog ikke til noe annet.")
    page = keys.page(ANNA, "/team/lead-view")
    assert "Tallet brukes på personalmøtet og ikke til noe annet." in page
    assert "It is never used to judge anybody" not in page


def test_the_log_is_kept_five_years_or_fewer_if_agreed_and_never_more(keys):
    assert years(keys) == 5
    phone = keys.world.phone(SAFETY)
    for value in ("0", "6", "10", "-1", "2.5", "", "x", "٣"):
        assert phone.post("/accords/new/retention", data={"value": value}).status_code == 422
    agreed(keys, "retention", "2")
    assert years(keys) == 2
    assert "2 years" in keys.page(ANNA)
    keys.world.run("UPDATE accord SET value = '99' WHERE subject = 'retention'")
    assert years(keys) == 5


@pytest.mark.parametrize(("value", "kept"), [("", 5), ("1", 1), ("5", 5), ("0", 1), ("6", 5), ("999", 5), ("٣", 5), ("x", 5)])
def test_whatever_is_written_there_it_is_one_to_five_years(value, kept):
    assert rules.years(value) == kept


def test_what_ended_longer_ago_than_the_log_is_kept_is_forgotten_and_what_holds_stays(keys):
    agreed(keys, "retention", "1")
    refused = keys.proposes(SAFETY)
    keys.signs(LEAD, refused)
    keys.refuses(UNION, refused)
    with keys.world.inside():
        people.log(keys.world.team().id, "Adam", "removed", "Kari")
        db.session.commit()
    keys.days_pass(360)
    assert keys.world.rows("SELECT count(*) FROM accord") == [(2,)]
    assert keys.world.rows("SELECT about FROM team_log WHERE what = 'removed'") == [("Kari",)]
    keys.days_pass(10)
    assert keys.world.rows("SELECT about FROM team_log WHERE what = 'removed'") == []
    assert keys.world.rows("SELECT subject FROM accord") == [("retention",)]
    assert keys.world.rows("SELECT count(*) FROM accord_word") == [(3,)]
    assert years(keys) == 1


def test_three_keys_make_an_administrator_by_themselves(keys):
    person = keys.world.read(ADMIN, f"/workplace/people/{number(keys, BJORN)}")
    assert f"/accords/new/administrator?value={key_of(keys, BJORN)}" in person
    assert "selected" in keys.world.read(ADMIN, f"/accords/new/administrator?value={key_of(keys, BJORN)}")
    accord = keys.proposes(ADMIN, "administrator", key_of(keys, BJORN))
    assert "Who administers the workplace – “Bjørn as well”" in keys.page(ANNA)
    keys.all_sign(accord)
    assert keys.world.phone(BJORN).get("/workplace").status_code == 404
    keys.days_pass(7)
    assert keys.world.rows(ADMINS) == [("adam",), ("bjorn",)]
    assert keys.world.phone(BJORN).get("/workplace").status_code == 200
    assert "Adam, Bjørn" in keys.page(ANNA)
    keys.days_pass(7)
    assert keys.world.rows(ADMINS) == [("adam",), ("bjorn",)]


def test_only_an_administrator_proposes_one_and_never_somebody_who_holds_a_key(keys):
    for member in (*THREE, ANNA):
        phone = keys.world.phone(member)
        assert phone.get("/accords/new/administrator").status_code == 404
        assert phone.post("/accords/new/administrator", data={"value": key_of(keys, BJORN)}).status_code == 404
    for member in (*THREE, ADMIN):
        assert keys.world.phone(ADMIN).post("/accords/new/administrator", data={"value": key_of(keys, member)}).status_code == 422
    assert keys.world.rows("SELECT count(*) FROM accord") == [(0,)]


@pytest.mark.parametrize("event", ["takes a key", "leaves", "is deleted"])
def test_who_cannot_be_it_any_more_becomes_none(keys, event):
    accord = keys.proposes(ADMIN, "administrator", key_of(keys, OTHER))
    keys.all_sign(accord)
    if event == "takes a key":
        keys.grant(OTHER, "union_rep", unit="Sengepost 4")
    elif event == "leaves":
        keys.world.run("UPDATE person SET left_day = '2026-05-01' WHERE login = 'oda'")
    else:
        keys.world.run("DELETE FROM membership WHERE person_id = (SELECT id FROM person WHERE login = 'oda')")
        keys.world.run("DELETE FROM person WHERE login = 'oda'")
    keys.days_pass(8)
    assert keys.world.rows(ADMINS) == [("adam",)]
    assert "Nothing came of it" in keys.page(ANNA, accord)


def test_taking_an_administrators_rights_away_takes_no_key(keys):
    agreed(keys, "administrator", key_of(keys, BJORN), by=ADMIN)
    page = f"/workplace/people/{number(keys, BJORN)}"
    ((grant,),) = keys.world.rows("SELECT id FROM role_grant WHERE person_id = :id", id=number(keys, BJORN))
    fill(keys.world.phone(ADMIN), page, to=f"{page}/roles/{grant}/revocation")
    assert keys.world.rows(ADMINS) == [("adam",)]
    keys.days_pass(8)
    assert keys.world.rows(ADMINS) == [("adam",)]  # what was agreed once is not done again


def test_a_signers_account_may_go_and_what_she_signed_still_holds(keys):
    agreed(keys, "purpose", "Tallet brukes på personalmøtet.")
    for table in ("role_grant", "membership"):
        keys.world.run(f"DELETE FROM {table} WHERE person_id = (SELECT id FROM person WHERE login = 'unni')")
    keys.world.run("DELETE FROM person WHERE login = 'unni'")
    assert keys.in_force("purpose")


def number(keys, member):
    with keys.world.inside():
        return keys.world.id_of(member)
