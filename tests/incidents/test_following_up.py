"""Anyone starts it with a tap; the unit's leads are told; steps are ticked by role; it ends, and is forgotten."""

from datetime import timedelta

import pytest

from ladeapp import clock, kept
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, SUPPORTER, UNION

STEPS = "SELECT point, role FROM incident_step ORDER BY point"
TOLD = "SELECT person.login, kind, navigate FROM push_delivery JOIN person ON person.id = person_id"


def test_one_tap_starts_it_for_the_team_and_tells_the_lead_in_neutral_words(ward):
    assert ward.start(ANNA).status_code == 204
    assert ward.world.rows("SELECT team.name, led_by, outcome FROM incident JOIN team ON team.id = team_id") == [("Team A", None, None)]
    assert ward.world.rows(TOLD) == [("leila", "matched", "/incidents/register")]
    assert "A follow-up is running" in ward.world.read(LEAD, "/")
    assert "A follow-up is running" not in ward.world.read(BJORN, "/")


def test_two_who_start_it_the_same_day_start_one_and_get_the_same_answer(ward):
    one, other = ward.start(ANNA), ward.start(BJORN)
    assert (one.status_code, one.data) == (other.status_code, other.data)
    assert ward.world.rows("SELECT count(*) FROM incident") == [(1,)]
    assert ward.world.rows("SELECT count(*) FROM push_delivery") == [(1,)]


def test_what_waited_on_a_phone_keeps_its_day(ward):
    day = clock.today() - timedelta(days=3)
    assert ward.start(ANNA, day.isoformat()).status_code == 204
    assert str(ward.world.rows("SELECT day FROM incident")[0][0]) == day.isoformat()


@pytest.mark.parametrize("day", ["2026-01-01", "2099-01-01", "i går", "", None, 7, "2026-02-30"])
def test_another_day_is_refused_and_nothing_is_started(ward, day):
    answer = ward.world.phone(ANNA).post("/api/incidents", json={"day": day})
    assert answer.status_code == 422
    assert ward.world.rows("SELECT count(*) FROM incident") == [(0,)]


def test_whoever_belongs_to_no_team_is_told_what_to_do_instead(ward):
    ward.world.run("DELETE FROM membership WHERE person_id = (SELECT id FROM person WHERE login = 'anna')")
    answer = ward.start(ANNA)
    assert (answer.status_code, answer.json["slug"]) == (409, "no-team")


def test_where_no_lead_is_the_reps_are_told(ward):
    ward.world.run("DELETE FROM role_grant WHERE role = 'lead'")
    ward.start(ANNA)
    assert {row[0] for row in ward.world.rows(TOLD)} == {"stein", "unni"}


@pytest.mark.parametrize(
    ("member", "status"), [(LEAD, 200), (SAFETY, 200), (UNION, 200), (ANNA, 404), (ADMIN, 404), (SUPPORTER, 404), (OTHER, 404)]
)
def test_the_units_partsgruppe_sees_it_and_nobody_else(ward, member, status):
    ward.start(ANNA)
    assert ward.world.phone(member).get(ward.address()).status_code == status


def test_a_lead_of_another_unit_does_not_see_it(ward):
    ward.start(ANNA)
    ward.world.run(
        "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team "
        "WHERE person.login = 'oda' AND team.name = 'Team B'"
    )
    assert ward.world.phone(OTHER).get(ward.address()).status_code == 404
    assert "Team A" not in ward.world.read(OTHER, "/incidents/register")


def test_the_lead_ticks_and_the_reps_see_which_steps_are_done(ward):
    ward.start(ANNA)
    assert ward.post(LEAD, "steps", done="safe") == 303
    assert ward.post(LEAD, "steps", done="safe") == 303
    assert ward.world.rows(STEPS) == [("safe", "lead")]
    for member in (SAFETY, UNION):
        page = ward.world.read(member, ward.address())
        assert "Done: team lead" in page
        assert "1 of 3 done" in page
        assert 'name="done"' not in page
        assert ward.post(member, "steps", done="relieve") == 404
    assert ward.post(LEAD, "steps", undone="safe") == 303
    assert ward.world.rows(STEPS) == []


def test_a_rep_who_leads_it_ticks_too_and_as_what_stands_there(ward):
    ward.start(ANNA)
    assert ward.post(UNION, "leader", led_by="safety_rep") == 303
    assert ward.post(SAFETY, "steps", done="safe") == 303
    assert ward.post(UNION, "steps", done="stay") == 404
    assert ward.world.rows(STEPS) == [("safe", "safety_rep")]


@pytest.mark.parametrize(("what", "data"), [("leader", {"led_by": "Kari"}), ("steps", {"done": "near"}), ("steps", {"done": "x' --"}),
                                            ("steps", {}), ("termination", {"outcome": "Hun gråt"})])  # fmt: skip
def test_nothing_but_fixed_choices_can_be_stored(ward, what, data):
    ward.start(ANNA)
    before = ward.world.rows("SELECT * FROM incident")
    assert ward.post(LEAD, what, **data) == 404
    assert ward.world.rows("SELECT * FROM incident") == before
    assert ward.world.rows(STEPS) == []


def test_the_next_step_is_always_told_with_its_day(ward):
    ward.start(ANNA)
    assert "Make sure everyone is safe" in ward.world.read(LEAD, "/incidents/register")
    for point in ("safe", "relieve", "stay", "gather", "inform", "home", "notify"):
        ward.post(LEAD, "steps", done=point)
    due = clock.today() + timedelta(days=3)
    assert f"Next by {due:%-d %B}: Contact each who was there" in ward.world.read(LEAD, "/incidents/register")


def test_what_is_over_is_changed_by_nobody(ward):
    ward.start(ANNA)
    ward.post(LEAD, "steps", done="safe")
    assert ward.post(SAFETY, "termination", outcome="done") == 404
    assert ward.post(LEAD, "termination", outcome="done") == 303
    for what, data in (("steps", {"undone": "safe"}), ("leader", {"led_by": "union_rep"}), ("termination", {"outcome": "not_needed"})):
        assert ward.post(LEAD, what, **data) == 404
    assert ward.world.rows(STEPS) == [("safe", "lead")]
    assert "Ended" in ward.world.read(UNION, "/incidents/register")
    assert "A follow-up is running" not in ward.world.read(LEAD, "/")


@pytest.mark.parametrize("ended", ["done", "not_needed"])
def test_one_that_was_ended_runs_again_when_somebody_taps_and_the_lead_is_told_again(ward, ended):
    ward.start(ANNA)
    ward.post(LEAD, "termination", outcome=ended)
    ward.start(BJORN)
    assert ward.world.rows("SELECT outcome FROM incident") == [(None,)]
    assert ward.world.rows(TOLD) == [("leila", "matched", "/incidents/register")] * 2


def test_a_lead_who_ended_it_too_early_opens_it_again_with_what_was_done(ward):
    ward.start(ANNA)
    ward.post(LEAD, "steps", done="safe")
    assert "17 steps are not done yet" in ward.world.read(LEAD, ward.address())
    ward.post(LEAD, "termination", outcome="done")
    assert "Open it again" in ward.world.read(LEAD, ward.address())
    assert "Open it again" not in ward.world.read(SAFETY, ward.address())
    assert ward.post(SAFETY, "termination/end") == 404
    assert ward.post(LEAD, "termination/end") == 303
    assert "A follow-up is running" in ward.world.read(LEAD, "/")
    assert ward.world.rows(STEPS) == [("safe", "lead")]


def test_nothing_is_chosen_for_the_lead_who_ends_it(ward):
    ward.start(ANNA)
    ending = ward.world.read(LEAD, ward.address()).partition("/termination")[2].partition("</form>")[0]
    assert "checked" not in ending
    assert ward.post(LEAD, "termination") == 404


@pytest.mark.parametrize("ended", [True, False])
def test_it_is_there_until_a_fortnight_after_its_last_step_and_then_no_more(ward, ended):
    ward.start(ANNA)
    ward.post(LEAD, "steps", done="safe")
    if ended:
        ward.post(LEAD, "termination", outcome="done")
    begun = clock.now()
    ward.world.at(begun + kept.INCIDENT)
    ward.work()
    assert ward.world.rows("SELECT count(*) FROM incident") == [(1,)]
    ward.world.at(begun + kept.INCIDENT + timedelta(days=1))
    ward.work()
    assert ward.world.rows("SELECT count(*) FROM incident") == [(0,)]
    assert ward.world.rows(STEPS) == []


def test_the_partsgruppe_finds_the_follow_ups_and_its_routine_when_nothing_runs(ward):
    assert 'href="/incidents/register"' in ward.world.phone(SAFETY).get("/work").text
    assert "Our own routine" in ward.world.read(SAFETY, "/incidents/register")
