"""The pack as a PDF for those who do not see it, for the file and for an inspection: tagged, whole, ours alone – and escaped."""

import itertools
import re
from html import unescape

import pytest

from ladeapp.hse import press
from tests.cast import LEAD, SAFETY, UNION
from tests.hse.conftest import DISCUSSED, RISK
from tests.hse.pdfs import Pdf, below

HOSTILE = (
    '<script>alert(1)</script> <img src="http://169.254.169.254/latest" onerror=x> <link rel=attachment href="file:///etc/passwd"> '
    "<style>@import url(http://evil.example/x.css)</style> ![x](http://evil.example/x.png) [y](javascript:alert) </section></body>"
)


@pytest.fixture
def full(room):
    """A programme with something in every chapter."""
    room.is_signed()
    risk = room.risks()
    measure = room.measures(risk_id=risk, look_day=room.ahead(60))
    room.sends(UNION, f"{measure}/publication", text="Vi er to på natt fra 1. juni.")
    meeting = room.meets(place="Møterommet")
    room.writes(UNION, meeting, minutes="# Natt\n\n### Dypt\n\n- **Ja**\n\n#### Dypere\n\nTekst", decisions="Ny turnus")
    room.all_sign(meeting)
    return room


def pdf_of(room, address="/work/pack.pdf", language="nb", member=LEAD):
    answer = room.world.phone(member).get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    return Pdf(answer.data)


@pytest.mark.parametrize(
    ("address", "language"), [("/work/pack.pdf", "nb"), ("/work/papers/dpia/nn.pdf", "nn"), ("/work/papers/letter/en.pdf", "en")]
)
def test_whoever_does_not_see_it_can_read_it(full, address, language):
    pdf = pdf_of(full, address)
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/Lang"] == language
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Fjordvik kommune" in pdf.reader.metadata.title
    assert re.search(r"pdfuaid:part(>|=\")1", pdf.xmp)
    assert pdf.reader.outline, "bookmarks"
    assert pdf.untagged() == []
    assert all(font["/FontDescriptor"].get("/FontFile2") or font["/FontDescriptor"].get("/FontFile3") for font in pdf.fonts())
    figures = pdf.kinds("/Figure")
    assert figures
    assert all(figure["/Alt"].strip() for figure in figures)
    levels = pdf.headings()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    assert pdf.kinds("/Table")
    assert {head["/A"]["/Scope"] for head in pdf.kinds("/TH")} <= {"/Column", "/Row"}
    assert all(cell["/A"]["/Headers"] for cell in pdf.kinds("/TD"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_row_of_a_table_is_left_alone_on_a_sheet(full, language):
    tables = [list(below(table)) for table in pdf_of(full, f"/work/papers/dpia/{language}.pdf").kinds("/Table")]
    assert all(sum(tag["/S"] == "/TR" for tag in table) > 2 for table in tables), "its heads and at least two"


def test_rows_have_headers_too_and_links_say_where_they_lead(full):
    pdf = pdf_of(full)
    assert "/Row" in {head["/A"]["/Scope"] for head in pdf.kinds("/TH")}
    said = {str(link["/Contents"]) for link in pdf.links()}
    assert "4. Risikovurdering" in said
    assert all(re.match(r"\d\. ", each) for each in said), said


def test_every_chapter_is_there_with_what_it_is_about_and_never_that_the_law_is_followed(full):
    text = pdf_of(full).text
    chapters = ["1. Formål og drøfting", "2. Planen", "3. Kartlegging", "4. Risikovurdering", "5. Tiltak", "6. Evaluering", "7. Referat",
                "8. Signaturer", "9. Fortalt til de ansatte"]  # fmt: skip
    assert all(chapter in text for chapter in chapters)
    for law in ("arbeidsmiljøloven § 4-3", "arbeidsmiljøloven § 9-2", "internkontrollforskriften § 5"):
        assert law in text
    for said in (*DISCUSSED.values(), RISK["title"], RISK["reasoning"], "Enhetsleder", "Møterommet", "Ny turnus", "Leila, Stein, Unni"):
        assert said in text
    assert "Det viser ikke om loven er fulgt" in text
    assert not re.search(r"oppfyll|i samsvar med loven|lovlig", text)


def test_it_speaks_the_language_of_whoever_takes_it(full):
    pdf = pdf_of(full, language="nn")
    assert pdf.root["/Lang"] == "nn"
    assert "Arbeidsmiljølova § 4-3" in pdf.text


def test_html_in_what_people_write_stays_words_and_is_fetched_from_nowhere(room):
    room.begins()
    room.discusses(need=HOSTILE)
    meeting = room.meets()
    room.writes(UNION, meeting, minutes=HOSTILE, decisions=HOSTILE)
    room.risks(title="<b>Natt</b>", reasoning=HOSTILE)
    pdf = pdf_of(room)
    assert pdf.text.count("<script>alert(1)</script>") == 4
    assert "<b>Natt</b>" in pdf.text
    assert "/EmbeddedFiles" not in pdf.root.get("/Names", {})
    assert "root:" not in pdf.text
    assert all("/A" not in link for link in pdf.links()), "no way out of the paper"
    assert pdf.untagged() == []


def test_the_same_stands_on_the_page_to_print(full):
    html = full.html(LEAD, "/work/pack")
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    assert "data-print" in html
    assert 'href="/work/pack.pdf"' in html


@pytest.mark.parametrize("address", ["/work/pack", "/work/papers/letter/nb", "/work/papers/dpia/nb"])
def test_without_the_extra_there_is_a_sentence_and_the_page_to_print(room, monkeypatch, address):
    monkeypatch.setattr(press, "find_spec", lambda name: None)
    room.begins()
    html = unescape(room.html(SAFETY, address))
    assert "This server is not set up to make PDFs" in html
    assert ".pdf" not in html
    pdf = address + ".pdf"
    answer = room.world.phone(SAFETY).get(pdf, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.location) == (303, address)
    assert "This server is not set up to make PDFs" in room.html(SAFETY, address)


def test_what_grows_too_large_or_takes_too_long_ends_in_a_sentence(room, monkeypatch):
    room.begins()
    for name, value in (("LARGEST", 100), ("MEMORY", 64 * 1024**2)):
        with monkeypatch.context() as patch:
            patch.setattr(press, name, value)
            answer = room.world.phone(UNION).get("/work/pack.pdf", headers={"Accept-Language": "en"}, follow_redirects=True)
            assert "This did not become a PDF" in answer.text, name
    monkeypatch.setattr(press, "SECONDS", 1)
    with pytest.raises(press.Failed):
        press.printed("<html lang=nb><title>x</title>" + "<p>Vi snakket lenge om nettene. " * 20_000)


@pytest.mark.slow
def test_two_hundred_pages_of_minutes_become_a_paper(full, monkeypatch):
    monkeypatch.setattr(press, "LONGEST", 600)  # the machine that tests is busy
    long = "\n\n".join(f"## Sak {n}\n\n" + "Vi snakket lenge om nettene og om hvem som kan avløse hvem. " * 30 for n in range(1, 420))
    with full.world.inside():
        from ladeapp.db import db
        from ladeapp.hse.models import WorkPart, WorkRecord

        meeting = WorkRecord(workplace_id=full.world.team().unit.workplace_id, kind="meeting", day=full.today(), present="Leila")
        meeting.parts = [WorkPart(key="minutes", text=long)]
        db.session.add(meeting)
        db.session.commit()
    pdf = pdf_of(full)
    assert len(pdf.reader.pages) >= 200
    assert "Sak 419" in "".join(page.extract_text() for page in pdf.reader.pages[-4:])
