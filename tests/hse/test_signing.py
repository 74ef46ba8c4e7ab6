"""What three have signed never changes: not by anybody's request, not by two at once, not when somebody leaves."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.leaving import actions as leaving
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, UNION, Member
from tests.hse.conftest import DISCUSSED, THREE, Room, uuid

SIGNED = (
    "SELECT id, day, at, place, present, locked_day FROM work_record WHERE locked_day IS NOT NULL ORDER BY id",
    "SELECT record_id, key, text FROM work_part WHERE record_id IN (SELECT id FROM work_record WHERE locked_day IS NOT NULL) ORDER BY 1, 2",
    "SELECT record_id, role, day, digest FROM work_signature WHERE record_id IN (SELECT id FROM work_record WHERE locked_day IS NOT NULL) ORDER BY 1, 2",
)
WALKS, STEPS = 8, 60  # one in the ordinary run, all of them in the soak


def test_three_signatures_lock_it_and_later_it_is_only_added_to(room):
    room.is_signed()
    before = kept(room)
    answer = room.discusses(UNION, need="Noe helt annet")
    assert answer.status_code == 422
    assert "Noe helt annet" in answer.text  # what she wrote is not lost
    assert kept(room) == before
    room.sends(UNION, f"/work/records/{room.record()}/addenda", text="Vi tok også med sommervikarene.")
    assert kept(room) == before
    assert "Vi tok også med sommervikarene. Unni" in room.page(LEAD, "/work/discussion")


def test_signing_after_a_change_is_refused_with_a_sentence(room):
    room.begins()
    room.discusses()
    seen = room.digest(room.record())
    room.discusses(UNION, need="Et annet behov")
    answer = room.signs(SAFETY, seen=seen)
    assert "The text has been changed since you read it. Nothing was signed." in answer.text
    assert room.world.rows("SELECT count(*) FROM work_signature") == [(0,)]


def test_a_change_takes_the_signatures_with_it(room):
    room.begins()
    room.discusses()
    room.signs(SAFETY)
    assert "If you change the text, all three have to sign anew" in room.page(UNION, "/work/discussion")
    assert "the signatures under it are gone" in room.discusses(UNION, need="Et annet behov").text
    assert "0 of three have signed" in room.page(LEAD)
    assert "all three have to sign anew" not in room.page(UNION, "/work/discussion")
    room.signs(SAFETY)
    assert room.discusses(UNION, need="Et annet behov").status_code == 200  # kept as it was
    assert "1 of three have signed" in room.page(LEAD)


@pytest.mark.at_once
def test_what_two_write_at_once_is_not_lost(room):
    room.begins()
    was = room.seen(UNION, "/work/discussion", "was")
    room.discusses(LEAD, need="Leilas ord")
    answer = room.discusses(UNION, was=was, need="Unnis ord")
    assert answer.status_code == 422
    assert "Leilas ord" in answer.text
    assert "Unnis ord" in answer.text
    assert "Somebody else has changed this" in answer.text


@pytest.mark.parametrize("silent", THREE, ids=lambda member: member.login)
def test_two_signatures_lock_nothing(room, silent):
    room.begins()
    room.discusses()
    for member in THREE:
        if member is not silent:
            room.signs(member)
    assert kept(room) == ([], [], [])


def test_nobody_signs_for_another_and_nobody_twice(room):
    room.begins()
    room.discusses()
    room.grant(LEAD, "safety_rep", unit="Sengepost 4")
    room.signs(LEAD)
    room.signs(LEAD, role="safety_rep")
    assert room.signs(UNION, role="lead").status_code == 404
    for member in (ANNA, ADMIN, OTHER):
        assert room.signs(member, role="lead").status_code == 404
    room.signs(UNION)
    assert kept(room) == ([], [], [])
    assert room.world.rows("SELECT role FROM work_signature ORDER BY role") == [("lead",), ("union_rep",)]


def test_nothing_unfinished_is_signed(room):
    room.begins()
    assert "Something is missing in the text still" in room.signs(LEAD).text
    meeting = room.meets(day=room.ahead(7))
    room.writes(LEAD, meeting, day=room.ahead(7))
    assert "Something is missing in the text still" in room.signs(LEAD, meeting).text
    assert room.world.rows("SELECT count(*) FROM work_signature") == [(0,)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.at_once
def test_two_who_sign_at_once_both_have_signed_and_it_locks_once(room):
    room.begins()
    room.discusses()
    room.signs(LEAD)
    address, seen = f"/work/records/{room.record()}/signature", room.digest(room.record())
    phones = {member: room.world.phone(member) for member in (SAFETY, UNION)}
    told = {SAFETY: "safety_rep", UNION: "union_rep"}
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda member: phones[member].post(address, data={"role": told[member], "seen": seen}), phones))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(kept(room)[2]) == 3


@pytest.mark.at_once
def test_one_who_signs_while_another_changes_never_signs_what_she_did_not_read(room):
    room.begins()
    room.discusses()
    seen = room.digest(room.record())
    phone, other = room.world.phone(SAFETY), room.world.phone(UNION)
    changed = {**DISCUSSED, "need": "Nytt", "day": room.ahead(0), "present": "Alle", "was": seen}
    with ThreadPoolExecutor(2) as both:
        signing = both.submit(phone.post, f"/work/records/{room.record()}/signature", data={"role": "safety_rep", "seen": seen})
        changing = both.submit(other.post, "/work/discussion", data=changed)
    assert {signing.result().status_code, changing.result().status_code} == {303}
    now = room.digest(room.record())
    assert all(digest == now for (digest,) in room.world.rows("SELECT digest FROM work_signature"))


def test_a_rep_who_leaves_midway_counts_no_more_and_the_next_one_signs(room):
    room.begins()
    room.discusses()
    room.signs(SAFETY)
    room.lose(SAFETY)
    room.grant(BJORN, "safety_rep", unit="Sengepost 3")
    assert room.world.phone(SAFETY).get("/work").status_code == 404
    assert "not signed: the role is lost" in room.page(LEAD, "/work/discussion")
    room.signs(LEAD)
    room.signs(UNION)
    assert kept(room) == ([], [], [])
    room.signs(BJORN, role="safety_rep")
    assert len(kept(room)[2]) == 3
    assert "Bjørn" in room.page(LEAD, "/work/discussion")


def test_a_rep_whose_role_was_lost_and_has_come_back_can_lock_what_three_have_signed(room):
    room.begins()
    room.discusses()
    room.signs(SAFETY)
    room.lose(SAFETY)
    room.signs(LEAD)
    room.signs(UNION)
    room.grant(SAFETY, "safety_rep", unit="Sengepost 3")
    assert "Missing:" not in room.page(LEAD)
    assert "one of the roles was lost for a while. Sign once more." in room.page(SAFETY, "/work/discussion")
    assert "Sign as safety rep" in room.page(SAFETY, "/work/discussion")
    assert "Signed by all three" in room.signs(SAFETY).text
    assert len(kept(room)[2]) == 3


def test_a_rep_who_leaves_after_all_have_signed_has_signed(room):
    room.is_signed()
    before = kept(room)
    room.lose(SAFETY)
    assert kept(room) == before
    assert "Stein" in room.page(LEAD, "/work/discussion")


def test_whoever_deletes_everything_goes_by_name_and_what_was_signed_stays(room):
    room.is_signed()
    room.measures(UNION, owner=room.person(UNION), title="Unnis tiltak")
    before = kept(room)
    with room.world.inside():
        leaving.erase(room.world.id_of(UNION))
    assert kept(room) == before
    assert room.world.rows("SELECT name, person_id FROM work_signature WHERE role = 'union_rep'") == [("tidligere medlem", None)]
    assert "Needs somebody new to see to it Unnis tiltak" in room.page(LEAD, "/work/measures").replace("  ", " ")


def test_the_database_itself_changes_nothing_that_is_signed(room):
    room.is_signed()
    for statement in (
        "UPDATE work_part SET text = 'annet' WHERE key = 'need'",
        "UPDATE work_record SET present = 'ingen'",
        "UPDATE work_record SET locked_day = NULL",
        "UPDATE work_signature SET digest = 'x'",
    ):
        with pytest.raises(sa.exc.DatabaseError, match="three have signed"), room.world.inside():
            db.session.execute(sa.text(statement))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, WALKS))])
def test_no_signed_record_changes_by_whatever_anybody_sends(room, seed):
    """A walk of random requests by every role; whatever is locked must be found again, letter for letter."""
    chance = random.Random(seed)
    room.is_signed()
    meeting = room.meets()
    room.writes(LEAD, meeting, minutes="Vi så på tallet.", decisions="Ny turnus")
    room.all_sign(meeting)
    risk, measure, suggestion = room.risks(), room.measures(), suggested(room)
    phones = {member: room.world.phone(member) for member in (LEAD, SAFETY, UNION, ANNA, ADMIN, OTHER)}
    before = kept(room)
    assert len(before[0]) == 2
    for _ in range(STEPS):
        member = chance.choice(list(phones))
        address, data = step(room, chance, member, meeting, risk, measure, suggestion)
        answer = phones[member].post(address, data=data)
        assert answer.status_code in {200, 302, 303, 404, 405, 422}, (address, answer.status_code)
        now = kept(room)
        assert [set(part) >= set(was) for part, was in zip(now, before, strict=True)] == [True] * 3, address
        before = now


def step(
    room: Room, chance: random.Random, member: Member, meeting: str, risk: str, measure: str, suggestion: str
) -> tuple[str, dict[str, str]]:
    """Some request that the app's pages could send, or somebody by hand."""
    record = chance.choice(sorted(uuid(row[0]) for row in room.world.rows("SELECT id FROM work_record")))  # of another round too
    word = chance.choice(["", "ny", "<b>x</b>", "=1+1", "x" * 3000, "rett\nned"])
    role = chance.choice(["lead", "safety_rep", "union_rep", "member"])
    day = chance.choice([room.ahead(0), room.ahead(9), room.ahead(-9), "i går"])
    text = dict.fromkeys(("need", "purpose", "consequences", "duration", "minutes", "agenda", "decisions", "present", "place"), word)
    whole = {**text, "day": day, "at": "12:00", "was": room.digest(record)}
    return chance.choice(
        [
            ("/work", {}),
            ("/work/discussion", whole),
            (meeting, whole),
            ("/work/meetings", whole),
            (f"/work/records/{record}/signature", {"role": role, "seen": room.digest(record)}),
            (f"/work/records/{record}/addenda", {"text": word}),
            (f"{meeting}/decisions/{chance.randrange(3)}", {}),
            (
                f"/work/phases/{chance.choice(['training', 'anchoring', 'x'])}",
                {"about": word, "owner": "other", "owner_words": word, "due": day},
            ),
            ("/work/phases/training/state", {"state": chance.choice(["begun", "done", "open", "x"])}),
            (f"/work/risks/{risk}", {"title": word, "factor": "b", "source": "other", "source_name": word, "reasoning": word}),
            (f"/work/risks/{risk}{chance.choice(['/closure', '/closure/end', '/removal'])}", {"why": word, "closed": day}),
            (measure, {"title": word, "level": "team", "owner": "other", "owner_words": word, "due": day, "state": "done"}),
            (f"{measure}/publication", {"text": word}),
            (f"{measure}/publication/end", {}),
            ("/work/phases/evaluation/state", {"state": "done"}),
            ("/work/rounds", {}),
            (f"{suggestion}/measure", {}),
            (f"{suggestion}/answer", {"text": word}),
            (f"{suggestion}{chance.choice(['/answer/end', '/keeping', '/keeping/end'])}", {}),
        ]
    )


def suggested(room: Room) -> str:
    """The address of what somebody suggested yesterday."""
    ((place,),) = room.world.rows("SELECT workplace_id FROM work_record LIMIT 1")
    here = {"place": place, "day": room.ahead(-1)}
    room.world.run("INSERT INTO delivery (workplace_id, day, key) VALUES (:place, :day, 'x')", **here)
    room.world.run("INSERT INTO delivered_suggestion (workplace_id, day, place, words) VALUES (:place, :day, 0, 'Ei tavle')", **here)
    return f"/work/suggestions/{here['day']}/0"


def kept(room: Room) -> tuple[list[object], ...]:
    """All that three have signed, as the database has it."""
    return tuple(room.world.rows(statement) for statement in SIGNED)


def test_old_minutes_are_forgotten_when_the_log_is(room):
    meeting = room.meets()
    room.writes(LEAD, meeting)
    room.all_sign(meeting)
    room.world.at(clock.now() + timedelta(days=5 * 365 + 5))
    with room.world.inside():
        from ladeapp.hse import JOBS

        for job in JOBS:
            job.run(clock.now())
    assert room.world.rows("SELECT count(*) FROM work_record") == [(0,)]
