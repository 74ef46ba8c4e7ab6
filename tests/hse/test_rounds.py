"""After the evaluation the programme begins anew: what is open and whoever sees to it go along, what was signed stands untouched."""

from datetime import timedelta

import pytest

from ladeapp import clock
from ladeapp.hse import rules
from tests.cast import ANNA, LEAD, SAFETY, UNION
from tests.hse.conftest import DISCUSSED, Room
from tests.hse.test_signing import kept


@pytest.fixture
def evaluated(room: Room) -> Room:
    """Half a year has gone: signed, one measure still open, Unni sees to the training, and what came of it is looked at."""
    room.is_signed()
    room.measures(title="To på natt", due=room.ahead(300))
    room.sends(UNION, "/work/phases/training", about="Alle fire", owner=room.person(UNION), due=room.ahead(80))
    room.world.at(clock.now() + timedelta(days=182))
    room.sends(LEAD, "/work/phases/evaluation/state", state="done")
    return room


def phases(room: Room, number: int) -> list[tuple[object, ...]]:
    return room.world.rows("SELECT key, owner, due, begun_day, done_day FROM work_phase WHERE round = :n ORDER BY place", n=number)


def test_another_round_carries_phases_owners_and_open_measures(evaluated):
    answer = evaluated.sends(SAFETY, "/work/rounds")
    assert "A new round has begun" in answer.text
    second = phases(evaluated, 2)
    assert [row[0] for row in second] == list(rules.PHASES)
    assert {row[0]: row[1] for row in second}["training"] == "Unni"
    assert all(row[3] is row[4] is None for row in second)
    page = evaluated.page(LEAD)
    assert "round 2" in page
    assert "Discuss need, purpose, consequences and duration" in page
    assert "To på natt" in evaluated.page(LEAD, "/work/measures")


def test_what_was_signed_stays_letter_for_letter_and_can_be_read(evaluated):
    before, first = kept(evaluated), phases(evaluated, 1)
    evaluated.sends(SAFETY, "/work/rounds")
    evaluated.discusses(LEAD, need="Et nytt behov")
    evaluated.sends(LEAD, "/work/phases/mapping", about="Noe annet", owner=evaluated.person(LEAD), due=evaluated.ahead(30))
    assert kept(evaluated) == before
    assert [row for row in phases(evaluated, 1) if row[0] != "again"] == [row for row in first if row[0] != "again"]
    page = evaluated.page(UNION, "/work/rounds/1")
    for told in (*DISCUSSED.values(), "Leila (team lead)", "It is now: Learn together – Unni"):
        assert told in page
    assert "Et nytt behov" not in page


def test_the_need_is_discussed_anew_and_signed_anew(evaluated):
    evaluated.sends(SAFETY, "/work/rounds")
    html = evaluated.html(LEAD, "/work/discussion")
    assert DISCUSSED["purpose"] in html
    assert DISCUSSED["need"] not in html
    answer = evaluated.sends(LEAD, "/work/phases/mapping/state", state="begun")
    assert "First write down what you discussed" in answer.text
    evaluated.world.at(clock.now() + timedelta(hours=1))
    with evaluated.world.inside():
        from ladeapp.hse import queries

        second = queries.discussion(evaluated.world.team().unit.workplace_id)
        assert second
        record = str(second.record.id)
    evaluated.discusses(LEAD, need="Et nytt behov")
    for member, role in ((LEAD, "lead"), (SAFETY, "safety_rep"), (UNION, "union_rep")):
        evaluated.sends(member, f"/work/records/{record}/signature", role=role, seen=evaluated.digest(record))
    assert len(kept(evaluated)[0]) == 2


def test_nothing_begins_again_before_it_is_signed_and_looked_at(room):
    assert "must have signed" in room.sends(LEAD, "/work/rounds").text
    room.begins()
    assert "must have signed" in room.sends(LEAD, "/work/rounds").text
    room.discusses()
    room.all_sign()
    assert "First look at what came of the round" in room.sends(LEAD, "/work/rounds").text
    assert "Another round The same phases" not in room.page(LEAD)
    assert phases(room, 2) == []


def test_two_who_begin_again_have_one_more_round(evaluated):
    assert "Begin round 2" in evaluated.page(UNION)
    evaluated.sends(SAFETY, "/work/rounds")
    evaluated.sends(LEAD, "/work/rounds")
    assert evaluated.world.rows("SELECT DISTINCT round FROM work_phase ORDER BY round") == [(1,), (2,)]


def test_whoever_is_gone_sees_to_nothing_in_the_new_round(evaluated):
    evaluated.lose(UNION)
    evaluated.sends(SAFETY, "/work/rounds")
    assert {row[0]: row[1] for row in phases(evaluated, 2)}["training"] == "Stein"


def test_there_are_no_papers_of_a_round_that_has_not_been(evaluated):
    for number in ("0", "2", "99999999999999999999999"):
        assert evaluated.world.phone(LEAD).get(f"/work/rounds/{number}").status_code == 404
    assert evaluated.world.phone(ANNA).get("/work/rounds/1").status_code == 404
