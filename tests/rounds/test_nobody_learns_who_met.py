"""Only those who meet learn that they meet; and what lies in the database tells no more than it must, for no longer than it must."""

from datetime import timedelta
from itertools import combinations

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.push.models import PushDelivery
from ladeapp.rounds import queries
from ladeapp.rounds.models import Meeting, MeetingSeat, Met
from ladeapp.shifts.models import Shift
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, LEAD, SAFETY
from tests.rounds.conftest import OWN, START, World, page, slots

LOOKING_ON = (LEAD, ADMIN, SAFETY, COLLEAGUES[0])


def seen(world: World) -> list[str]:
    """Every page on which an onlooker might learn something."""
    pages = ("/rounds", "/rounds/choices", "/pairings", "/team", "/api/pairing")
    found = [world.phone_of(member).get(path).text for member in LOOKING_ON for path in pages]
    return [OWN.sub("", each) for each in [*found, world.phone_of(ADMIN).get("/workplace/rounds").text]]


def test_nobody_sees_any_difference_when_two_join_and_when_they_meet(world: World):
    before = seen(world)
    anna, bjorn = world.join(ANNA, BJORN)
    assert seen(world) == before
    world.pass_on(START)
    matched = seen(world)
    number = world.meeting().id
    anna.post(f"/rounds/meetings/{number}/time", data={"own": "2026-03-11T10:00"})
    anna.post(f"/rounds/meetings/{number}/met")
    bjorn.post(f"/rounds/meetings/{number}/continuation", data={"wants": "yes"})
    assert seen(world) == matched
    assert all(str(number) not in page for page in matched)


def test_a_tag_of_who_met_tells_nothing_without_the_servers_secret(world: World):
    world.matched(ANNA, BJORN)
    (kept,) = world.rows(Met)
    one, other = world.id_of(ANNA), world.id_of(BJORN)
    with world.app.app_context():
        tag = queries.tags_of(kept.round_id)
        assert kept.tag == tag(one, other) == tag(other, one)
        assert len({tag(*two) for two in combinations(range(50), 2)}) == 50 * 49 / 2
    settings = world.app.extensions["ladeapp"]
    object.__setattr__(settings, "secret_key", "y" * 40)
    with world.app.app_context():
        assert kept.tag != queries.tags_of(kept.round_id)(one, other)


def test_equal_tags_do_not_tell_who_met_in_two_rounds(world: World):
    world.matched(ANNA, BJORN)
    world.join(ANNA, BJORN)
    world.pass_on(START + timedelta(weeks=2))
    assert len(world.rows(Meeting)) == 2
    assert len({row.tag for row in world.rows(Met)}) == 2


def test_six_weeks_after_a_round_began_no_row_joins_two_who_met(world: World):
    phones = world.matched(*COLLEAGUES[:6])
    assert len(world.rows(MeetingSeat)) == 6
    assert len(phones) == 6
    world.pass_on(START + timedelta(weeks=6))
    with world.app.app_context(), db.engine.connect() as connection:
        left = {name: connection.scalar(sa.text(f'SELECT count(*) FROM "{name}"')) for name in ("meeting", "meeting_seat", "joining")}
    assert left == {"meeting": 0, "meeting_seat": 0, "joining": 0}


def test_after_three_rounds_or_twelve_weeks_nothing_tells_that_two_have_met(world: World):
    world.matched(ANNA, BJORN)
    for weeks in (2, 4):
        world.pass_on(START + timedelta(weeks=weeks))
        assert len(world.rows(Met)) == 1
    world.pass_on(START + timedelta(weeks=6))
    assert world.rows(Met) == []
    world.clocks.move_to(START + timedelta(weeks=7))
    world.join(ANNA, BJORN)
    world.pass_on(START + timedelta(weeks=8))
    world.phone_of(ADMIN).post("/workplace/rounds", data={"weeks": "0"})
    world.pass_on(START + timedelta(weeks=22, days=-1))
    assert len(world.rows(Met)) == 1
    world.pass_on(START + timedelta(weeks=22))
    assert world.rows(Met) == []


def test_messages_that_wait_do_not_tell_who_meets_whom(world: World):
    world.matched(*COLLEAGUES[:6])
    waiting = world.rows(PushDelivery)
    assert len(waiting) == 6
    assert {(row.kind, row.navigate) for row in waiting} == {("matched", "/rounds")}
    assert len({row.occasion for row in waiting}) == 1
    assert all(str(meeting.id) not in row.occasion for meeting in world.rows(Meeting) for row in waiting)


def test_a_time_is_forgotten_when_it_has_passed(world: World):
    anna, _ = world.matched(ANNA, BJORN)
    anna.post(f"/rounds/meetings/{world.meeting().id}/time", data={"own": "2026-03-11T10:00"})
    slot = world.meeting().slot
    world.pass_on(slot + timedelta(hours=13))
    assert world.meeting().slot is None


def test_who_edits_her_shifts_learns_nothing_of_the_others(world: World):
    wednesday = START + timedelta(days=2)
    world.at_work(ANNA, wednesday)
    for day in (2, 3, 5, 8):
        world.at_work(BJORN, START + timedelta(days=day))
    anna, bjorn = world.matched(ANNA, BJORN)
    page(anna)  # what was said when she joined is read
    before = OWN.sub("", page(anna))
    assert "onsdag 11. mars" in before
    for days in ((), (3,), (5, 8), range(14)):
        world.run(sa.delete(Shift).where(Shift.person_id == world.id_of(ANNA)))
        for day in days:
            world.at_work(ANNA, START + timedelta(days=day), hours=9)
        assert OWN.sub("", page(anna)) == before
    world.clocks.move_to(wednesday + timedelta(hours=10))  # some of the times have passed
    later = OWN.sub("", page(anna))
    assert len(slots(anna)) == 3
    world.run(sa.delete(Shift))
    assert OWN.sub("", page(anna)) == later
    assert slots(anna) == slots(bjorn)


def test_what_two_have_in_common_is_forgotten_when_they_have_met_or_the_round_is_over(world: World):
    for member in (ANNA, BJORN):
        world.at_work(member, START + timedelta(days=2))
    anna, _ = world.matched(ANNA, BJORN)
    assert len(world.meeting().times) == 3
    anna.post(f"/rounds/meetings/{world.meeting().id}/met")
    assert world.meeting().times == ()
    assert "onsdag 11. mars" in page(anna)
    world.pass_on(START + timedelta(weeks=2))
    assert (world.meeting().shared_day, world.meeting().shared_kind) == (None, None)
