"""What goes otherwise than one would wish in a round is answered clearly, and nobody is dropped in silence."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from ladeapp import create_app
from ladeapp.limits import limiter
from ladeapp.pairing.models import Block
from ladeapp.people.models import Person, RoleGrant
from ladeapp.push.models import PushDelivery
from ladeapp.rounds.models import Joining, Meeting, MeetingSeat, Round, StandingPair
from ladeapp.stations.models import PeerSession
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, UNION
from tests.conftest import signed_in
from tests.rounds.conftest import OWN, START, World, meets, page, slots

THURSDAY = datetime(2026, 3, 12, 13, 30, tzinfo=UTC)

NOT_NOW = "Det gikk ikke akkurat nå. Prøv igjen litt senere."

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what differs between databases is tried elsewhere


def test_a_round_that_nobody_joins_begins_and_ends_in_peace(world: World):
    world.pass_on(START)
    assert [each.state for each in world.rows(Round)] == ["running", "open"]
    assert world.told() == []


def test_a_lead_never_meets_her_own_nor_anyone_somebody_blocked(world: World):
    world.add(Block(person_id=world.id_of(BJORN), other_id=world.id_of(ANNA)))
    phones = world.matched(ANNA, BJORN, LEAD, OTHER)
    assert world.rows(Meeting) == []
    texts = {re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page(phone)) for phone in phones}
    assert len(texts) == 1  # and nobody can tell which of it all was the reason


def test_out_again_before_the_start_and_it_is_as_if_never_in(world: World, tap):
    anna, _ = world.join(ANNA, BJORN)
    tap(anna, "end")
    world.pass_on(START)
    assert world.rows(Meeting) == []
    assert "Vi leter" not in page(anna)


def test_a_break_ends_what_one_was_in_and_the_other_is_matched_anew(world: World):
    anna, bjorn = world.matched(ANNA, BJORN)
    assert anna.post("/rounds/pause", data={"until": "2026-04-01"}).status_code == 303
    assert "Du har pause til onsdag 1. april" in page(anna)
    assert "Vi leter etter noen til deg" in page(bjorn)
    assert "Anna" not in page(bjorn).partition("<main")[2]
    assert anna.post("/rounds/pause/end").status_code == 303
    assert "Neste runde starter" in page(anna)


@pytest.mark.parametrize(("is_agreed", "waits"), [(True, timedelta()), (False, timedelta(days=3))])
def test_who_would_come_for_nothing_is_told_at_once_and_anyone_else_after_her_rest(world: World, tap, is_agreed: bool, waits: timedelta):
    world.at_work(BJORN, START + timedelta(days=3))
    anna, bjorn = world.matched(ANNA, BJORN)
    slot = slots(anna)[0]
    tap(anna, "time", slot=slot)
    if is_agreed:
        tap(bjorn, "agreement", slot=slot)
    world.silence()
    tap(anna, "withdrawal")
    assert [(row.person_id, row.due_at - START) for row in world.rows(PushDelivery)] == [(world.id_of(BJORN), waits)]


def test_a_pair_of_which_one_rests_is_not_kept_and_the_other_may_join(world: World):
    one, other = sorted((world.id_of(ANNA), world.id_of(BJORN)))
    world.add(StandingPair(a_id=one, b_id=other))
    world.phone_of(BJORN).post("/rounds/pause", data={"until": "2026-04-01"})
    assert "n av dere tar pause" in page(world.phone_of(ANNA))
    anna, _ = world.matched(ANNA, SAFETY)
    assert meets(anna) == "Stein"
    assert len(world.rows(StandingPair)) == 1


def test_wishes_are_kept_and_shown_to_oneself_alone(world: World):
    anna = world.phone_of(ANNA)
    assert anna.post("/rounds/choices", data={"profession": "nurse", "wish": "other"}).status_code == 303
    assert 'value="nurse"' in anna.get("/rounds/choices").text
    assert anna.post("/rounds/choices", data={"profession": "poet", "wish": "other"}).status_code == 422


def test_a_new_block_or_leaving_the_workplace_undoes_what_has_not_been(world: World):
    anna, bjorn, *_ = phones = world.matched(ANNA, BJORN, SAFETY, UNION)
    mine = next(
        meeting
        for meeting in world.rows(Meeting)
        if meeting.id in {s.meeting_id for s in world.rows(MeetingSeat) if s.person_id == world.id_of(ANNA)}
    )
    other = next(s.person_id for s in world.rows(MeetingSeat) if s.meeting_id == mine.id and s.person_id != world.id_of(ANNA))
    world.add(Block(person_id=other, other_id=world.id_of(ANNA)))
    assert NOT_NOW in anna.post(f"/rounds/meetings/{mine.id}/station", follow_redirects=True).text  # already before the worker comes by
    world.work()
    assert "Vi leter etter noen til deg" in page(anna)
    gone = [world.id_of(member) for member in (SAFETY, UNION, BJORN)]
    world.run(sa.update(Person).where(Person.id.in_(gone)).values(left_day=date(2026, 3, 10)))
    world.work()
    assert world.rows(Meeting) == []
    assert bjorn.get("/rounds").status_code == 404  # rounds are for those who work here
    assert bjorn.post(f"/rounds/{world.open_round().id}/joining").status_code == 404
    assert {row.person_id for row in world.rows(Joining)} == {world.id_of(ANNA)}
    assert len(phones) == 4


@pytest.mark.parametrize("what", ["past", "after", "nonsense", "short", ""])
def test_a_time_that_cannot_be_is_answered_clearly(world: World, what: str):
    anna, _ = world.matched(ANNA, BJORN)
    slot = {"past": "2026-03-01T10:00", "after": "2026-05-01T10:00", "short": "2026-03-11"}.get(what, what)
    answer = anna.post(f"/rounds/meetings/{world.meeting().id}/time", data={"own": slot}, follow_redirects=True)
    assert answer.status_code == 200
    assert ("Velg et annet" if what in {"past", "after"} else "Velg dag og klokkeslett") in answer.text
    assert world.meeting().slot is None


def test_agreeing_to_a_time_that_has_been_replaced_agrees_to_nothing(world: World):
    anna, bjorn = world.matched(ANNA, BJORN)
    first, second = slots(anna)[:2]
    verbs = f"/rounds/meetings/{world.meeting().id}"
    anna.post(f"{verbs}/time", data={"slot": first})
    anna.post(f"{verbs}/time", data={"slot": second})
    assert "gjelder ikke lenger" in bjorn.post(f"{verbs}/agreement", data={"slot": first}, follow_redirects=True).text
    assert "Det passer for dere begge" not in page(anna)


def test_why_a_station_cannot_begin_now_is_not_told(world: World):
    anna, bjorn, stein = (world.phone_of(member) for member in (ANNA, BJORN, SAFETY))
    world.matched(ANNA, BJORN)
    begin = f"/rounds/meetings/{world.meeting().id}/station"
    sits = bjorn.post("/stations", data={"protocol": "two-5"}).location
    busy = anna.post(begin, follow_redirects=True)
    assert NOT_NOW in busy.text
    assert "ladestasjon akkurat nå" not in busy.text
    world.run(sa.delete(PeerSession))
    assert sits
    world.add(Block(person_id=world.id_of(BJORN), other_id=world.id_of(ANNA)))
    blocked = anna.post(begin, follow_redirects=True)
    assert OWN.sub("", blocked.text) == OWN.sub("", busy.text)
    assert stein.post(begin).status_code == 404


def test_one_who_keeps_trying_is_asked_to_wait(world: World):
    world.matched(ANNA, BJORN)
    begin = f"/rounds/meetings/{world.meeting().id}/station"
    assert world.phone_of(BJORN).post("/stations", data={"protocol": "two-5"}).status_code == 303
    try:
        anna = signed_in(create_app(replace(world.app.extensions["ladeapp"], testing=False)), ANNA)
        assert [anna.post(begin).status_code for _ in range(6)] == [303] * 5 + [429]
    finally:
        limiter.reset()
        limiter.enabled = False


def test_joining_twice_is_joining_once_and_a_round_that_has_begun_is_told(world: World):
    number = world.open_round().id
    anna = world.phone_of(ANNA)
    for _ in range(2):
        assert anna.post(f"/rounds/{number}/joining").status_code == 303
    assert len(world.rows(Joining)) == 1
    world.pass_on(START)
    late = world.phone_of(BJORN).post(f"/rounds/{number}/joining", follow_redirects=True)
    assert "Den runden er alt i gang" in late.text
    assert anna.post("/rounds/00000000-0000-4000-8000-000000000000/joining").status_code == 404


def test_no_rounds_no_page_full_of_promises(world: World):
    anna, _ = world.join(ANNA, BJORN)
    assert world.phone_of(ADMIN).post("/workplace/rounds", data={"weeks": "0"}).status_code == 303
    assert "Ingen runder her ennå" in page(anna)
    assert world.rows(Joining) == []
    assert world.phone_of(ADMIN).post("/workplace/rounds", data={"weeks": "3"}).status_code == 422


def test_a_worker_that_was_gone_for_a_month_drops_nobody(world: World):
    world.join(ANNA, BJORN)
    world.pass_on(START + timedelta(weeks=5))
    anna = world.phone_of(ANNA)
    assert "Du er med i neste runde" in page(anna)
    world.pass_on(world.open_round().starts_at)
    assert meets(anna) == "Bjørn"


def test_roles_are_as_they_are_now(world: World):
    world.matched(ANNA, BJORN)
    world.add(RoleGrant(person_id=world.id_of(BJORN), role="lead", team_id=1))
    world.work()
    assert world.rows(Meeting) == []
