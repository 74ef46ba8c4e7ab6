"""From circle to circle: those at work with her, her unit, trained supporters; never past a cap, a block or a lead."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.pairing.models import Ask, HelpCount, PairingChoice
from ladeapp.people import actions as roles
from ladeapp.people import queries
from ladeapp.stations import actions as stations
from tests.cast import ANNA, BJORN, COLLEAGUES, LEAD, OTHER, SAFETY, SUPPORTER
from tests.pairing.conftest import NIGHT
from tests.pairing.test_asking_for_five_minutes import ask, pairing
from tests.stations.conftest import id_of

MINUTE = 60


def people(told) -> set[int]:
    return {person for person, kind, _ in told if kind in {"ask", "support"}}


def test_those_at_work_together_are_asked_first_and_the_others_three_minutes_later(night, phone_of, listening, told, house):
    anna, bjorn, stein = phone_of(ANNA), listening(BJORN), listening(SAFETY)
    house.works(ANNA, SAFETY)
    ask(anna)
    assert people(told()) == {house.id(SAFETY)}
    assert (pairing(bjorn)["open_asks"], bool(pairing(stein)["open_asks"])) == ([], True)
    night.shift(2 * MINUTE)
    assert people(told()) == {house.id(SAFETY)}
    night.shift(1 * MINUTE)
    assert people(told()) == {house.id(SAFETY), house.id(BJORN)}
    assert pairing(bjorn)["open_asks"]


def test_with_nobody_at_work_together_the_unit_is_asked_at_once(night, phone_of, listening, told, house):
    listening(BJORN)
    house.works(BJORN)
    ask(phone_of(ANNA))
    assert people(told()) == {house.id(BJORN)}


def test_on_shift_and_open_to_it_is_willing_and_off_shift_is_not(night, phone_of, told, house):
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    others = COLLEAGUES[:2]
    for member in (BJORN, *others):
        house.chooses(member, on_shift=True)
    house.works(BJORN, SAFETY, others[0])
    assert not pairing(anna)["someone_can_listen"]
    house.works(others[1])
    assert pairing(anna)["someone_can_listen"]
    assert pairing(bjorn)["willing_until"] == "2026-03-03T06:00:00+01:00"
    ask(anna)
    assert people(told()) == {house.id(member) for member in (BJORN, *others)}
    assert pairing(bjorn)["open_asks"]
    night.shift(8 * 60 * MINUTE)
    assert pairing(bjorn)["willing_until"] is None


def test_a_rest_lasts_for_the_shift_and_changes_no_choice(night, app, phone_of, house, rows):
    bjorn = phone_of(BJORN)
    house.chooses(BJORN, on_shift=True)
    house.works(BJORN)
    bjorn.post("/pairings/willingness/end")
    assert pairing(bjorn)["willing_until"] is None
    night.shift(8 * 60 * MINUTE)
    with app.app_context():
        actions.purge(clock.now())
    (choice,) = rows(PairingChoice)
    assert (choice.on_shift, choice.rests_until) == (True, None)
    house.works(BJORN)
    assert pairing(bjorn)["willing_until"]


def test_the_rest_of_the_shift_is_the_own_shift(night, listening, house):
    house.works(BJORN, hours=5)
    assert pairing(listening(BJORN, "shift"))["willing_until"] == "2026-03-03T03:00:00+01:00"


def test_after_a_quarter_of_an_hour_supporters_are_asked_and_after_another_nobody_came(night, app, phone_of, listening, told, house):
    anna = phone_of(ANNA)
    bjorn, sara = listening(BJORN), listening(SUPPORTER, "shift")
    number = ask(anna)
    assert people(told()) == {house.id(BJORN)}
    assert pairing(sara)["open_asks"] == []
    assert sara.post(f"/pairings/{number}/acceptance").status_code == 409
    night.shift(15 * MINUTE)
    assert (house.id(SUPPORTER), "support", f"/pairings/{number}") in told()
    assert pairing(sara)["open_asks"] == [{"id": number}]
    night.shift(15 * MINUTE)
    assert pairing(anna)["ask"] is None
    assert told() == [(house.id(ANNA), "unanswered", "/pairings/unanswered")]
    assert sara.post(f"/pairings/{number}/acceptance").status_code == 409
    assert bjorn.get(f"/pairings/{number}").status_code == 404
    assert "Ingen kunne akkurat nå" in anna.get("/pairings/unanswered").text


def test_a_supporter_comes_at_once_when_nobody_else_can(night, phone_of, listening, told, house):
    anna, sara = phone_of(ANNA), listening(SUPPORTER)
    number = ask(anna)
    assert people(told()) == {house.id(SUPPORTER)}
    assert sara.post(f"/pairings/{number}/acceptance").status_code == 303


def test_a_supporter_who_rests_from_it_is_not_asked_as_one(night, phone_of, listening, told, house):
    listening(SUPPORTER)
    house.chooses(SUPPORTER, supports=False)
    ask(phone_of(ANNA))
    assert people(told()) == set()


def test_without_supporters_an_ask_lasts_a_quarter_of_an_hour(night, app, phone_of, house):
    with app.app_context():
        roles.revoke_role(queries.roles_of(id_of(SUPPORTER))[0], "Adam")
    anna = phone_of(ANNA)
    ask(anna)
    night.shift(14 * MINUTE)
    assert pairing(anna)["ask"]
    night.shift(1 * MINUTE)
    assert pairing(anna)["ask"] is None


def test_two_helps_in_seven_days_are_enough_unless_she_says_otherwise(night, app, phone_of, listening, told, house, rows):
    bjorn = listening(BJORN, "shift")
    for asker in COLLEAGUES[:2]:
        bjorn.post(f"/pairings/{ask(phone_of(asker))}/acceptance")
        _stand_up(app)
    anna = phone_of(ANNA)
    number = ask(anna)
    assert people(told()) == set()
    assert pairing(bjorn)["open_asks"] == []
    assert bjorn.post(f"/pairings/{number}/acceptance").status_code == 409
    house.chooses(BJORN, helps_max=5)
    assert pairing(bjorn)["open_asks"] == [{"id": number}]
    assert bjorn.post(f"/pairings/{number}/acceptance").status_code == 303
    assert [row.times for row in rows(HelpCount)] == [3]
    with app.app_context():
        actions.purge(NIGHT + timedelta(days=6, hours=1))
        assert rows(HelpCount)
        actions.purge(NIGHT + timedelta(days=7))
    assert rows(HelpCount) == []


def _stand_up(app) -> None:
    with app.app_context():
        stations.purge(clock.now() + timedelta(hours=4))


def test_whoever_wants_to_help_nobody_is_not_asked(night, phone_of, listening, told, house):
    listening(BJORN)
    house.chooses(BJORN, helps_max=0)
    ask(phone_of(ANNA))
    assert people(told()) == set()


def test_units_meet_only_where_the_workplace_allows_it_and_both_wish(night, phone_of, listening, told, house):
    anna, oda = phone_of(ANNA), listening(OTHER)
    for change in (lambda: house.chooses(ANNA, outside=True), lambda: house.chooses(OTHER, outside=True)):
        change()
        ask(anna)
        assert people(told()) == set()
        anna.post("/pairings/withdrawal")
    house.allows_outside()
    number = ask(anna)
    assert people(told()) == {house.id(OTHER)}
    assert oda.post(f"/pairings/{number}/acceptance").status_code == 303


def test_a_block_holds_both_ways_and_for_supporters_too(night, phone_of, listening, told, house):
    listening(BJORN)
    listening(SUPPORTER)
    listening(LEAD)
    house.blocks(BJORN, ANNA)
    house.blocks(ANNA, SUPPORTER)
    anna = phone_of(ANNA)
    ask(anna)
    assert people(told()) == set()


def test_everyone_blocked_by_everyone_is_a_clear_answer(night, phone_of, listening, told, house):
    everyone = (ANNA, BJORN, *COLLEAGUES[:2])
    for one in everyone:
        for other in everyone:
            if one is not other:
                house.blocks(one, other)
    listening(BJORN)
    anna = phone_of(ANNA)
    ask(anna)
    assert people(told()) == set()
    assert "Vi spør for deg" in anna.get("/pairings").text
    night.shift(30 * MINUTE)
    assert told() == [(house.id(ANNA), "unanswered", "/pairings/unanswered")]


@pytest.mark.at_once
def test_four_workers_at_once_carry_an_ask_once(night, app, phone_of, listening, told, house, rows):
    listening(BJORN)
    ask(phone_of(ANNA))
    gate = Barrier(4)

    def work(_):
        with app.app_context():
            gate.wait()
            actions.reach(NIGHT)
            db.session.remove()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    assert people(told()) == {house.id(BJORN)}
    assert [row.reach for row in rows(Ask)] == ["unit"]
