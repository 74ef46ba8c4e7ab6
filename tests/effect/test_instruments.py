"""The scales are data: whole, alike in three languages, kind, and nothing that we may not show."""

import re
import shutil
from pathlib import Path

import pytest

from ladeapp.config import LANGUAGES
from ladeapp.effect import instruments as shipped
from ladeapp.effect.files import CONTENT, InstrumentError, load
from ladeapp.learning.rules import refused_word

WAVE = ("relations", "regulation", "climate", "strain", "given", "received", "noa")
NEGATION = re.compile(r"\b(?:ikke|ikkje|aldri|ingen|inga|not|never|nobody|don't)\b", re.IGNORECASE)
TWO_IN_ONE = re.compile(r"\b(?:og|eller|and|or)\b", re.IGNORECASE)
OTHERS = {"noa", "who5"}  # not our words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        shutil.copy(CONTENT / language / "instruments.yaml", tmp_path / language)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_survey_has_its_seven_scales_and_the_private_ones_stay_private(language: str) -> None:
    found = shipped.instruments(language)
    assert tuple(each.key for each in found if each.purpose == "wave") == WAVE
    assert [each.key for each in found if each.purpose == "private"] == ["who5"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_questions_ask_one_thing_each_without_a_no_in_it(language: str) -> None:
    for each in shipped.instruments(language):
        if each.key in OTHERS:
            continue
        assert 3 <= len(each.items) <= 4
        assert len(each.options) == 5
        for item in each.items:
            assert not NEGATION.search(item.text), item.text
            assert not TWO_IN_ONE.search(item.text.replace("hver og en", "").replace("kvar og ein", "")), item.text
            assert len(item.text) <= 70, item.text
        assert any(item.reverse for item in each.items) or each.key in {"given", "received"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_scale_names_an_illness(language: str) -> None:
    for each in shipped.instruments(language):
        said = [each.title, each.stem, each.low, each.high, each.limits, each.note, *(item.text for item in each.items)]
        assert not [line for line in said if refused_word(line)]


def test_noa_is_word_for_word_what_stands_at_noa() -> None:
    noa = shipped.instrument("noa", "nb")
    assert noa
    assert noa.stem == "I hvilken grad må du i arbeidet …"
    assert [item.text for item in noa.items] == [
        "… forholde deg til sterke følelser som for eksempel sorg, sinne, fortvilelse, oppgitthet, eller lignende hos kunder, klienter, "
        "eller andre som ikke er ansatt på din arbeidsplass?",
        "… skjule negative følelser som for eksempel sinne, irritasjon, oppgitthet eller lignende overfor kunder, klienter, eller andre "
        "som ikke er ansatt på arbeidsplassen?",
    ]
    assert noa.figures
    assert (noa.figures.year, noa.figures.high_from) == (2016, 3.1)
    assert [percent for _, percent in noa.figures.shares] == [20, 28, 14]


def test_who5_is_unchanged_in_every_language_and_has_its_own_range() -> None:
    nb, nn, en = (shipped.instrument("who5", language) for language in LANGUAGES)
    assert nb
    assert nn
    assert en
    assert (nb.lowest, nb.highest, nb.talk) == (0, 100, 50)
    assert (nn.items, nn.options, nn.stem, nn.language) == (nb.items, nb.options, nb.stem, "nb")  # there is no other Norwegian edition
    assert [item.text for item in en.items] == [
        "I have felt cheerful and in good spirits",
        "I have felt calm and relaxed",
        "I have felt active and vigorous",
        "I woke up feeling fresh and rested",
        "My daily life has been filled with things that interest me",
    ]


# name: language, what stands there, what is written instead, what is said
BROKEN = {
    "an item less": ("nn", "      - {key: dread, text: Eg gruar meg til å gå på jobb.}\n", "", "strain: items is not as in nb"),
    "turned round in one language": ("en", "at work., reverse: true}", "at work.}", "relations: items is not as in nb"),
    "other values": ("nn", "{value: 5, text: Alltid", "{value: 6, text: Alltid", "options is not as in nb"),
    "another rule for what is missing": ("en", "    least: 3\n", "    least: 2\n", "relations: scoring is not as in nb"),
    "a sum of what is missing": ("nb", "    least: 5\n", "    least: 4\n", "who5: least must be the number of items for a sum"),
    "an order of its own": ("nb", "key: given\n", "key: givne\n", "not the same instruments as in nb"),
    "the same key twice": ("nb", "key: given\n", "key: received\n", "two instruments are called received"),
    "a purpose nobody knows": ("nb", "purpose: private", "purpose: lead", "purpose must be one of wave, private"),
    "a scoring nobody knows": ("nb", "scoring: sum", "scoring: median", "scoring must be one of mean, sum"),
    "words left out": ("nb", "title: Slitasje", "title: ''", "strain: title is missing or empty"),
    "an answer twice": ("nb", "{value: 2, text: Sjelden}", "{value: 1, text: Sjelden}", "must each be there once"),
    "no licence": ("en", "    licence: &free Our own words, free to use (Apache 2.0)\n", "", "en/instruments.yaml"),
    "an illness": ("nb", "low: Kreftene har holdt i det siste.", "low: Lite fare for depresjon.", "names an illness"),
    "a threshold outside": ("nb", "talk: 50", "talk: 150", "talk must lie between 0 and 100"),
    "a word out of place": ("nb", "talk: 50", "cutoff: 50", "cutoff has no place here"),
    "another figure": ("en", "percent: 20", "percent: 25", "noa: figures is not as in nb"),
    "not YAML": ("en", "instruments:", "instruments: [", "instruments.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_whole_stops_the_start_and_says_where(folder: Path, name: str) -> None:
    language, there, instead, said = BROKEN[name]
    path = folder / language / "instruments.yaml"
    before = path.read_text()
    assert there in before
    path.write_text(before.replace(there, instead, 1))
    with pytest.raises(InstrumentError) as refused:
        load(folder)
    assert said in str(refused.value)
