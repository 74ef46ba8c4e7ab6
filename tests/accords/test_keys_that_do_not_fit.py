"""Attacks on the three keys: by an administrator with every role, by one person twice, by made-up people, by forging the database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from ladeapp import cli
from ladeapp.accords import rules, subjects
from tests.accords.conftest import HOST, ROLE, THREE
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION
from tests.ground import _another_workplace
from tests.people.conftest import fill

WORDS = "SELECT count(*) FROM accord_word"


def test_an_administrator_with_every_role_turns_no_key(keys):
    """Adam writes himself into the database as lead, safety rep and union rep."""
    for role in ROLE.values():
        keys.grant(ADMIN, role, unit=None if role == "lead" else "Sengepost 3", team="Team A" if role == "lead" else None)
    accord = keys.proposes(ADMIN)
    for role in ROLE.values():
        assert keys.signs(ADMIN, accord, role).status_code == 404
        assert keys.refuses(ADMIN, accord, role=role).status_code == 404
    assert keys.world.rows(WORDS) == [(0,)]
    assert "Adam" not in keys.page(ANNA, "/team/lead-view").partition("What it is for")[2].partition("Proposals")[0]


def test_who_is_made_administrator_after_signing_counts_no_more(keys):
    accord = keys.proposes(SAFETY)
    keys.all_sign(accord)
    keys.grant(UNION, "workplace_admin")
    keys.days_pass(8)
    assert not keys.in_force()


def test_one_person_with_two_roles_turns_one_key(keys):
    """Leila leads one team and is safety rep of another ward; it may be so, but she is one person."""
    keys.grant(LEAD, "safety_rep", unit="Sengepost 4")
    accord = keys.proposes(UNION)
    for member, role in ((LEAD, "lead"), (LEAD, "safety_rep"), (UNION, "union_rep")):
        assert keys.signs(member, accord, role).status_code == 200
    assert keys.world.rows("SELECT role FROM accord_word ORDER BY role") == [("lead",), ("union_rep",)]
    keys.days_pass(8)
    assert not keys.in_force()


def test_two_people_are_not_three_whatever_roles_they_hold(keys):
    keys.grant(LEAD, "safety_rep", unit="Sengepost 4")
    keys.lose(SAFETY, "safety_rep")
    assert "It takes three different people" in keys.page(LEAD)
    answer = keys.world.phone(LEAD).post("/accords/new/host", data={"value": HOST})
    assert answer.location == "/accords"
    assert keys.world.rows("SELECT count(*) FROM accord") == [(0,)]


def test_a_rep_who_is_made_up_for_an_open_proposal_has_no_word_in_it(keys):
    """Adam makes Bjørn safety rep beside Stein, because Stein will not sign; and he takes Stein's role away."""
    accord = keys.proposes(ADMIN)
    keys.grant(BJORN, "safety_rep", unit="Sengepost 3")
    keys.lose(SAFETY, "safety_rep")
    assert keys.signs(BJORN, accord, "safety_rep").status_code == 404
    assert keys.refuses(BJORN, accord, role="safety_rep").status_code == 404
    assert "Your role came after the proposal" in keys.page(BJORN, accord)
    keys.signs(LEAD, accord)
    keys.signs(UNION, accord)
    keys.days_pass(8)
    assert not keys.in_force()


def test_nobody_signs_with_a_key_she_does_not_hold(keys):
    accord = keys.proposes(SAFETY)
    for member in (*THREE, ANNA, SUPPORTER, OTHER):
        for role in (*rules.KEYS, "workplace_admin", "supporter", "", "x" * 5000, "lead\x00"):
            if role and role != ROLE.get(member):
                assert keys.signs(member, accord, role).status_code == 404, (member.login, role)
    assert keys.world.rows(WORDS) == [(0,)]


def test_signing_twice_is_signing_once_and_after_a_refusal_nothing(keys):
    accord = keys.proposes(SAFETY)
    for _ in range(3):
        assert keys.signs(LEAD, accord).status_code == 200
    assert keys.world.rows(WORDS) == [(1,)]
    keys.refuses(LEAD, accord)
    for member in THREE:
        assert "settled already" in keys.signs(member, accord).text
    assert keys.world.rows("SELECT count(*), min(role) FROM accord_word WHERE refused") == [(1, "lead")]
    keys.days_pass(8)
    assert not keys.in_force()


def test_a_second_lead_is_told_that_the_key_is_turned_already(keys):
    keys.grant(BJORN, "lead", team="Team B")
    accord = keys.proposes(SAFETY)
    keys.signs(LEAD, accord)
    assert "Somebody else has signed with that key already" in keys.signs(BJORN, accord, "lead").text
    assert keys.world.rows(WORDS) == [(1,)]


@pytest.mark.at_once
def test_three_at_once_and_each_of_them_twice_are_three_signatures(keys):
    accord = keys.proposes(SAFETY)
    phones = [(member, keys.world.phone(member)) for member in THREE for _ in range(2)]
    with ThreadPoolExecutor(len(phones)) as pool:
        answers = pool.map(lambda each: each[1].post(f"{accord}/signature", data={"role": ROLE[each[0]]}).status_code, phones)
        assert set(answers) == {303}
    assert keys.world.rows("SELECT role FROM accord_word ORDER BY role") == [(role,) for role in sorted(rules.KEYS)]


@pytest.mark.at_once
def test_two_proposals_at_once_are_one(keys):
    phones = [keys.world.phone(member) for member in (*THREE, ADMIN)]
    with ThreadPoolExecutor(len(phones)) as pool:
        answers = list(pool.map(lambda phone: phone.post("/accords/new/host", data={"value": HOST}).location, phones))
    assert len(set(answers)) == 1
    assert keys.world.rows("SELECT count(*) FROM accord") == [(1,)]


def test_a_page_without_its_token_signs_nothing(keys):
    accord = keys.proposes(SAFETY)
    for address in (f"{accord}/signature", f"{accord}/refusal", f"{accord}/withdrawal", "/accords/new/purpose"):
        phone = keys.world.phone(SAFETY)
        phone.token = None
        assert phone.post(address, data={"role": "safety_rep", "value": "x"}).status_code == 403
    assert keys.world.rows(WORDS) == [(0,)]
    assert keys.world.rows("SELECT count(*), count(outcome) FROM accord") == [(1, 0)]


def test_another_workplaces_rep_finds_nothing_and_counts_for_nothing(keys):
    accord = keys.proposes(SAFETY)
    with keys.world.inside():
        _another_workplace()
    keys.world.run(
        "INSERT INTO role_grant (person_id, role, unit_id) SELECT person.id, 'union_rep', unit.id FROM person, unit "
        "WHERE login = 'siv' AND unit.name = 'Legevakt'"
    )
    from ladeapp.people import actions, queries

    with keys.world.inside():
        token = actions.begin_session(queries.person_by_login("siv", "havnes"))
    siv = keys.world.phone(ANNA)
    with siv.session_transaction() as cookie:
        cookie["_user_id"] = token
    siv.token = siv.get("/api/session").json["csrf"]
    assert siv.get(accord).status_code == 404
    for what in ("signature", "refusal", "withdrawal"):
        assert siv.post(f"{accord}/{what}", data={"role": "union_rep"}).status_code == 404
    page = siv.get("/accords").text
    assert HOST not in page
    assert "Leila" not in page


@pytest.mark.parametrize("key", ["k", "mode", "terms", "standard", "STRICT", "release", "delay", "HOST", "x" * 300, "..%2Fhost", "%00"])
def test_there_is_no_such_subject_as_how_few_answers_make_a_number(keys, key):
    """Three signatures could lower it only if somebody could propose it."""
    for member in (*THREE, ADMIN):
        phone = keys.world.phone(member)
        assert phone.get(f"/accords/new/{key}").status_code == 404
        assert phone.post(f"/accords/new/{key}", data={"value": "3"}).status_code == 404
    assert set(subjects.SUBJECTS) == {"purpose", "host", "retention", "administrator"}


def test_no_command_takes_fewer_answers_either():
    for name, command in cli.cli.commands.items():
        assert not {parameter.name for parameter in command.params} & {"k", "mode", "terms", "team"}, name


def test_not_even_a_forged_agreement_gets_below_five(keys):
    """Whoever writes a subject `k` into the table, signed by all three, changes nothing; and the team's own row refuses it."""
    accord = keys.proposes(SAFETY)
    keys.world.run("UPDATE accord SET subject = 'k', value = '3'")
    keys.all_sign(accord)
    keys.days_pass(8)
    assert keys.world.rows("SELECT DISTINCT mode, k FROM team") == [("standard", 5)]
    assert keys.world.rows("SELECT outcome FROM accord") == [("overtaken",)]
    with pytest.raises(sa.exc.IntegrityError):
        keys.world.run("UPDATE team SET k = 4")


def test_a_row_that_says_it_is_in_force_is_not(keys):
    accord = keys.proposes(SAFETY)
    keys.signs(LEAD, accord)
    keys.signs(UNION, accord)
    keys.world.run("UPDATE accord SET outcome = 'in_force', outcome_day = '2026-05-01'")
    assert not keys.in_force()
    assert "signatures are missing" in keys.page(ANNA, accord)
    assert HOST not in keys.page(ANNA, "/team/lead-view")


def test_too_long_empty_or_hidden_text_comes_back_and_nothing_is_proposed(keys):
    for value in ("", "   ", "x" * 301, "\u202eannA", "a\x00b", "x" * 60_000):
        answer = keys.world.phone(SAFETY).post("/accords/new/host", data={"value": value})
        assert answer.status_code == 422, repr(value)[:40]
        assert 'id="value-error"' in answer.text
    assert keys.world.rows("SELECT count(*) FROM accord") == [(0,)]
    accord = keys.proposes(SAFETY, value="æ" * 300)
    for reason in ("x" * 201, "\u202eannA"):
        assert keys.refuses(LEAD, accord, reason).status_code == 422
    assert keys.world.rows(WORDS) == [(0,)]


def test_what_is_proposed_is_shown_as_written_and_never_as_markup(keys):
    accord = keys.proposes(SAFETY, value="<b>Vi</b> 🌙 %(what)s {{ 7*7 }}")
    for address in ("/accords", accord):
        assert "&lt;b&gt;Vi&lt;/b&gt; 🌙 %(what)s {{ 7*7 }}" in keys.world.read(ANNA, address)


def test_a_person_page_cannot_make_an_administrator_any_more(keys):
    with keys.world.inside():
        bjorn = keys.world.id_of(BJORN)
    page = f"/workplace/people/{bjorn}"
    assert "workplace_admin" not in keys.world.read(ADMIN, page)
    assert fill(keys.world.phone(ADMIN), page, to=f"{page}/roles", role="workplace_admin", team="1", unit="1").status_code == 422
    assert keys.world.rows("SELECT count(*) FROM role_grant WHERE role = 'workplace_admin'") == [(1,)]
