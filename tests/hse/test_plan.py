"""The programme as a plan: from a template to a plan of one's own, discussed first, signed by three, and then added to."""

import pytest

from ladeapp.hse import rules
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION
from tests.hse.conftest import DISCUSSED, THREE


def test_a_first_plan_has_a_day_and_somebody_for_every_phase_after_one_tap(room):
    room.begins(SAFETY)
    phases = room.world.rows("SELECT key, owner FROM work_phase ORDER BY place")
    assert phases == [(key, "Stein") for key in rules.PHASES]
    page = room.page(UNION)
    assert page.index("Next step") < page.index("The plan")
    assert "Discuss need, purpose, consequences and duration" in page


@pytest.mark.at_once
def test_two_who_begin_at_once_have_one_plan(room):
    room.begins(SAFETY)
    room.begins(LEAD)
    assert room.world.rows("SELECT count(*) FROM work_phase") == [(len(rules.PHASES),)]


def test_nobody_else_finds_the_room(room):
    room.begins()
    for member in (ANNA, BJORN, ADMIN, SUPPORTER, OTHER):
        for address in ("/work", "/work/discussion", "/work/measures", "/work/measures.csv", "/work/meetings", "/work/pack"):
            assert room.world.phone(member).get(address).status_code == 404, (member.login, address)
        assert "Partsgruppa" not in room.page(member, "/")
    for member in THREE:
        assert "Partsgruppa" in room.page(member, "/")


def test_an_administrator_who_made_himself_a_rep_still_finds_nothing(room):
    room.begins()
    room.grant(ADMIN, "safety_rep", unit="Sengepost 3")
    assert room.world.phone(ADMIN).get("/work").status_code == 404


@pytest.mark.parametrize("key", [key for key in rules.PHASES if key != "anchoring"])
def test_nothing_begins_before_the_discussion_is_written_down(room, key):
    room.begins()
    answer = room.sends(LEAD, f"/work/phases/{key}/state", state="begun")
    assert "First write down what you discussed" in answer.text
    assert room.world.rows("SELECT begun_day FROM work_phase WHERE key = :key", key=key) == [(None,)]
    room.discusses()
    room.sends(LEAD, f"/work/phases/{key}/state", state="begun")
    assert room.world.rows("SELECT begun_day FROM work_phase WHERE key = :key", key=key) != [(None,)]


@pytest.mark.parametrize("part", ["need", "purpose", "consequences", "duration", "day", "present"])
def test_a_discussion_that_lacks_something_is_sent_back_with_every_word(room, part):
    room.begins()
    answer = room.discusses(**{part: ""})
    assert answer.status_code == 422
    for key, text in DISCUSSED.items():
        assert key == part or text in answer.text
    room.sends(LEAD, "/work/phases/mapping/state", state="begun")
    assert room.world.rows("SELECT begun_day FROM work_phase WHERE key = 'mapping'") == [(None,)]


def test_a_discussion_that_has_not_been_cannot_be_written_down(room):
    room.begins()
    answer = room.discusses(day=room.ahead(3))
    assert answer.status_code == 422
    assert "That day has not been yet" in answer.text


def test_the_first_phase_is_done_only_when_three_have_signed(room):
    room.begins()
    room.discusses()
    assert "must have signed" in room.sends(LEAD, "/work/phases/anchoring/state", state="done").text
    room.all_sign()
    room.sends(LEAD, "/work/phases/anchoring/state", state="done")
    assert "Next step Find out how it is" in room.page(LEAD)


def test_a_phase_is_tailored_and_bad_input_loses_nothing(room):
    room.begins()
    address = "/work/phases/stations"
    bad = room.sends(UNION, address, about="Ti minutter på stillerommet", owner="", due="2020-01-01")
    assert bad.status_code == 422
    for said in ("Somebody has to see to it", "That day has been", "Ti minutter på stillerommet"):
        assert said in bad.text
    room.sends(UNION, address, about="Ti minutter på stillerommet", owner="other", owner_words="Assisterende leder", due=room.ahead(50))
    assert room.world.rows("SELECT about, owner, owner_id FROM work_phase WHERE key = 'stations'") == [
        ("Ti minutter på stillerommet", "Assisterende leder", None)
    ]
    assert "Ti minutter på stillerommet" in room.page(LEAD, "/work/discussion")


def test_a_plan_that_is_changed_before_all_have_signed_must_be_signed_anew(room):
    room.begins()
    room.discusses()
    room.signs(LEAD)
    told = room.sends(UNION, "/work/phases/training", about="Alle fire", owner=room.person(UNION), due=room.ahead(80))
    assert "the signatures under it are gone" in told.text
    assert room.world.rows("SELECT count(*) FROM work_signature") == [(0,)]


def test_after_three_have_signed_a_new_date_becomes_an_addendum(room):
    room.is_signed()
    signed = room.world.rows("SELECT text FROM work_part WHERE key = 'plan'")
    room.sends(UNION, "/work/phases/training", about="Alle fire", owner=room.person(UNION), due=room.ahead(80))
    assert room.world.rows("SELECT text FROM work_part WHERE key = 'plan'") == signed
    page = room.page(SAFETY, "/work/discussion")
    assert "The plan was: Learn together – Leila" in page
    assert "It is now: Learn together – Unni" in page


def test_the_next_step_comes_from_what_is_open(room):
    room.is_signed()
    room.measures(due=room.ahead(0), title="Ny turnus")
    assert "Next step Agree on why and how" in room.page(LEAD)
    with_time = room.world
    from datetime import timedelta

    from ladeapp import clock

    with_time.at(clock.now() + timedelta(days=3))
    assert "Next step Ny turnus Overdue since" in room.page(LEAD)


def test_paper_holds_all_of_it_and_promises_nothing(room):
    room.is_signed()
    risk = room.risks()
    room.sends(SAFETY, f"/work/measures/new?risk={risk}", level="organisation", title="To på natt", owner="other", owner_words="Enhetsleder",
               due=room.ahead(30), state="planned")  # fmt: skip
    page = room.page(UNION, "/work/pack")
    for said in (
        *DISCUSSED.values(),
        "Alene med de døende på natt",
        "To på natt",
        "§ 9-2",
        "§ 4-3",
        "internkontrollforskriften § 5",
        "Leila (team lead)",
    ):
        assert said in page
    assert "It does not show whether the law is followed" in page
    assert "not all three yet" not in page
