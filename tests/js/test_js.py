"""The phone's own code, run by Node: each JavaScript test file counts as one test here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")  # comes with the development requirements


@pytest.mark.parametrize("file", sorted(path.name for path in HERE.glob("*.test.js")))
def test_what_people_rely_on_in_javascript(file: str) -> None:
    """Passes when Node says so, else shows what Node printed."""
    run = subprocess.run(
        [str(NODE), "--test", "--test-reporter=tap", str(HERE / file)], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^# pass [1-9]", run.stdout, re.MULTILINE), "no test was run"
