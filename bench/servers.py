"""Servers under test: gunicorn as `ladeapp run` starts it, for anyone's WSGI application, and what its processes have used."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from ladeapp.cli import GUNICORN
from tests.databases import free_port

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")  # per second
READY_WITHIN = 20.0  # seconds


class NotReady(Exception):
    """The server did not answer in time; its log says why."""


@dataclass(frozen=True)
class Server:
    """One gunicorn on loopback."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of CPU, user and system, that master and workers have used so far."""
        return sum(_ticks(pid) for pid in self.processes()) / TICK

    def megabytes(self) -> list[float]:
        """Proportional set size of each worker."""
        return [_pss(pid) for pid in self.processes()[1:]]

    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]


@contextmanager
def gunicorn(target: str, environ: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Serve `module:app` with `environ` added, until the end of the block."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", target, "--bind", f"127.0.0.1:{port}", *GUNICORN]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LADEAPP_")}
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env={**kept, **environ}, stdout=file, stderr=file)
    try:
        _wait(port, process, log)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=READY_WITHIN)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except ConnectionError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise NotReady(log.read_text()[-2000:])


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
