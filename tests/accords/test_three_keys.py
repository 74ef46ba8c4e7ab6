"""Three people sign, a week passes, and it holds; anything less changes nothing, and all of it stands where everybody can read it."""

import pytest

from ladeapp.leaving import actions as leaving
from tests.accords.conftest import HOST, THREE
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION

EVERYBODY = (ANNA, LEAD, SAFETY, UNION, ADMIN, SUPPORTER, OTHER)


def test_a_week_after_the_third_signature_it_holds_for_everybody(keys):
    accord = keys.proposes(SAFETY)
    keys.all_sign(accord)
    keys.days_pass(6)
    assert not keys.in_force()
    assert "Not agreed yet" in keys.page(ANNA, "/team/lead-view")
    keys.days_pass(1)
    assert keys.in_force()
    for member in (ANNA, LEAD, OTHER):
        assert HOST in keys.page(member, "/team/lead-view")


@pytest.mark.parametrize("silent", THREE, ids=lambda member: member.login)
def test_two_signatures_change_nothing_however_long_one_waits(keys, silent):
    accord = keys.proposes(SAFETY)
    for member in THREE:
        if member is not silent:
            keys.signs(member, accord)
    for _ in range(5):
        keys.days_pass(20)
    assert not keys.in_force()
    assert "Nothing came of it" in keys.page(ANNA, accord)
    keys.proposes(SAFETY)  # and the way is free again


def test_proposal_signatures_and_refusal_stand_in_the_log_that_everybody_reads(keys):
    accord = keys.proposes(SAFETY)
    keys.signs(LEAD, accord)
    keys.refuses(UNION, accord, "Vi vet ikke hvem driftsenteret er.")
    for member in EVERYBODY:
        page = keys.page(member)
        for line in (
            "Proposed: Who runs the server",
            "Signed as team lead: Who runs the server",
            "Refused: Who runs the server – “Vi vet ikke hvem driftsenteret er.” Unni",
        ):
            assert line in page, (member.login, line)
        assert "Vi vet ikke hvem driftsenteret er." in keys.page(member, accord)


def test_everybody_finds_the_three_names_and_what_is_proposed_on_what_my_lead_sees(keys):
    keys.proposes(SAFETY)
    for member in (ANNA, LEAD):
        page = keys.page(member, "/team/lead-view")
        assert "Team lead Leila Safety rep Stein Union rep Unni" in page
        assert "Proposed now: who runs the server." in page
        assert 'href="/accords"' in keys.world.read(member, "/team/lead-view")


def test_who_holds_a_key_finds_it_on_home_until_the_key_is_turned(keys):
    accord = keys.proposes(SAFETY)
    waits = lambda member: f'href="{accord}"' in keys.world.read(member, "/")  # noqa: E731
    assert [waits(member) for member in (*THREE, ANNA, ADMIN, OTHER)] == [True, True, True, False, False, False]
    keys.signs(LEAD, accord)
    assert [waits(member) for member in THREE] == [False, True, True]
    keys.refuses(UNION, accord)
    assert [waits(member) for member in THREE] == [False, False, False]


def test_each_may_refuse_until_the_last_day_also_who_has_signed(keys):
    accord = keys.proposes(ADMIN)
    keys.all_sign(accord)
    keys.days_pass(6)
    assert "Refused. Nothing changes" in keys.refuses(SAFETY, accord).text
    keys.days_pass(10)
    assert not keys.in_force()
    page = keys.page(ANNA, accord)
    assert "Safety rep not signed" in page
    assert "Said no Stein (safety rep)" in page
    for line in ("Refused: Who runs the server Stein · 23 May 2026", "Signed as safety rep: Who runs the server Stein · 17 May 2026"):
        assert line in keys.page(ANNA)


def test_what_is_in_force_is_past_refusing_and_changes_by_a_new_proposal(keys):
    accord = keys.proposes(SAFETY)
    keys.all_sign(accord)
    keys.days_pass(7)
    assert "settled already" in keys.refuses(UNION, accord).text
    assert keys.in_force()
    second = keys.proposes(LEAD, value="Bedriftshelsetjenesten")
    keys.all_sign(second)
    keys.days_pass(7)
    page = keys.page(ANNA, "/team/lead-view")
    assert "Bedriftshelsetjenesten" in page
    assert HOST not in page


def test_a_role_lost_before_it_holds_counts_no_more(keys):
    accord = keys.proposes(SAFETY)
    keys.all_sign(accord)
    keys.lose(UNION, "union_rep")
    assert "no longer counts" in keys.page(ANNA, accord)
    keys.days_pass(8)
    assert not keys.in_force()


def test_a_role_lost_afterwards_undoes_nothing(keys):
    accord = keys.proposes(SAFETY)
    keys.all_sign(accord)
    keys.days_pass(7)
    keys.lose(UNION, "union_rep")
    assert keys.in_force()


def test_any_lead_of_the_workplace_will_do_and_any_can_stop_it(keys):
    keys.grant(OTHER, "lead", team="Team B")
    accord = keys.proposes(SAFETY)
    for member, role in ((OTHER, "lead"), (SAFETY, "safety_rep"), (UNION, "union_rep")):
        keys.signs(member, accord, role)
    assert "Signed by all three" in keys.page(ANNA, accord)
    assert "Refused. Nothing changes" in keys.refuses(LEAD, accord).text
    keys.days_pass(8)
    assert not keys.in_force()


def test_who_takes_over_from_a_lead_who_signed_and_left_signs_anew(keys):
    keys.grant(OTHER, "lead", team="Team B")
    accord = keys.proposes(SAFETY)
    keys.all_sign(accord)
    keys.lose(LEAD, "lead")
    keys.days_pass(3)
    keys.signs(OTHER, accord, "lead")
    keys.days_pass(6)
    assert not keys.in_force()  # the week is counted from the last of the three
    keys.days_pass(1)
    assert keys.in_force()


def test_without_three_people_it_says_so_kindly_and_nothing_is_proposed(keys):
    keys.lose(UNION, "union_rep")
    page = keys.page(ADMIN)
    assert "It takes three different people, one for each key. Whoever administers the workplace gives the roles" in page
    assert "Propose a change" not in page
    answer = keys.world.phone(LEAD).post(
        "/accords/new/host", data={"value": HOST}, headers={"Accept-Language": "en"}, follow_redirects=True
    )
    assert "There are not three keys yet" in answer.text
    assert keys.world.rows("SELECT count(*) FROM accord") == [(0,)]


def test_one_proposal_about_a_thing_at_a_time(keys):
    first = keys.proposes(SAFETY)
    assert keys.proposes(UNION, value="Noe annet") == first
    assert keys.proposes(SAFETY) == first
    keys.proposes(UNION, "purpose", "Vi bruker tallet på avdelingsmøtet, og ikke til noe annet.")
    assert keys.world.rows("SELECT count(*) FROM accord") == [(2,)]


def test_only_who_proposed_it_takes_it_back(keys):
    accord = keys.proposes(SAFETY)
    for member in EVERYBODY:
        if member is not SAFETY:
            assert keys.sends(member, f"{accord}/withdrawal").status_code == 404
    assert "Taken back" in keys.sends(SAFETY, f"{accord}/withdrawal").text
    assert "settled already" in keys.signs(LEAD, accord).text
    assert keys.world.rows("SELECT count(*) FROM accord_word") == [(0,)]


def test_members_supporters_and_strangers_propose_nothing(keys, stranger):
    for member in (ANNA, SUPPORTER, OTHER, BJORN):
        phone = keys.world.phone(member)
        assert phone.get("/accords/new/host").status_code == 404
        assert phone.post("/accords/new/host", data={"value": HOST}).status_code == 404
        assert "Propose a change" not in keys.page(member)
    assert stranger.get("/accords").status_code == 303
    assert keys.world.rows("SELECT count(*) FROM accord") == [(0,)]


def test_who_signed_and_has_deleted_everything_is_a_former_member_and_what_three_agreed_still_holds(keys):
    accord = keys.proposes(UNION)
    keys.all_sign(accord)
    keys.days_pass(7)
    with keys.world.inside():
        leaving.erase(keys.world.id_of(UNION))
    assert keys.in_force()
    said = keys.page(ANNA, accord)
    assert "former member proposed it" in said
    assert "Unni" not in said + keys.page(ANNA)
    assert keys.world.rows("SELECT count(*) FROM accord_word WHERE name = 'Unni'") == [(0,)]
