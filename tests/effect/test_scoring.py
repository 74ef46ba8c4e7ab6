"""Every shipped scale, in every language, counted by the phone's own code as it was counted by hand."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ladeapp.config import LANGUAGES
from ladeapp.effect.instruments import instruments

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")
SCORING = HERE.parents[1] / "ladeapp/static/js/effect/scoring.js"
WORKED: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "worked_examples.yaml").read_text())
SCALES = [(language, one.key) for language in LANGUAGES for one in instruments(language)]
PROGRAM = """
const { score, whole } = await import(process.argv[1]);
let told = ""; for await (const part of process.stdin) told += part;
console.log(JSON.stringify(JSON.parse(told).map(({ scale, answers }) => { const number = score(scale, answers); return [number, whole(scale, number)]; })));
"""


@cache
def counted() -> dict[tuple[str, str], list[list[float | None]]]:
    """(language, key) → [score, whole] of each worked example, by Node in one go."""
    rows, asked = [], []
    for language in LANGUAGES:
        for one in instruments(language):
            for example in WORKED.get(one.key, []):
                rows.append((language, one.key))
                asked.append(
                    {"scale": one.as_json, "answers": {item.key: a for item, a in zip(one.items, example["answers"], strict=True)}}
                )
    run = subprocess.run(
        [str(NODE), "--input-type=module", "-e", PROGRAM, SCORING.as_uri()],
        input=json.dumps(asked), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    out: dict[tuple[str, str], list[list[float | None]]] = {}
    for row, numbers in zip(rows, json.loads(run.stdout), strict=True):
        out.setdefault(row, []).append(numbers)
    return out


@pytest.mark.parametrize(("language", "key"), SCALES)
def test_the_phone_counts_every_scale_as_it_was_counted_by_hand(language: str, key: str) -> None:
    told = [(example["score"], example["whole"]) for example in WORKED[key]]
    found = [tuple(numbers) for numbers in counted()[language, key]]
    assert [whole for _, whole in found] == [whole for _, whole in told]
    assert [score for score, _ in found] == pytest.approx([score for score, _ in told])


@pytest.mark.parametrize("key", [one.key for one in instruments()])
def test_the_examples_hold_something_missing_something_reversed_and_say_where_from(key: str) -> None:
    one = next(each for each in instruments() if each.key == key)
    assert all(example["where"] for example in WORKED[key])
    assert any(None in example["answers"] and example["score"] is None for example in WORKED[key])
    for index, item in enumerate(one.items):
        if item.reverse:
            assert any(example["answers"][index] not in (None, 3) and example["score"] is not None for example in WORKED[key])
    assert set(WORKED) == {each.key for each in instruments()}
