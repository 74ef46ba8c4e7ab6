"""From joining to going on together, through the phones of those who are in it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ladeapp.push.models import PushDelivery
from ladeapp.rounds.models import FirstInLine, Joining, Meeting, MeetingSeat, Met, Round, RoundChoice, StandingPair
from ladeapp.shifts.models import ShiftAway
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, SAFETY, UNION
from tests.rounds.conftest import START, World, meets, page, slots

THURSDAY = datetime(2026, 3, 12, 13, 30, tzinfo=UTC)


def test_two_join_meet_agree_on_a_time_sit_down_and_go_on(world: World, tap):
    for member in (ANNA, BJORN):
        world.at_work(member, THURSDAY)
    anna, bjorn = world.join(ANNA, BJORN)
    assert "Du er med i neste runde" in page(anna)
    world.pass_on(START)
    assert world.told() == [(world.id_of(ANNA), "matched", "/rounds"), (world.id_of(BJORN), "matched", "/rounds")]
    assert world.rows(Joining) == []
    assert meets(anna) == "Bjørn"
    assert meets(bjorn) == "Anna"
    assert re.search(r"Dere har .*kveldsvakt.* torsdag 12. mars", page(anna))
    first = slots(anna)[0]
    tap(anna, "time", slot=slots(anna)[1])
    tap(bjorn, "time", slot=first)  # anew
    assert "Passer det for deg?" in page(anna)
    tap(anna, "agreement", slot=first)
    assert all("Det passer for dere begge" in page(phone) for phone in (anna, bjorn))
    world.silence()
    world.pass_on(world.meeting().slot - timedelta(minutes=2))
    station = anna.post(f"/rounds/meetings/{world.meeting().id}/station")
    assert station.status_code == 303
    assert bjorn.post(f"/rounds/meetings/{world.meeting().id}/station").location == station.location
    number = station.location.rsplit("/", 1)[1]
    assert bjorn.get(f"/api/stations/{number}").json["protocol"] == "two-10"
    assert world.told() == [(world.id_of(BJORN), "answered", f"/stations/{number}")]
    tap(anna, "continuation", wants="yes")
    assert world.rows(StandingPair) == []
    assert 'aria-checked="false"' in page(bjorn)  # neither learns it of the other
    tap(bjorn, "continuation", wants="yes")
    assert len(world.rows(StandingPair)) == 1
    assert "Du og Bjørn" in page(anna)
    world.pass_on(world.open_round().starts_at)  # neither has to join
    assert "Dere to fortsetter sammen." in page(anna)
    tap(bjorn, "end")
    assert "ikke lenger satt sammen" in page(anna)
    assert world.rows(StandingPair) == []
    assert "Vi leter etter noen til deg" in page(anna)


def test_news_of_a_round_wakes_nobody(world: World):
    """Anna sleeps after a night and works the next, Bjørn is at work, Stein has a holiday until Wednesday, Unni has told no shifts."""
    world.at_work(ANNA, START - timedelta(hours=11), hours=9)
    world.at_work(ANNA, START + timedelta(hours=13), hours=9)
    world.at_work(BJORN, START - timedelta(hours=2))
    world.add(ShiftAway(person_id=world.id_of(SAFETY), first_day=START.date(), last_day=START.date() + timedelta(days=1)))
    world.matched(ANNA, BJORN, SAFETY, UNION)
    told = {row.person_id: row.due_at - START for row in world.rows(PushDelivery)}
    after = {ANNA: timedelta(hours=13), BJORN: timedelta(), SAFETY: timedelta(days=1, hours=22), UNION: timedelta()}
    assert told == {world.id_of(member): wait for member, wait in after.items()}


def test_the_phones_tell_of_a_time_that_comes_near(world: World, tap):
    anna, bjorn = world.matched(ANNA, BJORN)
    world.silence()
    slot = slots(anna)[0]
    tap(anna, "time", slot=slot)
    tap(bjorn, "agreement", slot=slot)
    booked = [row for row in world.rows(PushDelivery) if row.kind == "booked"]
    assert {row.due_at for row in booked} == {datetime.fromisoformat(slot) - timedelta(minutes=10)}
    assert len(booked) == 2
    tap(anna, "withdrawal")
    assert all(kind != "booked" for _, kind, _ in world.told())


def test_three_are_a_trio_and_stay_two_when_one_cancels(world: World, tap):
    phones = world.matched(ANNA, BJORN, SAFETY)
    assert meets(phones[0]) == "Bjørn og Stein"
    assert len(world.rows(FirstInLine)) == 1
    tap(phones[2], "withdrawal")
    assert meets(phones[0]) == "Bjørn"
    assert meets(phones[2]) is None


def test_a_trio_sits_down_in_a_group(world: World):
    (anna, *_others) = world.matched(ANNA, BJORN, SAFETY)
    station = anna.post(f"/rounds/meetings/{world.meeting().id}/station").location.rsplit("/", 1)[1]
    assert anna.get(f"/api/stations/{station}").json["protocol"] == "group-40"


def test_one_who_joins_alone_is_told_why_and_is_first_in_line(world: World):
    (anna,) = world.matched(ANNA)
    assert "Det handler ikke om deg" in page(anna)
    assert world.told() == [(world.id_of(ANNA), "matched", "/rounds")]
    anna, *_ = world.join(ANNA, BJORN, SAFETY)
    world.pass_on(world.open_round().starts_at)
    assert meets(anna)
    assert [row.person_id for row in world.rows(FirstInLine)] != [world.id_of(ANNA)]


def test_did_not_manage_matches_both_anew_in_the_same_round_and_never_with_each_other(world: World, tap):
    anna, bjorn, stein, unni = world.matched(ANNA, BJORN, SAFETY, UNION)
    before = {
        frozenset(seat.person_id for seat in world.rows(MeetingSeat) if seat.meeting_id == meeting.id) for meeting in world.rows(Meeting)
    }
    tap(anna, "no-show")
    assert "Vi leter etter noen til deg" in page(anna)
    world.work()
    assert len(world.rows(Joining)) == 2  # those two must not meet again in this round
    other = next(phone for phone in (stein, unni) if meets(phone))
    tap(other, "no-show")
    world.work()
    after = {
        frozenset(seat.person_id for seat in world.rows(MeetingSeat) if seat.meeting_id == meeting.id) for meeting in world.rows(Meeting)
    }
    assert len(after) == 2
    assert not before & after
    assert world.rows(Joining) == []
    assert meets(bjorn)


def test_whoever_finds_nobody_else_is_first_in_line(world: World, tap):
    anna, bjorn = world.matched(ANNA, BJORN)
    tap(bjorn, "no-show")
    world.work()
    assert "står du først neste gang" in page(anna)
    assert {row.person_id for row in world.rows(FirstInLine)} == {world.id_of(ANNA), world.id_of(BJORN)}


def test_the_same_two_are_not_brought_together_again_while_there_is_somebody_else(world: World):
    met: list[set[frozenset[int]]] = []
    for _ in range(3):
        world.join(ANNA, BJORN, SAFETY, UNION)
        world.pass_on(world.open_round().starts_at)
        newest = max(world.rows(Round), key=lambda each: (each.state == "running", each.starts_at)).id
        seats = [seat for seat in world.rows(MeetingSeat) if seat.meeting_id in {m.id for m in world.rows(Meeting) if m.round_id == newest}]
        met.append({frozenset(s.person_id for s in seats if s.meeting_id == meeting) for meeting in {s.meeting_id for s in seats}})
    assert not met[0] & met[1]
    assert not met[2] & (met[0] | met[1])


def test_what_is_forgotten_when(world: World):
    world.matched(ANNA, BJORN)
    world.matched(COLLEAGUES[0])
    world.pass_on(START + timedelta(weeks=6, hours=-1))
    assert len(world.rows(Meeting)) == 1
    world.pass_on(START + timedelta(weeks=6))
    assert world.rows(Meeting) == world.rows(MeetingSeat) == []
    assert len({row.round_id for row in world.rows(Met)}) <= 3
    assert all(each.ends_at > START for each in world.rows(Round))
    assert len(world.rows(Round)) <= 5


def test_who_met_in_a_round_of_four_weeks_is_forgotten_six_weeks_after_it_began(world: World):
    world.phone_of(ADMIN).post("/workplace/rounds", data={"weeks": "4"})
    world.matched(ANNA, BJORN)
    world.pass_on(START + timedelta(weeks=6, hours=-1))
    assert len(world.rows(Meeting)) == 1
    world.pass_on(START + timedelta(weeks=6))
    assert world.rows(Meeting) == world.rows(MeetingSeat) == []


def test_what_a_round_needs_only_while_it_runs_ends_with_it(world: World):
    world.matched(ANNA, BJORN)
    first = next(each for each in world.rows(Round) if each.state == "running")
    assert first.seed
    world.pass_on(first.ends_at)
    assert {each.id: bool(each.seed) for each in world.rows(Round)}[first.id] is False
    assert all(each.seed for each in world.rows(Round) if each.id != first.id)


def test_choices_that_choose_nothing_are_not_kept(world: World):
    anna, bjorn = world.join(ANNA, BJORN)
    bjorn.post("/rounds/choices", data={"profession": "nurse", "wish": "any"})
    anna.post("/rounds/pause", data={"until": "2026-03-20"})
    world.work()
    assert len(world.rows(RoundChoice)) == 2
    world.pass_on(START + timedelta(weeks=3))
    assert [row.person_id for row in world.rows(RoundChoice)] == [world.id_of(BJORN)]


@pytest.mark.parametrize("weeks", ["4", "0"])
def test_that_a_pair_has_ended_is_forgotten_when_the_next_round_begins_or_none_comes(world: World, weeks: str):
    one, other = sorted((world.id_of(ANNA), world.id_of(BJORN)))
    world.add(StandingPair(a_id=one, b_id=other))
    world.pass_on(START)
    anna, bjorn = world.phone_of(ANNA), world.phone_of(BJORN)
    bjorn.post("/rounds/pair/end")
    world.phone_of(ADMIN).post("/workplace/rounds", data={"weeks": weeks})
    world.pass_on(START + timedelta(weeks=2, minutes=-5))
    assert "ikke lenger satt sammen" in page(anna)
    world.pass_on(START + timedelta(weeks=2))
    assert "ikke lenger satt sammen" not in page(anna)
    assert world.rows(RoundChoice) == []
