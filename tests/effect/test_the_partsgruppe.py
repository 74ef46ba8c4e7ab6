"""The partsgruppe lays a round down, signs it, and reads with everybody else what came of it; nothing else in the app is touched."""

import re
from datetime import timedelta

import pytest

from tests.attacks.crawling import differing, plain
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, UNION
from tests.periods import HOUR, SEVENTH
from tests.waves import GROUP, open_wave, work

UNTOUCHED = ("/team", "/team/lead-view", "/team/workplace", "/check-in", "/api/session", "/survey", "/me")
BALLOT = {"months": "0", "scales": ["strain", "given"], "weeks": "2"}


def post(world, member, address, **data):
    return world.phone(member).post(address, data=data, headers={"Accept-Language": "en"})


def wave_of(world):
    address = re.search(r"/effect/waves/[0-9a-f-]{36}", world.read(SAFETY, "/effect"))
    assert address
    return address[0]


def test_three_sign_on_the_page_and_everybody_reads_the_numbers_leads_a_day_later(grown, silent_noise):
    assert post(grown, SAFETY, "/effect/waves/new", **BALLOT).status_code == 303
    assert "Lay down a round" not in grown.read(ANNA, "/effect")
    for member in (SAFETY, LEAD, UNION):
        assert post(grown, member, f"{wave_of(grown)}/signature", role=member.roles[0]).status_code == 303
    grown.at(SEVENTH.opens + timedelta(days=14, hours=1))
    work(grown)
    assert "To the questions" in grown.read(ANNA, "/effect")
    assert "the list of the questions that are open now" in grown.read(ANNA, "/me/data")
    anna = grown.phone(ANNA)
    for member in GROUP[:12]:
        grown.phone(member).put("/api/contributions/2026-E1-strain", json={"value": 4})
    assert anna.get("/api/survey").json["running"]["wave"] == "2026-E1"
    grown.at(SEVENTH.opens + timedelta(days=30, hours=12))  # the Wednesday, at noon in Oslo
    work(grown)
    shown = {member: grown.read(member, "/effect") for member in (ANNA, BJORN, OTHER, ADMIN, LEAD)}
    assert "4.0" in shown[ANNA]
    assert "no number" in shown[ANNA]  # of the other scale
    assert shown[ANNA].count("4.0") == shown[OTHER].count("4.0") == shown[ADMIN].count("4.0") == 1
    assert "4.0" not in shown[LEAD]
    assert "Too few to be asked: Kontoret, Team B." in shown[ANNA]
    grown.at(SEVENTH.opens + timedelta(days=31, hours=12))
    assert "4.0" in grown.read(LEAD, "/effect")


def test_a_rep_whose_role_was_lost_and_has_come_back_lets_the_round_be_agreed(grown):
    post(grown, SAFETY, "/effect/waves/new", **BALLOT)
    address = f"{wave_of(grown)}/signature"
    post(grown, SAFETY, address, role="safety_rep")
    ((person, unit),) = grown.rows("SELECT person_id, unit_id FROM role_grant WHERE role = 'safety_rep'")
    grown.run("DELETE FROM role_grant WHERE role = 'safety_rep'")
    for member in (LEAD, UNION):
        post(grown, member, address, role=member.roles[0])
    grown.run("INSERT INTO role_grant (person_id, role, unit_id) VALUES (:person, 'safety_rep', :unit)", person=person, unit=unit)
    assert "one of the roles was lost for a while. Sign once more." in grown.read(UNION, "/effect")
    assert post(grown, UNION, address, role="union_rep").status_code == 303
    assert grown.rows("SELECT count(*) FROM wave WHERE first_day IS NOT NULL") == [(1,)]
    assert "Sign once more" not in grown.read(UNION, "/effect")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scales": []}, "Choose at least one."),
        ({"scales": ["relations", "regulation", "climate", "strain", "given", "received", "noa"]}, "Six at most. Take some away."),
        ({"scales": ["sleep"]}, "One of these is not offered."),
        ({"weeks": "9"}, "Choose one of these."),
        ({"months": "-1"}, "Choose one of these."),
        ({"team-1": "99"}, "Choose for each team"),
    ],
)
def test_what_is_no_round_is_told_and_what_was_chosen_stays(grown, change, said):
    answer = post(grown, SAFETY, "/effect/waves/new", **{**BALLOT, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert grown.rows("SELECT count(*) FROM wave") == [(0,)]


def test_a_round_that_may_not_be_is_refused_in_a_sentence(grown):
    grown.run("DELETE FROM work_record")
    answer = post(grown, SAFETY, "/effect/waves/new", **BALLOT)
    assert answer.status_code == 422
    assert "must have signed the discussion" in answer.text
    assert re.search(r'value="strain"[^>]*checked|checked[^>]*value="strain"', answer.text)


def read(world, member, page):
    """As everywhere, with the running key's random name fixed: each house has made its own."""
    return re.sub(r'"key": ?"[A-Za-z0-9_=-]{16}"', '"key":"-"', plain(world.phone(member).get(page)))


def test_a_running_round_changes_no_byte_of_the_team_page_the_leads_view_or_the_check_in(grown):
    """One house asks, and one does not; the round closes, the team's number after it, and a lead looks."""
    grown.phone(ANNA)
    quiet = grown.copy("quiet")
    wave = open_wave(grown)
    wave.answer([5] * 12)
    for moment in (wave.opens + timedelta(days=1), SEVENTH.closes + HOUR, SEVENTH.closes + timedelta(hours=26)):
        seen = []
        for world in (grown, quiet):
            world.at(moment)
            work(world)
            seen.append({(who.login, page): read(world, who, page) for who in (ANNA, LEAD, ADMIN) for page in UNTOUCHED})
        assert differing(*seen) == []
