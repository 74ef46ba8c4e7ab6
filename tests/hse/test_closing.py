"""A risk is closed with why and from which day, stays as closed, can be opened again – and is taken away only where nothing came of it."""

import csv
import io

import pytest

from tests.cast import ANNA, LEAD, SAFETY, UNION
from tests.hse.conftest import MEASURE, RISK, words
from tests.hse.test_papers import pdf_of

WHY = "Vi er to på natt nå, og tallet har gått ned."
LINES = "SELECT what, by, about FROM work_log ORDER BY what"


def closes(room, risk, member=UNION, **other):
    return room.sends(member, f"/work/risks/{risk}/closure", **{"why": WHY, "closed": room.ahead(0), **other})


def test_it_stays_with_why_and_is_no_longer_among_the_open_ones(room):
    risk, _other = room.risks(), room.risks(title="Uklart hva som kan vente")
    assert f"A risk without a measure: {RISK['title']}" in room.html(SAFETY, "/work/meetings")
    page = words(closes(room, risk).text)
    assert page.index("Uklart hva som kan vente") < page.index("1 closed risk") < page.index(RISK["title"]) < page.index(WHY)
    assert f"without a measure: {RISK['title']}" not in room.html(SAFETY, "/work/meetings")
    page = room.page(LEAD, f"/work/risks/{risk}")
    assert WHY in page
    assert RISK["reasoning"] in page
    assert "Keep" not in page.split()


def test_it_can_be_opened_again_and_the_log_tells_the_whole_story(room):
    risk = room.risks()
    room.sends(UNION, f"{room.measures()}/publication", text="Ny turnus.")
    closes(room, risk)
    answer = room.sends(SAFETY, f"/work/risks/{risk}/closure/end")
    assert "It is open again." in answer.text
    assert "closed risk" not in words(answer.text)
    closed, opened = ("closed", "Unni", f"{RISK['title']}: {WHY}"), ("opened", "Stein", RISK["title"])
    assert room.world.rows(LINES) == [closed, opened, ("published", "Unni", "Ny turnus.")]
    page = room.page(LEAD, "/work/measures")
    assert f"Closed a risk: {RISK['title']}: {WHY}" in page
    assert f"Opened a risk again: {RISK['title']}" in page
    told = room.page(LEAD, "/work/pack").rpartition("Told to staff")[2]
    assert "Published: Ny turnus." in told
    assert "Closed a risk" not in told, "of that staff were told nothing"
    room.sends(SAFETY, f"/work/risks/{risk}/closure/end")
    assert len(room.world.rows(LINES)) == 3, "once more changes nothing"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"why": " "}, "Write something here."),
        ({"why": "x" * 2001}, "Shorten it"),
        ({"closed": ""}, "Choose a day."),
        ({"closed": "i går"}, "Choose a day, or write it like"),
        ({"closed": "2099-01-01"}, "That day has not been yet."),
        ({"closed": "2021-01-01"}, "It was written down on"),
    ],
)
def test_without_a_reason_or_a_day_that_can_be_meant_it_stays_open_and_what_was_typed_stands(room, wrong, said):
    risk = room.risks()
    answer = closes(room, risk, **wrong)
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert wrong.get("why", WHY) in answer.text
    assert RISK["reasoning"] in answer.text
    assert room.world.rows("SELECT closed_day, closed_why FROM work_risk") == [(None, None)]
    assert room.world.rows(LINES) == []


def test_its_measures_go_on_and_stand_with_it(room):
    risk = room.risks()
    room.world.phone(SAFETY).post(f"/work/measures/new?risk={risk}", data={**MEASURE, "due": room.ahead(30)})
    page = words(closes(room, risk).text)
    assert page.index("1 closed risk") < page.index(MEASURE["title"])
    assert room.world.rows("SELECT state FROM work_measure") == [("planned",)]


def test_papers_and_spreadsheets_show_open_and_closed_apart(room):
    risk, _other = room.risks(), room.risks(title="Uklart hva som kan vente")
    room.world.phone(SAFETY).post(f"/work/measures/new?risk={risk}", data={**MEASURE, "due": room.ahead(30)})
    room.measures(title="Ny turnus")
    closes(room, risk)
    for text in (room.page(LEAD, "/work/pack"), pdf_of(room, language="en").text):
        text = " ".join(text.split())
        assessed = text[text.index("The risks, the gravest first") :]
        assert (
            assessed.index("Uklart hva som kan vente")
            < assessed.index("Closed risks")
            < assessed.index(RISK["title"])
            < assessed.index(WHY)
        )
        assert f"{RISK['title']} (closed)" in text
        assert "Uklart hva som kan vente (closed)" not in text
    file = room.world.phone(SAFETY).get("/work/measures.csv", headers={"Accept-Language": "en"})
    told = {row[0]: row[-1] for row in csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";")}
    assert told == {"Measure": "Risk closed", MEASURE["title"]: room.ahead(0), "Ny turnus": ""}


def test_what_was_written_by_mistake_can_be_taken_away_whole(room):
    risk = room.risks(title="Per er så treig")
    assert "Remove it for good" in room.page(SAFETY, f"/work/risks/{risk}")
    answer = room.sends(SAFETY, f"/work/risks/{risk}/removal")
    assert "Removed." in answer.text
    assert room.world.rows("SELECT count(*) FROM work_risk") == [(0,)]
    assert "Removed a risk that was written down by mistake" in room.page(LEAD, "/work/measures")
    assert room.world.rows(LINES) == [("removed", "Stein", "")], "and none of its words"
    assert room.world.phone(SAFETY).get(f"/work/risks/{risk}").status_code == 404
    for way in ("", "/closure", "/closure/end", "/removal"):
        assert room.world.phone(SAFETY).post(f"/work/risks/{risk}{way}", data={"why": WHY, "closed": room.ahead(0)}).status_code == 404


def test_a_risk_with_a_story_is_closed_and_never_taken_away(room):
    risk, other = room.risks(), room.risks(title="Uklart hva som kan vente")
    room.world.phone(SAFETY).post(f"/work/measures/new?risk={risk}", data={**MEASURE, "due": room.ahead(30)})
    closes(room, other)
    for story in (risk, other):
        assert "Remove it for good" not in room.page(SAFETY, f"/work/risks/{story}")
        assert "so it stays" in room.sends(SAFETY, f"/work/risks/{story}/removal").text
    assert room.world.rows("SELECT count(*) FROM work_risk") == [(2,)]
    assert room.world.phone(ANNA).post(f"/work/risks/{risk}/removal").status_code == 404


def test_a_measure_for_a_risk_that_is_gone_meanwhile_is_refused_and_not_kept_without_it(room):
    risk = room.risks()
    room.sends(UNION, f"/work/risks/{risk}/removal")
    assert room.world.phone(SAFETY).post(f"/work/measures/new?risk={risk}", data={**MEASURE, "due": room.ahead(30)}).status_code == 404
    assert room.world.rows("SELECT count(*) FROM work_measure") == [(0,)]
