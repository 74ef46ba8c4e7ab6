"""The advice is data: whole, alike in three languages, and without the words we do not use."""

import re
import shutil
from pathlib import Path

import pytest

from ladeapp.config import LANGUAGES
from ladeapp.incidents import content, rules
from ladeapp.incidents.content import CONTENT, ContentError, load

DIAGNOSES = re.compile(
    r"\bptsd\b|posttraum|depresj|depression|angstliding|angstlidelse|diagno|traumatiser|utbrent|burnout|symptom", re.IGNORECASE
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        shutil.copy(CONTENT / language / "incidents.yaml", tmp_path / language)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_no_diagnosis_and_fits_a_tired_eye(language: str) -> None:
    advice = content.advice(language)
    assert len(advice.first) == 5
    assert all(len(line) <= 45 for line in advice.first)
    said = [
        *advice.first,
        *advice.reactions,
        *(text for _, text in advice.aid),
        *advice.debrief,
        *advice.why,
        *(p.text for p in advice.points),
    ]
    assert not [line for line in said if DIAGNOSES.search(line)]
    assert all(len(line) <= 200 for line in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_words_prescribe_no_session_about_feelings(language: str) -> None:
    assert not [point.text for point in content.advice(language).points if rules.prescribes_session(point.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_has_something_at_every_time(language: str) -> None:
    for role in rules.AUDIENCES:
        found = content.advice(language).of(role)
        assert list(found) == list(rules.TIMES)
        assert all(found.values())


# name: language, what stands there, what is written instead, what is said
BROKEN = {
    "four first lines": ("nb", "  - Ingen skal være alene nå.\n", "", "nb/incidents.yaml:2: first must be 5 lines"),
    "a colon without quotes": ("nn", "  - Ingen skal vere åleine no.\n", "  - Ingen: åleine no.\n", "first must be a list of words"),
    "a point that is gone": ("en", "  - {key: stay, role: leader, time: hour, text: Agree who stays with each of them.}\n", "", "en/incidents.yaml: point 3 is gather"),
    "nobody's time": ("nb", "{key: near, role: colleague, time: hour", "{key: near, role: colleague, time: noon", "point near: role must be one of"),
    "the same key twice": ("nb", "{key: water, ", "{key: near, ", "point near: another point has this key"),
    "words left out": ("nb", "text: La noen være hos deg.}", "text: ''}", "points: text is missing or empty"),
    "far too long": ("nb", "text: La noen være hos deg.}", f"text: {'Vær der. ' * 40}}}", "at most 300 characters"),
    "a time too few": ("en", "  - {key: week, name: After a week}\n", "", "times must be hour, day, days, week"),
    "a source less": ("nn", '  - {name: "Nav: meld yrkesskade", url: "https://www.nav.no/arbeidsgiver/yrkesskade"}\n', "", "sources is not as long"),
    "not YAML": ("en", "points:", "points: [", "incidents.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_would_fail_people_stops_the_start_and_says_where(folder: Path, name: str) -> None:
    language, there, instead, said = BROKEN[name]
    path = folder / language / "incidents.yaml"
    before = path.read_text()
    assert there in before
    path.write_text(before.replace(there, instead, 1))
    with pytest.raises(ContentError) as refused:
        load(folder)
    assert said in str(refused.value)


def test_what_is_missing_altogether_is_told(folder: Path) -> None:
    (folder / "nn" / "incidents.yaml").unlink()
    with pytest.raises(ContentError, match=r"nn/incidents\.yaml"):
        load(folder)
