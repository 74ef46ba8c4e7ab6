"""The phone's own code, run by Node: each JavaScript test file counts as one test here."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.databases import lacking

HERE = Path(__file__).parent
OLDEST_NODE = 20  # mocks the clock, and has WebCrypto as a global


@pytest.fixture(scope="module")
def node() -> str:
    """Node's path, or a skip that says what to install."""
    found = shutil.which("node")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout if found else "v0"
    match = re.match(r"v(\d+)", version)
    if not found or not match or int(match[1]) < OLDEST_NODE:
        lacking(f"Node {OLDEST_NODE} or newer", "nodejs")
    assert found
    return found


@pytest.mark.parametrize("file", sorted(path.name for path in HERE.glob("*.test.js")))
def test_what_people_rely_on_in_javascript(node: str, file: str) -> None:
    """Passes when Node says so, else shows what Node printed."""
    run = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(HERE / file)], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^# pass [1-9]", run.stdout, re.MULTILINE), "no test was run"
