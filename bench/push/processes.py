"""The processes of the push bench: the stand-in services and the contenders, each told what to do line by line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import certifi

from tests.browser.fakes.loopback import certificate

from ..servers import ROOT

CORES = sorted(os.sched_getaffinity(0))
ANYWHERE = set(CORES)
HERE, THERE = {CORES[0]}, {CORES[-1]}  # contenders on one core, the services on another
NPM = ["npm", "install", "--silent", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "web-push@3"]


@dataclass(frozen=True)
class Took:
    """What one stretch of work cost. `begin` is of the machine's monotonic clock."""

    begin: float
    seconds: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Worker:
    """A contender's process."""

    process: "subprocess.Popen[str]"

    def start(self, word: str, count: int) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{word} {count}\n")
        self.process.stdin.flush()

    def finish(self) -> Took:
        """Wait for what was started. Raises Ended when the process has."""
        return Took(**json.loads(_line(self.process)))

    def do(self, word: str, count: int) -> Took:
        self.start(word, count)
        return self.finish()


class Ended(Exception):
    """A process of the bench ended by itself; its log, on the screen, says why."""


@dataclass(frozen=True)
class Services:
    """The stand-ins, in the order they were asked for."""

    process: "subprocess.Popen[str]"
    origins: tuple[str, ...]

    def told(self) -> list[Mapping[str, Any]]:
        """What each took since it was last asked."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        found = json.loads(_line(self.process))
        return [found[origin] for origin in self.origins]


@contextmanager
def services(*kinds: str, cores: set[int] = THERE) -> Iterator[Services]:
    """Stand-ins as bench.push.service has them."""
    with _running([sys.executable, "-m", "bench.push.service", str(certificate()), *kinds], {}, cores) as process:
        yield Services(process, tuple(f"https://127.0.0.1:{port}" for port in json.loads(_line(process))))


@contextmanager
def contender(command: Sequence[str], given: Mapping[str, Any], folder: Path, cores: set[int], **environ: str) -> Iterator[Worker]:
    """A process that has said it is ready; it believes the authorities everyone believes, and the stand-ins."""
    folder.mkdir(parents=True, exist_ok=True)
    task = folder / f"{given['name']}.json"
    task.write_text(json.dumps(given))
    trust = folder / "trust.pem"
    trust.write_bytes(Path(certifi.where()).read_bytes() + certificate().read_bytes().partition(b"-----END PRIVATE KEY-----\n")[2])
    believes = {name: str(trust) for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")}
    with _running([*command, str(task)], {**believes, **environ}, cores) as process:
        _line(process)
        yield Worker(process)


def node(folder: Path) -> list[str] | str:
    """How to start Node's contender, its library fetched into `folder`; or why it cannot be."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not program or not npm:
        return "Node is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    fetched = subprocess.run([npm, *NPM[1:]], cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path})
    if fetched.returncode:
        return "the package web-push could not be fetched"
    return [program, str(ROOT / "bench/push/node.mjs")]


@contextmanager
def _running(command: Sequence[str], environ: Mapping[str, str], cores: set[int]) -> "Iterator[subprocess.Popen[str]]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LADEAPP_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**kept, **environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    line = process.stdout.readline()
    if not line:
        raise Ended(str(process.args))
    return line
