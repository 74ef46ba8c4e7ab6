"""A wave is proposed, signed by three, opened on its Monday, answered under seal, and closed once."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ladeapp import clock
from ladeapp.effect import actions
from ladeapp.trends import actions as trends
from ladeapp.trends import keys, rules
from tests.attacks.crawling import plain
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, UNION
from tests.periods import HOUR, SEVENTH, SIXTH
from tests.waves import EXTRA, GROUP, discuss, grow, open_wave, propose, sign, work

OPEN = "SELECT id FROM period WHERE state = 'open' ORDER BY id"


def test_three_sign_and_it_opens_on_the_next_monday(grown):
    wave = propose(grown)
    sign(grown, wave, SAFETY, LEAD)
    assert grown.rows("SELECT first_day FROM wave") == [(None,)]
    sign(grown, wave, UNION)
    ((first, year, number),) = grown.rows("SELECT first_day, year, number FROM wave")
    assert (str(first), year, number) == ("2026-06-29", 2026, 1)
    work(grown)
    assert grown.rows(OPEN) == [(SEVENTH.id,)]
    grown.at(rules.opens_on(date(2026, 6, 29)))
    work(grown)
    assert grown.rows(OPEN) == [("2026-E1-given-1",), ("2026-E1-strain-1",), (SEVENTH.id,)]
    with grown.inside():
        assert keys.kept() == ["2026-E1-given-1", "2026-E1-strain-1", SEVENTH.id]


def test_each_scale_is_a_number_of_its_own(wave, silent_noise):
    world = wave.world
    wave.answer([4] * 20, GROUP)
    with world.inside():
        for member in GROUP[:12]:
            trends.contribute(world.id_of(member), "2026-E1-given-1", 7)
    wave.close()
    assert wave.level() == 40
    assert world.rows("SELECT level_tenths FROM release WHERE period_id = '2026-E1-given-1'") == [(70,)]
    assert world.rows("SELECT count(*) FROM contribution") == [(0,)]
    with world.inside():
        assert keys.kept() == [SEVENTH.id]


@pytest.mark.parametrize(("people", "level"), [(9, None), (10, 50), (0, None)])
def test_it_takes_ten_answers(wave, silent_noise, people, level):
    wave.answer([5] * people)
    wave.close()
    assert wave.level() == level


def test_a_team_that_asks_for_more_is_given_more(grown, silent_noise):
    grown.run("UPDATE team SET k = 12, mode = 'strict' WHERE name = 'Team A'")
    wave = open_wave(grown)
    assert grown.rows("SELECT mode, k FROM terms WHERE period_id = :id", id=wave.id) == [("strict", 12)]
    wave.answer([5] * 11)
    wave.close()
    assert wave.level() is None


def test_groups_under_twenty_are_not_asked(grown):
    """Team B has two, the office one: there is no list, so no number can be sent."""
    wave = open_wave(grown)
    assert grown.rows("SELECT DISTINCT team.name FROM roster JOIN team ON team.id = team_id WHERE period_id = :id", id=wave.id) == [
        ("Team A",)
    ]
    answer = grown.phone(OTHER).put(wave.address, json={"value": 5})
    assert (answer.status_code, answer.json["slug"]) == (403, "not-counted")
    told = grown.phone(OTHER).get("/api/survey").json["running"]
    assert (told["counted"], told["is_asked"], told["group"]) == (False, False, "Team B")
    told = grown.phone(ANNA).get("/api/survey").json["running"]
    assert (told["counted"], told["is_asked"], told["group"], told["wave"]) == (True, True, "Team A", "2026-E1")
    assert [one["period"] for one in told["scales"]] == ["2026-E1-strain", "2026-E1-given"]


def test_home_says_that_questions_are_open_to_those_who_are_asked_and_the_same_when_they_have_answered(wave):
    world = wave.world
    open_now = "Åpent nå. Frivillig, og ingen ser hvem som har svart"
    assert [open_now in world.phone(member).get("/").text for member in (ANNA, LEAD, OTHER)] == [True, False, False]
    before = plain(world.phone(ANNA).get("/"))
    assert world.phone(ANNA).put(wave.address, json={"value": 9}).status_code == 204
    assert plain(world.phone(ANNA).get("/")) == before
    wave.close()
    assert open_now not in world.phone(ANNA).get("/").text


def test_small_teams_are_joined(world, silent_noise):
    """Eleven and twelve would be too few alone; together they have a number, and the lead of either is not counted."""
    grow(world)
    discuss(world)
    world.run(
        "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Team B') WHERE person_id IN (SELECT id FROM person WHERE login LIKE 'vikar%')"
    )
    world.live_through(SIXTH, SEVENTH)
    with pytest.raises(actions.Refused, match="small"):
        propose(world)
    wave = open_wave(world, Team_A=1, Team_B=1)
    assert world.rows("SELECT count(*), count(CASE WHEN counted THEN 1 END) FROM roster WHERE period_id = :id", id=wave.id) == [(25, 24)]
    wave.answer([3] * 12)
    wave.answer([5] * 10, EXTRA)
    world.run(
        "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team WHERE login = 'vikar1' AND team.name = 'Team B'"
    )
    wave.close()
    assert wave.level() == 40


def test_whoever_is_made_lead_of_any_team_meanwhile_does_not_make_up_the_ten(wave, silent_noise):
    wave.answer([5] * 9)
    wave.answer([5], EXTRA)
    wave.world.run(
        "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team WHERE login = 'vikar1' AND team.name = 'Team B'"
    )
    wave.close()
    assert wave.level() is None


def test_whoever_fills_a_group_up_gets_no_number(world):
    """Eight people are invented the week before: twenty are on the list, and twelve of them were ever counted."""
    discuss(world)
    world.live_through(SIXTH, SEVENTH)
    grow(world)
    with pytest.raises(actions.Refused, match="small"):
        propose(world)


def test_nothing_is_asked_before_the_discussion_is_signed(grown):
    grown.run("DELETE FROM work_record")
    with pytest.raises(actions.Refused, match="discussion"):
        propose(grown)


def test_nor_opened_if_it_is_only_signed_for_the_proposal(grown):
    wave = propose(grown)
    sign(grown, wave, LEAD, SAFETY)
    grown.run("DELETE FROM work_record")
    with pytest.raises(actions.Refused, match="discussion"):
        sign(grown, wave, UNION)
    assert grown.rows("SELECT first_day FROM wave") == [(None,)]


def test_one_at_a_time(grown):
    propose(grown)
    with pytest.raises(actions.Refused, match="another"):
        propose(grown)


def test_four_in_a_year_and_no_more(grown):
    for number in range(4):
        grown.run(
            "INSERT INTO wave (id, workplace_id, day, months, weeks, scales, year, number, first_day, closes) VALUES "
            "(:id, 1, '2026-01-05', 0, 1, 'strain', :year, :number, :first, :closes)",
            id=f"{number:032x}",
            year=2026 if number else 2025,
            number=number or 1,
            first=date(2026, 1, 5) + timedelta(weeks=4 * number - 20),
            closes="2026-02-01 00:00:00",
        )
    with pytest.raises(actions.Refused, match="often"):
        propose(grown)


def test_nobody_else_proposes_signs_or_withdraws(grown):
    wave = propose(grown)
    with grown.inside():
        for member in (ANNA, ADMIN, OTHER):
            person = _person(grown, member)
            with pytest.raises(actions.NotHers):
                actions.sign(person, wave, "lead")
            with pytest.raises(actions.NotHers):
                actions.withdraw(person, wave)
    assert grown.rows("SELECT count(*) FROM wave_signature") == [(0,)]


def test_nobody_signs_twice(grown):
    grown.run(
        "INSERT INTO role_grant (person_id, role, unit_id) SELECT id, 'union_rep', (SELECT unit_id FROM team WHERE name = 'Team B') FROM person WHERE login = 'leila'"
    )
    wave = propose(grown)
    sign(grown, wave, LEAD, SAFETY)
    with grown.inside():
        assert not actions.sign(_person(grown, LEAD), wave, "union_rep")
    assert grown.rows("SELECT count(*) FROM wave_signature") == [(2,)]


def test_any_of_the_three_takes_it_back_until_it_opens(grown):
    wave = propose(grown)
    sign(grown, wave)
    with grown.inside():
        actions.withdraw(_person(grown, UNION), wave)
    assert grown.rows("SELECT count(*) FROM wave_team") == [(0,)]
    running = open_wave(grown)
    ((wave,),) = grown.rows("SELECT id FROM wave")
    with grown.inside(), pytest.raises(actions.NotHers):
        actions.withdraw(_person(grown, UNION), UUID(str(wave)))
    assert running


def test_a_list_of_a_wave_is_forgotten_when_it_is_closed(wave):
    wave.answer([5] * 12)
    wave.close()
    wave.world.at(wave.closes + HOUR)
    work(wave.world)
    assert wave.world.rows("SELECT count(*) FROM roster WHERE period_id LIKE '%-E%'") == [(0,)]
    assert wave.world.rows("SELECT heads FROM terms WHERE period_id = :id", id=wave.id) == [(22,)]


def test_the_team_number_goes_on_as_if_there_were_no_wave(wave, silent_noise):
    """The next period opens in time, and next year's too, though a wave's name stands behind it in the alphabet."""
    world = wave.world
    wave.close()
    world.run("INSERT INTO period VALUES ('2027-E1-strain-1', '2026-07-01 00:00:00', '2026-07-02 00:00:00', 'closed')")
    world.answer([6] * 12)
    world.close(SEVENTH)
    assert world.level() == 60
    assert world.rows("SELECT count(*) FROM period WHERE id = '2026-P08'") == [(1,)]
    assert "2026-E1" not in world.phone(BJORN).get("/api/session").text


def test_whoever_deletes_everything_takes_her_answers_with_her(wave):
    world = wave.world
    wave.answer([5] * 12)
    with world.inside():
        trends.contribute(world.id_of(ANNA), "2026-E1-given-1", 7)
        trends.withdraw_all(world.id_of(ANNA))
    assert world.rows("SELECT count(*) FROM contribution") == [(11,)]


def test_a_wave_that_the_worker_slept_through_is_opened_late_and_closes_in_time(grown):
    sign(grown, propose(grown))
    grown.at(rules.opens_on(date(2026, 7, 1)))
    work(grown)
    assert grown.rows("SELECT count(*) FROM roster WHERE period_id = '2026-E1-strain-1'") == [(23,)]
    with grown.inside():
        assert clock.now() < rules.closes_after(date(2026, 6, 29), 1)


def test_what_is_no_wave_is_not_found(wave):
    anna = wave.world.phone(ANNA)
    for said in ("2026-E5-strain", "2026-E1-", "2026-E1-Strain", "2026-E1-strain-1", "2026-E1-strain-2", "2026-E01-strain"):
        assert anna.put(f"/api/contributions/{said}", json={"value": 5}).status_code == 404
    assert anna.put("/api/contributions/2026-E2-strain", json={"value": 5}).status_code == 409
    assert wave.world.phone(LEAD).put(wave.address, json={"value": 5}).status_code == 403


def _person(world, member):
    from ladeapp.db import db
    from ladeapp.people.models import Person

    return db.session.get_one(Person, world.id_of(member))
