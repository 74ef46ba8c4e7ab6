"""Protocols are data, and nobody can write the safety out of them."""

import shutil
from itertools import product
from pathlib import Path

import pytest

from ladeapp.config import LANGUAGES
from ladeapp.stations import codes, protocols
from ladeapp.stations.protocol_files import CONTENT, ProtocolError, load

KEYS = ("alone-1", "two-5", "two-10", "two-20", "group-40", "ward-10")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        shutil.copytree(CONTENT / language / "protocols", tmp_path / language / "protocols")
    return tmp_path


def test_there_is_something_for_one_two_and_several_in_every_language():
    for language in LANGUAGES:
        found = protocols.protocols(language)
        assert [(each.key, each.who) for each in found] == [
            ("alone-1", "alone"), ("two-5", "two"), ("two-10", "two"), ("two-20", "two"), ("group-40", "group"), ("ward-10", "group"),
        ]  # fmt: skip
    minutes = {each.key: each.minutes for each in protocols.protocols()}
    assert {key: minutes[key] for key in KEYS if key != "group-40"} == {"alone-1": 1, "two-5": 5, "two-10": 10, "two-20": 20, "ward-10": 10}
    assert 35 <= minutes["group-40"] <= 45


@pytest.mark.parametrize("key", KEYS)
def test_the_safety_question_names_all_that_it_must(key: str):
    gate = protocols.protocol(key, "nb").steps[0].texts["alone"]
    for word in ("vold", "trusler", "uventet dødsfall", "alvorlig skade", "liv"):
        assert word in f"{gate.say} {gate.also}".casefold()


@pytest.mark.parametrize(("key", "percent"), list(product(KEYS, protocols.STRETCHES)))
def test_longer_is_longer_and_still_the_same_for_both(key: str, percent: int):
    plain, longer = protocols.protocol(key), protocols.protocol(key, stretch=percent)
    for before, now in zip(plain.steps, longer.steps, strict=True):
        if before.pace.waits or percent == 100:
            assert now.seconds == before.seconds
        else:
            assert now.seconds % 5 == 0
            assert abs(now.seconds - before.seconds * percent / 100) <= 2.5
    shared = {seat: [step.seconds for step in longer.steps if (step.kind, step.seat) == ("share", seat)] for seat in "ab"}
    assert key not in {"two-5", "two-10", "two-20"} or shared["a"] == shared["b"]
    assert longer.as_json["stretch"] == percent
    with pytest.raises(ValueError):
        plain.stretched(90)


# name: file, what stands there, what is written instead, what is said
BROKEN = {
    "the gate is gone": ("two-5", "    kind: gate\n", "    kind: parrot\n", "step 1 (gate): kind"),
    "the gate comes later": ("two-5", "    kind: mirror\n    seat: a\n    seconds: 15\n", "    kind: gate\n    seconds: 15\n", "step 3 (a-mirrored)"),
    "a step without seconds": ("two-5", "    seconds: 75\n    share: &share", "    share: &share", "step 2 (a-shares): seconds"),
    "one shares longer": ("two-5", "    seat: b\n    seconds: 75", "    seat: b\n    seconds: 60", "step 4 (b-shares): both must share, and for the same"),
    "one is not mirrored": ("two-10", "    kind: mirror\n    seat: b\n", "    kind: share\n    seat: b\n", "for the same time"),
    "a turn to nothing": ("two-5", "  - key: turn\n    kind: turn\n", "  - key: turn\n    kind: step\n", "step 4 (b-shares): a step that turns"),
    "no closing question": ("two-20", "    kind: close\n    seconds: 60\n", "    kind: turn\n    title: Slutt\n    seconds: 60\n", "the last step must be the closing"),
    "a prompt without words": ("two-5", "      say: Bare lytt. Det er nok.\n", "", "step 2 (a-shares): listen"),
    "an empty title": ("two-10", "    kind: turn\n    seconds: 60\n    title: ", "    kind: turn\n    seconds: 60\n    title: ''\n    was: ", "title is missing"),
    "nobody shares": ("two-5", "    kind: share\n    seat: b\n", "    kind: share\n", "step 4 (b-shares): seat"),
    "two share in a group": ("group-40", "    kind: take\n", "    kind: share\n", "in a group one shares, once"),
    "a second seat in a group": ("group-40", "    kind: questions\n    seat: a\n", "    kind: questions\n    seat: b\n", "in a group one shares, and it is a"),
    "a whole ward on phones of its own": ("ward-10", "phones: [one]", "phones: [one, own]", "2 to 6 people"),
    "phones unheard of": ("ward-10", "phones: [one]", "phones: [radio]", "phones must be"),
    "people the wrong way round": ("group-40", "people: [3, 6]", "people: [6, 3]", "people must be"),
    "a seat alone": ("alone-1", "people: [1, 1]", "people: 1", "people must be two whole numbers"),
    "no ground rules": ("two-5", "rules:\n", "rules: []\nwere:\n", "rules must be a list"),
    "a rule that is not words": ("two-5", "  - Lik tid til begge.\n", "  - Lik tid: begge.\n", "rules must hold words only"),
    "not YAML": ("two-5", "steps:", "steps: [", "two-5.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_broken_protocol_stops_the_start_and_says_where(content: Path, case: str):
    key, whole, broken, says = BROKEN[case]
    path = content / "nb" / "protocols" / f"{key}.yaml"
    text = path.read_text()
    assert whole in text
    path.write_text(text.replace(whole, broken, 1))
    with pytest.raises(ProtocolError) as told:
        load(content)
    assert str(path) in str(told.value)
    assert says in str(told.value)


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_step_is_told_with_file_and_line(content: Path, key: str):
    """Each step of each file is left out in turn; no file lacking one is taken."""
    path = content / "nn" / "protocols" / f"{key}.yaml"
    text = path.read_text()
    head, *steps = text.split("\n  - key: ")
    for missing in range(len(steps)):
        path.write_text("\n  - key: ".join([head, *steps[:missing], *steps[missing + 1 :]]))
        with pytest.raises(ProtocolError, match=rf"{key}\.yaml(:\d+: |: while|: found)"):
            load(content)


def test_the_line_of_a_broken_step_is_told(content: Path):
    path = content / "nb" / "protocols" / "two-5.yaml"
    lines = path.read_text().split("\n")
    line = lines.index("  - key: turn") + 1
    path.write_text(path.read_text().replace("    seconds: 45\n", "    seconds: half\n", 1))
    with pytest.raises(ProtocolError, match=rf"two-5\.yaml:{line}: step 6 \(turn\): seconds"):
        load(content)


def test_a_language_cannot_run_to_another_clock(content: Path):
    path = content / "nn" / "protocols" / "two-5.yaml"
    path.write_text(path.read_text().replace("seconds: 45", "seconds: 50"))
    with pytest.raises(ProtocolError, match=r"nn.*two-5\.yaml:\d+: step 6"):
        load(content)


def test_a_protocol_missing_in_one_language_is_missed(content: Path):
    (content / "en" / "protocols" / "two-5.yaml").unlink()
    with pytest.raises(ProtocolError, match="two-5"):
        load(content)


def test_four_words_can_be_said_and_typed_by_anyone():
    words = codes.WORDS.read_text(encoding="utf-8").split()
    assert len(words) >= 256
    assert all(2 <= len(word) <= 8 and word.isalpha() and word.islower() for word in words)
    assert codes.normal("  TÅKE, maane–Bjoerk snoe ") == "tåke-måne-bjørk-snø"
    for typed in ("", "tåke måne bjørk", "tåke måne bjørk snø is", "tåke måne bjørk elefant", "\x00", "🫠 🫠 🫠 🫠"):
        with pytest.raises(ValueError):
            codes.normal(typed)
