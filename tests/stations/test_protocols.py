"""Protocols are data, and nobody can write the safety out of them."""

import shutil
from pathlib import Path

import pytest

from ladeapp.config import LANGUAGES
from ladeapp.stations import protocols
from ladeapp.stations.protocols import CONTENT, ProtocolError, load


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        shutil.copytree(CONTENT / language / "protocols", tmp_path / language / "protocols")
    return tmp_path


def test_five_minutes_for_two_take_five_minutes_in_every_language():
    for language in LANGUAGES:
        protocol = protocols.protocol("two-5", language)
        assert [step.seconds for step in protocol.steps] == [30, 75, 15, 75, 15, 45, 45]
        assert protocol.minutes == 5
        assert len(protocol.rules) == 8


def test_the_safety_question_names_all_that_it_must():
    alone = protocols.protocol("two-5", "nb").steps[0].texts["alone"]
    for word in ("Vold", "trusler", "uventet dødsfall", "alvorlig skade", "noens liv i fare"):
        assert word in alone.also


BROKEN = {
    "the gate is gone": ("    kind: gate\n", "    kind: turn\n", "gate"),
    "a step without seconds": ("    seconds: 75\n    share: &share", "    share: &share", "step 2 (a-shares): seconds"),
    "one shares longer": ("    kind: share\n    seat: b\n    seconds: 75", "    kind: share\n    seat: b\n    seconds: 60", "same time"),
    "no turn towards charge": ("    kind: turn\n", "    kind: close\n", "closing question"),
    "a prompt without words": ("      say: Bare lytt. Det er nok.\n", "", "step 2 (a-shares): listen"),
    "an unknown kind": ("    kind: mirror\n    seat: a", "    kind: parrot\n    seat: a", "step 3 (a-mirrored): kind"),
    "nobody shares": ("    kind: share\n    seat: b\n", "    kind: share\n", "step 4 (b-shares): seat"),
    "no ground rules": ("rules:\n  - Det er frivillig", "rules: []\nwere:\n  - Det er frivillig", "rules must be a list"),
    "not YAML": ("steps:", "steps: [", "two-5.yaml"),
}


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_broken_protocol_stops_the_start_and_says_where(content: Path, case: str):
    whole, broken, says = BROKEN[case]
    path = content / "nb" / "protocols" / "two-5.yaml"
    text = path.read_text()
    assert whole in text
    path.write_text(text.replace(whole, broken, 1))
    with pytest.raises(ProtocolError) as told:
        load(content)
    assert str(path) in str(told.value)
    assert says in str(told.value)


def test_the_line_of_a_broken_step_is_told(content: Path):
    path = content / "nb" / "protocols" / "two-5.yaml"
    path.write_text(path.read_text().replace("    seconds: 45\n", "    seconds: half\n", 1))
    with pytest.raises(ProtocolError, match=r"two-5\.yaml:\d+: step 6 \(turn\): seconds"):
        load(content)


def test_a_language_cannot_run_to_another_clock(content: Path):
    path = content / "nn" / "protocols" / "two-5.yaml"
    path.write_text(path.read_text().replace("seconds: 45", "seconds: 50"))
    with pytest.raises(ProtocolError, match=r"nn.*two-5\.yaml: step 6"):
        load(content)


def test_a_protocol_missing_in_one_language_is_missed(content: Path):
    (content / "en" / "protocols" / "two-5.yaml").unlink()
    with pytest.raises(ProtocolError, match="two-5"):
        load(content)
