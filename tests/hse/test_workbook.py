"""The measures and the risks as a workbook, read back: days are days, numbers numbers, and nothing calculates."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from tests.cast import SAFETY


def book_of(room, place=0):
    answer = room.world.phone(SAFETY).get("/work/measures.xlsx", headers={"Accept-Language": "en"})
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["Content-Disposition"] == "attachment; filename=measures.xlsx"
    return load_workbook(io.BytesIO(answer.data)).worksheets[place]


@pytest.mark.parametrize(("language", "name"), [("nb", "tiltak"), ("nn", "tiltak"), ("en", "measures")])
def test_the_file_is_called_what_the_reader_calls_it(room, language, name):
    for kind in ("xlsx", "csv"):
        answer = room.world.phone(SAFETY).get(f"/work/measures.{kind}", headers={"Accept-Language": language})
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}.{kind}"


def test_it_holds_what_the_page_shows(room):
    risk = room.risks()
    answer = room.world.phone(SAFETY).post(
        f"/work/measures/new?risk={risk}",
        data={
            "level": "organisation",
            "title": "To på natt",
            "owner": "other",
            "owner_words": "Enhetsleder",
            "state": "planned",
            "due": room.ahead(30),
        },
    )
    assert answer.status_code == 303
    sheet = book_of(room)
    first, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert first[:3] == ["Measure", "Risk", "Likelihood × consequence"]
    assert row[:5] == ["To på natt", "Alene med de døende på natt", 12, "Organisation", "Enhetsleder"]
    assert isinstance(row[5], datetime)
    assert row[5].date().isoformat() == room.ahead(30)
    assert sheet["F2"].number_format == "mm-dd-yy", "number 14: as whoever opens it writes days"
    assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", " =1", "{=1}", "http://evil.example", "12"])
def test_what_begins_like_a_formula_is_text_and_stays_it(room, start):
    room.measures(title=start, owner_words=start)
    sheet = book_of(room)
    title, owner = sheet["A2"], sheet["E2"]
    assert (title.value, title.data_type) == (start.strip(), "s")
    assert (owner.value, owner.data_type) == (start.strip(), "s")
    assert title.hyperlink is None
    if start.strip()[0] in "=+-@":
        assert title.quotePrefix, "so it is text for whoever changes it, too"


def test_risks_stand_on_a_sheet_of_their_own_the_open_ones_first(room):
    closed = room.risks(likelihood="5", consequence="5")
    room.risks(title="=Uklart hva som kan vente")
    room.sends(SAFETY, f"/work/risks/{closed}/closure", why="=Vi er to på natt nå.", closed=room.ahead(0))
    assert "Risks and measures as a workbook" in room.page(SAFETY, "/work/papers"), "there are risks, and no measures"
    sheet = book_of(room, 1)
    first, *rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert sheet.title == "Risks"
    assert (first[0], first[-2:]) == ("Risk", ["Closed", "Why"])
    assert [row[0] for row in rows] == ["=Uklart hva som kan vente", "Alene med de døende på natt"]
    assert rows[0][-2:] == [None, None]
    assert (rows[1][6], rows[1][9].date().isoformat(), rows[1][10]) == (25, room.ahead(0), "=Vi er to på natt nå.")
    assert all(sheet[cell].data_type == "s" and sheet[cell].quotePrefix for cell in ("A2", "K3"))
