"""Whoever holds the database, or leads the follow-up, tries to find out from it whom it happened to, or who tapped."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.reminders import rules
from tests.cast import ANNA, BJORN, CAST, LEAD, SAFETY

OURS = ("incident", "incident_step")


def database(ward, but=()):
    """Every row of every table, in the order it lies."""
    with ward.world.inside():
        names = sorted(set(db.metadata.tables) - set(but))
    return {name: ward.world.rows(f'SELECT * FROM "{name}"') for name in names}


def tables():
    return [db.metadata.tables[name] for name in (*OURS, "incident_wording")]


def test_no_column_points_at_a_person_holds_a_time_or_takes_words_about_one(ward):
    for table in tables():
        for column in table.columns:
            assert not any(key.column.table.name == "person" for key in column.foreign_keys), column
            assert not isinstance(column.type, sa.DateTime), column
            assert column.server_default is None
    with ward.world.inside():
        pointing = {key.column.table.name for name in OURS for column in db.metadata.tables[name].columns for key in column.foreign_keys}
    assert pointing == {"team", "incident"}


def test_the_database_is_the_same_whoever_started_it(ward):
    def started_by(member):
        phone = ward.world.phone(member)  # signing in leaves a session, whoever it is
        before = database(ward)
        assert phone.post("/api/incidents", json={"day": clock.today().isoformat()}).status_code == 204
        new = {name: [row for row in rows if row not in before[name]] for name, rows in database(ward).items()}
        ward.world.run("DELETE FROM incident")
        ward.world.run("DELETE FROM push_delivery")
        return {name: [tuple(ID.sub("-", str(cell)) for cell in row) for row in rows] for name, rows in new.items() if rows}

    first, other = started_by(ANNA), started_by(BJORN)
    assert set(first) == set(other) == {"incident", "push_delivery"}
    assert first["incident"] == other["incident"]
    assert [row[1] for row in first["push_delivery"]] == [row[1] for row in other["push_delivery"]]  # the lead, both times


ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")


def test_its_id_stands_nowhere_else_in_the_database(ward):
    ward.start(ANNA)
    ward.post(LEAD, "steps", done="safe")
    ward.world.phone(ANNA).post("/api/reminders/offers")
    bare = ward.address().rpartition("/")[2].replace("-", "")
    for name, rows in database(ward, but=OURS).items():
        assert bare not in repr(rows).replace("-", ""), name


def test_a_yes_to_offers_writes_what_it_always_writes_and_nothing_of_where_it_was_said(ward):
    phone = ward.world.phone(ANNA)
    before = database(ward)
    assert phone.post("/api/reminders/offers").status_code == 204
    changed = {name for name, rows in database(ward).items() if rows != before[name]}
    assert changed <= {"reminder_choice", "reminder_count", "reminder_offer", "push_delivery"}
    columns = {column.name for column in db.metadata.tables["reminder_offer"].columns}
    assert columns == {"person_id", "day"}


def test_the_days_of_her_offers_do_not_tell_the_day_they_are_counted_from(ward):
    """Three people who say yes the same day may have offers on different days, and the same as somebody who said yes the day after."""
    with ward.world.inside():
        keys = [row[0] for row in db.session.execute(sa.text("SELECT key FROM person"))]
    day = date(2026, 2, 9)
    shifts = {rules.shift_of_offers(b"x" * 40, key, day) for key in map(str, keys)}
    assert shifts == {timedelta(days=-1), timedelta(0), timedelta(days=1)}
    assert rules.shift_of_offers(b"x" * 40, keys[0], day) == rules.shift_of_offers(b"x" * 40, keys[0], day)


def test_said_twice_the_offers_are_three_all_the_same(ward):
    phone = ward.world.phone(ANNA)
    for _ in range(2):
        phone.post("/api/reminders/offers")
    days = [date.fromisoformat(str(row[0])) for row in ward.world.rows("SELECT day FROM reminder_offer ORDER BY day")]
    assert len(days) == 3
    assert [(day - days[0]).days for day in days] == [0, 7, 27]
    assert abs((days[0] - clock.today()).days - 3) <= 1
    assert ward.world.rows("SELECT after_shift FROM reminder_choice") in ([(False,)], [(0,)])


def test_whoever_has_reminders_already_keeps_what_she_chose(ward):
    phone = ward.world.phone(ANNA)
    phone.post("/reminders")
    phone.post("/api/reminders/offers")
    assert ward.world.rows("SELECT after_shift FROM reminder_choice") in ([(True,)], [(1,)])


@pytest.mark.parametrize("member", [LEAD, SAFETY])
def test_a_finished_follow_up_holds_no_person(ward, member):
    ward.start(ANNA)
    ward.post(LEAD, "leader", led_by="lead")
    for point in ("safe", "relieve", "close"):
        ward.post(LEAD, "steps", done=point)
    ward.post(LEAD, "termination", outcome="done")
    for address in (ward.address(), "/incidents/register"):
        page = ward.world.read(member, address)
        assert not [person.name for person in CAST if re.search(rf"\b{person.name}\b", page.partition("<main")[2])]
        assert not re.search(r"<(textarea|input)(?![^>]*type=\"hidden\")", page)


def test_what_the_lead_is_sent_says_nothing_of_what_it_is(ward):
    from ladeapp.push.words import TEXTS

    ward.start(ANNA)
    ((kind, navigate),) = ward.world.rows("SELECT kind, navigate FROM push_delivery")
    words = " ".join(map(str, TEXTS[kind])).casefold()
    assert not re.search("incident|grave|follow|alvorlig", words)
    assert navigate == "/incidents/register"
