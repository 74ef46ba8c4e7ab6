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
from tests.attacks.crawling import plain
from tests.cast import ANNA, BJORN, COLLEAGUES, LEAD, OTHER, SAFETY, SUPPORTER, UNION
from tests.pairing.conftest import house as house
from tests.pairing.conftest import listening as listening
from tests.pairing.conftest import night as night
from tests.pairing.conftest import told as told
from tests.pairing.test_asking_for_five_minutes import ask, pairing
from tests.rounds.conftest import START
from tests.rounds.conftest import world as world

HALF_AN_HOUR = 30 * 60
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
    assert phone_of(ANNA).post(f"/rounds/meetings/{number}/station").location == "/rounds"
    assert [pairing(phone_of(member))["station"] for member in (ANNA, BJORN)] == [None, None]


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


def key_of(app, member) -> str:
    with app.app_context():
        return str(db.session.scalar(sa.select(Person.key).where(Person.login == member.login)))


def worker(app) -> None:
    with app.app_context():
        actions.reach(clock.now())
        db.session.remove()


def looked(spy, number) -> list[str]:
    """All that is said of this ask to somebody who has not said yes."""
    return [plain(spy.get(page)) for page in (f"/pairings/{number}", "/api/pairing", "/pairings", "/")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_asks_cannot_be_found_by_blocking_one_after_the_other(app, night, phone_of, listening):
    spy, asker = listening(BJORN, "shift"), phone_of(COLLEAGUES[4])
    number = ask(asker)
    worker(app)
    assert spy.get(f"/pairings/{number}").status_code == 200
    blocked, undone = [], []
    for member in (ANNA, SAFETY, UNION, *COLLEAGUES):
        person = {"person": key_of(app, member)}
        for path, said in (("/pairings/blocks", blocked), ("/pairings/blocks/end", undone)):
            spy.post(path, data=person)
            spy.get("/pairings/choices")  # where she is told that it is kept
            with app.app_context():
                actions.purge(clock.now())
            said.append(looked(spy, number))
    assert all(each == blocked[0] for each in blocked + undone)
    assert plain(spy.get(f"/pairings/{number}")).startswith("404")
    for cap in ("0", "2"):
        spy.post("/pairings/choices", data={"helps_max": cap})
        spy.get("/pairings/choices")
    assert looked(spy, number) == blocked[0]
    assert spy.post(f"/pairings/{number}/acceptance").status_code == 409
    asker.post("/pairings/withdrawal")
    night.shift(1)
    later = ask(asker)
    worker(app)
    assert spy.get(f"/pairings/{later}").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("choice", ["outside", "supports"])
def test_who_asks_cannot_be_found_by_a_choice_off_and_on(choice, app, night, phone_of, listening, house):
    house.allows_outside()
    for member in (ANNA, OTHER):
        house.chooses(member, outside=True)
    spy = listening(SUPPORTER if choice == "supports" else OTHER, "shift")
    number = ask(phone_of(ANNA))
    for _ in range(3):
        worker(app)
    assert spy.get(f"/pairings/{number}").status_code == 200
    for chosen in ({}, {choice: "y"}):
        spy.post("/pairings/choices", data={"helps_max": "2", **chosen})
        assert spy.get(f"/pairings/{number}").status_code == 404
        assert spy.post(f"/pairings/{number}/acceptance").status_code == 409


@pytest.mark.parametrize("member", [BJORN, SUPPORTER], ids=lambda member: member.login)
def test_whoever_changes_her_blocks_is_not_told_of_an_ask_that_goes_round_already(member, app, night, phone_of, listening, told, house):
    spy, number = listening(member, "shift"), ask(phone_of(ANNA))
    spy.post("/pairings/blocks", data={"person": key_of(app, COLLEAGUES[0])})
    for minutes in (0, 3, 15):
        night.shift(minutes * 60)
        assert [kind for person, kind, _ in told() if person == house.id(member)] == []
    assert spy.get(f"/pairings/{number}").status_code == 404
    night.shift(HALF_AN_HOUR)
    with app.app_context():
        actions.purge(clock.now())
        assert db.session.scalars(sa.text("SELECT hears_from FROM pairing_choice")).all() == [None]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whether_one_person_can_listen_cannot_be_found_by_blocking_the_rest(app, night, phone_of, listening, house):
    spy = phone_of(BJORN)
    listening(LEAD)
    for member in (SAFETY, UNION, *COLLEAGUES):
        spy.post("/pairings/blocks", data={"person": key_of(app, member)})
    said = [plain(spy.get("/api/pairing"))]
    house.chooses(ANNA, on_shift=True)
    house.works(ANNA)
    said.append(plain(spy.get("/api/pairing")))
    listening(COLLEAGUES[0])
    said.append(plain(spy.get("/api/pairing")))
    assert len(set(said)) == 1
    listening(COLLEAGUES[1])
    assert pairing(spy)["someone_can_listen"]  # of three, whoever they are, and however little she would meet them
    listening(COLLEAGUES[2]).post(f"/pairings/{ask(phone_of(COLLEAGUES[3]))}/acceptance")
    assert pairing(spy)["someone_can_listen"]
    assert not pairing(phone_of(LEAD))["someone_can_listen"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_card_is_told_has_one_length_whatever_goes_on(app, phone_of, listening):
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    heard = [anna.get("/api/pairing"), bjorn.get("/api/pairing")]
    number = ask(anna)
    listening(BJORN, "shift")
    worker(app)
    ask(bjorn)
    heard += [anna.get("/api/pairing"), bjorn.get("/api/pairing")]
    bjorn.post(f"/pairings/{number}/acceptance")
    heard += [anna.get("/api/pairing"), bjorn.get("/api/pairing")]
    for member in COLLEAGUES[:3]:
        listening(member)
    heard.append(phone_of(SAFETY).get("/api/pairing"))
    assert len({(answer.content_length, *answer.json) for answer in heard}) == 1


def test_no_table_says_who_met(app, night, phone_of, listening):
    listening(BJORN).post(f"/pairings/{ask(phone_of(ANNA))}/acceptance")
    with app.app_context():
        assert not sa.inspect(db.engine).has_table("pairing")
