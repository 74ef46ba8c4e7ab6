"""What is on the shelves is whole and the same in every language; what is not is left out, and the rest stays up."""

from pathlib import Path

import pytest
from flask import Flask

from ladeapp import learning
from ladeapp.config import LANGUAGES
from ladeapp.doctor import findings
from ladeapp.learning import files
from ladeapp.learning import library as shipped
from tests.learning import books


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return books.library(tmp_path)


def test_a_whole_item_is_on_the_shelf_in_every_language(folder: Path):
    shelf = files.load(folder)
    assert shelf.faults == ()
    for language in LANGUAGES:
        charging, leadership = shelf.series[language]
        (two,), (doors,) = charging.items, leadership.items
        assert (two.key, two.path, two.number, two.version) == ("charging/two", "/learn/charging/two", 1, 1)
        assert [part.kind for part in two.exercise.parts] == ["text", "choice", "choice", "rank", "scale", "sort", "map"]
        assert two.meeting
        assert [step.minutes for step in two.meeting.steps] == [2, 3, 4, 1]
        assert two.try_this == "Spør én kollega."
        assert (doors.key, doors.meeting, doors.try_this) == ("leadership/doors", None, None)


def test_every_sentence_stands_by_itself_and_every_mark_leads_to_its_source(folder: Path):
    two = files.read(folder / "nb/learning/charging/1-two.md", folder)
    one = '<a class="noted" id="mark-1-1" href="#source-1" data-mark="1">1</a>'
    assert two.cards[0].html == (
        '<p><span data-sentence="1">Du kommer ut fra rom tolv. </span>'
        '<span data-sentence="2">Fra 1. januar er det <strong>viktig. </strong></span>'
        f'<span data-sentence="3"><strong>Dere</strong> er to.{one} </span><span data-sentence="4">Da går det lettere.</span></p>'
        '<ul><li><span data-sentence="5">først den ene</span></li><li><span data-sentence="6">så den andre.'
        '<a class="noted" id="mark-2-1" href="#source-2" data-mark="2">2</a></span></li></ul>'
    )
    assert two.cards[1].html.startswith('<blockquote><p><span data-sentence="1"><strong>Kari:</strong> Går det bra? </span>')
    assert [(source.key, source.number, source.marks) for source in two.sources] == [("noa", 1, 2), ("law", 2, 1)]


# what is wrong: what stands there, what is written instead, the line, what is said
BROKEN = {
    "a script": ("Det er nok.", "<script>alert(1)</script> Det er nok.", 43, "no HTML"),
    "an address": ("Det er nok.", "Se [her](https://example.no).", 43, "link has no place"),
    "a bare address": ("Det er nok.", "Se https://example.no.", 43, "no HTML, address"),
    "a picture from elsewhere": ("Det er nok.", "![x](https://example.no/x.png)", 43, "image has no place"),
    "an address told elsewhere": ("Det er nok.", "Det er nok.\n\n[noa]: https://example.no", 45, "no HTML, address"),
    "code": ("Det er nok.", "Det er `nok`.", 43, "code_inline has no place"),
    "a heading below": ("## Sammen", "### Sammen", 39, "only ## begins a card"),
    "a card without text": ("## Sammen\n", "## Sammen\n\n## Mer\n", 39, "a card without a text"),
    "text before the first card": ("## Tre skritt", "Hei.\n\n## Tre skritt", 32, "a text begins with"),
    "too much on a card": ("Det er nok.", "ord " * 121, 39, "words on a card"),
    "a diagnosis": ("Det er nok.", "Det er ikke angst.", 39, "“angst” names an illness"),
    "a diagnosis in the exercise": ("Hva hjalp?", "Hva hjalp mot utbrentheten?", 2, "names an illness"),
    "a mark without a source": ("Det er nok.[^noa]", "Det er nok.[^nav]", 29, "no source is called nav"),
    "a source without a mark": ("[^law]", "", 29, "no card mentions law"),
    "unknown exercise": ("kind: rank", "kind: puzzle", 15, "order: kind must be one of text, choice"),
    "one option": ('["Før", "Etter"]', '["Før"]', 14, "options must be 2 to 8"),
    "one pile": ('["Lader", "Tapper"]', '["Lader"]', 17, "piles must be 2 to 2"),
    "options on a text": ("kind: text,", 'kind: text, options: ["a", "b"],', 12, "options has no place in a text"),
    "the same id twice": ("id: one", "id: who", 9, "the same id"),
    "broken front matter": ('title: "Å være to"', 'title: "Å være to', 3, ""),
    "no front matter": ("---\ntitle", "title", 1, "front matter stands between"),
    "unknown front matter": ("version: 1", "version: 1\nauthor: meg", 2, "author has no place"),
    "a name twice": ("version: 1", "version: 1\nversion: 2", 2, "version stands twice"),
    "dishonest minutes": ("minutes: 1\n", "minutes: 2\n", 2, "words take 1 minutes, not 2"),
    "a long title": ("Å være to", "Å være to " * 5, 2, "there is room for 40"),
    "no questions": ("  parts:\n", "  parts: []\n  other:\n", 9, "parts must be a list"),
    "eleven minutes": ("minutes: 4", "minutes: 5", 21, "they must be 10"),
    "no round": ("kind: round, minutes: 3", "kind: talk, minutes: 3", 21, "has one round"),
    "a card that is not there": ("cards: [1]", "cards: [3]", 23, "numbers from 1 to 2"),
    "a source that is no address": ("https://noa.stami.no", "javascript:alert(1)", 29, "must be a web address"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_item_is_left_out_in_all_languages_with_file_and_line_and_the_rest_stays(what: str, folder: Path):
    old, new, line, told = BROKEN[what]
    assert old in books.MODULE
    books.write(folder, text=books.MODULE.replace(old, new, 1), languages=("nn",))
    shelf = files.load(folder)
    assert len(shelf.faults) == 1
    assert shelf.faults[0].startswith("nn/learning/charging/1-two.md:")
    assert told in shelf.faults[0]
    assert shelf.faults[0].split(":")[1] == str(line)
    for language in LANGUAGES:
        assert [each.key for one in shelf.series[language] for each in one.items] == ["leadership/doors"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\n## Sammen\n", "\n", "number of cards is not as in nb"),
        ("kind: rank", "kind: choice", "exercise is not as in nb"),
        ('["Før", "Etter"]', '["Før", "Etter", "Nå"]', "exercise is not as in nb"),
        ("kind: talk, minutes: 4", "kind: show, cards: [2], minutes: 4", "steps of the meeting is not as in nb"),
        ("version: 1", "version: 2", "version is not as in nb"),
    ],
)
def test_another_structure_in_one_language_takes_the_item_from_all(old: str, new: str, told: str, folder: Path):
    books.write(folder, text=books.MODULE.replace(old, new, 1).replace("cards: [2]", "cards: [1]"), languages=("en",))
    shelf = files.load(folder)
    assert [fault.partition(": ")[2] for fault in shelf.faults] == [told]
    assert all(not shelf.series[language][0].items for language in LANGUAGES)


def test_a_text_that_one_language_lacks_is_on_no_shelf(folder: Path):
    (folder / "nn/learning/charging/1-two.md").unlink()
    shelf = files.load(folder)
    assert shelf.faults == ("nn/learning/charging/1-two.md:1: missing, or not to be used",)
    assert [len(one.items) for one in shelf.series["nb"]] == [0, 1]


def test_two_texts_of_one_name_and_a_stray_file_are_told(folder: Path):
    books.write(folder, "charging/2-two")
    (folder / "nb/learning/charging/notes.txt").write_text("x")
    faults = files.load(folder).faults
    assert "nb/learning/charging/2-two.md:1: another file is called two" in faults
    assert any(fault.startswith("nb/learning/charging/notes.txt:1: a file here is") for fault in faults)


# The library that is shipped


def test_nothing_that_is_shipped_is_left_out():
    assert shipped.faults() == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shipped_is_as_long_as_it_should_be_and_easy_to_read(language: str):
    for item in shipped.items(language):
        fewest, most, cards = (500, 900, range(5, 9)) if item.series == "charging" else (360, 900, range(4, 9))
        assert fewest <= item.words <= most, item.key
        assert len(item.cards) in cards, item.key
        assert item.minutes <= 5, item.key
        if language == "nb":
            assert item.lix <= 40, item.key
        if item.series == "charging":
            assert [part.kind for part in item.exercise.parts].count("text") == 2, item.key


def test_an_item_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        shipped.item("charging", "gone", "nb")
    with pytest.raises(KeyError):
        shipped.series("sv")


# Whom it is told


def test_what_is_left_out_stands_in_the_log_and_before_the_operator(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    books.write(folder, text=books.MODULE.replace("kind: rank", "kind: puzzle"), languages=("nb",))
    shelf = files.load(folder)
    monkeypatch.setattr(shipped, "shelf", lambda: shelf)
    learning.init_app(app)
    assert '"where": "nb/learning/charging/1-two.md:15: order: kind must be one of' in capsys.readouterr().out
    assert any(line.startswith("! learning: left out in every language – nb/learning/charging/1-two.md:15") for line in findings(app))
    assert "  learning: 1 texts on the shelf" in findings(app)
