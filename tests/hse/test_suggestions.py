"""What people suggest becomes a measure, a risk or an answer that everybody reads – and never whose it was."""

import re
from datetime import timedelta

import pytest

from ladeapp import clock
from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, UNION
from tests.hse.conftest import RISK, Room, uuid, words
from tests.periods import World

WORDS = "Kan vi samle telefonene til faste tider på kveldsvakt?\nDa får den som deler ut medisiner, være i fred."
LONG = "Vi trenger en tavle. " * 20


@pytest.fixture
def box(room: Room) -> Room:
    """Three suggestions came yesterday, one of them long."""
    day = room.today() - timedelta(days=1)
    for place in room.world.rows("SELECT id FROM workplace"):
        room.world.run("INSERT INTO delivery (workplace_id, day, key) VALUES (:place, :day, 'x')", place=place[0], day=day.isoformat())
        for number, told in enumerate((WORDS, LONG, "<script>alert(1)</script>")):
            room.world.run(
                "INSERT INTO delivered_suggestion (workplace_id, day, place, words) VALUES (:place, :day, :number, :told)",
                place=place[0], day=day.isoformat(), number=number, told=told,
            )  # fmt: skip
    return room


def address(room: Room, number: int = 0, way: str = "") -> str:
    return f"/work/suggestions/{room.ahead(-1)}/{number}{way}"


def test_one_tap_makes_a_measure_that_carries_the_words(box):
    page = box.sends(SAFETY, address(box, way="/measure"))
    assert "Da får den som deler ut medisiner, være i fred." in page.text
    assert "From a suggestion, delivered on" in page.text
    box.sends(UNION, address(box, way="/measure"))  # once more
    assert box.world.rows("SELECT title, owner FROM work_measure") == [(" ".join(WORDS.split()), "Stein")]
    assert "It is a measure" in box.page(LEAD, "/work/suggestions")


def test_its_own_words_are_not_proposed_for_publishing(box):
    page = box.sends(SAFETY, address(box, way="/measure"))
    assert re.search(r'<textarea[^>]* name="text"[^>]*>\s*</textarea>', page.text)
    ordinary = box.measures(title="To på natt")
    assert re.search(r'<textarea[^>]* name="text"[^>]*>\s*To på natt</textarea>', box.html(SAFETY, ordinary))


def test_a_long_one_is_called_by_its_beginning_and_stands_there_whole(box):
    page = box.sends(SAFETY, address(box, 1, "/measure"))
    ((title,),) = box.world.rows("SELECT title FROM work_measure")
    assert len(title) <= 200
    assert title.endswith(" …")
    assert LONG.strip() in words(page.text)


def test_a_risk_begins_with_the_words_and_where_they_came_from(box):
    name = f"{box.ahead(-1)}.0"
    page = box.html(SAFETY, f"/work/risks/new?suggestion={name}")
    assert "Da får den som deler ut medisiner, være i fred." in page
    assert "Delivered on" in page
    answer = box.world.phone(SAFETY).post(f"/work/risks/new?suggestion={name}", data=RISK | {"source": "suggestion"})
    assert answer.status_code == 303
    assert "It is a risk" in box.page(UNION, "/work/suggestions")
    ((risk,),) = box.world.rows("SELECT id FROM work_risk")
    box.sends(SAFETY, f"/work/risks/{uuid(risk)}/removal")
    assert "It is a risk" not in box.page(UNION, "/work/suggestions"), "it waits for an answer again"
    for wrong in ("2020-01-01.0", f"{box.ahead(-1)}.9", "x", "2026-13-01.0", f"{box.ahead(-1)}.-1"):
        assert box.world.phone(SAFETY).get(f"/work/risks/new?suggestion={wrong}").status_code == 404


def test_everybody_reads_the_answer_and_nobody_the_suggestion(box):
    told = "Vi prøver faste telefontider i seks uker."
    box.sends(UNION, address(box, way="/answer"), text=told)
    for member in (ANNA, LEAD, OTHER):
        for page in ("/", "/work/published"):
            assert told in box.page(member, page)
    assert told in box.page(ANNA, "/team")
    assert told in box.page(ANNA, "/team/lead-view")
    assert "Answer to a suggestion" in box.page(ANNA, "/work/published")
    for page in ("/", "/work/published", "/team"):
        assert "medisiner" not in box.page(ANNA, page)
    assert "Answered a suggestion: Vi prøver" in box.page(SAFETY, "/work/measures")


def test_an_answer_that_is_taken_back_is_gone_and_stands_in_the_log(box):
    box.sends(UNION, address(box, way="/answer"), text="Vi prøver det.")
    box.sends(SAFETY, address(box, way="/answer/end"))
    for page in ("/", "/work/published", "/team"):
        assert "Vi prøver det." not in box.page(ANNA, page)
    assert sorted(box.world.rows("SELECT what, by FROM work_log")) == [("answered", "Unni"), ("withdrawn", "Stein")]


@pytest.mark.parametrize(
    ("wrong", "said"), [("", "Write something here."), ("x" * 301, "there is room for 300"), ("a\u200bb", "cannot be seen")]
)
def test_an_answer_that_cannot_be_comes_back_with_every_word(box, wrong, said):
    answer = box.sends(UNION, address(box, way="/answer"), text=wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert wrong in answer.text
    assert box.world.rows("SELECT count(*) FROM work_log") == [(0,)]


def test_one_is_kept_without_an_answer_and_taken_up_again(box):
    assert "3 have no answer yet" in box.page(SAFETY, "/work/suggestions")
    box.sends(SAFETY, address(box, way="/keeping"))
    page = box.page(LEAD, "/work/suggestions")
    assert "2 have no answer yet" in page
    assert "Kept without an answer" in page
    box.sends(LEAD, address(box, way="/keeping/end"))
    assert "3 have no answer yet" in box.page(SAFETY, "/work/suggestions")


def test_the_next_agenda_says_how_many_wait_and_not_what_they_say(box):
    page = box.page(UNION, "/work/meetings")
    assert "Suggestions to answer: 3" in page
    assert "medisiner" not in page
    assert "3 have no answer yet" in box.page(UNION, "/work")


def test_html_in_a_suggestion_stays_words(box):
    box.sends(SAFETY, address(box, 2, "/measure"))
    for page in ("/work/suggestions", "/work/measures"):
        html = box.html(SAFETY, page)
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_nobody_else_finds_them_or_does_anything_to_them(box):
    for member in (ANNA, ADMIN, OTHER):
        assert box.world.phone(member).get("/work/suggestions").status_code == 404
        for way in ("/measure", "/answer", "/answer/end", "/keeping", "/keeping/end"):
            assert box.world.phone(member).post(address(box, way=way), data={"text": "x"}).status_code == 404
    for wrong in ("2020-01-01/0", f"{box.ahead(-1)}/7", "i-går/0"):
        assert box.world.phone(SAFETY).post(f"/work/suggestions/{wrong}/measure").status_code == 404
    assert box.world.rows("SELECT count(*) FROM work_reply") == [(0,)]


def test_no_column_of_a_reply_names_a_person_or_a_time(box):
    with box.world.inside():
        from ladeapp.db import db

        columns = db.metadata.tables["work_reply"].columns
        pointing = {key.column.table.name for column in columns for key in column.foreign_keys}
    assert pointing == {"workplace", "work_measure", "work_risk"}
    assert {column.name for column in columns} == {
        "workplace_id",
        "delivered",
        "number",
        "measure_id",
        "risk_id",
        "kept_day",
        "text",
        "text_day",
    }


def test_from_the_box_one_comes_to_the_answers(box):
    assert "/work/suggestions" in box.html(SAFETY, "/crafting/box")
    assert "/work/suggestions" in box.html(SAFETY, "/work")


def test_what_stands_about_a_suggestion_goes_with_it_and_an_answer_with_the_log(box):
    box.sends(SAFETY, address(box, way="/keeping"))
    box.sends(SAFETY, address(box, 1, "/answer"), text="Vi lager en tavle.")
    later(box.world, 370)
    assert box.world.rows("SELECT number FROM work_reply") == [(1,)]
    later(box.world, 5 * 365)
    assert box.world.rows("SELECT count(*) FROM work_reply") == [(0,)]


def later(world: World, days: int) -> None:
    world.at(clock.now() + timedelta(days=days))
    with world.inside():
        from ladeapp.hse import actions

        actions.forget(clock.now())
