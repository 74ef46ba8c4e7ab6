"""Attack 16: whoever reads the workplace's number wants it to tell of an answer, a person or a team; it is made of what is published already."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from ladeapp.db import db
from tests.attacks.test_silence import plain
from tests.cast import ADMIN, ANNA, BJORN, LEAD
from tests.periods import EIGHTH
from tests.trends.test_raising import SIX, all_want
from tests.trends.test_the_whole_workplace import publish_as

PAGE = "/team/workplace"
THREE = {"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6)}
MADE_OF = {"release", "terms", "period", "team", "unit"}  # of terms the head counts and the team's own low trust alone
READER = {"person", "user_session", "workplace"}  # who reads; her session is looked up for every page


@pytest.fixture
def numbers(seventh):
    """Period 7 is published, 4.5 for all teams together; period 8 runs, and answers lie sealed in it."""
    publish_as(seventh, THREE)
    seventh.live_through(EIGHTH)
    seventh.answer([7] * 6, span=EIGHTH)
    return seventh


def read(world, member=ANNA):
    return plain(world.phone(member).get(PAGE, headers={"Accept-Language": "en"}))


def test_16_nothing_but_released_numbers_and_roster_sizes_changes_the_page(numbers):
    """Everything else is thrown away or turned round: answers, names, logs, lists, roles, voices, what teams choose for later."""
    anna = numbers.phone(ANNA)  # one phone, so that a page is one page
    before = plain(anna.get(PAGE))
    assert "4,5" in before
    numbers.answer([0, 10] * 6, span=EIGHTH)
    numbers.run("UPDATE team_log SET actor = 'Ingen', about = 'noen', what = 'removed'")
    numbers.run("UPDATE team SET name = 'x' || id, word = 'day', mode = 'strict', k = 12")
    numbers.run("UPDATE unit SET name = 'y' || id")
    numbers.run("UPDATE workplace SET name = 'Sandvik', slug = 'sandvik'")
    numbers.run("UPDATE person SET name = 'z' || id, joined_day = '2020-02-02' WHERE login <> 'anna'")
    numbers.run("UPDATE terms SET mode = 'strict', k = 11")
    assert plain(anna.get(PAGE)) == before
    with numbers.inside():
        rest = [table for table in reversed(db.metadata.sorted_tables) if table.name not in MADE_OF | READER]
        assert {"contribution", "roster", "membership", "role_grant", "team_log", "vault"} <= {table.name for table in rest}
        for table in rest:
            db.session.execute(sa.delete(table))
        db.session.commit()
    assert plain(anna.get(PAGE)) == before


@pytest.mark.parametrize("change", [{"Team A": (65, 12)}, {"Team A": (60, 60)}, {"Team B": (None, 6)}])
def test_16_and_each_of_those_does(numbers, change):
    """Otherwise the test above would be true of an empty page."""
    before = read(numbers)
    publish_as(numbers, THREE | {"Kontoret": (45, 6)} | change)
    assert read(numbers) != before


def test_16_the_page_asks_no_other_table(numbers):
    anna, asked = numbers.phone(ANNA), []
    anna.get(PAGE)
    with numbers.app.app_context():
        engine = db.engine
    listen = lambda c, cursor, statement, *_: asked.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    anna.get(PAGE)
    event.remove(engine, "before_cursor_execute", listen)
    (numbers_of,) = [statement for statement in asked if "user_session" not in statement and "BEGIN" not in statement]
    assert set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", numbers_of)) == MADE_OF


def test_16_running_answers_show_nowhere_in_it(numbers):
    before = {member.login: read(numbers, member) for member in (LEAD, BJORN, ADMIN)}
    numbers.answer([10] * 12, span=EIGHTH)
    assert {member.login: read(numbers, member) for member in (LEAD, BJORN, ADMIN)} == before


def test_16_leaving_it_later_takes_nothing_out_of_it_so_that_no_two_can_be_subtracted(numbers):
    """The lead writes the number down, waits until his team keeps its own to itself, and subtracts."""
    before = rows(read(numbers, LEAD))
    all_want(numbers, SIX, "low-trust")
    assert rows(read(numbers, LEAD)) == before
    numbers.close(EIGHTH)
    numbers.live_through(EIGHTH.next)
    assert before[-1] in rows(read(numbers, LEAD))


def test_16_there_is_one_roll_up_and_no_part_of_it(numbers):
    """Units and groups would be subtracted from the whole: no filter, no other address with numbers of several teams."""
    before = read(numbers)
    anna = numbers.phone(ANNA)
    for more in ("?unit=1", "?team=1", "?period=2026-P07", "?k=1"):
        assert plain(anna.get(PAGE + more, headers={"Accept-Language": "en"})) == before
    for address in ("/team/workplace/1", "/team/workplace/units/1", "/api/workplace"):
        assert anna.get(address).status_code == 404


def rows(page):
    return re.findall(r'<tr><th scope="row">.*?</tr>', page, re.S)
