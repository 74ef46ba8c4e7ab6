"""From joining to going on together, through the phones of those who are in it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from ladeapp.pairing.models import Block
from ladeapp.people.models import Person, RoleGrant
from ladeapp.push.models import PushDelivery
from ladeapp.rounds.models import FirstInLine, Joining, Meeting, MeetingSeat, Met, Round, StandingPair
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, LEAD, OTHER, SAFETY, UNION
from tests.rounds.conftest import START, World

THURSDAY = datetime(2026, 3, 12, 13, 30, tzinfo=UTC)
SLOT = re.compile(r'name="slot" value="([^"]+)"')


def page(phone) -> str:
    return phone.get("/rounds").text


def meets(phone) -> str | None:
    found = re.search(r"<h2>Du møter ([^<]+)</h2>", page(phone))
    return found and found[1]


def slots(phone) -> list[str]:
    return SLOT.findall(page(phone))


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
    assert "Dere har begge kveldsvakt torsdag 12. mars." in page(anna)
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
    assert "Dere to settes ikke lenger sammen" in page(anna)
    assert world.rows(StandingPair) == []
    assert "Vi leter etter noen til deg" in page(anna)


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


def test_a_round_that_nobody_joins_begins_and_ends_in_peace(world: World):
    world.pass_on(START)
    assert [each.state for each in world.rows(Round)] == ["running", "open"]
    assert world.told() == []


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


def test_a_pair_of_which_one_rests_is_not_kept_and_the_other_may_join(world: World):
    one, other = sorted((world.id_of(ANNA), world.id_of(BJORN)))
    world.add(StandingPair(a_id=one, b_id=other))
    world.phone_of(BJORN).post("/rounds/pause", data={"until": "2026-04-01"})
    assert "en av dere tar pause" in page(world.phone_of(ANNA))
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
    assert anna.post(f"/rounds/meetings/{mine.id}/station").status_code == 404  # already before the worker comes by
    world.work()
    assert "Vi leter etter noen til deg" in page(anna)
    gone = [world.id_of(member) for member in (SAFETY, UNION, BJORN)]
    world.run(sa.update(Person).where(Person.id.in_(gone)).values(left_day=date(2026, 3, 10)))
    world.work()
    assert world.rows(Meeting) == []
    assert "Rundene er for dem som jobber her" in page(bjorn)
    assert bjorn.post(f"/rounds/{world.open_round().id}/joining").status_code == 303
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


def test_what_is_forgotten_when(world: World):
    world.matched(ANNA, BJORN)
    world.matched(COLLEAGUES[0])
    ends = START + timedelta(weeks=2)
    world.pass_on(ends + timedelta(weeks=6, hours=-1))
    assert len(world.rows(Meeting)) == 1
    world.pass_on(ends + timedelta(weeks=6))
    assert world.rows(Meeting) == world.rows(MeetingSeat) == []
    assert len({row.round_id for row in world.rows(Met)}) <= 3
    assert all(each.ends_at > START for each in world.rows(Round))
    assert len(world.rows(Round)) <= 5


def test_roles_are_as_they_are_now(world: World):
    world.matched(ANNA, BJORN)
    world.add(RoleGrant(person_id=world.id_of(BJORN), role="lead", team_id=1))
    world.work()
    assert world.rows(Meeting) == []
