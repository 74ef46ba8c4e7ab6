"""People send one whole number for a period, change it, and take it back."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from ladeapp.db import db
from tests.cast import ANNA, BJORN, LEAD
from tests.periods import EIGHTH, SEVENTH, SIXTH

HERE = f"/api/contributions/{SEVENTH.id}"
COUNT = "SELECT count(*) FROM contribution"


def test_anna_contributes_changes_her_mind_and_takes_it_back(seventh):
    anna = seventh.phone(ANNA)
    assert anna.put(HERE, json={"value": 7}).status_code == 204
    assert anna.put(HERE, json={"value": 3}).status_code == 204
    assert seventh.rows(COUNT) == [(1,)]
    assert anna.delete(HERE).status_code == 204
    assert anna.delete(HERE).status_code == 204
    assert seventh.rows(COUNT) == [(0,)]


def test_the_latest_value_is_the_one_that_counts(seventh, silent_noise):
    seventh.answer([0] * 12)
    seventh.answer([6] * 12)
    seventh.close(SEVENTH)
    assert seventh.level() == 60


def test_a_padded_body_and_the_id_of_a_reminder_are_welcome(seventh):
    anna = seventh.phone(ANNA)
    padded = anna.put(HERE, data=b'{"value": 7 }', content_type="application/json")
    assert padded.status_code == 204
    assert anna.put(HERE, json={"value": 7, "reminder": "0c0ffee0-0000-4000-8000-000000000001"}).status_code == 204


BAD = {
    "no body": b"",
    "half a body": b'{"value": ',
    "not utf-8": b'{"value": 7, "a": "\xff"}',
    "a list": b"[7]",
    "a number alone": b"7",
    "nothing": b"{}",
    "null": b'{"value": null}',
    "true": b'{"value": true}',
    "a fraction": b'{"value": 7.5}',
    "a float": b'{"value": 7.0}',
    "an exponent": b'{"value": 1e1}',
    "text": b'{"value": "7"}',
    "eleven": b'{"value": 11}',
    "below": b'{"value": -1}',
    "huge": b'{"value": ' + b"9" * 4000 + b"}",
    "huger": b'{"value": ' + b"9" * 9000 + b"}",
    "infinite": b'{"value": Infinity}',
    "not a number": b'{"value": NaN}',
    "a list inside": b'{"value": [7]}',
    "deep": b'{"value": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "a note": b'{"value": 7, "note": "tungt"}',
    "a person": b'{"value": 7, "person_id": 1}',
    "a reminder that is no id": b'{"value": 7, "reminder": "x"}',
    "a reminder that is a number": b'{"value": 7, "reminder": 1}',
    "too large": b'{"value": 7' + b" " * 70_000 + b"}",
}


def test_anything_but_a_whole_number_is_a_clear_refusal_and_nothing_is_stored(seventh):
    anna = seventh.phone(ANNA)
    for name, body in BAD.items():
        answer = anna.put(HERE, data=body, content_type="application/json")
        assert answer.status_code in {400, 413, 422}, name
        assert answer.content_type == "application/problem+json"
        assert answer.json["detail"]
    assert seventh.rows(COUNT) == [(0,)]


def test_a_period_that_does_not_exist_is_not_found(seventh):
    anna = seventh.phone(ANNA)
    for period in ("2026-P14", "2026-P00", "2026-p07", "x", "2026-P7", "%00", "2026-P07%0a", "9999-P13", "..", "2026-P07 "):
        assert anna.put(f"/api/contributions/{period}", json={"value": 7}).status_code == 404
        assert anna.delete(f"/api/contributions/{period}").status_code == 404


@pytest.mark.parametrize(("period", "slug"), [(SIXTH, "closed"), (EIGHTH, "not-open")])
def test_a_closed_and_a_coming_period_take_nothing(seventh, period, slug):
    anna = seventh.phone(ANNA)
    for answer in (anna.put(f"/api/contributions/{period.id}", json={"value": 7}), anna.delete(f"/api/contributions/{period.id}")):
        assert (answer.status_code, answer.json["slug"]) == (409, slug)


def test_from_wednesday_noon_nothing_is_taken_even_if_the_worker_sleeps(seventh):
    seventh.at(SEVENTH.closes - timedelta(seconds=1))
    anna = seventh.phone(ANNA)
    assert anna.put(HERE, json={"value": 7}).status_code == 204
    seventh.at(SEVENTH.closes)
    assert anna.put(HERE, json={"value": 7}).json["slug"] == "closed"
    assert anna.delete(HERE).json["slug"] == "closed"


def test_for_two_and_a_half_days_both_periods_take_answers(seventh):
    seventh.at(EIGHTH.opens + timedelta(hours=1))
    seventh.work()
    anna = seventh.phone(ANNA)
    assert anna.put(HERE, json={"value": 7}).status_code == 204
    assert anna.put(f"/api/contributions/{EIGHTH.id}", json={"value": 7}).status_code == 204


def test_a_period_that_the_worker_has_not_opened_yet_says_so(world):
    world.at(SEVENTH.opens + timedelta(minutes=1))
    assert world.phone(ANNA).put(HERE, json={"value": 7}).json["slug"] == "not-open"


def test_the_lead_is_not_counted(seventh):
    answer = seventh.phone(LEAD).put(HERE, json={"value": 10})
    assert (answer.status_code, answer.json["slug"]) == (403, "not-counted")


def test_whoever_joined_meanwhile_is_not_counted_yet(seventh):
    seventh.run("DELETE FROM roster WHERE person_id = (SELECT id FROM person WHERE login = 'bjorn')")
    assert seventh.phone(BJORN).put(HERE, json={"value": 10}).json["slug"] == "not-counted"


def test_whoever_moved_meanwhile_still_answers_for_the_team_of_the_list(seventh):
    seventh.run(
        "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = 'Team B') WHERE person_id = (SELECT id FROM person WHERE login = 'anna')"
    )
    assert seventh.phone(ANNA).put(HERE, json={"value": 6}).status_code == 204
    assert seventh.rows("SELECT name FROM contribution JOIN team ON team.id = team_id") == [("Team A",)]


def test_a_stranger_and_a_request_without_the_token_are_refused(seventh, stranger):
    assert stranger.put(HERE, json={"value": 7}).status_code in {401, 403}
    anna = seventh.phone(ANNA)
    anna.token = None
    refused = anna.put(HERE, json={"value": 7})
    assert refused.status_code in {400, 403}
    assert seventh.rows(COUNT) == [(0,)]


def test_while_a_lost_key_is_being_replaced_the_phone_is_told_to_wait_and_then_sends_again(seventh):
    anna = seventh.phone(ANNA)
    before = anna.get("/api/session").json["periods"][0]["key"]
    seventh.answer([5] * 12)
    (seventh.app.extensions["ladeapp"].key_dir / f"{SEVENTH.id}.key").unlink()
    assert anna.put(HERE, json={"value": 7}).status_code == 503
    assert anna.get("/api/session").json["periods"][0]["key"] is None
    seventh.work()
    assert seventh.rows(COUNT) == [(0,)]
    assert anna.get("/api/session").json["periods"][0]["key"] not in {before, None}
    assert anna.put(HERE, json={"value": 7}).status_code == 204


def test_everything_of_one_person_can_be_withdrawn_from_running_periods(seventh):
    from ladeapp.trends import actions

    seventh.at(EIGHTH.opens + timedelta(hours=1))
    seventh.work()
    for span in (SEVENTH, EIGHTH):
        seventh.answer([5] * 12, span=span)
    with seventh.inside():
        actions.withdraw_all(seventh.id_of(ANNA))
    assert seventh.rows(COUNT) == [(22,)]


def test_a_contribution_takes_two_statements_beside_the_sessions_and_writes_nothing_else(seventh):
    """No row about a person is written in its transaction, so that no two rows share their moment."""
    anna = seventh.phone(ANNA)
    anna.get("/api/session")  # today's visit is noted
    statements: list[str] = []
    with seventh.app.app_context():
        engine = db.engine
    listen = lambda c, cursor, statement, *_: statements.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    anna.put(HERE, json={"value": 7})
    event.remove(engine, "before_cursor_execute", listen)
    asked = [statement for statement in statements if not statement.startswith("BEGIN")]
    assert len(asked) == 3
    assert "user_session" in asked[0]
    assert [statement for statement in asked if not statement.startswith("SELECT")] == [asked[2]]
    assert "contribution" in asked[2]


def test_on_the_first_visit_of_a_day_the_session_is_noted_in_another_transaction(seventh):
    anna = seventh.phone(ANNA)
    seventh.at(SEVENTH.opens + timedelta(days=9))
    told: list[str] = []
    with seventh.app.app_context():
        engine = db.engine
    listen = lambda c, cursor, statement, *_: told.append(statement)  # noqa: E731
    done = lambda connection: told.append("COMMIT")  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    event.listen(engine, "commit", done)
    assert anna.put(HERE, json={"value": 7}).status_code == 204
    event.remove(engine, "before_cursor_execute", listen)
    event.remove(engine, "commit", done)
    visit = next(index for index, line in enumerate(told) if line.startswith("UPDATE user_session"))
    answer = next(index for index, line in enumerate(told) if "INSERT INTO contribution" in line)
    assert "COMMIT" in told[visit:answer]
