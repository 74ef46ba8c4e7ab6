"""Half of a team's list makes what its number takes stricter, and takes that back; nobody else can, and nobody goes below five."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.cast import ADMIN, ANNA, BJORN, COUNTED, LEAD, OTHER, SAFETY
from tests.periods import EIGHTH, SEVENTH

SIX = COUNTED[:6]  # half of the twelve who are counted
VOICES = "SELECT count(*) FROM terms_voice"
FROZEN = "SELECT terms.mode, terms.k FROM terms JOIN team ON team.id = team_id WHERE team.name = 'Team A' AND period_id = :id"


def address(world):
    with world.inside():
        return f"/team/{world.team().id}/terms"


def wants(world, member, terms):
    return world.phone(member).post(address(world), data={"terms": terms}, headers={"Accept-Language": "en"}, follow_redirects=True)


def all_want(world, members, terms):
    for member in members:
        said = wants(world, member, terms)
    return said.text


def page(world, member=ANNA):
    return world.read(member, address(world))


def test_half_of_the_list_raises_k_from_the_next_period_and_the_log_says_so(seventh):
    assert "Noted." in all_want(seventh, SIX[:5], "standard-8")
    assert "Half of the list agree: it holds from Monday" in wants(seventh, SIX[5], "standard-8").text
    assert seventh.rows(FROZEN, id=SEVENTH.id) == [("standard", 5)]
    for member in (ANNA, BJORN):
        team = seventh.read(member, "/team")
        assert "Half of the list chose at least 8 answers, from the next period" in team
        assert "At least 5 answers. From Monday" in team
    seventh.live_through(EIGHTH)
    assert seventh.rows(FROZEN, id=EIGHTH.id) == [("standard", 8)]


def test_what_was_raised_holds_for_seven_answers_and_for_eight(seventh, silent_noise):
    all_want(seventh, SIX, "standard-8")
    seventh.live_through(EIGHTH)
    seventh.answer([4] * 7, span=EIGHTH)
    seventh.close(EIGHTH)
    assert seventh.level(span=EIGHTH) is None
    ninth = EIGHTH.next
    seventh.live_through(ninth)
    seventh.answer([4] * 8, span=ninth)
    seventh.close(ninth)
    assert seventh.level(span=ninth) == 40


def test_the_running_period_keeps_what_it_opened_with(seventh, silent_noise):
    all_want(seventh, SIX, "strict-10")
    seventh.answer([6] * 5)
    seventh.close(SEVENTH)
    assert seventh.level() == 60


def test_the_strict_rule_is_promised_where_it_holds_and_not_before(seventh):
    promise = "at most 2.7 to 1"
    all_want(seventh, SIX, "strict-10")
    assert promise not in seventh.read(ANNA, "/team/lead-view")
    seventh.live_through(EIGHTH)
    assert promise in seventh.read(ANNA, "/team/lead-view")


def test_half_takes_its_own_raise_back_and_one_less_does_not(seventh):
    all_want(seventh, SIX, "strict-10")
    seventh.live_through(EIGHTH)
    all_want(seventh, SIX[:5], "standard-5")
    assert seventh.rows("SELECT mode, k FROM team WHERE name = 'Team A'") == [("strict", 10)]
    all_want(seventh, SIX[5:], "standard-5")
    assert seventh.rows("SELECT mode, k FROM team WHERE name = 'Team A'") == [("standard", 5)]
    assert seventh.rows(FROZEN, id=EIGHTH.id) == [("strict", 10)]
    seventh.live_through(EIGHTH.next)
    assert seventh.rows(FROZEN, id=EIGHTH.next.id) == [("standard", 5)]


def test_one_person_has_one_voice_however_often_she_speaks(seventh):
    for _ in range(8):
        wants(seventh, ANNA, "standard-6")
    wants(seventh, ANNA, "standard-7")
    assert seventh.rows(VOICES) == [(1,)]
    assert "1 of the 6 it takes want this" in page(seventh, BJORN)


def test_whoever_changes_her_mind_leaves_nothing(seventh):
    wants(seventh, ANNA, "standard-6")
    wants(seventh, ANNA, "standard-5")
    assert seventh.rows(VOICES) == [(0,)]


def test_a_colleague_sees_how_many_and_never_who(seventh):
    before = page(seventh, BJORN)
    wants(seventh, ANNA, "standard-6")
    after = page(seventh, BJORN)
    assert before != after
    wants(seventh, ANNA, "standard-5")
    wants(seventh, SAFETY, "standard-6")
    assert without_tokens(page(seventh, BJORN)) == without_tokens(after)


def test_the_leads_page_says_nothing_of_what_some_want(seventh):
    before = without_tokens(seventh.read(LEAD, "/team"))
    all_want(seventh, SIX[:5], "strict-10")
    assert without_tokens(seventh.read(LEAD, "/team")) == before


def test_the_voices_are_gone_when_half_agree(seventh):
    wants(seventh, BJORN, "standard-9")
    all_want(seventh, [member for member in SIX if member is not BJORN] + [COUNTED[6]], "standard-7")
    assert seventh.rows(VOICES) == [(0,)]


def test_the_voices_are_gone_when_the_period_is_over(seventh):
    wants(seventh, ANNA, "standard-9")
    seventh.live_through(EIGHTH)
    assert seventh.rows(VOICES) == [(0,)]


@pytest.mark.parametrize("terms", ["standard-4", "strict-5", "exact-5", "standard-10", "", "standard-5' OR 1", "é\u202e"])
def test_what_is_not_offered_changes_nothing(seventh, terms):
    for member in COUNTED:
        assert "That is none of the choices." in wants(seventh, member, terms).text
    assert seventh.rows(VOICES) == [(0,)]
    assert seventh.rows("SELECT mode, k FROM team WHERE name = 'Team A'") == [("standard", 5)]


@pytest.mark.parametrize("member", [LEAD, ADMIN, OTHER])
def test_15_nobody_outside_the_list_has_a_voice(seventh, member):
    assert seventh.phone(member).get(address(seventh)).status_code == 404
    assert seventh.phone(member).post(address(seventh), data={"terms": "standard-6"}).status_code == 404


def test_15_a_new_colleague_waits_for_the_next_list(seventh):
    seventh.run(
        "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Team A') WHERE person_id = (SELECT id FROM person WHERE login = 'oda')"
    )
    assert "You have a say from Monday" in page(seventh, OTHER)
    assert "You are not counted on this period" in wants(seventh, OTHER, "standard-6").text
    assert seventh.rows(VOICES) == [(0,)]


def test_15_the_voice_of_whoever_is_made_lead_does_not_count(seventh):
    wants(seventh, ANNA, "standard-6")
    seventh.run(
        "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team "
        "WHERE person.login = 'anna' AND team.name = 'Team A'"
    )
    all_want(seventh, COUNTED[1:6], "standard-6")  # five of eleven, and hers
    assert seventh.rows("SELECT k FROM team WHERE name = 'Team A'") == [(5,)]
    wants(seventh, COUNTED[6], "standard-6")
    assert seventh.rows("SELECT k FROM team WHERE name = 'Team A'") == [(6,)]


def test_before_the_first_list_there_is_nothing_to_choose(world):
    assert "The first list is made" in page(world)
    assert "You are not counted" in wants(world, ANNA, "standard-6").text


def test_between_monday_and_the_opening_nobody_decides_for_the_period_that_should_have_opened(seventh):
    seventh.at(EIGHTH.opens + timedelta(minutes=1))
    all_want(seventh, SIX, "standard-8")
    seventh.work()
    assert seventh.rows(FROZEN, id=EIGHTH.id) == [("standard", 5)]


def test_six_who_speak_at_once_decide_once(seventh):
    with ThreadPoolExecutor(6) as together:
        list(together.map(lambda member: wants(seventh, member, "standard-7"), SIX))
    assert seventh.rows("SELECT k FROM team WHERE name = 'Team A'") == [(7,)]
    assert seventh.rows("SELECT count(*) FROM team_log WHERE what = 'standard_chosen'") == [(1,)]
    assert seventh.rows(VOICES) == [(0,)]


def test_a_list_too_short_for_a_choice_is_told_so_before_anybody_chooses(seventh):
    seventh.run("UPDATE roster SET counted = (person_id <> (SELECT id FROM person WHERE login = 'bjorn'))")
    seventh.run("DELETE FROM roster WHERE NOT counted")
    seventh.run("DELETE FROM roster WHERE person_id IN (SELECT id FROM person WHERE login IN ('kollega1', 'kollega2'))")
    told = page(seventh)
    assert told.count("no number then: 9 are counted") == 3  # with nine, with ten and the stronger blur, and in low-trust mode


def without_tokens(text):
    return "\n".join(line for line in text.splitlines() if "csrf" not in line and "nonce" not in line)
