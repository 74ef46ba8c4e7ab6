"""Teams, lists, weeks and clocks that are not as usual: nothing wrong is published, and nothing is lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ladeapp.trends import actions, rules
from tests.cast import ANNA, COUNTED, LEAD, TEAM_A
from tests.periods import EIGHTH, HOUR, SEVENTH, SIXTH

THIRTEENTH = rules.period("2026-P13")
MOVE = "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = :team) WHERE person_id = (SELECT id FROM person WHERE login = :login)"


@pytest.mark.parametrize(("size", "level"), [(5, None), (6, 50), (7, 50)])
def test_five_on_the_list_never_get_a_number_and_six_and_seven_do(world, silent_noise, size, level):
    """Five of five would have to answer, every time: whoever stays away would be seen to."""
    for member in COUNTED[size:]:
        world.run("UPDATE person SET left_day = '2026-05-01' WHERE login = :login", login=member.login)
    world.live_through(SIXTH, SEVENTH)
    world.answer([5] * size)
    world.close(SEVENTH)
    assert world.level() == level


def test_of_seven_five_are_enough_and_of_six_too(world, silent_noise):
    for member in COUNTED[6:]:
        world.run("UPDATE person SET left_day = '2026-05-01' WHERE login = :login", login=member.login)
    world.live_through(SIXTH, SEVENTH)
    world.answer([5] * 5)
    world.close(SEVENTH)
    assert world.level() == 50


def test_a_team_of_leads_alone_has_no_number_and_its_page_still_opens(world, silent_noise):
    for member in TEAM_A:
        if member is not LEAD:
            world.run(
                "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team "
                "WHERE login = :login AND team.name = 'Team A'",
                login=member.login,
            )
    world.live_through(SIXTH, SEVENTH)
    with world.inside(), pytest.raises(actions.NotTaken, match="not-counted"):
        actions.contribute(world.id_of(ANNA), SEVENTH.id, 5)
    world.close(SEVENTH)
    assert world.level() is None
    world.read(ANNA, "/team")


def test_nobody_is_in_two_teams_nor_on_two_lists(seventh):
    for twice in (
        "INSERT INTO membership SELECT person_id, (SELECT id FROM team WHERE name = 'Team B'), since_day, added_by FROM membership",
        "INSERT INTO roster SELECT period_id, person_id, (SELECT id FROM team WHERE name = 'Team B'), counted FROM roster",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            seventh.run(twice)


def test_whoever_moves_answers_each_period_once_for_the_list_she_stands_on(seventh, silent_noise):
    """For two and a half days both periods take answers: the old team's, and the new one's."""
    seventh.run(MOVE, team="Team B", login="anna")
    seventh.at(EIGHTH.opens + HOUR)
    seventh.work()
    for span in (SEVENTH, EIGHTH):
        seventh.answer([5], [ANNA], span)
    where = "SELECT period_id, name FROM contribution JOIN team ON team.id = team_id ORDER BY 1"
    assert seventh.rows(where) == [(SEVENTH.id, "Team A"), (EIGHTH.id, "Team B")]


def test_whoever_leaves_mid_period_leaves_the_number_to_the_others(seventh, silent_noise):
    seventh.answer([10] + [5] * 5)
    with seventh.inside():
        actions.withdraw_all(seventh.id_of(COUNTED[0]))
    seventh.run("UPDATE person SET left_day = '2026-06-20' WHERE login = :login", login=COUNTED[0].login)
    seventh.close(SEVENTH)
    assert seventh.level() == 50


def test_week_53_is_answered_for_in_the_thirteenth_period(world, silent_noise):
    """On the Sunday of week 53, the fifth of that period, she checks in for the old year, and the number comes on Wednesday."""
    world.live_through(THIRTEENTH.previous, THIRTEENTH)
    world.at(THIRTEENTH.opens + timedelta(days=34, hours=20))
    assert rules.period_of(THIRTEENTH.last_day) == THIRTEENTH
    assert THIRTEENTH.last_day.isocalendar()[:2] == (2026, 53)
    world.answer([5] * 12, span=THIRTEENTH)
    world.at(THIRTEENTH.closes - HOUR)
    world.work()
    assert world.rows("SELECT id, state FROM period WHERE state = 'open' ORDER BY 1") == [("2026-P13", "open"), ("2027-P01", "open")]
    world.close(THIRTEENTH)
    assert world.level(span=THIRTEENTH) == 50


def test_a_clock_set_back_after_the_close_takes_nothing_and_publishes_nothing_anew(seventh, silent_noise):
    seventh.answer([5] * 12)
    seventh.close(SEVENTH)
    published = seventh.rows("SELECT * FROM release ORDER BY 1, 2")
    seventh.at(SEVENTH.opens + timedelta(days=10))
    with seventh.inside(), pytest.raises(actions.NotTaken, match="closed"):
        actions.contribute(seventh.id_of(ANNA), SEVENTH.id, 9)
    seventh.work()
    seventh.close(SEVENTH)
    assert seventh.rows("SELECT * FROM release ORDER BY 1, 2") == published
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]
