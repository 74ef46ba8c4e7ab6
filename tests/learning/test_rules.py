"""How long and how hard a text is."""

from itertools import pairwise

import pytest

from ladeapp.learning import rules


@pytest.mark.parametrize(("count", "minutes"), [(0, 0), (1, 1), (180, 1), (181, 2), (900, 5), (901, 6)])
def test_minutes_are_rounded_up(count: int, minutes: int):
    assert rules.minutes(count) == minutes


def test_marks_of_sources_and_of_type_are_no_words():
    assert rules.words("Vi er **to**.[^noa-1]\n\n> – Jeg’s på") == ["Vi", "er", "to", "Jeg’s", "på"]


def test_lix_counts_words_a_sentence_and_long_words():
    assert rules.lix("Vi går. Vi er arbeidskamerater.") == pytest.approx(5 / 2 + 100 * 1 / 5)
    with pytest.raises(ValueError):
        rules.lix(" [^noa] ")


@pytest.mark.parametrize("text", ["Angsten kom.", "et symptom", "Utbrenthet", "TRAUME", "diagnosen", "burnout"])
def test_a_word_for_an_illness_is_found(text: str):
    assert rules.refused_word(text)


@pytest.mark.parametrize("text", ["Rangstigen", "Det er tungt.", "Du er redd.", "lid"])
def test_and_no_other(text: str):
    assert rules.refused_word(text) is None


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Fra 1. januar. Da.", ["Fra 1. januar. ", "Da."]),
        ("«Går det bra?» Hun nikket.", ["«Går det bra?» ", "Hun nikket."]),
        ("Ja! «Nei.» – Hva … 20 av dem.", ["Ja! ", "«Nei.» ", "– Hva … ", "20 av dem."]),
        ("Uten slutt", ["Uten slutt"]),
    ],
)
def test_where_sentences_begin(text: str, sentences: list[str]):
    starts = [*rules.sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == sentences
