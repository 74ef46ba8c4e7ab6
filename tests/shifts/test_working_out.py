"""What other rooms can ask: who is at work now, until when, and ten weeks ahead, kept up by the worker."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.people.models import Person
from ladeapp.shifts import JOBS, actions, queries, rules
from ladeapp.shifts.models import Shift, ShiftEdit, ShiftRotation
from tests.cast import ANNA, BJORN
from tests.conftest import PhoneOf
from tests.shifts.conftest import MONDAY, NOW, Told

DAY = timedelta(days=1)
Move = Callable[[datetime], None]


def at_work(app: Flask, at: datetime) -> list[str]:
    with app.app_context():
        found = db.session.scalars(sa.select(Person.login).where(queries.at_work(Person.id, at)).order_by(Person.login)).all()
        db.session.remove()
    return list(found)


def test_others_can_ask_who_is_at_work_and_until_when(app: Flask, works: Told) -> None:
    anna, bjorn = works(ANNA, "dddddoo"), works(BJORN, "nnoonno")
    assert at_work(app, NOW) == ["anna"]
    assert at_work(app, NOW + timedelta(hours=4)) == ["anna"]
    assert at_work(app, NOW + timedelta(hours=5)) == []  # a shift to 15.00 is over at 15.00
    with app.app_context():
        assert queries.shift_end(anna, NOW) == NOW + timedelta(hours=5)
        assert queries.shift_end(bjorn, NOW) is None
        both = queries.spans([anna, bjorn], NOW, NOW + 7 * DAY)
        assert [len(both[person]) for person in (anna, bjorn)] == [6, 4]


def test_ten_weeks_are_worked_out_and_the_days_go_by(
    app: Flask, works: Told, at: Move, shifts_of: Callable[[int], list[rules.Span]], phone_of: PhoneOf
) -> None:
    anna = works(ANNA, "dddddoo")
    first = shifts_of(anna)
    assert first[0].end > NOW - 2 * DAY
    assert first[-1].start.date() == date(2027, 2, 3)
    at(NOW + 21 * DAY)
    assert run_once(app, JOBS) == 0
    later = shifts_of(anna)
    assert later[0].end > NOW + 19 * DAY
    assert later[-1].start.date() == date(2027, 2, 24)
    assert set(first) & set(later) == {span for span in first if span.end > NOW + 19 * DAY}
    assert run_once(app, JOBS) == 0
    assert shifts_of(anna) == later


def test_an_edited_day_stays_when_the_rotation_is_told_anew_and_goes_when_it_is_over(
    app: Flask, works: Told, at: Move, shifts_of: Callable[[int], list[rules.Span]]
) -> None:
    anna = works(ANNA, "dddddoo")
    with app.app_context():
        actions.edit_day(anna, MONDAY + 3 * DAY, (), NOW)
    works(ANNA, "eeeeeoo")
    assert MONDAY + 3 * DAY not in {span.start.date() for span in shifts_of(anna)}
    at(NOW + 21 * DAY)
    run_once(app, JOBS)
    with app.app_context():
        assert db.session.scalars(sa.select(ShiftEdit.day)).all() == []


def test_two_shifts_at_once_are_refused_and_nothing_is_changed(
    app: Flask, works: Told, shifts_of: Callable[[int], list[rules.Span]]
) -> None:
    anna = works(ANNA, "dddddoo")
    before = shifts_of(anna)
    with app.app_context(), pytest.raises(actions.Overlaps) as refused:
        actions.edit_day(anna, MONDAY + 3 * DAY, rules.USUAL[2:], NOW)
    assert refused.value.days == (MONDAY + 3 * DAY, MONDAY + 4 * DAY)
    assert shifts_of(anna) == before


def test_one_edit_is_undone_and_all_is_taken_away(app: Flask, works: Told, shifts_of: Callable[[int], list[rules.Span]]) -> None:
    anna = works(ANNA, "dddddoo")
    before = shifts_of(anna)
    with app.app_context():
        actions.edit_day(anna, MONDAY + 5 * DAY, (rules.Turn(time(10), time(16)),), NOW)
        assert len(queries.own(anna)) == len(before) + 1
        actions.undo_edit(anna, MONDAY + 5 * DAY, NOW)
        assert queries.own(anna) == before
        actions.clear(anna)
        assert [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Shift, ShiftEdit, ShiftRotation)] == [
            0,
            0,
            0,
        ]
        assert not queries.has_any(anna)


@pytest.mark.at_once
def test_two_phones_and_two_workers_at_once_leave_what_the_last_one_said(app: Flask, works: Told, phone_of: PhoneOf) -> None:
    anna = works(ANNA, "dddddoo")
    gate = Barrier(4)

    def act(number: int) -> None:
        with app.app_context():
            gate.wait()
            if number < 2:
                actions.edit_day(anna, MONDAY + (5 + number) * DAY, rules.USUAL[:1], NOW)
            else:
                actions.extend(anna, NOW + DAY)
            db.session.remove()

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(act, range(4)))
    run_once(app, JOBS)
    with app.app_context():
        days = {span.start.date() for span in queries.own(anna)}
        db.session.remove()
    assert {MONDAY + n * DAY for n in range(7)} <= days


def test_whoever_is_deleted_leaves_no_shift_behind(app: Flask, works: Told) -> None:
    works(BJORN, "nnoonno")
    with app.app_context():
        db.session.execute(sa.delete(Person).where(Person.login == "bjorn"))
        db.session.commit()
        actions.extend(-1, clock.now())
        assert [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Shift, ShiftRotation)] == [0, 0]


def test_the_phone_gets_its_own_and_nobody_elses(works: Told, phone_of: PhoneOf) -> None:
    works(ANNA, "denoooo")
    mine = phone_of(ANNA).get("/api/shifts").json
    assert mine["person"] == phone_of(ANNA).get("/api/session").json["person"]["key"]
    assert mine["shifts"][:3] == [
        {"start": "2026-11-23T07:00:00+01:00", "end": "2026-11-23T15:00:00+01:00", "kind": "day"},
        {"start": "2026-11-24T14:30:00+01:00", "end": "2026-11-24T22:00:00+01:00", "kind": "evening"},
        {"start": "2026-11-25T21:30:00+01:00", "end": "2026-11-26T07:30:00+01:00", "kind": "night"},
    ]
    assert phone_of(BJORN).get("/api/shifts").json["shifts"] == []


def test_whoever_has_left_the_workplace_has_no_shifts_and_gets_no_new_ones(app: Flask, works: Told, at: Move) -> None:
    anna, bjorn = works(ANNA, "dddddoo"), works(BJORN, "nnoonno")
    with app.app_context():
        actions.edit_day(bjorn, MONDAY + 3 * DAY, (), NOW)
        db.session.execute(sa.update(Person).where(Person.id == bjorn).values(left_day=NOW.date()))
        db.session.commit()
        assert list(queries.planners()) == [anna]
        db.session.remove()
    at(NOW + DAY)
    assert run_once(app, JOBS) == 0
    with app.app_context():
        assert {person for table in (Shift, ShiftRotation, ShiftEdit) for person in db.session.scalars(sa.select(table.person_id))} == {
            anna
        }
        db.session.remove()
