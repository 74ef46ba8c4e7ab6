"""A period closes once: numbers for those who can have one, and nothing left of what was said."""

import threading
from datetime import timedelta

import pytest

from ladeapp.trends import actions, closing
from tests.periods import EIGHTH, SEVENTH, SIXTH


def key_file(world, span=SEVENTH):
    return world.app.extensions["ladeapp"].key_dir / f"{span.id}.key"


def test_twelve_answers_become_one_number_and_are_gone(seventh, silent_noise):
    seventh.answer([4, 5, 6] * 4)
    seventh.close(SEVENTH)
    assert seventh.level() == 50
    assert seventh.rows("SELECT count(*) FROM contribution") == [(0,)]
    assert not key_file(seventh).exists()


def test_the_number_is_blurred_by_real_chance(seventh, monkeypatch):
    from ladeapp.trends import rules

    drawn = []
    sample = rules.discrete_laplace
    monkeypatch.setattr(rules, "discrete_laplace", lambda scale: drawn.append(scale) or sample(scale))
    seventh.answer([5] * 12)
    seventh.close(SEVENTH)
    assert drawn == [rules.STANDARD.scale]
    assert seventh.level() in range(20, 81, 5)


@pytest.mark.parametrize(("people", "level"), [(4, None), (5, 50), (0, None)])
def test_it_takes_five(seventh, silent_noise, people, level):
    seventh.answer([5] * people)
    seventh.close(SEVENTH)
    assert seventh.level() == level


def test_a_team_of_two_gets_no_number(seventh):
    seventh.close(SEVENTH)
    assert seventh.level("Team B") is None


def test_a_team_may_raise_k_and_it_acts_from_the_next_period(seventh, silent_noise):
    seventh.run("UPDATE team SET k = 9")
    seventh.answer([5] * 8)
    seventh.at(EIGHTH.opens + timedelta(hours=1))
    seventh.work()
    seventh.answer([5] * 8, span=EIGHTH)
    seventh.close(SEVENTH)
    seventh.close(EIGHTH)
    assert (seventh.level(), seventh.level(span=EIGHTH)) == (50, None)


def test_strict_takes_ten_and_blurs_more(seventh, monkeypatch):
    from ladeapp.trends import rules

    drawn = []
    monkeypatch.setattr(rules, "discrete_laplace", lambda scale: drawn.append(scale) or 0)
    seventh.run("UPDATE terms SET mode = 'strict'")
    seventh.answer([5] * 9)
    seventh.close(SEVENTH)
    assert (seventh.level(), drawn) == (None, [])
    seventh.run("UPDATE team SET mode = 'strict'")
    seventh.at(EIGHTH.opens + timedelta(days=4))
    seventh.run("UPDATE terms SET mode = 'strict'")
    seventh.answer([5] * 10, span=EIGHTH)
    seventh.close(EIGHTH)
    assert (seventh.level(span=EIGHTH), drawn) == (50, [rules.STRICT.scale])


def test_a_second_close_changes_nothing(seventh):
    seventh.answer([5] * 12)
    seventh.close(SEVENTH)
    before = seventh.rows("SELECT * FROM release ORDER BY 1, 2")
    with seventh.inside():
        assert actions.close_if_due(SEVENTH.id) == 0
    seventh.work()
    assert seventh.rows("SELECT * FROM release ORDER BY 1, 2") == before


def test_an_operator_who_closes_too_early_or_what_never_was_is_told_so(seventh):
    with seventh.inside():
        for wrong in (SEVENTH.id, EIGHTH.id, "2019-P03"):
            with pytest.raises(actions.NotDue):
                actions.close_if_due(wrong)
        for nonsense in ("2026-7", "2026-P14", "2026-P00", "", "9999-P01", "2026-P07; DROP TABLE release"):
            with pytest.raises(ValueError, match="2026-P07"):
                actions.close_if_due(nonsense)
    assert key_file(seventh).exists()


def test_of_two_who_close_at_once_one_releases(seventh):
    seventh.answer([5] * 12)
    seventh.at(SEVENTH.closes)
    looked_at = []

    def close():
        with seventh.inside():
            looked_at.append(closing.close(SEVENTH.id))

    threads = [threading.Thread(target=close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(looked_at) == [0, 0, 0, 3]
    assert len(seventh.rows("SELECT 1 FROM release WHERE period_id = :id", id=SEVENTH.id)) == 3


def test_missed_closes_are_caught_up_in_order(seventh, monkeypatch):
    seventh.answer([5] * 12)
    seventh.at(EIGHTH.next.opens + timedelta(days=10))
    closed = []
    close = closing.close
    monkeypatch.setattr(closing, "close", lambda period_id: closed.append(period_id) or close(period_id))
    seventh.work()
    seventh.work()
    assert closed == [SEVENTH.id, EIGHTH.id]
    assert seventh.level(span=EIGHTH) is None  # nobody could answer


def test_a_member_made_lead_meanwhile_is_taken_out_of_the_number(seventh, silent_noise):
    seventh.answer([10] + [5] * 6)
    seventh.run(
        "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team WHERE login = 'anna' AND team.name = 'Team A'"
    )
    seventh.close(SEVENTH)
    assert seventh.level() == 50


def test_a_list_that_changed_much_gets_no_number_until_it_has_stayed(seventh, silent_noise):
    seventh.run(
        "UPDATE roster SET counted = :no WHERE period_id = :id AND person_id IN (SELECT id FROM person WHERE login LIKE 'kollega%')",
        no=False,
        id=SIXTH.id,
    )
    seventh.answer([5] * 12)
    seventh.at(EIGHTH.opens + timedelta(hours=1))
    seventh.work()
    seventh.answer([5] * 12, span=EIGHTH)
    seventh.close(SEVENTH)
    seventh.close(EIGHTH)
    assert (seventh.level(), seventh.level(span=EIGHTH)) == (None, 50)
