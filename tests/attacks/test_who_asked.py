"""Attacks: who asked, who was told, and who was tired, read from rows, from what push services see, and from what is sent."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.people.models import Person
from ladeapp.rounds.models import StandingPair
from tests.cast import ANNA, BJORN, COLLEAGUES, SAFETY, UNION
from tests.pairing.conftest import listening as listening
from tests.pairing.conftest import night as night
from tests.pairing.test_asking_for_five_minutes import ask, pairing
from tests.rounds.conftest import START
from tests.rounds.conftest import world as world

ORDER = {"sqlite": "rowid", "postgresql": "ctid"}


def test_rows_of_seats_lie_in_no_order_that_tells_who_asked(app, night, phone_of, listening):
    first = []
    for asker, helper in ((ANNA, BJORN), (COLLEAGUES[1], COLLEAGUES[0]), (UNION, SAFETY), (COLLEAGUES[2], COLLEAGUES[3])):
        listening(helper).post(f"/pairings/{ask(phone_of(asker))}/acceptance")
        with app.app_context():
            order = ORDER[db.engine.dialect.name]
            rows = sa.text(f"SELECT p.login FROM seat s JOIN person p ON p.id = s.person_id ORDER BY s.{order} DESC LIMIT 2")
            first.append(db.session.scalars(rows).all()[1] == asker.login)
    assert first == [True, False, False, True]  # by id, whoever asked


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_push_service_cannot_join_those_who_were_asked_nor_them_with_her_who_asked(app, night, phone_of, listening):
    for member in (BJORN, *COLLEAGUES[:3]):
        listening(member, "shift")
    ask(phone_of(ANNA))
    with app.app_context():
        actions.reach(clock.now())
        tags = db.session.scalars(sa.text("SELECT tag FROM push_delivery")).all()
    assert len(tags) == len(set(tags)) == 5


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_pause_a_phone_suggests_is_sent_like_the_own_tap(night, listening):
    """A heavy stretch is known to the phone alone: what its button sends must be what the switch sends."""
    for page in ("/", "/pairings"):
        card = listening(BJORN, "shift").get(page).text
        forms = re.findall(r'<form[^>]*action="/pairings/willingness/end"[^>]*>.*?</form>', card, re.S)
        sent = [re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form) for form in forms]
        assert len(sent) == 2
        assert sent[0] == sent[1]
        assert not re.search(r"<button[^>]* name=", "".join(forms))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_seated_by_a_meeting_of_a_round_that_is_over(world, phone_of):
    world.matched(ANNA, BJORN)
    number = world.meeting().id
    world.pass_on(START + timedelta(weeks=4))
    assert phone_of(ANNA).post(f"/rounds/meetings/{number}/station").status_code == 404
    assert pairing(phone_of(BJORN))["station"] is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", ["she ends it", "she avoids him"])
def test_the_end_of_a_standing_pair_sounds_alike_whatever_ended_it(how, app, world, phone_of):
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    a, b = sorted((world.id_of(ANNA), world.id_of(BJORN)))
    world.add(StandingPair(a_id=a, b_id=b))
    if how == "she ends it":
        anna.post("/rounds/pair/end")
    else:
        with app.app_context():
            key = db.session.get_one(Person, world.id_of(BJORN)).key
        anna.post("/pairings/blocks", data={"person": str(key)})
    world.work()
    assert [kind for person, kind, _ in world.told() if person == world.id_of(BJORN)] == ["matched"]
    assert "Dere to blir ikke lenger satt sammen" in bjorn.get("/rounds").text
