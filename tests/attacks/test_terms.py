"""Attacks 15 and 17: whoever has power over teams and lists tries to have a number made of fewer, or of one."""

import pytest
import sqlalchemy as sa

from ladeapp.effect import actions as waves
from ladeapp.trends import actions, rules
from tests.cast import ADMIN, COLLEAGUES, COUNTED, LEAD, OTHER
from tests.periods import EIGHTH, SEVENTH, SIXTH
from tests.waves import discuss, grow, open_wave, propose

HALF = COUNTED[:6]  # of the twelve who are counted
TERMS = "SELECT terms.mode, terms.k FROM terms JOIN team ON team.id = team_id WHERE name = 'Team A' AND period_id = :id"
LOGGED = "SELECT what, about FROM team_log JOIN team ON team.id = team_id WHERE name = 'Team A' AND what LIKE '%chosen'"


def want(world, members, terms):
    with world.inside():
        for member in members:
            actions.speak(world.id_of(member), world.team().id, terms)


def test_15_the_floor_cannot_be_lowered_not_even_in_the_database(seventh):
    """An administrator with the database open sets k to 3, or a mode that nobody has heard of."""
    for change in ("UPDATE team SET k = 4", "UPDATE terms SET k = 4", "UPDATE team SET mode = 'exact'", "UPDATE terms SET mode = 'exact'"):
        with pytest.raises(sa.exc.IntegrityError):
            seventh.run(change)
    with pytest.raises(ValueError, match="k"):
        rules.release([5] * 4, True, 4, lambda: 0)


@pytest.mark.parametrize("terms", [rules.Terms("standard", 4), rules.Terms("strict", 5), rules.Terms("exact", 5)])
def test_15_not_even_all_of_the_list_together_get_below_the_floor(seventh, terms):
    """Everyone is pressed into asking for fewer answers, past the page and its choices."""
    for member in COUNTED:
        with seventh.inside(), pytest.raises(ValueError, match="no team can choose"):
            actions.speak(seventh.id_of(member), seventh.team().id, terms)
    assert seventh.rows("SELECT mode, k FROM team WHERE name = 'Team A'") == [("standard", 5)]


@pytest.mark.parametrize("member", [LEAD, ADMIN, OTHER], ids=lambda member: member.login)
def test_15_nobody_outside_the_list_lowers_what_it_has_raised(seventh, member):
    """Leila, Adam and a nurse from elsewhere, past the page: not even as the sixth voice."""
    want(seventh, HALF, rules.Terms("strict", 10))
    want(seventh, HALF[1:], rules.Terms("standard", 5))
    with pytest.raises(actions.NotOnTheList):
        want(seventh, [member], rules.Terms("standard", 5))
    assert seventh.rows("SELECT mode, k FROM team WHERE name = 'Team A'") == [("strict", 10)]


def test_15_a_choice_never_touches_an_open_period_and_stands_in_the_log(seventh, silent_noise):
    """Half of the list is pressed into taking its own raise back while nine have answered a period that takes ten."""
    want(seventh, HALF, rules.Terms("strict", 10))
    assert seventh.rows(TERMS, id=SEVENTH.id) == [("standard", 5)]
    seventh.live_through(EIGHTH)
    seventh.answer([5] * 9, span=EIGHTH)
    want(seventh, HALF, rules.Terms("standard", 5))
    assert seventh.rows(TERMS, id=EIGHTH.id) == [("strict", 10)]
    seventh.live_through(EIGHTH.next)
    seventh.close(EIGHTH)
    assert seventh.level(span=EIGHTH) is None
    assert seventh.rows(TERMS, id=EIGHTH.next.id) == [("standard", 5)]
    assert sorted(seventh.rows(LOGGED)) == [("standard_chosen", "5"), ("strict_chosen", "10")]


def test_15_five_of_twelve_change_nothing(seventh):
    want(seventh, HALF[:5], rules.Terms("strict", 10))
    seventh.live_through(EIGHTH)
    assert seventh.rows(TERMS, id=EIGHTH.id) == [("standard", 5)]
    assert seventh.rows(LOGGED) == []


def test_17_one_real_person_among_five_invented_ones_is_not_singled_out(world, silent_noise):
    """An administrator makes a new team of one nurse and five accounts of his own, and knows what the five answered."""
    world.live_through(SIXTH)
    invented = 5
    names = [member.login for member in COLLEAGUES[: invented + 1]]
    for name in names:
        world.run(
            "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Kontoret') WHERE person_id = (SELECT id FROM person WHERE login = :name)",
            name=name,
        )
    world.live_through(SEVENTH)
    world.answer([3] * invented + [9], COLLEAGUES)
    assert world.rows("SELECT count(*) FROM contribution JOIN team ON team.id = team_id WHERE name = 'Kontoret'") == [(6,)]
    world.close(SEVENTH)
    assert world.level("Kontoret") is None


@pytest.mark.parametrize(
    "change", ["UPDATE terms SET k = 4", "UPDATE terms SET mode = 'exact'", "UPDATE wave SET number = 5", "UPDATE wave SET weeks = 0"]
)
def test_15_nor_can_a_waves_floor(wave, change):
    with pytest.raises(sa.exc.IntegrityError):
        wave.world.run(change)


def test_15_a_group_takes_what_its_strictest_team_has_chosen_and_never_under_ten():
    mild, strict, low = rules.Terms("standard", 5), rules.Terms("strict", 10), rules.LOW_TRUST
    assert rules.wave_terms([mild]) == ("standard", 10, False)
    assert rules.wave_terms([mild, strict]) == ("strict", 10, False)
    assert rules.wave_terms([rules.Terms("standard", 9), low]) == ("strict", 10, True)
    assert rules.wave_terms([mild, rules.Terms("strict", 14)]).k == 14


def test_15_a_choice_during_a_wave_does_not_touch_it(wave, silent_noise):
    wave.world.run("UPDATE team SET k = 9 WHERE name = 'Team A'")
    assert wave.world.rows("SELECT mode, k FROM terms WHERE period_id = :id", id=wave.id) == [("standard", 10)]


@pytest.mark.parametrize(("counted", "stayed", "is_enough"), [(20, 20, True), (19, 19, False), (40, 19, False), (22, 20, True)])
def test_17_a_group_is_twenty_who_were_there_before(counted, stayed, is_enough):
    assert rules.group_allows(counted, stayed) is is_enough


def test_17_invented_people_make_no_group_in_their_first_period(world):
    """An administrator adds ten accounts on the eve of period 7. A week into it they stand on a list, and have been in no number yet."""
    discuss(world)
    world.live_through(SIXTH)
    grow(world)
    world.live_through(SEVENTH)
    with pytest.raises(waves.Refused, match="small"):
        propose(world)
    world.live_through(EIGHTH)
    assert open_wave(world)
